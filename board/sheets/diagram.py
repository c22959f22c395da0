"""Who stands how to whom, on paper: a block that is as high as its actors need, and says what found no room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from PySide6.QtCore import QRectF

from board.sheets.blocks import Block, Canvas, Whole
from board.sheets.diagram_nodes import MOST_ACTORS, Drawing, fitting, lay_out
from board.sheets.diagram_painting import LegendRow, legend_rows, paint_drawing, paint_legend
from board.sheets.ink import SMALL
from board.sheets.lettering import LABEL_SOFT, Label
from board.sheets.paper import pt
from board.sheets.words import Lines, Text, listed
from db.records import Actor, Relationship
from db.releasing import Released

_NOTES = 3  # lines below the legend, at most
_EDGE = pt(1)
_LEAST = pt(150)


def actor_diagram(
    released: Released, actor_ids: Sequence[int], *, tall: float, least: float = _LEAST, listed_below: bool = True
) -> Block:
    """These actors (most active first) and the ties between them in a frame at most `tall` twips high.

    Where a page has less room the drawing is pressed together, down to `least`. `listed_below`: the ties are also in
    a table.
    """
    known = {actor.id: actor for actor in released.actors}
    actors = tuple(known[one] for one in dict.fromkeys(actor_ids) if one in known)
    ends = {actor.id for actor in actors[:MOST_ACTORS]}
    ties = tuple(tie for tie in released.relationships if tie.from_id in ends and tie.to_id in ends)
    if not actors:
        return Text("No actor is known to be involved.", SMALL)
    return Diagram(actors, ties, tall, least, listed_below)


def is_crowd(released: Released, actor_ids: Sequence[int], wide: float, tall: float) -> bool:
    """Whether a frame of this size would have to leave some of these actors out."""
    known = {actor.id: actor for actor in released.actors}
    actors = [known[one] for one in dict.fromkeys(actor_ids) if one in known]
    return len(fitting(actors[:MOST_ACTORS], wide, tall)) < len(actors)


@dataclass(frozen=True)
class Laid:
    """A diagram for one width: the drawing from 0, 0, and what stands below it."""

    width: float
    drawing: Drawing
    legend: Sequence[LegendRow]
    notes: Lines
    inner: float  # the height of the drawing


@dataclass
class Diagram(Whole):
    """A drawing of actors and ties that is as high as it needs to be, and can be pressed into less."""

    actors: Sequence[Actor]
    ties: Sequence[Relationship]
    tall: float
    least: float
    listed_below: bool
    floats = True

    def __post_init__(self) -> None:
        self._laid: Laid | None = None

    @cached_property
    def _pitch(self) -> float:
        return Label("X", LABEL_SOFT).pitch

    def laid(self, width: float) -> Laid:
        """The layout, made once for each width."""
        if self._laid is None or self._laid.width != width:
            legend = legend_rows(self.ties, self.actors[:MOST_ACTORS], width)
            inner = self.tall - (len(legend) + _NOTES) * self._pitch - pt(6)
            frame = QRectF(_EDGE, _EDGE, width - 2 * _EDGE, max(inner, pt(40)) - 2 * _EDGE)
            drawing = lay_out(self.actors, self.ties, frame)
            lowest = max(box.bottom() for box in drawing.boxes.values()) + _EDGE
            shown = [node.actor for node in drawing.nodes.values()]
            legend = legend_rows(drawing.ties, shown, width)  # of what is drawn after all
            if not drawing.ties:  # boxes in rows leave the rest of the frame
                inner = min(inner, lowest)
            self._laid = Laid(width, drawing, legend, self._notes(drawing, width), inner)
        return self._laid

    def height(self, width: float) -> float:
        """See `Block`."""
        laid = self.laid(width)
        return laid.inner + pt(4) + len(laid.legend) * self._pitch + laid.notes.height() + pt(2)

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        """Whole, or pressed together where there is nearly enough room."""
        if self.height(width) <= room:
            return self, None
        if room >= self.least:
            pressed = replace(self, tall=room)
            if pressed.height(width) <= room:
                return pressed, None
        return None, self

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """The drawing, its legend, its notes."""
        laid = self.laid(width)
        canvas.painter.save()
        canvas.painter.translate(x, y)
        paint_drawing(canvas, laid.drawing)
        down = laid.inner + pt(4)
        for row in laid.legend:
            paint_legend(canvas, row, 0.0, down + self._pitch / 2)
            down += self._pitch
        laid.notes.draw(canvas, 0.0, down)
        canvas.painter.restore()

    def _notes(self, drawing: Drawing, width: float) -> Lines:
        """The labels that found no place at their lines, and the actors left out, in the lines that there are for it."""
        name = {key: node.actor.label for key, node in drawing.nodes.items()}
        unsaid_ties = [f"{listed((name[tie.from_id], name[tie.to_id]), ' – ')}: {tie.label}" for tie in drawing.unsaid]
        lines = Lines("" if drawing.ties else "No relationship between them is known.", LABEL_SOFT, width)
        if not drawing.ties and not drawing.left_out:
            return lines
        for shown in range(len(unsaid_ties), -1, -1):
            rest = len(unsaid_ties) - shown
            more = f"{rest} more{', see the relationships' if self.listed_below else ''}"
            parts = [*unsaid_ties[:shown], *([more] if rest else [])]
            unsaid = f"Not written at their lines: {'; '.join(parts)}." if parts else ""
            told = " ".join(filter(None, (_left_out(drawing, self.listed_below), unsaid)))
            lines = Lines(told, LABEL_SOFT, width, names=True)
            if lines.count <= _NOTES:
                break
        return lines


def _left_out(drawing: Drawing, listed_below: bool) -> str:
    if not drawing.left_out:
        return ""
    names = listed((actor.label for actor in drawing.left_out[:4]), ", ")
    more = len(drawing.left_out) - 4
    rest = f" and {more:,} more" if more > 0 else ""
    return f"Left out for room, least active: {names}{rest}{'; see the relationships' if listed_below else ''}."
