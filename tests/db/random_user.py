"""A user who does anything in any order: steps over all nouns, and the whole state of a board to compare."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from hypothesis import strategies as st

import db
from db.dates import ImpreciseDate
from db.vocabulary import ACTOR_KINDS, ACTOR_ROLES, INCIDENT_KINDS, LEVELS, STANCES
from tests.strategies import imprecise_dates

# what undo does not bring back: the history itself, what is derived, and contents that redo may need again
_NOT_STATE = {
    "history", "history_images", "history_chunks", "columns_cache", "columns_stale", "contents", "text_sketches"
}  # fmt: skip
State = dict[str, frozenset[tuple[Hashable, ...]]]
Draw = st.DataObject

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NAMES = st.one_of(
    st.sampled_from(["At Tanf", "SDF", "Dayr az-Zawr", "دير الزور", "Хама", "clash at the mill", "مُحَمَّد"]),
    TEXTS.filter(lambda text: text.strip() != ""),
)
TAGS = st.lists(st.sampled_from(["rumour", "Rumour", "river", "نهر", "STRASSE", "straße"]), max_size=3).map(tuple)


def state_of(board: db.Board) -> State:
    """All rows of all tables that hold what the analyst wrote; the count of revisions aside."""
    conn = board.db.conn
    tables = [
        name
        for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if name not in _NOT_STATE and "_search" not in name and not name.startswith("sqlite_")
    ]
    state: State = {}
    for table in tables:
        cursor = conn.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in cursor.description]
        kept = [place for place, name in enumerate(names) if (table, name) != ("board", "revision")]
        rows = cursor if len(kept) == len(names) else (tuple(row[place] for place in kept) for row in cursor)
        state[table] = frozenset(rows)  # no two rows are alike, since each has its key
    return state


def ids(board: db.Board, table: str) -> list[int]:
    """The ids of a table, the oldest first."""
    return [row[0] for row in board.db.conn.execute(f"SELECT id FROM {table} ORDER BY id")]


def one_of(draw: Draw, found: Sequence[int]) -> int | None:
    """One of these ids, or None where there are none."""
    return draw.draw(st.sampled_from(list(found))) if found else None


def date(draw: Draw) -> ImpreciseDate:
    """Any date that a board can hold."""
    return draw.draw(imprecise_dates())


def incident(draw: Draw, board: db.Board) -> db.Incident:
    """An incident with actors, tags, numbers, grades and an imprecise date."""
    actors = ids(board, "actors")
    pairs = st.tuples(st.sampled_from(actors), st.sampled_from(ACTOR_ROLES.codes)) if actors else st.nothing()
    roles = draw.draw(st.lists(pairs, max_size=4, unique=True)) if actors else []
    deaths = sorted(draw.draw(st.lists(st.integers(0, 50), min_size=3, max_size=3)))
    low, best, high = (draw.draw(st.sampled_from([number, None])) for number in deaths)
    where = draw.draw(st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)))
    return db.Incident(
        draw.draw(NAMES),
        summary=draw.draw(TEXTS),
        kind=draw.draw(st.sampled_from(INCIDENT_KINDS.codes)),
        date=date(draw),
        flashpoint_id=one_of(draw, ids(board, "flashpoints")),
        place=draw.draw(TEXTS),
        latitude=where[0] if where else None,
        longitude=where[1] if where else None,
        actors=tuple(db.Role(actor, role, draw.draw(TEXTS)) for actor, role in roles),
        deaths_low=low,
        deaths_best=best,
        deaths_high=high,
        reliability=draw.draw(st.sampled_from(["", "A", "C", "F"])),
        credibility=draw.draw(st.sampled_from(["", "1", "3", "6"])),
        hedge=draw.draw(st.sampled_from(["", "reportedly"])),
        tags=draw.draw(TAGS),
        recurring=draw.draw(st.booleans()),
        disputed=draw.draw(st.booleans()),
    )


def add_flashpoint(draw: Draw, board: db.Board) -> None:
    board.flashpoints.add(
        db.Flashpoint(draw.draw(NAMES), other_names=tuple(draw.draw(st.lists(NAMES, max_size=2))), opened=date(draw))
    )


def edit_flashpoint(draw: Draw, board: db.Board) -> None:
    if (found := one_of(draw, ids(board, "flashpoints"))) is not None:
        board.flashpoints.update(found, name=draw.draw(NAMES), note=draw.draw(TEXTS), last_checked=date(draw))
        board.flashpoints.set_level(found, draw.draw(st.sampled_from(LEVELS.codes)), date(draw))


def reorder_flashpoints(draw: Draw, board: db.Board) -> None:
    board.flashpoints.reorder(draw.draw(st.permutations(ids(board, "flashpoints"))))


def delete_flashpoint(draw: Draw, board: db.Board) -> None:
    if (found := one_of(draw, ids(board, "flashpoints"))) is not None:
        board.flashpoints.delete(found)


def add_actor(draw: Draw, board: db.Board) -> None:
    parent = one_of(draw, ids(board, "actors"))
    kind = draw.draw(st.sampled_from(ACTOR_KINDS.codes))
    board.actors.add(db.Actor(draw.draw(NAMES), short_name=draw.draw(TEXTS), kind=kind, parent_id=parent))


def edit_actor(draw: Draw, board: db.Board) -> None:
    if (found := one_of(draw, ids(board, "actors"))) is not None:
        board.actors.update(found, name=draw.draw(NAMES), contested=draw.draw(st.booleans()))
        board.actors.place({found: (draw.draw(st.floats(-1e6, 1e6)), 0.5)})


def delete_actor(draw: Draw, board: db.Board) -> None:
    if (found := one_of(draw, ids(board, "actors"))) is not None:
        board.actors.delete(found)


def add_relationship(draw: Draw, board: db.Board) -> None:
    actors = ids(board, "actors")
    if len(actors) > 1:
        one, two, *_ = draw.draw(st.permutations(actors))
        place = one_of(draw, ids(board, "flashpoints"))
        stance = draw.draw(st.sampled_from(STANCES.codes))
        board.relationships.add(db.Relationship(one, two, stance, since=date(draw), flashpoint_id=place))


def edit_relationship(draw: Draw, board: db.Board) -> None:
    if (found := one_of(draw, ids(board, "relationships"))) is not None:
        board.relationships.update(found, note=draw.draw(TEXTS), stance=draw.draw(st.sampled_from(STANCES.codes)))


def delete_relationship(draw: Draw, board: db.Board) -> None:
    if (found := one_of(draw, ids(board, "relationships"))) is not None:
        board.relationships.delete(found)


def add_incident(draw: Draw, board: db.Board) -> None:
    board.incidents.add(incident(draw, board))


def edit_incident(draw: Draw, board: db.Board) -> None:
    if (found := one_of(draw, ids(board, "incidents"))) is not None:
        new = incident(draw, board)
        names = draw.draw(st.sets(st.sampled_from(["title", "date", "kind", "actors", "tags", "place", "hedge"])))
        board.incidents.update(found, **{name: getattr(new, name) for name in names})


def assign_incidents(draw: Draw, board: db.Board) -> None:
    if found := ids(board, "incidents"):
        some = draw.draw(st.lists(st.sampled_from(found), unique=True))
        board.incidents.assign(some, one_of(draw, ids(board, "flashpoints")))


def delete_incidents(draw: Draw, board: db.Board) -> None:
    if found := ids(board, "incidents"):
        board.incidents.delete_many(draw.draw(st.lists(st.sampled_from(found), unique=True, max_size=3)))


def add_source(draw: Draw, board: db.Board) -> None:
    quotes = draw.draw(st.lists(st.sampled_from(ids(board, "sources")), unique=True)) if ids(board, "sources") else []
    board.sources.add(db.Source(draw.draw(NAMES), text=draw.draw(TEXTS), published=date(draw), quotes=tuple(quotes)))


def edit_source(draw: Draw, board: db.Board) -> None:
    if (found := one_of(draw, ids(board, "sources"))) is not None:
        others = [other for other in ids(board, "sources") if other != found]
        quotes = draw.draw(st.lists(st.sampled_from(others), unique=True)) if others else []
        board.sources.update(found, title=draw.draw(NAMES), reliability="B", quotes=tuple(quotes))


def delete_source(draw: Draw, board: db.Board) -> None:
    if (found := one_of(draw, ids(board, "sources"))) is not None:
        board.sources.delete(found)


def cite(draw: Draw, board: db.Board) -> None:
    if (source := one_of(draw, ids(board, "sources"))) is None:
        return
    cited = draw.draw(st.sampled_from(["incident", "relationship", "flashpoint", "actor"]))
    if (record := one_of(draw, ids(board, cited + "s"))) is not None:
        claims = draw.draw(st.dictionaries(st.sampled_from(["deaths_best", "date"]), TEXTS))
        board.citations.add(db.Citation(source, quote=draw.draw(TEXTS), claims=claims, **{f"{cited}_id": record}))


def edit_citation(draw: Draw, board: db.Board) -> None:
    if (found := one_of(draw, ids(board, "citations"))) is not None:
        if draw.draw(st.booleans()):
            board.citations.update(found, bearing="contradicts", locator=draw.draw(TEXTS))
        else:
            board.citations.delete(found)


def attach(draw: Draw, board: db.Board) -> None:
    if (found := one_of(draw, ids(board, "incidents"))) is not None:
        data = draw.draw(st.binary(max_size=8))
        board.attachments.attach(
            data, draw.draw(TEXTS), "text/plain", incident_id=found, graphic=draw.draw(st.booleans())
        )


def edit_attachment(draw: Draw, board: db.Board) -> None:
    if (found := one_of(draw, ids(board, "attachments"))) is not None:
        if draw.draw(st.booleans()):
            board.attachments.update(found, graphic=True, note=draw.draw(TEXTS))
        else:
            board.attachments.delete(found)


def keep_view(draw: Draw, board: db.Board) -> None:
    name = draw.draw(st.sampled_from(["north", "south"]))
    board.views.add(db.SavedView(name, draw.draw(TEXTS)))
    if draw.draw(st.booleans()):
        board.views.delete(one_of(draw, ids(board, "views")) or 0)


def describe(draw: Draw, board: db.Board) -> None:
    board.describe(title=draw.draw(NAMES), marking=draw.draw(st.sampled_from(["RED", "GREEN"])))


def settle(draw: Draw, board: db.Board) -> None:
    if (found := one_of(draw, ids(board, "differences"))) is not None:
        board.differences.settle(found, take=draw.draw(st.booleans()))


Step = Callable[[Draw, db.Board], None]
STEPS: tuple[Step, ...] = (
    add_flashpoint, edit_flashpoint, reorder_flashpoints, delete_flashpoint, add_actor, edit_actor, delete_actor,
    add_relationship, edit_relationship, delete_relationship, add_incident, add_incident, edit_incident, edit_incident,
    assign_incidents, delete_incidents, add_source, edit_source, delete_source, cite, edit_citation, attach,
    edit_attachment, keep_view, describe, settle,
)  # fmt: skip


class Walk:
    """The states that a user has walked through, so that undo and redo have something to be held to."""

    def __init__(self, board: db.Board) -> None:
        self.board = board
        self.states = [state_of(board)]
        self.place = 0

    def did(self) -> None:
        """The user has written, or wrote nothing new."""
        new = state_of(self.board)
        if self.board.redo_name is None and self.board.last_changes:
            self.states[self.place + 1 :] = [new]
            self.place += 1
        assert new == self.states[self.place]

    def undo(self) -> None:
        """One step back is exactly the state before."""
        changes = self.board.undo()
        assert bool(changes) == (self.place > 0)
        self.place = max(self.place - 1, 0)
        assert state_of(self.board) == self.states[self.place]

    def redo(self) -> None:
        """One step forth is exactly the state that was undone."""
        changes = self.board.redo()
        assert bool(changes) == (self.place < len(self.states) - 1)
        self.place = min(self.place + 1, len(self.states) - 1)
        assert state_of(self.board) == self.states[self.place]

    def there_and_back(self) -> None:
        """All the way back to the beginning and forth to the end again."""
        while self.place:
            self.undo()
        assert self.board.undo_name is None
        while self.place < len(self.states) - 1:
            self.redo()
        assert self.board.redo_name is None


@contextmanager
def walking(template: Path) -> Iterator[Walk]:
    """A walk on a fresh copy of a board, which is quicker than making its schema."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "walk.sitboard"
        path.write_bytes(template.read_bytes())
        walk = Walk(db.open_board(path))
        try:
            yield walk
        finally:
            walk.board.close()
