"""Records and passages carried onto other things of the board: what it would do, in words, and doing it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal

from board.commands import carry_incidents as incidents
from board.commands.aims import aim_of
from board.commands.carried import Carried, Passage
from board.commands.carry_offers import Offer, named, only, refuse
from board.commands.carry_others import actors_onto, flashpoints_onto, sources_onto
from board.commands.targets import Target
from board.commands.tray import draft_passage
from board.session import Session
from db.records import Incident

_ELSEWHERE = "This comes from another board. Drop that board's file here to take incidents from it"
_READ_ONLY = "This board is open for reading only: nothing can be changed on it"


class Carrier(QObject):
    """Decides what a drop of our own means, the same for the mouse and for keys.

    Signals: choice_asked(list of Option, QPoint): one of several ways is to be chosen; relationship_asked(from id,
    to id), incident_asked(Incident), citation_asked(source id, incident id), merge_asked(from id, into id): a form or
    a question is to be opened.
    """

    choice_asked = Signal(object, QPoint)
    relationship_asked = Signal(object, object)
    incident_asked = Signal(object)
    citation_asked = Signal(object, object)
    merge_asked = Signal(object, object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._uid = session.board.info().uid

    # -- what the router asks
    def words(self, carried: Carried | Passage, target: Target, *, copy: bool = False) -> tuple[str, bool]:
        """(what dropping it there will do, whether it will be done)."""
        offer = self.offer(carried, target, copy=copy)
        return offer.sentence, offer.willing

    def copies(self, carried: Carried | Passage, target: Target) -> bool:
        """Whether holding Ctrl makes another thing of it: a copy on another day."""
        return isinstance(carried, Carried) and (carried.kind, target.kind) == ("incident", "day")

    def take(self, carried: Carried | Passage, target: Target, at: QPoint, *, copy: bool = False) -> None:
        """Do it, or ask which way; `at` on the screen is where a menu belongs."""
        if self._session.refuses():
            return
        offer = self.offer(carried, target, copy=copy)
        if not offer.willing:
            self._session.said.emit(f"{offer.sentence}.", "note")
            return
        options = list(offer.options())
        if len(options) == 1:
            options[0].act()
        elif options:
            self.choice_asked.emit(options, at)

    # -- the rules
    def offer(self, carried: Carried | Passage, target: Target, *, copy: bool = False) -> Offer:
        """What it would do there; looks at few records only, as it is asked while a drag hovers."""
        session = self._session
        if carried.board != self._uid:
            return refuse(_ELSEWHERE)
        if session.read_only:
            return refuse(_READ_ONLY)
        if session.busy:
            return refuse(f"{session.busy.rstrip('.')}: nothing else can be changed until it ends")
        if isinstance(carried, Passage):
            return self._passage(carried, target)
        if target.kind == "tray":
            return refuse("What is on the board already does not go into the tray")
        if carried.kind == "incident":
            return self._incidents(carried.ids, target, copy=copy)
        rules = {"actor": actors_onto, "flashpoint": flashpoints_onto, "source": sources_onto}
        return rules[carried.kind](session, self, carried.ids, target)

    def _incidents(self, ids: Sequence[int], target: Target, *, copy: bool) -> Offer:
        session = self._session
        if any(session.columns.place_of(one) is None for one in ids[:50]):
            return refuse("These incidents are no longer on the board")
        if target.kind == "day":
            return incidents.onto_day(session, ids, target, copy=copy)
        rules = {
            "flashpoint": incidents.onto_flashpoint,
            "actor": incidents.onto_actor,
            "relationship": incidents.onto_tie,
            "source": incidents.onto_source,
            "incident": incidents.onto_incident,
        }
        rule = rules.get(target.kind)
        return rule(session, ids, target) if rule is not None else refuse("")

    def _passage(self, passage: Passage, target: Target) -> Offer:
        if target.kind in ("source", "window"):
            return refuse("A passage goes onto a flashpoint, an actor, a tie, a day or an incident")
        aim = aim_of(target, self._session)
        about = f" about {named(target.label)}" if target.label and target.kind != "tray" else ""
        make = partial(draft_passage, self._session, passage.document_id, passage.start, passage.end, aim)
        return only(f"Draft an incident{about} with this passage as its quote", make)

    # -- the forms that the rules end in
    def ask_relationship(self, from_id: int, to_id: int) -> None:
        """The form of a new relationship."""
        self.relationship_asked.emit(from_id, to_id)

    def ask_incident(self, incident: Incident) -> None:
        """The form of a new incident, filled in so far."""
        self.incident_asked.emit(incident)

    def ask_citation(self, source_id: int, incident_id: int) -> None:
        """The form of a new citation."""
        self.citation_asked.emit(source_id, incident_id)

    def ask_merge(self, from_id: int, into_id: int) -> None:
        """The question before a flashpoint is merged into another."""
        self.merge_asked.emit(from_id, into_id)
