"""A card for one citation: the quote, its grade, where it stands, and what it claims beside the assessment."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QEnterEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from board.guards import guarded
from board.theme.apply import current_theme
from board.theme.widgets import ElidedLabel, GradeBadge, plain_label, plain_tooltip
from board.words import incidents as wording
from board.words.claims import Claim
from db.names import show_controls
from db.records import Citation, Source
from db.vocabulary import CITATION_BEARINGS

LONGEST_QUOTE = 600
_EDGE = 3  # px of the coloured left edge


@guarded
class QuoteCard(QWidget):
    """One citation; `tell` shows another one in the same widgets.

    Signals: opened(int citation id): it was clicked, or Enter pressed on it; menu_asked(int citation id, QPoint);
    lift_asked(int source id, str title): its source is dragged.
    """

    opened = Signal(object)
    menu_asked = Signal(object, QPoint)
    lift_asked = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.citation_id = self.source_id = 0
        self.source_title = ""
        self._pressed: QPoint | None = None
        self.bearing = "supports"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.quote = plain_label(wrap=True)
        italic = QFont(self.quote.font())
        italic.setItalic(True)
        self.quote.setFont(italic)
        self.title = ElidedLabel(soft=True)
        self.badge = GradeBadge()
        self.place = plain_label(wrap=True)
        self.claims = plain_label(wrap=True)
        self.against = plain_label(wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.place, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE + 9, 7, 10, 7)
        column.setSpacing(4)
        for widget in (self.quote, self.against, self.claims):
            column.addWidget(widget)
        column.addLayout(row)
        column.addWidget(self.title)
        self._tint()

    def tell(self, citation: Citation, source: Source, claims: Sequence[Claim]) -> None:
        """Show this citation."""
        self.citation_id, self.bearing = citation.id, citation.bearing
        self.source_id, self.source_title = source.id, source.title
        quote = show_controls(" ".join(citation.quote.split()))
        if len(quote) > LONGEST_QUOTE:
            quote = quote[:LONGEST_QUOTE].rstrip() + " …"
        self.quote.setText(wording.quoted(quote))
        self.quote.setVisible(bool(quote))
        self.badge.set_grade(source.reliability + citation.credibility)
        self.place.setText(where_it_stands(citation, source))
        title = show_controls(source.title) if source.publisher else ""
        self.title.setText(title)
        self.title.setVisible(bool(title))
        words = {"contradicts": "Contradicts", "mentions": "Only mentions it"}.get(citation.bearing, "")
        self.against.setText(words)
        self.against.setVisible(bool(words))
        self.claims.setText("\n".join(("" if claim.agrees else "≠ ") + show_controls(claim.words) for claim in claims))
        self.claims.setVisible(bool(claims))
        disputes = any(not claim.agrees for claim in claims)
        self.claims.setProperty("disputes", disputes)
        self.setToolTip(plain_tooltip(_hint(source)))
        spoken = (self.quote.text() or title, self.place.text(), self.claims.text())
        self.setAccessibleName(f"{CITATION_BEARINGS.label(citation.bearing)}: " + ". ".join(filter(None, spoken)))
        self._tint()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._tint()

    def _tint(self) -> None:
        theme = current_theme()
        _ink(self.against, theme.warn if self.bearing == "contradicts" else theme.text_soft)
        _ink(self.claims, theme.warn if self.claims.property("disputes") else theme.text_soft)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline box whose left edge says the bearing: blue for, amber against, grey for a mention."""
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        edge = {"supports": theme.accent, "contradicts": theme.fill("level.skirmishes")}.get(
            self.bearing, theme.text_faint
        )
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(theme.accent if focused else theme.hairline), 1.5 if focused else 1))
        painter.setBrush(QColor(theme.hover if self.underMouse() else theme.raised if theme.dark else theme.panel))
        painter.drawRoundedRect(box, 4, 4)
        bar = QRectF(0, 1, _EDGE, self.height() - 2)
        if self.bearing == "contradicts":  # in black and white the edge is broken
            painter.setPen(QPen(QColor(edge), _EDGE, Qt.PenStyle.DashLine, Qt.PenCapStyle.FlatCap))
            painter.drawLine(bar.center().toPoint().x(), 2, bar.center().toPoint().x(), self.height() - 2)
        else:
            painter.fillRect(bar, QColor(edge))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and F2 open."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space):
            self.opened.emit(self.citation_id)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens."""
        pressed, self._pressed = self._pressed, None
        if pressed is not None and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.citation_id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ours: the click must not reach what lies behind."""
        self._pressed = event.position().toPoint() if event.button() == Qt.MouseButton.LeftButton else None
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Beyond the usual distance the source is carried off."""
        place = event.position().toPoint()
        if self._pressed is None or (place - self._pressed).manhattanLength() < QApplication.startDragDistance():
            return
        self._pressed = None
        self.lift_asked.emit(self.source_id, self.source_title)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with it."""
        self.menu_asked.emit(self.citation_id, event.globalPos())
        event.accept()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be opened."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Back to rest."""
        super().leaveEvent(event)
        self.update()


def where_it_stands(citation: Citation, source: Source) -> str:
    """Such as “News article, 16 Jun 2017 · ¶4”, “Video, undated · statement”."""
    published = source.published.short() if source.published.edtf else "undated"
    place = f"{show_controls(source.publisher or source.title)}, {published}"
    return f"{place} · {show_controls(citation.locator)}" if citation.locator else place


def _hint(source: Source) -> str:
    lines = [show_controls(source.title), show_controls(source.author), show_controls(source.address)]
    return "\n".join(filter(None, (*lines, "Click or Enter to read and edit the citation.")))


def _ink(label: QLabel, colour: str) -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
    label.setPalette(palette)
