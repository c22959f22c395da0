"""Short texts in drawings: measured once, set anywhere, and kept from standing on each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from board.sheets.blocks import Canvas
from board.sheets.ink import Style
from board.sheets.words import Lines

_MUCH = 1e6
LABEL = Style(6.5, shade=0.15)
LABEL_STRONG = Style(6.5, bold=True, shade=0.0)
LABEL_SOFT = Style(6.5, shade=0.33)


class Label:
    """One line of text, or a few that are set in the middle under each other; sizes in twips."""

    def __init__(self, lines: str | Sequence[str], style: Style = LABEL) -> None:
        texts = [lines] if isinstance(lines, str) else list(lines)
        self.text = " ".join(texts)
        self._lines: list[tuple[Lines, float]] = []
        for text in texts:
            wide = Lines(text, style, _MUCH).natural_width() + 1
            self._lines.append((Lines(text, style, wide + 1), wide))
        self.width = max((wide for _, wide in self._lines), default=0.0)
        self.pitch = self._lines[0][0].pitch if self._lines else 0.0
        self.height = self.pitch * len(self._lines)

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """With its upper left corner there."""
        for lines, wide in self._lines:
            lines.draw(canvas, x + (self.width - wide) / 2, y)
            y += self.pitch

    def draw_centred(self, canvas: Canvas, x: float, y: float) -> None:
        """With its middle there."""
        self.draw(canvas, x - self.width / 2, y - self.height / 2)

    def box(self, x: float, y: float) -> QRectF:
        """What it covers with its upper left corner there."""
        return QRectF(x, y, self.width, self.height)


def fitted(text: str, style: Style, room: float) -> Label:
    """The text as a label of one line, with an ellipsis where it is wider than `room`."""
    label = Label(text, style)
    low, high = 0, len(text)
    if label.width <= room:
        return label
    while low < high:
        middle = (low + high + 1) // 2
        if Label(text[:middle].rstrip() + "…", style).width <= room:
            low = middle
        else:
            high = middle - 1
    return Label(text[:low].rstrip() + "…", style)


@dataclass
class Ground:
    """Which places of a frame are taken."""

    frame: QRectF
    taken: list[QRectF]

    def is_free(self, box: QRectF, gap: float = 0.0) -> bool:
        """Whether a box lies in the frame and touches nothing."""
        wide = box.adjusted(-gap, -gap, gap, gap)
        return self.frame.contains(box) and not any(wide.intersects(other) for other in self.taken)

    def take(self, box: QRectF) -> None:
        """Nothing else may stand there."""
        self.taken.append(box)

    def first_free(self, boxes: Iterable[QRectF], gap: float = 0.0) -> QRectF | None:
        """The first of the boxes that is free, taken at once."""
        for box in boxes:
            if self.is_free(box, gap):
                self.take(box)
                return box
        return None
