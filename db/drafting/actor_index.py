"""The names by which actors are found in a text: those of the board, of states and groups, and words for sorts of actors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from db.drafting.sentences import words_in
from db.drafting.world import BACKERS, GROUPS, SORTS, STATES
from db.names import fold
from db.records import Actor, Relationship

_LONGEST_ACRONYM = 6
_MOST_CHOICES = 5
_ARMY = frozenset({"army", "armed", "military", "forces", "defence", "defense"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One name as a row of word keys, and whom it means.

    `owners`: actors of the board; none: a new actor `name` of `kind`.  `written`: the name as it is to be written in
    capitals, where small letters would be another word ("US"), "Xx" where its first letter must be a capital.
    """

    keys: tuple[str, ...]
    name: str
    owners: tuple[int, ...] = ()
    kind: str = "armed_group"
    sort: str = "name"  # "name", "state", "capital" or "sort"
    written: str = ""
    alias: str = ""


class ActorIndex:
    """Made from the actors of a board; never changed after that."""

    def __init__(self, actors: Iterable[Actor], ties: Iterable[Relationship] = ()) -> None:
        self._ties = tuple(ties)
        self.actors = {actor.id: actor for actor in actors}
        self._by_first: dict[str, list[Entry]] = {}
        self._seen: dict[tuple[str, ...], Entry] = {}
        self._by_fold: dict[str, list[int]] = {}
        self.people: dict[str, tuple[str, ...]] = {}  # "syrian" -> the keys of the state's name
        self.states: dict[tuple[str, ...], Entry] = {}
        self.armies: dict[int, int] = {}  # state on the board -> its one army on the board
        self._add_board()
        self._add_states()
        self._add_groups()
        self._add_sorts()
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry.keys))

    def starting_with(self, key: str) -> list[Entry]:
        """The entries whose first word has this key, the longest first."""
        return self._by_first.get(key, [])

    def state_of(self, adjective: str) -> Entry | None:
        """The state that "syrian" belongs to."""
        keys = self.people.get(adjective)
        return self.states.get(keys) if keys else None

    def led_by(self, state: int, adjective: str, how: str) -> tuple[int, ...]:
        """The groups that are called "Iranian-led", else those that the state leads or backs."""
        wanted = f"{adjective} {how} "
        called = [a.id for a in self.actors.values() if any(fold(n).startswith(wanted) for n in _names_of(a))]
        if called:
            return tuple(called)
        stance = BACKERS[how]
        return tuple(tie.to_id for tie in self._ties if tie.from_id == state and tie.stance == stance)

    def owners_of(self, name: str) -> tuple[int, ...]:
        """The actors of the board that are called exactly so."""
        return tuple(self._by_fold.get(fold(name), ()))

    # -- making
    def _add(self, alias: str, entry: Entry) -> None:
        keys = tuple(word.key for word in words_in(alias))
        if not keys:
            return
        there = self._seen.get(keys)
        if there is not None:
            if there.sort == entry.sort == "name" and entry.owners and there.owners != entry.owners:
                both = tuple(dict.fromkeys((*there.owners, *entry.owners)))
                self._replace(there, Entry(keys, there.name, both, there.kind, "name", there.written, alias))
            return
        made = Entry(keys, entry.name, entry.owners, entry.kind, entry.sort, _written(alias, keys, entry.sort), alias)
        self._seen[keys] = made
        self._by_first.setdefault(keys[0], []).append(made)

    def _replace(self, old: Entry, new: Entry) -> None:
        entries = self._by_first[old.keys[0]]
        entries[entries.index(old)] = new
        self._seen[old.keys] = new

    def _add_board(self) -> None:
        for actor in self.actors.values():
            for name in _names_of(actor):
                self._by_fold.setdefault(fold(name), []).append(actor.id)
        for actor in self.actors.values():
            if actor.kind != "state":
                for name in _names_of(actor):
                    self._add(name, Entry((), actor.name, (actor.id,), actor.kind))

    def _add_states(self) -> None:
        known: set[int] = set()
        for name, others, people, stands_for in STATES:
            owners = self._states_called((name, *others, f"Government of {name}"))
            known.update(owners)
            shown = self.actors[owners[0]].name if owners else name
            keys = tuple(word.key for word in words_in(name))
            entry = Entry(keys, shown, owners, "state", "state", "Xx", name)
            self.states[keys] = entry
            own = [alias for owner in owners for alias in _names_of(self.actors[owner])]
            for alias in dict.fromkeys((name, *others, *own, f"Government of {name}", f"{people[0]} government")):
                self._add(alias, entry)
            for word in people:
                self.people[fold(word)] = keys
            for capital in stands_for:
                self._add(capital, Entry((), shown, owners, "state", "capital"))
            if owners:
                self._find_army(owners[0], keys)
        for actor in self.actors.values():
            if actor.kind == "state" and actor.id not in known:
                for alias in _names_of(actor):
                    self._add(alias, Entry((), actor.name, (actor.id,), "state", "state"))

    def _states_called(self, names: Iterable[str]) -> tuple[int, ...]:
        found = [owner for name in names for owner in self._by_fold.get(fold(name), ())]
        states = [owner for owner in dict.fromkeys(found) if self.actors[owner].kind == "state"]
        return tuple(states[:1])

    def _find_army(self, state: int, key: tuple[str, ...]) -> None:
        own = {word for word, keys in self.people.items() if keys == key}
        forces = [
            a
            for a in self.actors.values()
            if a.kind == "state_force"
            and (a.parent_id == state or (own | {key[0]}) & {w for n in _names_of(a) for w in fold(n).split()})
        ]
        armies = [a for a in forces if _ARMY & {w for n in _names_of(a) for w in fold(n).split()}]
        if len(armies) == 1 or len(forces) == 1:
            self.armies[state] = (armies or forces)[0].id

    def _add_groups(self) -> None:
        for name, kind, others in GROUPS:
            owners = tuple(
                dict.fromkeys(owner for alias in (name, *others) for owner in self._by_fold.get(fold(alias), ()))
            )[:1]
            shown = self.actors[owners[0]].name if owners else name
            for alias in (name, *others):
                self._add(alias, Entry((), shown, owners, kind))

    def _add_sorts(self) -> None:
        folded = {
            actor.id: [" " + " ".join(word.key for word in words_in(name)) + " " for name in _names_of(actor)]
            for actor in self.actors.values()
        }
        for name, kind, phrases, needles in SORTS:
            fitting = ("state_force",) if kind == "state_force" else ()
            owners = tuple(
                actor.id
                for actor in self.actors.values()
                if (actor.kind in fitting or not fitting)
                and any(f" {needle} " in shape for shape in folded[actor.id] for needle in needles)
            )
            shown = self.actors[owners[0]].name if len(owners) == 1 else name
            for phrase in phrases:
                if not owners and phrase.startswith(("us led", "american led")):
                    continue  # then the state that leads is named, and a coalition
                self._add(phrase, Entry((), shown, owners[:_MOST_CHOICES], kind, "sort"))


def _names_of(actor: Actor) -> list[str]:
    names = [name for name in (actor.name, actor.short_name, *actor.other_names) if name]
    # "Syria (government)" is found as "Syria" too
    names += [name.split("(")[0].strip() for name in names if "(" in name[1:]]
    return [name for name in dict.fromkeys(names) if fold(name)]


def _written(alias: str, keys: tuple[str, ...], sort: str) -> str:
    """How a name of one word must be written so that it is not another word."""
    letters = [letter for letter in alias if letter.isalpha()]
    if len(keys) > 1 or sort == "sort" or not letters or not letters[0].isascii():
        return ""
    if len(letters) <= _LONGEST_ACRONYM and all(letter.isupper() for letter in letters):
        return "".join(letters)
    return "Xx" if letters[0].isupper() else ""
