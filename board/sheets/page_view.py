"""The true pages of a sheet on the screen, one below the other; only those in sight are drawn."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from board.guards import guarded
from board.sheets.blocks import Canvas
from board.sheets.pages import Document
from board.sheets.paper import DOTS_PER_INCH

_GAP = 16  # px between pages and around them
_SHADOW = 4
_KEPT = 8  # drawn pages
_ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
_WHOLE_INCH = 96.0  # px at which 100 % shows a page in its true size


@guarded
class PageView(QAbstractScrollArea):
    """Signals: page_changed(int page, int pages): another page is the first in sight, counted from 1; 0 of 0 without."""

    page_changed = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._zoom = 0.0  # 0 fits the width
        self._drawn: OrderedDict[tuple[int, int], QPixmap] = OrderedDict()
        self._told = (0, 0)
        self.setAccessibleName("Pages of the sheet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setMinimumSize(320, 300)
        self.verticalScrollBar().valueChanged.connect(self._tell)

    # -- what is shown
    @property
    def document(self) -> Document | None:
        """The sheet on show."""
        return self._document

    def set_document(self, document: Document | None) -> None:
        """Show this sheet; the page in sight stays where the new one has as many."""
        page = self.page
        self._document = document
        self._drawn.clear()
        self._measure()
        self.go_to(min(page, self.pages))
        self._tell()
        self.viewport().update()

    @property
    def pages(self) -> int:
        """How many there are."""
        return len(self._document.pages) if self._document is not None else 0

    @property
    def page(self) -> int:
        """The page that takes the middle of the upper half, from 1; 0 without a sheet."""
        if not self.pages:
            return 0
        place = self.verticalScrollBar().value() + self.viewport().height() * 0.3
        return max(1, min(self.pages, int((place - _GAP / 2) // self._step()) + 1))

    def go_to(self, page: int) -> None:
        """Bring a page to the top."""
        if self.pages:
            self.verticalScrollBar().setValue(round((max(1, min(page, self.pages)) - 1) * self._step()))

    def turn(self, by: int) -> None:
        """So many pages on."""
        self.go_to(self.page + by)

    # -- size
    @property
    def zoom(self) -> float:
        """1 is the true size; 0 fits the width."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Show the pages so large; 0 fits them to the width."""
        page = self.page
        self._zoom = zoom
        self._drawn.clear()
        self._measure()
        self.go_to(page)
        self.viewport().update()

    def zoom_in(self) -> None:
        """The next larger size."""
        now = self._scale() * DOTS_PER_INCH / _WHOLE_INCH
        self.set_zoom(next((one for one in _ZOOMS if one > now * 1.02), _ZOOMS[-1]))

    def zoom_out(self) -> None:
        """The next smaller size."""
        now = self._scale() * DOTS_PER_INCH / _WHOLE_INCH
        self.set_zoom(next((one for one in reversed(_ZOOMS) if one < now * 0.98), _ZOOMS[0]))

    def fit_width(self) -> None:
        """As wide as there is room."""
        self.set_zoom(0.0)

    def _scale(self) -> float:
        """Pixels a twip."""
        if self._document is None:
            return 1.0
        if self._zoom:
            return self._zoom * _WHOLE_INCH / DOTS_PER_INCH
        return max(80, self.viewport().width() - 2 * _GAP) / self._document.paper.width

    def _page_size(self) -> tuple[float, float]:
        assert self._document is not None
        scale = self._scale()
        return self._document.paper.width * scale, self._document.paper.height * scale

    def _step(self) -> float:
        return self._page_size()[1] + _GAP

    def _measure(self) -> None:
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        if self._document is None:
            down.setRange(0, 0)
            across.setRange(0, 0)
            return
        wide, _ = self._page_size()
        view = self.viewport().size()
        down.setRange(0, max(0, round(self.pages * self._step() + _GAP - view.height())))
        down.setPageStep(view.height())
        down.setSingleStep(40)
        across.setRange(0, max(0, round(wide + 2 * _GAP - view.width())))
        across.setPageStep(view.width())

    def sizeHint(self) -> QSize:
        return QSize(640, 720)

    def resizeEvent(self, event: QResizeEvent) -> None:
        page = self.page
        super().resizeEvent(event)
        self._drawn.clear()
        self._measure()
        if event.oldSize().width() != event.size().width() and not self._zoom:
            self.go_to(page)
        self._tell()

    # -- drawing
    def frame_of(self, page: int) -> QRectF:
        """Where a page (from 1) lies in the viewport."""
        wide, tall = self._page_size()
        left = max(float(_GAP), (self.viewport().width() - wide) / 2) - self.horizontalScrollBar().value()
        return QRectF(left, _GAP + (page - 1) * self._step() - self.verticalScrollBar().value(), wide, tall)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self.palette().color(QPalette.ColorRole.Window).darker(112))
        if self._document is None:
            return
        view = QRectF(self.viewport().rect())
        first = max(1, int(self.verticalScrollBar().value() // self._step()))
        for page in range(first, self.pages + 1):
            frame = self.frame_of(page)
            if frame.top() > view.bottom():
                break
            if not frame.intersects(view):
                continue
            for depth in range(_SHADOW, 0, -1):
                painter.fillRect(frame.adjusted(-depth + 2, 1, depth, depth), QColor(0, 0, 0, 18))
            painter.drawPixmap(frame.topLeft(), self._picture(page))

    def _picture(self, page: int) -> QPixmap:
        ratio = self.devicePixelRatioF()
        wide, tall = (round(side * ratio) for side in self._page_size())
        key = (page, wide)
        if key not in self._drawn:
            picture = QPixmap(wide, tall)
            picture.fill(QColor("#ffffff"))
            painter = QPainter(picture)
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
            painter.scale(self._scale() * ratio, self._scale() * ratio)
            document = self._document
            assert document is not None
            document.draw(Canvas(painter, document.ink), page - 1)
            painter.end()
            picture.setDevicePixelRatio(ratio)
            self._drawn[key] = picture
            while len(self._drawn) > _KEPT:
                self._drawn.popitem(last=False)
        return self._drawn[key]

    def _tell(self) -> None:
        now = (self.page, self.pages)
        if now != self._told:
            self._told = now
            self.page_changed.emit(*now)
            self.setAccessibleDescription(f"Page {now[0]} of {now[1]}" if now[1] else "No page yet")

    # -- hands
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_PageDown:
            self.go_to(self.page + 1)
        elif key == Qt.Key.Key_PageUp:
            self.go_to(self.page - 1)
        elif key == Qt.Key.Key_Home:
            self.go_to(1)
        elif key == Qt.Key.Key_End:
            self.go_to(self.pages)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif key == Qt.Key.Key_Minus:
            self.zoom_out()
        elif key == Qt.Key.Key_0:
            self.fit_width()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + bar.singleStep() * (1 if key == Qt.Key.Key_Down else -1))
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y() > 0:
                self.zoom_in()
            elif event.angleDelta().y() < 0:
                self.zoom_out()
            event.accept()
        else:
            super().wheelEvent(event)
