"""One actor's box in the picture."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from board.actors.faces import ABOVE, CHEVRON, SIDE, SMALL, Face
from board.diagrams.routes import Box
from board.guards import guarded
from board.theme.painting import scaled_font
from board.theme.palette import Theme, mix

FAINT = 0.32  # how much of a colour is left out of focus
HANDLE = 5.0  # radius of the handle from which a relationship is drawn
_MARK = 7.5  # radius of the mark of a contested identity


@guarded
class NodeItem(QGraphicsItem):
    """Draws a `Face`; its position is the centre of the box."""

    def __init__(self, face: Face, theme: Theme, font: QFont) -> None:
        super().__init__()
        self.face = face
        self.theme = theme
        self.font = font
        self.lit = True
        self.chosen = False  # in the focus of the board
        self.current = False  # where the keyboard is
        self.hovered = False
        self.target = False  # a relationship that is being drawn would end here
        self.linkable = True
        self.setZValue(10)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def set_face(self, face: Face, theme: Theme, font: QFont) -> None:
        """Show another face, or the same in another theme."""
        if face.size != self.face.size:
            self.prepareGeometryChange()
        self.face, self.theme, self.font = face, theme, font
        self.update()

    def set_state(self, **states: bool) -> None:
        """Change some of lit, chosen, current, hovered, target; repaints only where something is new."""
        changed = {name: value for name, value in states.items() if getattr(self, name) != value}
        for name, value in changed.items():
            setattr(self, name, value)
        if changed:
            if "lit" in changed:
                self.setZValue(10 if self.lit else 8)
            self.update()

    def box(self) -> Box:
        """Where the box is, for curves and words."""
        return Box(self.x(), self.y(), self.face.width, self.face.height, self.face.radius)

    def rect(self) -> QRectF:
        """The box in the item's own coordinates."""
        return QRectF(-self.face.width / 2, -self.face.height / 2, self.face.width, self.face.height)

    def boundingRect(self) -> QRectF:
        """The box with ring, handle and mark."""
        return self.rect().adjusted(-10, -10, 10, 10)

    def is_hit(self, place: QPointF) -> bool:
        """Whether a place (own coordinates) is on the box or, while pointed at, on its handle."""
        return self.rect().contains(place) or self.on_handle(place)

    def outline(self, grown: float = 0.0) -> QPainterPath:
        """The border of the box, `grown` px outside it."""
        path = QPainterPath()
        rect = self.rect().adjusted(-grown, -grown, grown, grown)
        if self.face.shape == "ellipse":
            path.addEllipse(rect)
        else:
            path.addRoundedRect(rect, self.face.radius + grown, self.face.radius + grown)
        return path

    def handle_place(self) -> QPointF:
        """The middle of the handle."""
        return QPointF(self.face.width / 2, 0)

    def on_handle(self, place: QPointF) -> bool:
        """Whether a place (own coordinates) is on the handle."""
        away = place - self.handle_place()
        return self.linkable and self.hovered and away.x() ** 2 + away.y() ** 2 <= (HANDLE + 4) ** 2

    def on_chevron(self, place: QPointF) -> bool:
        """Whether a place (own coordinates) is on the chevron of an actor with parts."""
        return bool(self.face.parts) and self.rect().left() <= place.x() <= self.rect().left() + SIDE + CHEVRON - 2

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Border, name, parts, marks."""
        theme, face = self.theme, self.face
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, ground = self._edge_and_ground()
        painter.setPen(edge)
        painter.setBrush(QBrush(QColor(ground)))
        painter.drawPath(self.outline(-0.5))
        if face.colour and QColor(face.colour).isValid():
            self._draw_stripe(painter)
        self._draw_text(painter)
        if face.parts:
            self._draw_chevron(painter)
        if face.contested:
            self._draw_doubt(painter)
        if self.current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.accent), 1.5))
            painter.drawPath(self.outline(4))
        if self.hovered and self.linkable:
            painter.setPen(QPen(QColor(theme.panel), 1.5))
            painter.setBrush(QColor(theme.accent))
            painter.drawEllipse(self.handle_place(), HANDLE, HANDLE)

    def _ink(self, colour: str) -> QColor:
        return QColor(colour if self.lit else mix(colour, self.theme.panel, FAINT + 0.18))

    def _edge_and_ground(self) -> tuple[QPen, str]:
        theme = self.theme
        colour, width, ground = theme.outline, 1.0, theme.chip
        if self.chosen or self.target:
            colour, width, ground = theme.accent, 2.0, theme.accent_soft
        elif self.hovered:
            colour, ground = theme.text_faint, theme.hover
        if self.face.contested and not (self.chosen or self.target):
            colour, width = theme.text_faint, 1.4
        if not self.lit:
            colour, ground = mix(colour, theme.panel, 0.6), mix(ground, theme.panel, 0.4)
        edge = QPen(QColor(colour), width)
        if self.face.contested:
            edge.setDashPattern([3.5, 2.5])
        return edge, ground

    def _draw_stripe(self, painter: QPainter) -> None:
        painter.save()
        painter.setClipPath(self.outline(-1))
        rect = self.rect()
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 4, rect.width(), 4), self._ink(self.face.colour))
        painter.restore()

    def _draw_text(self, painter: QPainter) -> None:
        face, rect = self.face, self.rect()
        room = rect.adjusted(SIDE + (CHEVRON if face.parts else 0) - 8, 0, -SIDE + 8, 0)
        painter.setFont(self.font)
        line = painter.fontMetrics().lineSpacing()
        small = scaled_font(self.font, SMALL)
        tall = len(face.lines) * line + (line * SMALL if face.under else 0)
        top = rect.center().y() - tall / 2
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.setPen(self._ink(self.theme.text))
        for number, text in enumerate(face.lines):
            painter.drawText(QRectF(room.left(), top + number * line, room.width(), line), flags, text)
        if face.under:
            painter.setFont(small)
            painter.setPen(self._ink(self.theme.text_soft))
            under = QRectF(room.left() - 6, top + len(face.lines) * line, room.width() + 12, line * SMALL)
            painter.drawText(under, flags, face.under)

    def _draw_chevron(self, painter: QPainter) -> None:
        middle = QPointF(self.rect().left() + SIDE - 1, 0)
        path = QPainterPath()
        if self.face.expanded:
            corners = (QPointF(-3.5, -2), QPointF(0, 2), QPointF(3.5, -2))
        else:
            corners = (QPointF(-2, -3.5), QPointF(2, 0), QPointF(-2, 3.5))
        path.moveTo(middle + corners[0])
        path.lineTo(middle + corners[1])
        path.lineTo(middle + corners[2])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        painter.setPen(QPen(self._ink(self.theme.text_soft), 1.4, Qt.PenStyle.SolidLine, cap, join))
        painter.drawPath(path)

    def _draw_doubt(self, painter: QPainter) -> None:
        rect = self.rect()
        middle = QPointF(rect.right() - 5, rect.top() + 4)
        painter.setPen(QPen(self._ink(self.theme.text_faint), 1))
        painter.setBrush(QColor(self.theme.panel))
        painter.drawEllipse(middle, _MARK, _MARK)
        painter.setFont(scaled_font(self.font, SMALL, weight=QFont.Weight.DemiBold))
        painter.setPen(self._ink(self.theme.text))
        side = QRectF(middle.x() - ABOVE, middle.y() - ABOVE, 2 * ABOVE, 2 * ABOVE)
        painter.drawText(side, Qt.AlignmentFlag.AlignCenter, "?")
