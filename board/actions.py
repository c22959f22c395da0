"""Every action of the window as data: id, text, shortcut, icon, menu; menus, the palette and the key list come from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from board.theme.apply import icon_set
from board.theme.widgets import plain_tooltip


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing that a user can do. `writes`: greyed out on a board that is read only or busy."""

    id: str
    text: str
    menu: str
    shortcut: str = ""
    icon: str = ""
    writes: bool = False
    checkable: bool = False
    group: str = ""  # exclusive choices of one group
    separator_before: bool = False


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("new_board", "New board…", "File", "Ctrl+Shift+N", "plus"),
    ActionSpec("open_board", "Open board…", "File", "Ctrl+O", "folder_open"),
    ActionSpec("import_tables", "Import tables…", "File", "Ctrl+I", "import", writes=True, separator_before=True),
    ActionSpec("add_to_tray", "Add to the tray…", "File", "Ctrl+D", "tray", writes=True),
    ActionSpec("summary_sheet", "Summary sheet…", "File", "Ctrl+P", "printer", separator_before=True),
    ActionSpec("printed_sheets", "Sheets printed…", "File", "", "history"),
    ActionSpec("save_copy", "Save a copy…", "File", "Ctrl+Shift+S", "copy", separator_before=True),
    ActionSpec("export", "Export…", "File", "Ctrl+E", "export"),
    ActionSpec("export_panel", "Export panel as picture…", "File"),
    ActionSpec("copy_profile", "Release profile of copies…", "File", "", "shield"),
    ActionSpec("restore", "Restore an earlier state…", "File", "", "restore"),
    ActionSpec("describe_board", "Title and marking…", "File", "", "shield", writes=True),
    ActionSpec("quit", "Quit", "File", "Ctrl+Q", separator_before=True),
    ActionSpec("undo", "Undo", "Edit", "Ctrl+Z", "undo", writes=True),
    ActionSpec("redo", "Redo", "Edit", "Ctrl+Shift+Z", "redo", writes=True),
    ActionSpec("paste", "Paste into the tray", "Edit", "Ctrl+V", "quote", writes=True),
    ActionSpec("new_incident", "New incident…", "Edit", "Ctrl+N", "incident", writes=True, separator_before=True),
    ActionSpec("new_flashpoint", "New flashpoint…", "Edit", "Ctrl+Alt+F", "flashpoint", writes=True),
    ActionSpec("new_actor", "New actor…", "Edit", "Ctrl+Alt+A", "actor", writes=True),
    ActionSpec("new_source", "New source…", "Edit", "Ctrl+Alt+S", "source", writes=True),
    ActionSpec("accept_all", "Accept all plain drafts of the document", "Edit", "Ctrl+Alt+Return", "tray", writes=True),
    ActionSpec("copy", "Copy as words", "Edit", "Ctrl+C", "copy", separator_before=True),
    ActionSpec("copy_focus", "Copy the incidents in focus", "Edit", "Ctrl+Alt+C"),
    ActionSpec("pick_up", "Pick up", "Edit", "Ctrl+Shift+C"),
    ActionSpec("put_here", "Put here", "Edit", "Ctrl+Shift+V", writes=True),
    ActionSpec("show_history", "History of the board…", "Edit", "Ctrl+H", "history", separator_before=True),
    ActionSpec("search", "Search", "View", "Ctrl+K", "search"),
    ActionSpec("filter_here", "Filter…", "View", "Ctrl+F", "filter"),
    ActionSpec("go_to_date", "Go to date…", "View", "Ctrl+G", "calendar"),
    ActionSpec("back", "Back", "View", "Alt+Left", "back", separator_before=True),
    ActionSpec("forward", "Forward", "View", "Alt+Right", "forward"),
    ActionSpec("clear_focus", "Show everything", "View", "Ctrl+Shift+0", "maximize"),
    ActionSpec("panel_flashpoints", "Flashpoints", "View", "Alt+1", separator_before=True),
    ActionSpec("panel_actors", "Actor relationships", "View", "Alt+2"),
    ActionSpec("panel_incident", "Incident", "View", "Alt+3"),
    ActionSpec("panel_timeline", "Incident timeline", "View", "Alt+4"),
    ActionSpec("panel_tray", "Tray", "View", "Alt+5"),
    ActionSpec("reset_layout", "Put the panels back", "View"),
    ActionSpec(
        "theme_system",
        "Theme of the system",
        "View",
        "",
        "monitor",
        checkable=True,
        group="theme",
        separator_before=True,
    ),
    ActionSpec("theme_light", "Light (paper)", "View", "", "sun", checkable=True, group="theme"),
    ActionSpec("theme_dark", "Dark (night desk)", "View", "", "moon", checkable=True, group="theme"),
    ActionSpec("keys", "All keys", "Help", "F1", "keyboard"),
    ActionSpec("about", "About Situation Board", "Help", "", "info"),
)
MENUS = ("File", "Edit", "View", "Help")


class ActionSet:
    """The QActions of one window, made from the specs and tied to handlers of the same id."""

    def __init__(self, window: QWidget, handlers: Mapping[str, Callable[[], None]]) -> None:
        self._by_id: dict[str, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        for spec in ACTIONS:
            action = QAction(spec.text, window)
            action.setObjectName(spec.id)
            if spec.shortcut:
                action.setShortcut(QKeySequence(spec.shortcut))
            action.setCheckable(spec.checkable)
            if spec.group:
                self._groups.setdefault(spec.group, QActionGroup(window)).addAction(action)
            if spec.icon:
                icon_set().dress(action, spec.icon)
            action.setToolTip(
                plain_tooltip(f"{spec.text.rstrip('…')} ({spec.shortcut})" if spec.shortcut else spec.text)
            )
            action.triggered.connect(_Handler(handlers[spec.id]))
            window.addAction(action)
            self._by_id[spec.id] = action

    def __getitem__(self, action_id: str) -> QAction:
        return self._by_id[action_id]

    def all(self) -> list[QAction]:
        """All actions in the order of the specs."""
        return list(self._by_id.values())

    def fill(self, bar: QMenuBar) -> dict[str, QMenu]:
        """Put the actions into the menus of a menu bar; returns the menus by name."""
        menus = {name: bar.addMenu(f"&{name}") for name in MENUS}
        for spec in ACTIONS:
            if spec.separator_before:
                menus[spec.menu].addSeparator()
            menus[spec.menu].addAction(self._by_id[spec.id])
        return menus

    def allow_writes(self, allowed: bool) -> None:
        """Grey out what writes, or not."""
        for spec in ACTIONS:
            if spec.writes:
                self._by_id[spec.id].setEnabled(allowed)


class _Handler:
    """Drops the `checked` that Qt hands to every triggered slot."""

    def __init__(self, handler: Callable[[], None]) -> None:
        self._handler = handler

    def __call__(self, _checked: bool = False) -> None:
        self._handler()
