"""The legend below the picture: only the stances and shapes that are in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from board.actors.faces import SMALL
from board.actors.tie_item import draw_warning
from board.actors.ties import stance_word
from board.guards import guarded
from board.theme.painting import draw_stance, scaled_font
from board.theme.palette import Theme
from db.vocabulary import STANCES, UNDIRECTED_STANCES

_SIGN, _GAP, _BETWEEN, _LINE = 26.0, 6.0, 18.0, 20.0
_SHAPES = {"rectangle": "state", "rounded": "armed group", "ellipse": "civilians, organisation"}


@guarded
class Legend(QWidget):
    """Signs with their words, wrapped where the panel is narrow."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.entries: list[tuple[str, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("Legend")

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.theme = theme
        self.update()

    def show_signs(self, stances: Sequence[str], shapes: Sequence[str], contested: bool, contradictory: bool) -> None:
        """The stances by code and the shapes by mark that are in use, and the marks of doubt."""
        entries = [(f"stance:{code}", stance_word(code)) for code in stances]
        entries += [(f"shape:{mark}", words) for mark, words in _SHAPES.items() if mark in shapes]
        if contested:
            entries.append(("contested", "identity contested"))
        if contradictory:
            entries.append(("warning", "backs and fights"))
        if entries != self.entries:
            self.entries = entries
            self.setAccessibleDescription(", ".join(words for _, words in entries))
            self.updateGeometry()
            self.update()

    def hasHeightForWidth(self) -> bool:
        """The narrower, the more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines."""
        places = self._places(width)
        return int(places[-1][1] + _LINE + 4) if places else 0

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(400, int(_LINE) + 8)

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(100, int(_LINE) + 4)

    def _places(self, width: int) -> list[tuple[float, float]]:
        metrics = QFontMetricsF(scaled_font(self.font(), SMALL))
        x, y, found = 14.0, 2.0, []
        for _, words in self.entries:
            wide = _SIGN + _GAP + metrics.horizontalAdvance(words)
            if x > 14 and x + wide > width - 8:
                x, y = 14.0, y + _LINE
            found.append((x, y))
            x += wide + _BETWEEN
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Every sign and its words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(self.theme.panel))
        painter.setFont(scaled_font(self.font(), SMALL))
        metrics = QFontMetricsF(painter.font())
        for (sign, words), (x, y) in zip(self.entries, self._places(self.width()), strict=True):
            self._draw_sign(painter, sign, QRectF(x, y, _SIGN, _LINE))
            painter.setPen(QColor(self.theme.text_soft))
            room = QRectF(x + _SIGN + _GAP, y, metrics.horizontalAdvance(words) + 4, _LINE)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)

    def _draw_sign(self, painter: QPainter, sign: str, room: QRectF) -> None:
        middle, theme = room.center(), self.theme
        if sign.startswith("stance:"):
            code = sign.removeprefix("stance:")
            directed = code not in UNDIRECTED_STANCES
            path = QPainterPath(QPointF(room.left(), middle.y()))
            path.lineTo(room.right() - (6 if directed else 0), middle.y())
            colour = theme.fill(STANCES[code].role)
            draw_stance(painter, path, STANCES[code].mark, colour, theme.panel)
            if directed:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colour))
                tip = QPointF(room.right(), middle.y())
                painter.drawPolygon([tip, tip + QPointF(-7, -3.6), tip + QPointF(-7, 3.6)])
            return
        if sign == "warning":
            draw_warning(painter, middle, theme)
            return
        box = QRectF(middle.x() - 9, middle.y() - 5.5, 18, 11)
        painter.setBrush(QColor(theme.chip))
        pen = QPen(QColor(theme.text_faint), 1)
        if sign == "contested":
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        if sign == "shape:rectangle":
            painter.drawRoundedRect(box, 1.5, 1.5)
        elif sign == "shape:ellipse":
            painter.drawEllipse(box)
        else:
            painter.drawRoundedRect(box, 5.5, 5.5)
