"""Pictures that are kept with an incident, on paper: repainted, so that nothing of a camera's words goes along."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from board.pictures import blurred, is_picture, read_picture
from board.sheets.blocks import Block, Canvas, Columns, Picture, Space
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
        shown.append([Picture(_TALL, _Painter(image, mono=situation.choices.mono).paint), Text(words, SMALL)])
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


class _Painter:
    """Paints one picture as large as its frame lets it be."""

    def __init__(self, image: QImage, *, mono: bool) -> None:
        fresh = QImage(image.size(), QImage.Format.Format_RGB32)  # carries no text of the file along
        fresh.fill(Qt.GlobalColor.white)
        painter = QPainter(fresh)
        painter.drawImage(0, 0, image)
        painter.end()
        self._image = fresh.convertToFormat(QImage.Format.Format_Grayscale8) if mono else fresh

    def paint(self, canvas: Canvas, frame: QRectF) -> None:
        """Keep its proportions; the upper left corner stays."""
        scale = min(frame.width() / self._image.width(), frame.height() / self._image.height())
        target = QRectF(frame.left(), frame.top(), self._image.width() * scale, self._image.height() * scale)
        canvas.painter.drawImage(target, self._image)
