"""The menus under the right button: what can be done with an actor, a tie, the ground."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from board.actors import deeds, tips
from board.actors.desk import Desk
from board.session import Session
from board.theme.apply import icon_set

if TYPE_CHECKING:
    from board.actors.panel import ActorPanel


def build(panel: ActorPanel, desk: Desk, session: Session, thing: object) -> QMenu:
    """The menu of an actor (by id), a tie (by key) or the ground (None); deletes itself when it is closed."""
    menu = QMenu(panel)
    menu.aboutToHide.connect(menu.deleteLater)
    if isinstance(thing, str):
        _of_tie(menu, panel, desk, session, thing)
    elif isinstance(thing, int) and thing in session.actors:
        _of_actor(menu, panel, desk, session, thing)
    if not menu.isEmpty():
        menu.addSeparator()
    actions = panel.actions_here
    names = ("expand_all", "collapse_all", "show_past", "fit")
    if thing is None:
        names = ("new_actor", "new_relationship", *names, "arrange")
    menu.addActions([actions[name] for name in names])
    return menu


def _add(menu: QMenu, text: str, icon: str, keys: str, handler: Callable[[], None], *, enabled: bool = True) -> None:
    action = menu.addAction(text.replace("&", "&&") + (f"\t{keys}" if keys else ""))
    icon_set().dress(action, icon)
    action.setEnabled(enabled)
    action.triggered.connect(handler)


def _of_actor(menu: QMenu, panel: ActorPanel, desk: Desk, session: Session, actor_id: int) -> None:
    label, writable = session.actors[actor_id].label, panel.writable
    view = panel.view
    _add(menu, f"Only {label}", "filter", "Space", partial(view.actor_clicked.emit, actor_id, False))
    _add(menu, "Edit…", "edit", "F2", partial(panel.edit, actor_id), enabled=writable)
    _add(
        menu,
        "Relationship from here…",
        "relationship",
        "R",
        partial(panel.new_relationship, actor_id),
        enabled=writable,
    )
    if desk.cast.nested.children.get(actor_id):
        opened = desk.cast.nested.is_expanded(actor_id)
        text, icon = ("Tuck its parts in", "chevron_up") if opened else ("Show its parts", "chevron_down")
        _add(menu, text, icon, "E", partial(panel.toggle_parts, actor_id))
    _add(menu, "Summary sheet…", "printer", "", partial(session.ask_sheet, "actor", actor_id))
    _add(menu, "Copy as words", "copy", "Ctrl+C", partial(session.ask_copy, "actor", [actor_id]))
    _add(menu, f"Delete {label}", "trash", "Del", partial(panel.delete, actor_id), enabled=writable)


def _of_tie(menu: QMenu, panel: ActorPanel, desk: Desk, session: Session, key: str) -> None:
    tie = desk.tie(key)
    if tie is None:
        return
    _add(menu, "Incidents between these two", "filter", "Space", partial(panel.view.tie_clicked.emit, key))
    if tie.ids:
        _add(menu, "Copy as words", "copy", "Ctrl+C", partial(session.ask_copy, "relationship", list(tie.ids)))
    writable = panel.writable
    many = len(tie.ids) > 1
    for relationship_id in tie.ids:
        phrase = tips.phrase(session.relationships[relationship_id], session.actors)
        edit = partial(panel.edit_relationship, relationship_id)
        delete = partial(deeds.delete_relationship, session, relationship_id)
        _add(menu, f"Edit “{phrase}”…" if many else "Edit…", "edit", "" if many else "F2", edit, enabled=writable)
        _add(menu, f"Delete “{phrase}”" if many else "Delete", "trash", "" if many else "Del", delete, enabled=writable)
