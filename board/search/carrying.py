"""What is carried onto the finds of a search, and the finds that are carried off."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from board.commands.carried import RECORD_KINDS
from board.commands.targets import Target
from board.dragging.router import DropRouter
from board.dragging.zone import DropZone
from board.search.finds import Find
from board.search.popup import FindsList


class FindDrops:
    """Ties the list of finds to the router of the window."""

    def __init__(self, field: QWidget, finds: FindsList, router: DropRouter) -> None:
        self._field, self._finds, self._router = field, finds, router
        self._zone = DropZone(finds, router, self._row_at, self._row_box)
        finds.lift_asked.connect(self._lift)

    def _row_at(self, place: QPoint) -> Target | None:
        return _target_of(self._finds.find_under(place))

    def _row_box(self, target: Target | None) -> QRect | None:
        return self._finds.box_of(target.kind, target.id) if target is not None else None

    def _lift(self, find: Find) -> None:
        """The list makes way while the record is carried: it covers the panels that it may go to."""
        self._finds.hide()
        self._router.lift(self._field, find.kind, [find.id], find.text)
        if self._field.hasFocus():
            self._finds.show()

    # -- by key
    def _current(self) -> Find | None:
        if not self._finds.isVisible():
            return None
        find = self._finds.model().find_at(self._finds.currentIndex().row())
        return find if find is not None and find.kind in RECORD_KINDS else None

    def carried_here(self) -> tuple[str, list[int], str] | None:
        """The record that is marked in the list."""
        find = self._current()
        return (find.kind, [find.id], find.text) if find is not None else None

    def target_here(self) -> tuple[Target, QPoint] | None:
        """The same as a target."""
        find = self._current()
        target = _target_of(find)
        if find is None or target is None:
            return None
        box = self._finds.box_of(find.kind, find.id)
        return target, self._finds.viewport().mapToGlobal(box.center())


def _target_of(find: Find | None) -> Target | None:
    return Target(find.kind, find.id, find.text) if find is not None and find.kind in RECORD_KINDS else None
