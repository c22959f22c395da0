"""What stands above the panels: the top bar, and below it the strips that say what is wrong or worth knowing."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from board.guards import guarded


@guarded
class WindowHead(QWidget):
    """A column as high as its words need at its width.

    A tool bar asks only for the height that they would need in a narrow column, which is far more.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def add(self, widget: QWidget) -> None:
        """Put this below what is there."""
        self._column.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another height."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """A strip came or went."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        column = self._column
        width = self.width()
        height = column.totalHeightForWidth(width) if column.hasHeightForWidth() else column.sizeHint().height()
        if height > 0 and height != self.maximumHeight():
            self.setFixedHeight(height)
