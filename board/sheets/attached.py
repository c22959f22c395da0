"""Pictures that are kept with an incident, on paper: repainted, so that nothing of a camera's words goes along."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter

from board.pictures import blurred, is_picture, read_picture
from board.sheets.blocks import Block, Canvas, Columns, Space, Whole
from board.sheets.ink import SMALL
from board.sheets.paper import pt
from board.sheets.parts import heading
from board.sheets.situation import Situation
from board.sheets.words import Text
from db.records import Attachment, Incident

_TALL = pt(150)
_LARGEST = QSize(1600, 1600)  # points: 300 an inch on half the width of a page


def attached_pictures(situation: Situation, incident: Incident) -> list[Block]:
    """Two pictures side by side, each with its name; other files by name only."""
    attachments = situation.released.attachments_of("incident", incident.id)
    if not attachments:
        return []
    blocks = heading("Attachments")
    shown: list[list[Block]] = []
    others: list[str] = []
    for attachment in attachments:
        image = _image(situation, attachment)
        if image is None:
            others.append(f"{attachment.name} ({attachment.size:,} bytes)")
            continue
        hidden = attachment.graphic and not situation.choices.graphic
        words = f"{attachment.name}{' · graphic, blurred' if hidden else ''}"
        shown.append([Photo(_painted(image, mono=situation.choices.mono)), Space(pt(2)), Text(words, SMALL)])
    for start in range(0, len(shown), 2):
        pair = shown[start : start + 2]
        blocks += [Columns([*pair, *([[]] * (2 - len(pair)))], (1, 1)), Space(pt(6))]
    if others:
        blocks.append(Text(f"Other files: {'; '.join(others)}.", SMALL))
    return blocks


def _image(situation: Situation, attachment: Attachment) -> QImage | None:
    if not is_picture(attachment.media_type):
        return None
    image = read_picture(situation.board.attachments.data(attachment.sha256), attachment.media_type, _LARGEST)
    if image is None:
        return None
    return blurred(image) if attachment.graphic and not situation.choices.graphic else image


def _painted(image: QImage, *, mono: bool) -> QImage:
    fresh = QImage(image.size(), QImage.Format.Format_RGB32)  # carries no text of the file along
    fresh.fill(Qt.GlobalColor.white)
    painter = QPainter(fresh)
    painter.drawImage(0, 0, image)
    painter.end()
    return fresh.convertToFormat(QImage.Format.Format_Grayscale8) if mono else fresh


@dataclass
class Photo(Whole):
    """A picture in its own proportions, as wide as its column or as high as is allowed."""

    image: QImage

    def _size(self, width: float) -> QSizeF:
        scale = min(width / self.image.width(), _TALL / self.image.height())
        return QSizeF(self.image.width() * scale, self.image.height() * scale)

    def height(self, width: float) -> float:
        """See `Block`."""
        return self._size(width).height()

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Its upper left corner there."""
        canvas.painter.drawImage(QRectF(QPointF(x, y), self._size(width)), self.image)
