"""What a box says and how large it is: names in two lines, parts below, shape by kind, marks for doubt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF

from board.theme.painting import scaled_font
from db.names import has_rtl, isolate
from db.records import Actor
from db.vocabulary import ACTOR_KINDS

ONE_LINE = 100.0  # a name up to so wide stays in one line
WIDEST = 150.0  # of a line of a name
SIDE, ABOVE = 15.0, 9.0  # between text and border
CHEVRON = 13.0  # room for the chevron of an actor with parts
SMALL = 11 / 13  # size of the second text against the first
_LEAST = 64.0


@dataclass(frozen=True)
class Face:
    """The look of one actor's box. `shape`: "rectangle", "rounded" or "ellipse"; sizes in px at 100 %."""

    actor_id: int
    lines: tuple[str, ...]
    under: str
    shape: str
    width: float
    height: float
    contested: bool = False
    colour: str = ""
    parts: int = 0
    expanded: bool = False

    @property
    def radius(self) -> float:
        """Of the corners, for the curves that end at the border."""
        return 3.0 if self.shape == "rectangle" else min(20.0, self.height / 2)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        return self.width, self.height


def face_of(actor: Actor, parts: Sequence[Actor], tucked: Sequence[Actor], font: QFont) -> Face:
    """The box of an actor with its `parts`, of which (and of whose parts) some are `tucked` into the box."""
    big, small = QFontMetricsF(font), QFontMetricsF(scaled_font(font, SMALL))
    shape = ACTOR_KINDS[actor.kind].mark
    lines = wrapped(actor.label, big.horizontalAdvance)
    lines = tuple(big.elidedText(line, Qt.TextElideMode.ElideRight, WIDEST) for line in lines)
    under = small.elidedText(under_text(tucked), Qt.TextElideMode.ElideMiddle, WIDEST) if tucked else ""
    width = max(*(big.horizontalAdvance(line) for line in lines), small.horizontalAdvance(under))
    width += 2 * SIDE + (CHEVRON if parts else 0)
    # the room for the second text is kept while the parts are shown, so that opening moves nothing
    height = len(lines) * big.lineSpacing() + (small.lineSpacing() if parts else 0) + 2 * ABOVE
    if shape == "ellipse":
        width, height = width * 1.2, height * 1.2
    return Face(
        actor.id,
        lines,
        under,
        shape,
        float(round(max(_LEAST, width) / 2) * 2),
        float(round(height / 2) * 2),
        actor.contested,
        actor.colour,
        len(parts),
        expanded=bool(parts) and not tucked,
    )


def under_text(tucked: Sequence[Actor]) -> str:
    """The parts in a box: "Tiger Forces", "Tiger Forces +2"."""
    first = tucked[0].label
    name = isolate(first) if has_rtl(first) else first
    return name if len(tucked) == 1 else f"{name} +{len(tucked) - 1}"


def wrapped(text: str, width_of: Callable[[str], float]) -> tuple[str, ...]:
    """A name in one line, or in two as even as its words allow where one would be wider than ONE_LINE."""
    words = text.split()
    if len(words) < 2 or width_of(text) <= ONE_LINE:
        return (" ".join(words),)
    splits = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return min(splits, key=lambda pair: max(width_of(pair[0]), width_of(pair[1])))
