"""Paints a flashpoint card: level bar, words at the left, curve, count and trend at the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from board.flashpoints.cards import Card
from board.flashpoints.lettering import Face, Faces
from board.flashpoints.model import CARD, CHOSEN
from board.flashpoints.sparkline import paint_sparkline
from board.guards import guarded
from board.theme.painting import paint_level_bar, paint_pill
from board.theme.palette import Theme
from db.names import isolate

Index = QModelIndex | QPersistentModelIndex
_PAD = 12  # px at the left and right
_TOP = 8  # px above and below
_BAR = 6
_TEXT_LEFT = _PAD + _BAR + 9
_CURVE_WIDTH, _CURVE_HEIGHT = 84, 26
_GAP = 8
_LINE = Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignVCenter


def card_height(faces: Faces) -> int:
    """The name and four small lines: the same for every card, so that nothing jumps while a brush is dragged."""
    return 2 * _TOP + faces.name.height + 1 + 4 * faces.small.height + 1


@guarded
class CardDelegate(QStyledItemDelegate):
    """Draws cards in the colours of `theme`."""

    def __init__(self, theme: Theme, *, editable: bool = True) -> None:
        super().__init__()
        self.theme = theme
        self.editable = editable
        self._faces: Faces | None = None

    def faces(self, font: QFont) -> Faces:
        """The lettering for this font of the list."""
        if self._faces is None or self._faces.key != font.key():
            self._faces = Faces(font)
        return self._faces

    def assign_rect(self, rect: QRect, font: QFont) -> QRect:
        """Where the card of the unassigned, which fills `rect`, has its button."""
        face = self.faces(font).figure
        width, height = face.width("Assign…") + 22, face.height + 6
        return QRect(rect.right() - _PAD - width, rect.bottom() - _TOP - height, width, height)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One height for all."""
        return QSize(180, card_height(self.faces(option.font)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, bar, words, figures, hairline."""
        card = index.data(CARD)
        if not isinstance(card, Card):
            return
        painter.save()
        self._ground(painter, option, bool(index.data(CHOSEN)))
        rect, faces = option.rect, self.faces(option.font)
        self._bar(painter, rect, card)
        edge = rect.right() - _PAD - _CURVE_WIDTH
        below = self._figures(painter, faces.figure, QRect(edge, rect.top() + _TOP, _CURVE_WIDTH, rect.height()), card)
        lines = _Lines(painter, rect.left() + _TEXT_LEFT, rect.top() + _TOP, edge - _GAP, below, rect.right() - _PAD)
        self._words(painter, faces, lines, card)
        if card.is_unassigned and self.editable:
            self._button(painter, faces.figure, self.assign_rect(rect, option.font))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(self.theme.hairline))
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, chosen: bool) -> None:
        if chosen:
            painter.fillRect(option.rect, QColor(self.theme.accent_soft))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(self.theme.hover))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(self.theme.accent), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -2))

    def _bar(self, painter: QPainter, rect: QRect, card: Card) -> None:
        bar = QRectF(rect.left() + _PAD, rect.top() + _TOP + 2, _BAR, rect.height() - 2 * _TOP - 5)
        if card.is_unassigned:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self.theme.text_faint), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), _BAR / 2, _BAR / 2)
            return
        paint_level_bar(painter, bar, card.level or None, self.theme)

    def _colour(self, card: Card) -> str:
        return self.theme.role(f"level.{card.level}") if card.level and not card.closed else self.theme.text_soft

    def _figures(self, painter: QPainter, face: Face, rect: QRect, card: Card) -> int:
        """Curve, count and trend; returns where they end."""
        curve = QRectF(rect.left(), rect.top() + 2, rect.width(), _CURVE_HEIGHT)
        fill = self.theme.fill(f"level.{card.level}") if card.level else self.theme.text_faint
        paint_sparkline(painter, curve, card.series, fill)
        painter.setFont(face.font)
        line = QRect(rect.left() - 30, int(curve.bottom()) + 2, rect.width() + 30, face.height)
        right = line.right() + 1
        parts = [(f"{card.count:,}", self.theme.text)]
        if card.trend.known:
            mark = {1: self.theme.danger, -1: self.theme.ok, 0: self.theme.text_soft}[card.trend.direction]
            parts.append((f"{card.trend.mark} {card.trend.ratio_text()}", mark))
        for text, colour in reversed(parts):
            width = face.width(text)
            painter.setPen(QColor(colour))
            painter.drawText(QRect(right - width, line.top(), width + 1, line.height()), _LINE, text)
            right -= width + face.width(" ")
        return line.bottom()

    def _words(self, painter: QPainter, faces: Faces, lines: _Lines, card: Card) -> None:
        theme, small = self.theme, faces.small
        foot = lines.top + faces.name.height + 1 + 3 * small.height
        actors = " · ".join(map(isolate, card.actors))
        rows = small.two_lines(actors, lines.width, lines.far_width) if actors else ("", "")
        beside = _aka(card, lead="") if rows[1] else ""
        lines.begin(faces.name, card.name, theme.text)
        lines.go_on(small, beside, theme.text_soft, gap=8)
        lines.end(faces.name.height + 1)
        if card.is_unassigned:
            lines.write(small, card.status, theme.text_soft)
            return
        lines.begin(faces.bold, card.level_words, self._colour(card))
        lines.go_on(small, f" · {card.status}" if card.status else "", theme.text_soft)
        lines.end(small.height)
        if rows[0]:
            lines.write(small, rows[0], theme.text_soft)
        lines.write(small, rows[1] or _aka(card), theme.text_soft)
        lines.top = foot
        lines.write(small, card.foot(), theme.warn if card.stale else theme.text_soft)

    def _button(self, painter: QPainter, face: Face, rect: QRect) -> None:
        paint_pill(painter, QRectF(rect), self.theme.accent_soft, self.theme.accent)
        painter.setFont(face.font)
        painter.setPen(QColor(self.theme.accent))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "Assign…")


def _aka(card: Card, lead: str = "aka ") -> str:
    return lead + ", ".join(map(isolate, card.other_names)) if card.other_names else ""


class _Lines:
    """Writes one line below the other from a left edge; lines under the figures run to the far edge."""

    def __init__(self, painter: QPainter, left: int, top: int, edge: int, below: int, far: int) -> None:
        self._painter = painter
        self._left, self._edge, self._below, self._far = left, edge, below, far
        self._at = left
        self.top = top

    @property
    def width(self) -> int:
        """The room beside the figures."""
        return self._edge - self._left

    @property
    def far_width(self) -> int:
        """The room below the figures."""
        return self._far - self._left

    def begin(self, face: Face, text: str, colour: str) -> None:
        """The first words of a line."""
        self._at = self._left
        self.go_on(face, text, colour)

    def go_on(self, face: Face, text: str, colour: str, gap: int = 0) -> None:
        """More words on the same line, cut where there is no room left for them."""
        start = self._at + gap
        room = (self._far if self.top >= self._below else self._edge) - start
        if not text or room < 16:
            return
        shown = face.cut(text, room)
        self._painter.setFont(face.font)
        self._painter.setPen(QColor(colour))
        self._painter.drawText(QRect(start, self.top, room, face.height + 1), _LINE, shown)
        self._at = start + face.width(shown)

    def end(self, height: int) -> None:
        """The next line."""
        self.top += height

    def write(self, face: Face, text: str, colour: str) -> None:
        """A whole line."""
        self.begin(face, text, colour)
        self.end(face.height)
