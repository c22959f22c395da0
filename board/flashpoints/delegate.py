"""Paints a flashpoint card: level bar, words at the left, curve, count and trend at the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from board.flashpoints.cards import Card
from board.flashpoints.model import CARD, CHOSEN
from board.flashpoints.sparkline import paint_sparkline
from board.theme.painting import paint_level_bar, paint_pill, scaled_font
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


def card_height(font: QFont) -> int:
    """The name and four small lines: the same for every card, so that nothing jumps while a brush is dragged."""
    return 2 * _TOP + _name_height(font) + 4 * _small_height(font) + 1


def _name_height(font: QFont) -> int:
    return QFontMetrics(scaled_font(font, 1.05, weight=QFont.Weight.DemiBold)).height() + 1


def _small_height(font: QFont) -> int:
    return QFontMetrics(scaled_font(font, 11.5 / 13)).height()


def assign_rect(rect: QRect, font: QFont) -> QRect:
    """Where the card of the unassigned has its button."""
    metrics = QFontMetrics(scaled_font(font, 12 / 13))
    width, height = metrics.horizontalAdvance("Assign…") + 22, metrics.height() + 6
    return QRect(rect.right() - _PAD - width, rect.bottom() - _TOP - height, width, height)


class CardDelegate(QStyledItemDelegate):
    """Draws cards in the colours of `theme`."""

    def __init__(self, theme: Theme, *, editable: bool = True) -> None:
        super().__init__()
        self.theme = theme
        self.editable = editable

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One height for all."""
        return QSize(180, card_height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, bar, words, figures, hairline."""
        card = index.data(CARD)
        if not isinstance(card, Card):
            return
        painter.save()
        self._ground(painter, option, bool(index.data(CHOSEN)))
        rect = option.rect
        self._bar(painter, rect, card)
        edge = rect.right() - _PAD - _CURVE_WIDTH
        below = self._figures(painter, option.font, QRect(edge, rect.top() + _TOP, _CURVE_WIDTH, rect.height()), card)
        lines = _Lines(painter, rect.left() + _TEXT_LEFT, rect.top() + _TOP, edge - _GAP, _small_height(option.font))
        lines.widen(below, rect.right() - _PAD)
        self._words(painter, option.font, lines, card)
        if card.is_unassigned and self.editable:
            self._button(painter, option)
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

    def _figures(self, painter: QPainter, font: QFont, rect: QRect, card: Card) -> int:
        """Curve, count and trend; returns where they end."""
        curve = QRectF(rect.left(), rect.top() + 2, rect.width(), _CURVE_HEIGHT)
        fill = self.theme.fill(f"level.{card.level}") if card.level else self.theme.text_faint
        paint_sparkline(painter, curve, card.series, fill)
        small = scaled_font(font, 12 / 13)
        metrics = QFontMetrics(small)
        painter.setFont(small)
        line = QRect(rect.left() - 30, int(curve.bottom()) + 2, rect.width() + 30, metrics.height())
        right = line.right() + 1
        parts = [(f"{card.count:,}", self.theme.text)]
        if card.trend.known:
            mark = {1: self.theme.danger, -1: self.theme.ok, 0: self.theme.text_soft}[card.trend.direction]
            parts.append((f"{card.trend.mark} {card.trend.ratio_text()}", mark))
        for text, colour in reversed(parts):
            width = metrics.horizontalAdvance(text)
            painter.setPen(QColor(colour))
            painter.drawText(QRect(right - width, line.top(), width + 1, line.height()), _LINE, text)
            right -= width + metrics.horizontalAdvance(" ")
        return line.bottom()

    def _words(self, painter: QPainter, font: QFont, lines: _Lines, card: Card) -> None:
        name_font = scaled_font(font, 1.05, weight=QFont.Weight.DemiBold)
        small = scaled_font(font, 11.5 / 13)
        foot = lines.top + _name_height(font) + 3 * _small_height(font)
        beside = "" if _wraps_to_one(card, small, lines.width) else _aka(card, lead="")
        lines.name(card.name, beside, name_font, small, _name_height(font), self.theme)
        painter.setFont(small)
        bold = QFont(small)
        bold.setWeight(QFont.Weight.DemiBold)
        if card.is_unassigned:
            lines.write(card.status, self.theme.text_soft)
            return
        lines.level(card.level_words, self._colour(card), bold, f" · {card.status}" if card.status else "", self.theme)
        used = lines.wrapped(" · ".join(map(isolate, card.actors)), self.theme.text_soft) if card.actors else 0
        if used < 2:
            lines.write(_aka(card), self.theme.text_soft)
        lines.top = foot
        lines.write(card.foot(), self.theme.warn if card.stale else self.theme.text_soft)

    def _button(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        rect = assign_rect(option.rect, option.font)
        paint_pill(painter, QRectF(rect), self.theme.accent_soft, self.theme.accent)
        painter.setFont(scaled_font(option.font, 12 / 13))
        painter.setPen(QColor(self.theme.accent))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "Assign…")


def _aka(card: Card, lead: str = "aka ") -> str:
    return lead + ", ".join(map(isolate, card.other_names)) if card.other_names else ""


def _wraps_to_one(card: Card, font: QFont, width: int) -> bool:
    """Whether the actors leave the second line to the other names."""
    return QFontMetrics(font).horizontalAdvance(" · ".join(card.actors)) <= width


class _Lines:
    """Writes one line below the other between two edges, each cut with … where it is too long."""

    def __init__(self, painter: QPainter, left: int, top: int, edge: int, height: int) -> None:
        self._painter = painter
        self.left, self.top, self.height = left, top, height
        self._edge, self._below, self._far = edge, 1 << 30, edge

    def widen(self, below: int, far: int) -> None:
        """Let the lines that begin under `below` run to the edge `far`."""
        self._below, self._far = below, far

    @property
    def edge(self) -> int:
        return self._far if self.top >= self._below else self._edge

    @property
    def width(self) -> int:
        return self.edge - self.left

    def name(self, name: str, beside: str, font: QFont, small: QFont, height: int, theme: Theme) -> None:
        """The bold name and, where there is room, other names quietly after it."""
        self._painter.setFont(font)
        self._painter.setPen(QColor(theme.text))
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, self.width)
        self._painter.drawText(QRect(self.left, self.top, self.width, height), _LINE, shown)
        start = self.left + metrics.horizontalAdvance(shown) + 8
        if beside and self.edge - start > 24:
            self._painter.setFont(small)
            self._painter.setPen(QColor(theme.text_soft))
            cut = QFontMetrics(small).elidedText(beside, Qt.TextElideMode.ElideRight, self.edge - start)
            self._painter.drawText(QRect(start, self.top, self.edge - start, height), _LINE, cut)
        self.top += height

    def level(self, words: str, colour: str, bold: QFont, rest: str, theme: Theme) -> None:
        """The level in its colour, the rest of the line quietly after it."""
        plain = self._painter.font()
        self._painter.setFont(bold)
        self._painter.setPen(QColor(colour))
        self._painter.drawText(QRect(self.left, self.top, self.width, self.height), _LINE, words)
        start = self.left + QFontMetrics(bold).horizontalAdvance(words)
        self._painter.setFont(plain)
        self._painter.setPen(QColor(theme.text_soft))
        cut = self._painter.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, self.edge - start)
        self._painter.drawText(QRect(start, self.top, self.edge - start, self.height), _LINE, cut)
        self.top += self.height

    def write(self, text: str, colour: str) -> None:
        """One line."""
        self._painter.setPen(QColor(colour))
        cut = self._painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self.width)
        self._painter.drawText(QRect(self.left, self.top, self.width, self.height), _LINE, cut)
        self.top += self.height

    def wrapped(self, text: str, colour: str) -> int:
        """Up to two lines, broken between words; returns how many."""
        metrics = self._painter.fontMetrics()
        if metrics.horizontalAdvance(text) <= self.width:
            self.write(text, colour)
            return 1
        first, words = "", text.split(" ")
        while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= self.width:
            first = f"{first} {words.pop(0)}".strip()
        self.write(first or words.pop(0), colour)
        self.write(" ".join(words), colour)
        return 2
