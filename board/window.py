"""An empty shell that docks the panels; what is in them is theirs."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QSizePolicy, QToolBar, QVBoxLayout, QWidget

from board.actions import ActionSet
from board.session import Session
from board.shell.status import StatusLine
from board.shell.top_bar import TopBar
from board.theme.widgets import Banner

PANELS = ("flashpoints", "actors", "incident", "timeline")
# share of the width, and of the height, that a panel gets at first
_WIDTHS = {"flashpoints": 0.20, "actors": 0.55, "incident": 0.25}
_TIMELINE_HEIGHT = 0.34


class MainWindow(QMainWindow):
    """Signals: closing(): the window is about to close; the tasks must be joined."""

    closing = Signal()

    def __init__(self, session: Session, panels: Mapping[str, QDockWidget]) -> None:
        super().__init__()
        self.session = session
        self.panels = dict(panels)
        self._laid_out = False
        self._restored = False
        self.setObjectName("board_window")
        self.setDockOptions(
            QMainWindow.DockOption.AllowNestedDocks
            | QMainWindow.DockOption.AllowTabbedDocks
            | QMainWindow.DockOption.AnimatedDocks
        )
        self.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.BottomDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.BottomDockWidgetArea)
        self.setMinimumSize(900, 560)
        self._dock()

    def frame(self, actions: ActionSet, top_bar: TopBar, status: StatusLine) -> None:
        """Put the menus, the bar above and the line below in place."""
        self.actions_by_id = actions
        self.menus = actions.fill(self.menuBar())
        self.top_bar = top_bar
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top_bar)
        self.banners = QVBoxLayout()
        self.banners.setSpacing(0)
        column.addLayout(self.banners)
        head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        bar = QToolBar("Board", self)
        bar.setObjectName("top_bar")
        bar.setMovable(False)
        bar.setFloatable(False)
        bar.toggleViewAction().setVisible(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.addWidget(head)
        self.addToolBar(Qt.ToolBarArea.TopToolBarArea, bar)
        self.status = status
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addWidget(status, 1)

    def warn(self, banner: Banner) -> None:
        """Show a strip below the top bar."""
        banner.dismissed.connect(banner.deleteLater)
        self.banners.addWidget(banner)

    def _dock(self) -> None:
        left, actors = self.panels["flashpoints"], self.panels["actors"]
        incident, timeline = self.panels["incident"], self.panels["timeline"]
        for dock in self.panels.values():
            dock.setParent(self)
            dock.setFeatures(
                QDockWidget.DockWidgetFeature.DockWidgetMovable
                | QDockWidget.DockWidgetFeature.DockWidgetFloatable
                | QDockWidget.DockWidgetFeature.DockWidgetClosable
            )
            dock.setFloating(False)
            dock.show()
        self.addDockWidget(Qt.DockWidgetArea.TopDockWidgetArea, left)
        self.splitDockWidget(left, actors, Qt.Orientation.Horizontal)
        self.splitDockWidget(actors, incident, Qt.Orientation.Horizontal)
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, timeline)

    def share_out(self) -> None:
        """Give each panel its share of the window."""
        docks = [self.panels[name] for name in _WIDTHS]
        self.resizeDocks(docks, [round(self.width() * share) for share in _WIDTHS.values()], Qt.Orientation.Horizontal)
        heights = [round(self.height() * (1 - _TIMELINE_HEIGHT)), round(self.height() * _TIMELINE_HEIGHT)]
        self.resizeDocks([self.panels["actors"], self.panels["timeline"]], heights, Qt.Orientation.Vertical)

    def put_back(self) -> None:
        """Dock every panel where it stood at first."""
        for dock in self.panels.values():
            self.removeDockWidget(dock)
        self._dock()
        self.share_out()

    def restore_layout(self, geometry: QByteArray, state: QByteArray) -> None:
        """Lay the window out as it was left."""
        self.restoreGeometry(geometry)
        self._restored = self.restoreState(state)

    def show_panel(self, name: str) -> None:
        """Bring a panel to the front and give it the keyboard."""
        dock = self.panels[name]
        dock.show()
        dock.raise_()
        inner = dock.widget()
        if inner is not None:
            (inner.focusProxy() or inner).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._laid_out:
            self._laid_out = True
            if not self._restored:
                self.share_out()
            self.show_panel("flashpoints")  # the keyboard begins at the list, not at a button of a title bar

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
