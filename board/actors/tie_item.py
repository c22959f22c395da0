"""One tie in the picture: its curve in the pattern of its stance, its arrow, and its words."""

from __future__ import annotations

from math import hypot

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsPolygonItem,
    QStyleOptionGraphicsItem,
    QWidget,
)

from board.actors.ties import Tie, TieLook
from board.diagrams.routes import Route
from board.guards import guarded
from board.theme.painting import stance_pens
from board.theme.palette import Theme, mix
from db.vocabulary import STANCES

FAINT = 0.22  # how much of the colour is left out of focus
PAST = 0.4  # … of a tie that no longer holds
WIDTH = 1.6
_ARROW, _HALF_ARROW = 10.0, 4.6
_WARNING = 13.0


class TieItem(QGraphicsPathItem):
    """Draws a `Tie` along a `Route` as its `TieLook` says; lives in scene coordinates.

    It is put together from items that Qt paints by itself: a change of the focus only gives them other pens.
    """

    def __init__(self, tie: Tie, theme: Theme) -> None:
        super().__init__()
        self.tie = tie
        self.theme = theme
        self.route = Route((0, 0), (0, 0), (0, 0))
        self.look = TieLook(holds=True)
        self.lit = True
        self.chosen = False
        self.hovered = False
        self.warned = False  # draw the mark of a contradiction here, because the words have no place
        self._halo = QGraphicsPathItem(self)
        self._halo.setFlag(QGraphicsItem.GraphicsItemFlag.ItemStacksBehindParent)
        self._halo.hide()
        self._gap = QGraphicsPathItem(self)  # turns a wide line into two
        self._gap.hide()
        self._arrow = QGraphicsPolygonItem(self)
        self._arrow.setPen(QPen(Qt.PenStyle.NoPen))
        self._mark = WarningItem(self)
        self._mark.hide()
        self._dress()

    def set_route(self, route: Route, tie: Tie, theme: Theme) -> None:
        """Run along another curve."""
        if route == self.route and tie == self.tie and theme is self.theme:
            return
        self.route, self.tie, self.theme = route, tie, theme
        line, arrow = _line_and_arrow(route, tie.directed, _ARROW - 1.5)
        for item in (self, self._halo, self._gap):
            item.setPath(line)
        self._arrow.setPolygon(arrow)
        self._arrow.setVisible(tie.directed)
        self._mark.setPos(*route.points()[16])
        self._dress()

    def set_look(self, look: TieLook, lit: bool, chosen: bool) -> bool:
        """Look so, in focus or not, picked or not; tells whether that is new."""
        if (lit, chosen) == (self.lit, self.chosen) and (look is self.look or look == self.look):
            return False
        self.look, self.lit, self.chosen = look, lit, chosen
        self._dress()
        return True

    def point_at(self, hovered: bool) -> None:
        """Be under the pointer, or no longer."""
        if hovered != self.hovered:
            self.hovered = hovered
            self._dress()

    def warn(self, warned: bool) -> None:
        """Bear the mark of a contradiction, or leave it to the words."""
        if warned != self.warned:
            self.warned = warned
            self._dress()

    def colour(self) -> str:
        """The colour of the line: by stance, faded by age, faint out of focus."""
        theme = self.theme
        full = theme.fill(STANCES[self.tie.stance].role)
        if self.chosen or self.hovered:
            return full
        share = self.look.freshness if self.look.holds else PAST
        return mix(full, theme.panel, share if self.lit else min(share, FAINT))

    def _dress(self) -> None:
        """Give line, gap, arrow and halo the pens of the present state."""
        theme, colour, stance = self.theme, self.colour(), STANCES[self.tie.stance]
        pens = stance_pens(stance.mark, colour, theme.panel, WIDTH + (0.5 if self.hovered else 0))
        if self.look.holds:
            self.setPen(pens[0])
        else:
            past = QPen(QColor(colour), 1.3)
            past.setDashPattern([1.2, 3.5])
            self.setPen(past)
        self._gap.setVisible(len(pens) > 1 and self.look.holds)
        self._gap.setPen(pens[-1])
        self._arrow.setBrush(QColor(colour))
        haloed = self.chosen or (self.look.change.came and self.lit)
        self._halo.setVisible(haloed)
        if haloed:
            halo = mix(theme.accent if self.chosen else theme.fill(stance.role), theme.panel, 0.26)
            self._halo.setPen(QPen(QColor(halo), 9, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        self._mark.setVisible(self.warned)
        self._mark.show_in(theme, faint=not self.lit)
        self._sort()

    def _sort(self) -> None:
        """Faint ties lie below, those that matter on top."""
        height = 5.0 if self.lit else 2.0
        if not self.look.holds:
            height -= 1
        if self.tie.stance == "hostile":
            height += 0.5
        self.setZValue(7.0 if self.chosen or self.hovered else height)


@guarded
class WarningItem(QGraphicsItem):
    """The mark of a contradiction on a tie."""

    def __init__(self, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self._theme: Theme | None = None
        self._faint = False

    def show_in(self, theme: Theme, *, faint: bool) -> None:
        """Paint in these colours."""
        if (theme, faint) != (self._theme, self._faint):
            self._theme, self._faint = theme, faint
            self.update()

    def boundingRect(self) -> QRectF:
        """The triangle."""
        return QRectF(-_WARNING, -_WARNING, 2 * _WARNING, 2 * _WARNING)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw it."""
        if self._theme is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_warning(painter, QPointF(0, 0), self._theme, faint=self._faint)


def _line_and_arrow(route: Route, directed: bool, head: float) -> tuple[QPainterPath, QPolygonF]:
    """The curve, cut short under the arrow so that its end does not stick out, and the arrow."""
    end, control = route.end, route.control
    along = (end[0] - control[0], end[1] - control[1])
    length = hypot(*along) or 1.0
    path = QPainterPath(QPointF(*route.start))
    if not directed:
        path.quadTo(QPointF(*control), QPointF(*end))
        return path, QPolygonF()
    ux, uy = along[0] / length, along[1] / length
    short = route.shortened(head)
    path.quadTo(QPointF(*short.control), QPointF(*short.end))
    # the arrow points from where the line ends, which follows the curve better than its last tangent
    bx, by = end[0] - ux * _ARROW, end[1] - uy * _ARROW
    corners = [
        QPointF(*end),
        QPointF(bx - uy * _HALF_ARROW, by + ux * _HALF_ARROW),
        QPointF(bx + uy * _HALF_ARROW, by - ux * _HALF_ARROW),
    ]
    return path, QPolygonF(corners)


def draw_warning(painter: QPainter, middle: QPointF, theme: Theme, *, faint: bool = False) -> None:
    """The mark of a contradiction: a triangle with an exclamation mark, in the colour of warning."""
    half = _WARNING / 2
    path = QPainterPath(middle + QPointF(0, -half))
    path.lineTo(middle + QPointF(half, half - 1))
    path.lineTo(middle + QPointF(-half, half - 1))
    path.closeSubpath()
    colour = QColor(mix(theme.warn, theme.panel, 0.4) if faint else theme.warn)
    painter.setPen(QPen(colour, 1.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(QColor(theme.panel))
    painter.drawPath(path)
    painter.drawLine(middle + QPointF(0, -1.5), middle + QPointF(0, 1.5))
    painter.drawPoint(middle + QPointF(0, 3.6))


@guarded
class WordsItem(QGraphicsItem):
    """The words of a tie, on the ground of the panel so that other lines do not run through them."""

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self.font = font
        self.text = ""
        self.colour = ""
        self.ground = ""
        self.theme: Theme | None = None
        self.flagged = False
        self._size = (0.0, 0.0)
        self.setZValue(9)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    @staticmethod
    def size_of(text: str, flagged: bool, metrics: QFontMetricsF) -> tuple[float, float]:
        """Width and height that words take, with the mark of a contradiction before them if `flagged`."""
        return metrics.horizontalAdvance(text) + 8 + (_WARNING + 3 if flagged else 0), metrics.height() + 1

    def show_words(self, text: str, flagged: bool, colour: str, theme: Theme, font: QFont) -> None:
        """Say this, in this colour."""
        state = (text, flagged, colour, theme.name, font)
        if state == (self.text, self.flagged, self.colour, self.theme.name if self.theme else "", self.font):
            return
        self.prepareGeometryChange()
        self.text, self.flagged, self.colour, self.theme, self.font = text, flagged, colour, theme, font
        self._size = self.size_of(text, flagged, QFontMetricsF(font))
        self.update()

    def boundingRect(self) -> QRectF:
        """The words around their centre."""
        width, height = self._size
        return QRectF(-width / 2, -height / 2, width, height)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Ground, mark, words."""
        if self.theme is None:
            return
        rect = self.boundingRect()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.panel))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)
        room = rect.adjusted(4, 0, -4, 0)
        if self.flagged:
            draw_warning(painter, QPointF(room.left() + _WARNING / 2, 0), self.theme)
            room.setLeft(room.left() + _WARNING + 3)
        painter.setFont(self.font)
        painter.setPen(QColor(self.colour))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(room, flags, self.text)
