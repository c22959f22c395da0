"""Begins a drag of records: what hangs at the pointer, and what other programs get of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QDrag, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from board.theme.apply import current_theme
from db.names import isolate, show_controls

_NOUNS = {"incident": "incidents", "flashpoint": "flashpoints", "actor": "actors", "source": "sources"}
_PAD_X, _PAD_Y, _WIDEST = 10, 6, 260


def words_of(kind: str, ids: Sequence[int], title: str) -> str:
    """What hangs at the pointer: the name of one, else how many."""
    return f"{len(ids):,} {_NOUNS[kind]}" if len(ids) > 1 else isolate(show_controls(" ".join(title.split())))


def begin(source: QWidget, mime: QMimeData, words: str) -> Qt.DropAction:
    """Drag until the button is let go; returns what became of it. Other programs copy, our own decide themselves."""
    drag = QDrag(source)
    drag.setMimeData(mime)
    pixmap = tag(words, source.font(), source.devicePixelRatioF())
    drag.setPixmap(pixmap)
    drag.setHotSpot(QPoint(-12, -6))
    return drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.CopyAction)


def tag(words: str, font: QFont, ratio: float) -> QPixmap:
    """The words on a small card."""
    theme, metrics = current_theme(), QFontMetrics(font)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, _WIDEST)
    width, height = metrics.horizontalAdvance(shown) + 2 * _PAD_X, metrics.height() + 2 * _PAD_Y
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    painter.setPen(QPen(QColor(theme.accent), 1))
    painter.setBrush(QColor(theme.raised))
    painter.drawRoundedRect(QRect(0, 0, width, height).adjusted(1, 1, -1, -1), 4, 4)
    painter.setPen(QColor(theme.text))
    painter.drawText(QRect(0, 0, width, height), Qt.AlignmentFlag.AlignCenter, shown)
    painter.end()
    return pixmap
