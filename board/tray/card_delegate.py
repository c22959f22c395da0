"""Paints the cards of the tray, from the same layout that is pointed at."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from board.guards import guarded
from board.theme.palette import Theme, mix
from board.tray.card_layout import BadgePart, ButtonPart, Laid, Layouter
from board.tray.cards import ANSWER, Card, Offer, Row
from board.tray.draft_model import CARD
from db.drafts import WAITING

Index = QModelIndex | QPersistentModelIndex
_KEPT = 600  # layouts: more than are ever seen at once, fewer than would weigh


@guarded
class CardDelegate(QStyledItemDelegate):
    """Draws cards; `lit` are the fields (draft id, field, index) that light up, `width` that of the list."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._layouter: Layouter | None = None
        self._kept: OrderedDict[tuple[Card, int], Laid] = OrderedDict()
        self.width = 400
        self.lit: frozenset[tuple[int, str, int]] = frozenset()
        self.pointed: tuple[int, Offer] | None = None
        self.editor_heights: dict[int, int] = {}  # of the drafts that are edited in place

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._theme = theme
        self._layouter = None
        self._kept.clear()

    def laid(self, card: Card, font: QFont) -> Laid:
        """The layout of a card at the present width."""
        if self._layouter is None or self._layouter.font != font:
            self._layouter = Layouter(self._theme, font)
            self._kept.clear()
        key = (card, self.width)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._layouter.lay(card, self.width)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its lines."""
        card = index.data(CARD)
        if not isinstance(card, Card):
            return QSize(0, 0)
        height = self.editor_heights.get(card.draft_id) or self.laid(card, option.font).height
        return QSize(120, height)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """An editor fills its card."""
        editor.setGeometry(option.rect)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Frame, light, words, buttons."""
        card = index.data(CARD)
        if not isinstance(card, Card) or card.draft_id in self.editor_heights:
            return
        laid = self.laid(card, option.font)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.translate(option.rect.topLeft())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._frame(painter, laid, card, current, focused)
        for part in laid.rows:
            if (card.draft_id, part.row.field, part.row.index) in self.lit:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(self._theme.accent_soft))
                painter.drawRoundedRect(part.rect, 3, 3)
        painter.setPen(QColor(self._theme.text))
        for text in laid.texts:
            text.layout.draw(painter, text.at)
        for badge in laid.badges:
            self._badge(painter, badge)
        for button in laid.buttons:
            self._button(painter, card, button, current)
        painter.restore()

    def _frame(self, painter: QPainter, laid: Laid, card: Card, current: bool, focused: bool) -> None:
        theme = self._theme
        wide = 2.0 if current else 1.0
        edge = theme.accent if current else theme.hairline
        box = laid.frame.adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2)
        painter.setPen(QPen(QColor(edge), wide))
        painter.setBrush(QColor(theme.raised if card.state == WAITING else mix(theme.raised, theme.window, 0.4)))
        painter.drawRoundedRect(box, 5, 5)
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(mix(theme.accent, theme.panel, 0.35)), 2))
            painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 6, 6)

    def _badge(self, painter: QPainter, part: BadgePart) -> None:
        assert self._layouter is not None
        painter.setPen(QPen(QColor(self._theme.hairline), 1))
        painter.setBrush(QColor(self._theme.chip))
        painter.drawRoundedRect(part.rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setFont(self._layouter.badge)
        painter.setPen(QColor(self._theme.text))
        painter.drawText(part.rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, part.text)

    def _button(self, painter: QPainter, card: Card, part: ButtonPart, current: bool) -> None:
        assert self._layouter is not None
        theme, offer = self._theme, part.offer
        pointed = self.pointed == (card.draft_id, offer)
        font = QFont(self._layouter.font)
        if part.link:
            font.setUnderline(pointed)
            painter.setFont(font)
            painter.setPen(QColor(theme.accent))
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
            painter.drawText(part.rect, flags, offer.text)
            return
        ground, edge, ink = theme.chip, theme.hairline, theme.text
        if offer.primary and current:
            ground = edge = mix(theme.text, theme.accent, 0.15) if pointed else theme.accent
            ink = theme.accent_text
        elif offer.primary or offer.action == ANSWER:
            ground, edge, ink = theme.panel if not pointed else theme.accent_soft, theme.accent, theme.accent
        elif pointed:
            ground, edge = theme.hover, theme.outline
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(part.rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        shown = painter.fontMetrics().elidedText(offer.text, Qt.TextElideMode.ElideRight, int(part.rect.width()) - 10)
        painter.drawText(part.rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, shown)

    # -- pointing
    def offer_at(self, card: Card, font: QFont, point: QPointF) -> Offer | None:
        """What is pressed at a point of a card."""
        return self.laid(card, font).button_at(point)

    def row_at(self, card: Card, font: QFont, point: QPointF) -> Row | None:
        """The row at a point of a card."""
        return self.laid(card, font).row_at(point)

    def rect_of(self, card: Card, font: QFont, action: str) -> QRectF | None:
        """Where on a card the first button of an action is."""
        return next((part.rect for part in self.laid(card, font).buttons if part.offer.action == action), None)
