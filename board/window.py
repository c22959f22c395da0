"""An empty shell that docks the panels; what is in them is theirs."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QToolBar

from board.actions import ActionSet
from board.guards import guarded
from board.session import Session
from board.shell.head import WindowHead
from board.shell.status import StatusLine
from board.shell.top_bar import TopBar
from board.theme.widgets import Banner, EmptyState

PANELS = ("flashpoints", "actors", "incident", "timeline", "tray")
# share of the width, and of the height, that a panel gets at first
_WIDTHS = {"flashpoints": 0.20, "actors": 0.55, "incident": 0.25}
_TRAY_WIDTH, _TRAY_LEAST = 0.46, 640  # share, and px in which text and drafts stand side by side
_CARDS_LEAST = 290  # px in which the lines of a card can be read
_ACTORS_LEAST = 300  # px in which some boxes can still be told apart
_TIMELINE_HEIGHT = 0.36
_TIMELINE_BESIDE_TRAY, _TIMELINE_LEAST_BESIDE_TRAY = 0.26, 160  # what is read needs the height more
_TIMELINE_LEAST, _TIMELINE_MOST = 260, 0.45  # px for two or three lanes in a low window, up to this share of it


@guarded
class MainWindow(QMainWindow):
    """Signals: closing(): the window is about to close; the tasks must be joined."""

    closing = Signal()

    def __init__(self, session: Session, panels: Mapping[str, QDockWidget]) -> None:
        super().__init__()
        self.session = session
        self.panels = dict(panels)
        self._laid_out = False
        self._restored = False
        self._shared_by_hand = False
        self._timeline_share = 0.0  # of the height of the panels; 0 where it does not lie below the others
        self._width_shares: dict[str, float] = {}  # of the panels side by side; empty where they are not
        self._tray_shown = False
        self._kept_shares: tuple[bool, float, dict[str, float]] | None = (
            None  # as they were before the tray came, or left
        )
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
        self._bare = EmptyState(
            "Every panel is closed", "Alt+1 to Alt+5 open one each.", "Put the panels back", "layers"
        )
        self._bare.hide()
        self._bare.action_triggered.connect(self.put_back)
        self.setCentralWidget(self._bare)
        for dock in self.panels.values():
            dock.visibilityChanged.connect(self._show_bare)
        self.panels["tray"].visibilityChanged.connect(self._on_tray)

    def _show_bare(self, _visible: bool = False) -> None:
        """Where nothing else is left in the window, say how to get it back."""
        self._bare.setVisible(all(dock.isHidden() or dock.isFloating() for dock in self.panels.values()))

    def frame(self, actions: ActionSet, top_bar: TopBar, status: StatusLine) -> None:
        """Put the menus, the bar above and the line below in place."""
        self.actions_by_id = actions
        self.menus = actions.fill(self.menuBar())
        self.top_bar = top_bar
        self.head = WindowHead()
        self.head.add(top_bar)
        bar = QToolBar("Board", self)
        bar.setObjectName("top_bar")
        bar.setMovable(False)
        bar.setFloatable(False)
        bar.toggleViewAction().setVisible(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.addWidget(self.head)
        self.addToolBar(Qt.ToolBarArea.TopToolBarArea, bar)
        self.status = status
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addWidget(status, 1)

    def warn(self, banner: Banner) -> None:
        """Show a strip below the top bar."""
        banner.dismissed.connect(banner.deleteLater)
        self.head.add(banner)

    def _dock(self) -> None:
        left, actors = self.panels["flashpoints"], self.panels["actors"]
        incident, timeline, tray = (self.panels[name] for name in ("incident", "timeline", "tray"))
        for dock in self.panels.values():
            dock.setParent(self)
            dock.setFeatures(
                QDockWidget.DockWidgetFeature.DockWidgetMovable
                | QDockWidget.DockWidgetFeature.DockWidgetFloatable
                | QDockWidget.DockWidgetFeature.DockWidgetClosable
            )
            dock.show()
        self.addDockWidget(Qt.DockWidgetArea.TopDockWidgetArea, left)
        self.splitDockWidget(left, actors, Qt.Orientation.Horizontal)
        self.splitDockWidget(actors, incident, Qt.Orientation.Horizontal)
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, timeline)
        self.tabifyDockWidget(incident, tray)
        tray.close()  # it comes when something is dropped, or asked for
        incident.raise_()
        for dock in self.panels.values():
            dock.setFloating(False)  # heeded only by a panel that has a place in the window

    def _tray_in_front(self) -> bool:
        """Whether the tray covers the incident, with which it shares a place."""
        tray = self.panels["tray"]
        together = tray in self.tabifiedDockWidgets(self.panels["incident"])
        return together and self._tray_shown and not tray.isFloating()

    def _row(self) -> dict[str, QDockWidget]:
        """The panels side by side, that at the right being the one of its tabs that is in front."""
        names = ("flashpoints", "actors", "tray" if self._tray_in_front() else "incident")
        return {name: self.panels[name] for name in names}

    def _on_tray(self, visible: bool) -> None:
        """The tray needs room to read in: it is given when it comes to the front, and given back when it leaves."""
        if visible == self._tray_shown:
            return
        before, self._kept_shares = self._kept_shares, (self._shared_by_hand, self._timeline_share, self._width_shares)
        self._tray_shown = visible
        if not self._laid_out:
            self._kept_shares = None
        elif before is not None:
            self._shared_by_hand, self._timeline_share, self._width_shares = before
            self._keep_shares()
        else:
            self.share_out()

    def share_out(self) -> None:
        """Give each panel its share of the window."""
        self.layout().activate()  # else the panels have no heights yet
        row, in_front = list(self._row()), self._tray_in_front()
        width = max(self.width(), 1)
        room = max(self.panels["actors"].height() + self.panels["timeline"].height(), 1)
        wanted, least = (
            (_TIMELINE_BESIDE_TRAY, _TIMELINE_LEAST_BESIDE_TRAY) if in_front else (_TIMELINE_HEIGHT, _TIMELINE_LEAST)
        )
        self._timeline_share = max(wanted, min(least / room, _TIMELINE_MOST))
        left = max(_WIDTHS["flashpoints"], _CARDS_LEAST / width)
        right = _WIDTHS["incident"]
        if in_front:
            left = _CARDS_LEAST / width
            right = min(max(_TRAY_WIDTH, _TRAY_LEAST / width), 1 - left - _ACTORS_LEAST / width)
        self._width_shares = dict(zip(row, (left, 1 - left - right, right), strict=True))
        self._shared_by_hand = False
        self._keep_shares()

    def _note_shares(self) -> None:
        """Remember how the panels that lie beside and above each other share the window."""
        self._shared_by_hand = True
        row, timeline = self._row(), self.panels["timeline"]
        actors = self.panels["actors"]
        here = not any(dock.isFloating() or not dock.isVisible() for dock in (actors, timeline))
        below = here and timeline.geometry().top() > actors.geometry().bottom()
        self._timeline_share = timeline.height() / (actors.height() + timeline.height()) if below else 0.0
        docks = list(row.values())
        beside = len({dock.geometry().left() for dock in docks}) == 3
        level = len({dock.geometry().top() for dock in docks}) == 1
        docked = not any(dock.isFloating() or not dock.isVisible() for dock in docks)
        whole = sum(dock.width() for dock in docks)
        alike = beside and level and docked
        self._width_shares = {name: dock.width() / whole for name, dock in row.items()} if alike else {}

    def _keep_shares(self) -> None:
        """Qt takes what a window loses from the panel at its edge alone, and gives it back to another: share it."""
        actors, timeline = self.panels["actors"], self.panels["timeline"]
        room, wanted = actors.height() + timeline.height(), self._timeline_share
        if wanted:
            heights = [round(room * (1 - wanted)), round(room * wanted)]
            self.resizeDocks([actors, timeline], heights, Qt.Orientation.Vertical)
        if self._width_shares:
            row = [self.panels[name] for name in self._width_shares]
            widths = [round(self.width() * share) for share in self._width_shares.values()]
            self.resizeDocks(row, widths, Qt.Orientation.Horizontal)

    def put_back(self) -> None:
        """Dock every panel where it stood at first."""
        for dock in self.panels.values():
            self.removeDockWidget(dock)
        self._kept_shares = None
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
            else:
                self.layout().activate()  # else the panels have no heights yet
                self._note_shares()
            self.show_panel("flashpoints")  # the keyboard begins at the list, not at a button of a title bar

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._laid_out and self._shared_by_hand:
            self._keep_shares()
        elif self._laid_out:
            self.share_out()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.MouseButtonRelease and done:
            self._note_shares()  # the end of a drag of a separator, which Qt tells by no other way
        if event.type() == QEvent.Type.WindowActivate:
            self.session.look_at_file()
        return done

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
