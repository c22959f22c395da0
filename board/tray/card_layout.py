"""Where everything on a card lies: texts laid out in lines, buttons, badges; painting and pointing share it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption

from board.theme.painting import scaled_font
from board.theme.palette import Theme
from board.tray.cards import SOFT, VALUE, WARN, WHY, Card, Offer, Row, Run
from db.drafts import ACCEPTED, WAITING
from db.names import has_rtl

OUTER_X, OUTER_Y = 10, 5  # px around the frame of a card
_PAD_X, _PAD_Y = 12, 9
LABEL_WIDTH, _NARROW_LABEL, _NARROW = 86, 74, 360
_ROW_GAP = 3
_BUTTON_GAP = 6
_COLLAPSED_PAD = 5


@dataclass(frozen=True, slots=True)
class TextPart:
    """Some lines of text whose layout's origin is `at`."""

    layout: QTextLayout
    at: QPointF


@dataclass(frozen=True, slots=True)
class ButtonPart:
    """Something to press; `link` is one without a box."""

    rect: QRectF
    offer: Offer
    link: bool = False


@dataclass(frozen=True, slots=True)
class BadgePart:
    """A grade in its box."""

    rect: QRectF
    text: str


@dataclass(frozen=True, slots=True)
class RowPart:
    """The room of a row, for the pointer and the light."""

    rect: QRectF
    row: Row


@dataclass(slots=True)
class Laid:
    """A card laid out in a room whose corner is (0, 0)."""

    frame: QRectF
    texts: list[TextPart] = field(default_factory=list)
    buttons: list[ButtonPart] = field(default_factory=list)
    badges: list[BadgePart] = field(default_factory=list)
    rows: list[RowPart] = field(default_factory=list)

    @property
    def height(self) -> int:
        """With the room around the frame."""
        return int(self.frame.bottom()) + OUTER_Y

    def button_at(self, point: QPointF) -> Offer | None:
        """What is pressed at a point."""
        return next((part.offer for part in self.buttons if part.rect.contains(point)), None)

    def row_at(self, point: QPointF) -> Row | None:
        """The row at a point."""
        return next((part.row for part in self.rows if part.rect.contains(point)), None)


