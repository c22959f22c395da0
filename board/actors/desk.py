"""What the panel knows at the moment: the cast, the picture, the counts and the looks, each worked out when needed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QFont

from board.actors.emphasis import FEW_ACTORS, Lit, Scope, choose_boxes, lit
from board.actors.evidence import Counter, Numbers, Support, support_of
from board.actors.picture import Cast, Picture, draw_up
from board.actors.positions import Positions
from board.actors.ties import Tie, TieBook, TieLook, change_days
from board.focus import FocusState
from board.session import Session


class Desk:
    """Everything that the panel shows, as values; no widgets. The panel tells it what changed and takes the result."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.positions = Positions()
        self.opened: dict[int, bool] = {}
        self.scope = Scope.TIED
        self.written: set[int] = set()  # actors that were just made or moved by hand: they stay in sight
        self.previous: int | None = None  # the as-of day before the last step
        self.cast = Cast()
        self.picture = Picture()
        self.support: dict[int, Support] = {}
        self.numbers = Numbers()
        self.looks: dict[str, TieLook] = {}
        self.lit = Lit(frozenset(), frozenset())
        self.days: list[int] = []
        self._counter = Counter(self.cast.nested, (), {})
        self._book = TieBook((), {})
        self._looks_for: object = None

    # -- what changed
    def read(self, *, citations: bool = True) -> None:
        """Read actors and ties anew, and what speaks for them where `citations` changed too."""
        session = self._session
        relationships = session.relationships
        self.cast = Cast.of(session.actors, relationships, self.opened)
        self._counter = Counter(self.cast.nested, self.cast.ties, relationships)
        if citations:
            self.support = support_of(session.board, relationships)
        grades = {i: support.grade for i, support in self.support.items()}
        told = {i: support.day for i, support in self.support.items() if support.day is not None}
        self._book = TieBook(self.cast.ties, relationships, grades, told)
        self._looks_for = None
        self.days = change_days(relationships.values())

    def count(self) -> None:
        """Work out counts, looks and emphasis for the focus as it is now."""
        session = self._session
        state, as_of, relationships = session.focus.state, session.as_of(), session.relationships
        self.numbers = self._counter.numbers(
            session.activity(), session.everything, session.window(), as_of, session.groups_in_focus()
        )
        asked = (as_of, self.previous, self.numbers.met)
        if asked != self._looks_for:
            self._looks_for = asked
            self.looks = self._book.on(as_of, self.previous, self.numbers.met)
        self.lit = lit(state, self.cast.nested, self.cast.ties, self.looks, self.numbers, relationships)

    def wanted(self) -> list[int]:
        """The boxes that should be shown now."""
        boxes = self.cast.nested.shown
        own = {self.cast.nested.stands_for.get(actor, actor) for actor in self.written}
        kept = own | self.lit.picked_boxes | (self.lit.boxes if self._session.focus.state.pair else set())
        return choose_boxes(boxes, self.scope, self.lit.boxes, self.cast.ties, self.numbers.boxes, kept)

    @property
    def bare(self) -> int:
        """How many of those shown have no tie to anybody."""
        tied = {end for tie in self.cast.ties for end in tie.pair}
        return len(self.picture.faces.keys() - tied)

    def draw(self, font: QFont) -> None:
        """Draw the picture up anew."""
        self.picture = draw_up(self.cast, self.wanted(), self._session.actors, self.positions, font)

    def note_step(self, old: FocusState) -> None:
        """Remember the day that was left when the as-of day was stepped; a brush of the window forgets it."""
        now = self._session.focus.state
        if now.as_of != old.as_of:
            left = old.as_of if old.as_of is not None else (old.window or self._session.full_span())[1]
            self.previous = left if left != self._session.as_of() else None
        elif replace(now, window=old.window) == old and now.window != old.window and now.as_of is None:
            self.previous = None

    # -- what is asked
    @property
    def total(self) -> int:
        """How many boxes there are in all."""
        return len(self.cast.nested.shown)

    @property
    def may_change(self) -> bool:
        """Whether a change of the focus can change who is shown."""
        return self.scope in (Scope.FOCUS, Scope.NEIGHBOURS) or self.total > FEW_ACTORS

    def ids_of(self, box: int) -> frozenset[int]:
        """The actors that a box stands for."""
        return frozenset((box, *self.cast.nested.tucked.get(box, ())))

    def tie(self, key: str) -> Tie | None:
        """A line of the picture by its key."""
        return self.picture.ties.get(key)

    def relationship_of(self, tie: Tie) -> int | None:
        """The relationship that a line stands for: the first that holds on the day."""
        records = self._session.relationships
        known = [i for i in tie.ids if i in records]
        holding = [i for i in known if records[i].holds_on(self._session.as_of())]
        return next(iter(holding or known), None)

    def pair_of(self, tie: Tie) -> tuple[int, int]:
        """The two actors whose incidents a click on the line asks for.

        Where the incidents name the parts and the tie their parent, it is the parts that met most often.
        """
        chosen = self.relationship_of(tie)
        if chosen is None:
            return tie.from_id, tie.to_id
        record = self._session.relationships[chosen]
        return self._counter.busiest_pair(tie.key, (record.from_id, record.to_id), self._session.everything)
