"""The flat title bar of a dock: bold title left, quiet words and actions right, a hairline below."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFont, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from board.guards import guarded
from board.theme.apply import current_theme, icon_set
from board.theme.widgets.labels import ElidedLabel

_HEIGHT = 34
_NAME_WIDTH = 80  # up to this a name is not shortened


@guarded
class DockTitleBar(QWidget):
    """A title bar for ``QDockWidget.setTitleBarWidget``; dragging and double clicking still move and float the dock."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dock: QDockWidget | None = None
        self._join_dock()
        self._title = ElidedLabel(title)
        font = QFont()
        font.setWeight(QFont.Weight.DemiBold)
        self._title.setFont(font)
        self._subtitle = ElidedLabel(soft=True)
        self._subtitle.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._subtitle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(4)
        self.close_button = QToolButton()
        self.close_button.setAutoRaise(True)
        self.close_button.clicked.connect(self._close_dock)
        icon_set().dress(self.close_button, "close")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 6, 1)
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addWidget(self._subtitle, 1)
        row.addLayout(self._actions)
        row.addWidget(self.close_button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_title(title)

    @property
    def title(self) -> str:
        """The bold text."""
        return self._title.text()

    def set_title(self, title: str) -> None:
        """Show another bold text."""
        self._title.setText(title)
        # the name of a panel is short and is what one looks for: the quiet words give way first
        self._title.setMinimumWidth(min(self._title.fontMetrics().horizontalAdvance(title) + 4, _NAME_WIDTH))
        self.setAccessibleName(title)
        self.close_button.setAccessibleName(f"Close the panel {title}")
        self.close_button.setToolTip("Close this panel")

    def set_subtitle(self, text: str) -> None:
        """Show a quiet text at the right, such as a count; empty for none."""
        self._subtitle.setText(text)

    def set_closable(self, closable: bool) -> None:
        """Show or hide the ✕: for docks that may not be closed."""
        self.close_button.setVisible(closable)

    def add_widget(self, widget: QWidget) -> None:
        """Put a small widget to the right of those already there."""
        self._actions.addWidget(widget)

    def add_action(self, action: QAction, *, text_beside: bool = False) -> QToolButton:
        """Put a button for ``action`` to the right: its icon, or its text where it has none or ``text_beside``."""
        button = QToolButton()
        button.setAutoRaise(True)
        button.setDefaultAction(action)
        if text_beside:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAccessibleName(action.text().replace("&", ""))
        self.add_widget(button)
        return button

    def sizeHint(self) -> QSize:
        """One line on the grid."""
        return QSize(super().sizeHint().width(), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Texts may be shortened, actions not."""
        return QSize(super().minimumSizeHint().width(), _HEIGHT)

    def event(self, event: QEvent) -> bool:
        """Learn which dock this bar was given to."""
        if event.type() == QEvent.Type.ParentChange:
            self._join_dock()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Edge a floating dock: it has no window frame, and Qt leaves the 1 px around its parts bare."""
        if event.type() == QEvent.Type.Paint and watched is self._dock and self._dock.isFloating():
            painter = QPainter(self._dock)
            painter.setPen(QColor(current_theme().outline))
            painter.drawRect(self._dock.rect().adjusted(0, 0, -1, -1))
            painter.end()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Tab goes from left to right; the way out comes last."""
        super().showEvent(event)
        places = (self._actions.itemAt(place).widget() for place in range(self._actions.count()))
        for one, other in pairwise([*(widget for widget in places if widget is not None), self.close_button]):
            QWidget.setTabOrder(one, other)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The panel's colour and the hairline."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.panel))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.hairline))

    def _join_dock(self) -> None:
        if self._dock is not None:
            self._dock.removeEventFilter(self)
            self._dock.topLevelChanged.disconnect(self._focus_content)
        parent = self.parentWidget()
        self._dock = parent if isinstance(parent, QDockWidget) else None
        if self._dock is not None:
            self._dock.installEventFilter(self)
            self._dock.topLevelChanged.connect(self._focus_content)

    def _focus_content(self, floating: bool) -> None:
        # else the new window begins at its first button, the ✕, where Space closes it
        content = self._dock.widget() if self._dock is not None else None
        if floating and content is not None:
            content.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_dock(self) -> None:
        if self._dock is not None:
            self._dock.close()