class Layouter:
    """Lays cards out in one theme and font."""

    def __init__(self, theme: Theme, font: QFont) -> None:
        self.theme = theme
        self.font = QFont(font)
        self.bold = scaled_font(font, 1.0, weight=QFont.Weight.DemiBold)
        self.small = scaled_font(font, 11.5 / 13)
        self.badge = scaled_font(font, 11.5 / 13, weight=QFont.Weight.Bold)
        self.italic = QFont(font)
        self.italic.setItalic(True)
        self._metrics = QFontMetricsF(self.font)
        self._badge_metrics = QFontMetricsF(self.badge)
        self.line = self._metrics.height()

    def lay(self, card: Card, width: int) -> Laid:
        """The card at a width; the frame ends below the last part."""
        inner = max(width - 2 * OUTER_X, 120)
        laid = Laid(QRectF(OUTER_X, OUTER_Y, inner, 0))
        if card.state != WAITING:
            self._lay_line(laid, card)
            return laid
        left, right = OUTER_X + _PAD_X, OUTER_X + inner - _PAD_X
        top = float(OUTER_Y + _PAD_Y)
        top += self._text(laid, [Run(card.title)], left, top, right - left, self.bold) + 4
        for row in card.rows:
            top += self._row(laid, row, left, top, right) + _ROW_GAP
        if card.buttons:
            top = self._buttons(laid, card.buttons, left, top + 4, right)
        laid.frame.setHeight(top + _PAD_Y - OUTER_Y)
        return laid

    def _lay_line(self, laid: Laid, card: Card) -> None:
        """One line for a draft that was dealt with: a sign, its title, what became of it."""
        left, right = OUTER_X + _PAD_X, laid.frame.right() - _PAD_X
        top = OUTER_Y + _COLLAPSED_PAD
        sign = "✓ " if card.state == ACCEPTED else "– "
        words = "" if card.state == ACCEPTED else "skipped · "
        offer = card.buttons[0] if card.buttons else None
        after = self._metrics.horizontalAdvance(words) + (
            self._metrics.horizontalAdvance(offer.text) + 4 if offer else 0
        )
        room = max(right - left - after - 10, 40)
        title = self._metrics.elidedText(sign + card.title, Qt.TextElideMode.ElideRight, room)
        self._text(laid, [Run(title, SOFT)], left, top, room + 2, self.font)
        at = right - after
        if words:
            self._text(laid, [Run(words, SOFT)], at, top, after, self.font)
            at += self._metrics.horizontalAdvance(words)
        if offer is not None:
            laid.buttons.append(ButtonPart(QRectF(at, top - 2, right - at + 4, self.line + 4), offer, link=True))
        laid.frame.setHeight(self.line + 2 * _COLLAPSED_PAD)

    def _row(self, laid: Laid, row: Row, left: float, top: float, right: float) -> float:
        label = _NARROW_LABEL if right - left < _NARROW else LABEL_WIDTH
        value_left = left + label
        room = right - value_left
        height = 0.0
        if row.badge:
            wide = self._badge_metrics.horizontalAdvance(row.badge) + 13
            laid.badges.append(BadgePart(QRectF(value_left, top - 1, wide, self.line + 2), row.badge))
            height = max(height, self.line + 2)
        if row.runs:
            shift = 0.0 if not row.badge else self._badge_metrics.horizontalAdvance(row.badge) + 20
            height = max(height, self._text(laid, row.runs, value_left + shift, top, room - shift, self.font))
        if row.label:
            drop = self._ascent(laid) - self._metrics.ascent() if row.runs else 0.0  # other scripts stand higher
            height = max(
                height, self._text(laid, [Run(row.label, SOFT)], left, top + drop, label - 6, self.font) + drop
            )
        if row.offers:
            height = self._buttons(laid, row.offers, value_left, top + height + 3, right, small=True) - top
        laid.rows.append(RowPart(QRectF(left - 6, top - 1, right - left + 12, height + 2), row))
        return height

    def _ascent(self, laid: Laid) -> float:
        """How far the first line of the last text reaches above its letters' foot."""
        line = laid.texts[-1].layout.lineAt(0)
        return line.ascent() if line.isValid() else self._metrics.ascent()

    def _text(self, laid: Laid, runs: Sequence[Run], left: float, top: float, width: float, font: QFont) -> float:
        """Lay runs one after the other in lines of that width; the height that they take."""
        text = " ".join(run.text for run in runs)
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        if has_rtl(text) and not text[:1].isascii() and len(runs) == 1:
            option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        layout.setTextOption(option)
        layout.setFormats(self._formats(runs))
        height = 0.0
        layout.beginLayout()
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height() + 1
        layout.endLayout()
        laid.texts.append(TextPart(layout, QPointF(left, top)))
        return max(height, self.line)

    def _formats(self, runs: Sequence[Run]) -> list[QTextLayout.FormatRange]:
        formats = []
        at = 0
        for run in runs:
            span = QTextLayout.FormatRange()
            span.start, span.length = at, _units(run.text)
            span.format = self._format(run.tone)
            formats.append(span)
            at += span.length + 1
        return formats

    def _format(self, tone: str) -> QTextCharFormat:
        made = QTextCharFormat()
        colour = {VALUE: self.theme.text, WARN: self.theme.warn}.get(tone, self.theme.text_soft)
        made.setForeground(QColor(colour))
        made.setFontItalic(tone == WHY)
        return made

    def _buttons(
        self, laid: Laid, offers: Sequence[Offer], left: float, top: float, right: float, *, small: bool = False
    ) -> float:
        """Set buttons side by side, wrapped at the edge; where they end below."""
        pad, high = (8, self.line + 4) if small else (12, self.line + 8)
        at = left
        for offer in offers:
            wide = min(self._metrics.horizontalAdvance(offer.text) + 2 * pad + 1, right - left)
            if at > left and at + wide > right:
                at, top = left, top + high + 4
            laid.buttons.append(ButtonPart(QRectF(at, top, wide, high), offer))
            at += wide + _BUTTON_GAP
        return top + high


def _units(text: str) -> int:
    """The length of a text in UTF-16 units, as Qt counts."""
    return len(text) + sum(character > "\uffff" for character in text)
