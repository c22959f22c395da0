"""What the timeline says about its parts and drags, from the model and the picture that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from board.session import Session
from board.timeline import edits, tips
from board.timeline.hits import Hit, bin_at
from board.timeline.model import TimelineModel
from db import Incident

if TYPE_CHECKING:
    from board.timeline.view import TimelineView


class Speech:
    """Sentences for tooltips and for the ghost of a dragged mark."""

    def __init__(self, session: Session, model: TimelineModel) -> None:
        self._session, self._model = session, model
        self._moving: Incident | None = None

    def of_move(self, incident_id: int, days: int, lane: int | None, *, can_assign: bool) -> str:
        """What letting a dragged mark go would do."""
        if lane is not None:
            return f"Assign to {edits.flashpoint_name(self._session, self._model.lanes().keys[lane])}"
        if self._moving is None or self._moving.id != incident_id or not days:
            self._moving = self._session.board.incidents.get(incident_id)
        when = edits.moved(self._moving.date, days)
        if when == self._moving.date:
            return "Drag sideways for another date" + (", onto a lane for another flashpoint" if can_assign else "")
        return f"Move to {when.text()}"

    def of_hit(self, hit: Hit, at: QPointF, view: TimelineView) -> str:
        """What is at a place."""
        picture = view.picture
        if hit.part in ("strip", "brush", "first", "last"):
            return self._of_strip(at, view)
        if hit.part == "as_of":
            day = self._model.as_of()
            return f"As of {tips.span_text(day, day)}. Drag to another day."
        if picture is None:
            return ""
        if hit.part == "mark":
            found = self._session.board.incidents.many([int(picture.marks.ids[hit.number])])
            return tips.incident_words(found[0]) if found else ""
        if hit.part == "badge":
            return f"{edits.counted(len(picture.badges[hit.number].items))} more here. Click for a list."
        if hit.part == "bar":
            span = bin_at(picture, hit.number, at.x())
            return "" if span is None else f"{tips.bin_words(*span)}\nDouble-click to zoom in."
        if hit.part == "name":
            return f"{picture.lanes.labels[hit.number]}\n{edits.counted(int(picture.totals[hit.number]))} in the window"
        return ""

    def _of_strip(self, at: QPointF, view: TimelineView) -> str:
        bar = view.strip_item.bar_at(at.x())
        words = "" if bar is None else tips.bin_words(*bar) + "\n"
        window = tips.span_text(*self._model.window())
        return f"{words}Window: {window}. Drag it or its edges; double-click for everything."
