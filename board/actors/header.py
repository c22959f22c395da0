"""The actions of the panel and its title bar: stepping the as-of day, widening, fitting, adding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from board.theme.apply import icon_set
from board.theme.widgets import DockTitleBar, plain_tooltip


@dataclass(frozen=True)
class Spec:
    """One action of the panel. `bar`: it has a button in the title bar, else it is in the menu there."""

    id: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    bar: bool = True
    checkable: bool = False
    writes: bool = False


SPECS = (
    Spec("step_back", "As of the day before the last change of a tie", ("[",), "chevron_left"),
    Spec("step_now", "As of the end of the window", ("Home",), "now"),
    Spec("step_forward", "As of the next change of a tie", ("]",), "chevron_right"),
    Spec("fit", "Fit the picture", ("Ctrl+0",), "maximize"),
    Spec("new_actor", "New actor…", ("Ins",), "plus", writes=True),
    Spec("new_relationship", "New relationship…", ("Shift+R",), "relationship", bar=False, writes=True),
    Spec("narrow", "Show fewer actors", ("-",), "minus", bar=False),
    Spec("widen", "Show more actors", ("+", "="), "layers", bar=False),
    Spec("expand_all", "Show all parts", ("Ctrl+Shift+Down",), "chevron_down", bar=False),
    Spec("collapse_all", "Tuck all parts in", ("Ctrl+Shift+Up",), "chevron_up", bar=False),
    Spec("show_past", "Show ties of other days faintly", ("H",), "history", bar=False, checkable=True),
    Spec("zoom_in", "Zoom in", ("Ctrl++", "Ctrl+="), "zoom_in", bar=False),
    Spec("zoom_out", "Zoom out", ("Ctrl+-",), "zoom_out", bar=False),
    Spec("arrange", "Arrange the actors anew", (), "refresh", bar=False, writes=True),
)


class PanelActions:
    """The QActions of one panel, made from the specs, with the title bar that holds them."""

    def __init__(self, owner: QWidget, handlers: dict[str, Callable[[], None]]) -> None:
        self._by_id: dict[str, QAction] = {}
        self.bar = DockTitleBar("Actor relationships", owner)
        more = QMenu(owner)
        more.setToolTipsVisible(True)
        for spec in SPECS:
            action = self._make(owner, spec, handlers[spec.id])
            if spec.bar:
                self.bar.add_action(action)
            else:
                more.addAction(action)
        self.more = QToolButton()
        self.more.setAutoRaise(True)
        self.more.setMenu(more)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setAccessibleName("More")
        self.more.setToolTip("More about this panel")
        icon_set().dress(self.more, "more")
        self.bar.add_widget(self.more)

    def _make(self, owner: QWidget, spec: Spec, handler: Callable[[], None]) -> QAction:
        action = QAction(spec.text, owner)
        action.setObjectName(f"actors_{spec.id}")
        action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
        # these keys mean something else in other panels
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setCheckable(spec.checkable)
        told = spec.text.rstrip("…") + (f" ({spec.keys[0]})" if spec.keys else "")
        action.setToolTip(plain_tooltip(told))
        icon_set().dress(action, spec.icon)
        action.triggered.connect(handler)
        owner.addAction(action)
        self._by_id[spec.id] = action
        return action

    def __getitem__(self, action_id: str) -> QAction:
        return self._by_id[action_id]
