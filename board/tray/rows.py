"""Drafts as cards: every value beside the words of the text that it came from, or the reason for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from board.forms.figures import NOT_KNOWN, figure
from board.forms.positions import position_text
from board.tray.cards import (
    ACCEPT,
    ANSWER,
    EDIT,
    JOIN,
    LEAVE_OPEN,
    OPEN,
    PUT_BACK,
    REVEAL,
    SKIP,
    SOFT,
    VALUE,
    WARN,
    WHY,
    Card,
    Offer,
    Row,
    Run,
)
from db.drafts import (
    ACCEPTED,
    WAITING,
    Draft,
    DraftActor,
    FlashpointDraft,
    IncidentDraft,
    Mark,
    Question,
    RelationshipDraft,
)
from db.names import isolate, show_controls
from db.records import Actor, Flashpoint
from db.vocabulary import ACTOR_KINDS, INCIDENT_KINDS, STANCES

_LONGEST_WORDS = 70
_LONGEST_CHOICES = 8
_ROLE_LABELS = {"initiator": "Initiator", "target": "Target", "participant": "Actors", "mentioned": "Mentioned"}


@dataclass(frozen=True, slots=True)
class Setting:
    """What cards are made from beside the draft: the board's names, the text, and what the analyst may do."""

    flashpoints: Mapping[int, Flashpoint]
    actors: Mapping[int, Actor]
    text: str = ""
    reliability: str = ""
    writable: bool = True
    on_request: bool = False  # time and place of a picture are shown when they are asked for


def card_of(draft: Draft, setting: Setting) -> Card:
    """The card of a draft."""
    noun = _noun(draft)
    title = title_of(draft, setting)
    if draft.state != WAITING:
        return Card(draft.id, noun, title, draft.state, (), _after(draft, setting), writable=setting.writable)
    if isinstance(draft, IncidentDraft):
        rows = tuple(_incident_rows(draft, setting))
    elif isinstance(draft, RelationshipDraft):
        rows = tuple(_relationship_rows(draft, setting))
    else:
        rows = tuple(_flashpoint_rows(draft, setting))
    return Card(
        draft.id, noun, title, WAITING, rows, _buttons(draft, setting), len(draft.questions), writable=setting.writable
    )


def is_plain(draft: Draft) -> bool:
    """Whether a draft can be accepted with all others: nothing is asked, and it is no possible twin."""
    twin = isinstance(draft, IncidentDraft) and draft.twin is not None
    return draft.state == WAITING and not draft.questions and not twin


def title_of(draft: Draft, setting: Setting) -> str:
    """What the draft is called in lists and sentences."""
    if isinstance(draft, IncidentDraft):
        return show_controls(draft.title)
    if isinstance(draft, FlashpointDraft):
        known = setting.flashpoints.get(draft.flashpoint_id or 0)
        return f"New area of {known.name}" if known else f"Flashpoint {show_controls(draft.name)}"
    one, other = (actor_name(actor, setting) for actor in (draft.from_actor, draft.to_actor))
    return f"{one} – {STANCES.label(draft.stance).lower()} – {other}"


def actor_name(actor: DraftActor, setting: Setting) -> str:
    """The name of the board where it is on it."""
    known = setting.actors.get(actor.actor_id or 0)
    return isolate(show_controls(known.label if known else actor.name))


def _noun(draft: Draft) -> str:
    if isinstance(draft, IncidentDraft):
        return "incident"
    return "relationship" if isinstance(draft, RelationshipDraft) else "flashpoint"


# -- buttons
def _buttons(draft: Draft, setting: Setting) -> tuple[Offer, ...]:
    if not setting.writable:
        return ()
    skip = Offer("Skip", SKIP, hint="Leave it out (Del); it can be put back")
    edit = Offer("Edit", EDIT, hint="Change it here (E)")
    if isinstance(draft, IncidentDraft) and draft.twin is not None:
        join = Offer(
            "Add as source to that one", JOIN, primary=True, hint="Its figures are kept as this source's (Enter)"
        )
        return join, Offer("Accept as new", ACCEPT, hint="A second incident of its own (Shift+Enter)"), edit, skip
    if isinstance(draft, RelationshipDraft) and draft.known_id is not None:
        return Offer("Add as source to that one", ACCEPT, primary=True, hint="Enter"), skip
    return Offer("Accept ⏎", ACCEPT, primary=True, hint="Put it on the board (Enter)"), edit, skip


def _after(draft: Draft, setting: Setting) -> tuple[Offer, ...]:
    if draft.state == ACCEPTED:
        return (Offer("on the board", OPEN, hint="Look at it"),)
    return (Offer("put back", PUT_BACK, hint="Let it wait again (Enter)"),) if setting.writable else ()


# -- words
def _words(mark: Mark, setting: Setting) -> str:
    words = show_controls(" ".join(setting.text[mark.start : mark.end].split()))
    return words if len(words) <= _LONGEST_WORDS else words[: _LONGEST_WORDS - 1].rstrip() + "…"


def _why(draft: Draft, setting: Setting, field: str, value: str, index: int = 0) -> tuple[Run, ...]:
    """The words of the first mark of a field, where they differ from the value, and how they were read."""
    for mark in draft.marks:
        if mark.field == field and mark.index == index:
            words = _words(mark, setting)
            told = f"“{isolate(words)}”" if words and words.casefold() != value.casefold() else ""
            why = ", ".join(filter(None, (told, show_controls(mark.why))))
            return (Run(why, WHY),) if why else ()
    return ()


def _questions(draft: Draft, field: str, index: int | None = None) -> list[tuple[int, Question]]:
    return [
        (place, question)
        for place, question in enumerate(draft.questions)
        if question.field == field and index in (None, question.index)
    ]


def _asked(draft: Draft, setting: Setting, *fields: str, index: int | None = None) -> tuple[list[Run], list[Offer]]:
    """The open questions on some fields as words, and their answers as buttons."""
    runs: list[Run] = []
    offers: list[Offer] = []
    for field in fields:
        for place, question in _questions(draft, field, index):
            runs.append(Run(show_controls(question.sentence), WARN))
            if setting.writable:
                offers += _answers(place, question)
    return runs, offers


def _answers(place: int, question: Question) -> Iterator[Offer]:
    for at, choice in enumerate(question.choices[:_LONGEST_CHOICES]):
        yield Offer(show_controls(choice.label), ANSWER, place, at)
    if not any(choice.value == "none" for choice in question.choices):
        yield Offer("leave open", LEAVE_OPEN, place, hint="Decide later: the draft can be accepted without it")


# -- incidents
def _incident_rows(draft: IncidentDraft, setting: Setting) -> Iterator[Row]:
    if setting.on_request:
        yield Row("In the file", (Run("time and place, if the file holds them", WHY),), offers=(Offer("show", REVEAL),))
    else:
        yield _when(draft, setting)
        yield from _where(draft, setting)
    yield from _actors(draft, setting)
    yield from _numbers(draft, setting)
    kind = INCIDENT_KINDS.label(draft.kind)
    asked, offers = _asked(draft, setting, "kind")
    yield Row("Kind", (Run(kind), *_why(draft, setting, "kind", kind), *asked), "kind", offers=tuple(offers))
    yield from _doubt(draft, setting)
    yield from _rest(draft, setting)
    if draft.twin is not None:
        yield from _twin(draft)


def _when(draft: IncidentDraft, setting: Setting) -> Row:
    value = draft.date.text() if draft.date.edtf else "—"
    if draft.time:
        value += f", {draft.time}" + (f" {draft.zone}" if draft.zone else "")
    runs = [Run(value), *_why(draft, setting, "date", value)]
    if len(runs) == 1 and not draft.date.edtf:
        runs.append(Run("no date in text", WHY))
    asked, offers = _asked(draft, setting, "date", "time")
    return Row("When", (*runs, *asked), "date", offers=tuple(offers))


def _where(draft: IncidentDraft, setting: Setting) -> Iterator[Row]:
    flashpoint = setting.flashpoints.get(draft.flashpoint_id or 0)
    names = dict.fromkeys(filter(None, (draft.place, draft.province)))
    value = ", ".join(isolate(show_controls(name)) for name in names)
    asked, offers = _asked(draft, setting, "place", "flashpoint")
    if not value and flashpoint is None and draft.latitude is None and not asked:
        yield Row("Where", (Run("—"), Run("not stated", WHY)), "place")
        return
    runs = [Run(value)] if value else []
    if flashpoint is not None and flashpoint.name == draft.place:
        runs.append(Run("flashpoint", WHY))
    elif flashpoint is not None:
        runs += [Run(isolate(flashpoint.name)), Run("flashpoint", WHY)]
    if draft.latitude is not None and draft.longitude is not None and flashpoint is None:
        runs.append(Run(position_text(draft.latitude, draft.longitude), SOFT))
    plain = draft.place or (flashpoint.name if flashpoint else "")
    yield Row("Where", (*runs, *_why(draft, setting, "place", plain), *asked), "place", offers=tuple(offers))


def _actors(draft: IncidentDraft, setting: Setting) -> Iterator[Row]:
    seen: set[str] = set()
    for index, actor in enumerate(draft.actors):
        label = _ROLE_LABELS.get(actor.role, "Actors")
        yield _actor_row("" if label in seen else label, draft, index, setting)
        seen.add(label)
    for field, label in (("initiator", "Initiator"), ("target", "Target"), ("role", "Roles"), ("actors", "Actors")):
        asked, offers = _asked(draft, setting, field)
        if asked:
            yield Row(label, (Run("—"), *asked), "actor", offers=tuple(offers))
    beyond = [q for q in draft.questions if q.field == "actor" and q.index >= len(draft.actors)]
    for question in beyond:
        asked, offers = _asked(draft, setting, "actor", index=question.index)
        yield Row("Initiator" if "nitiat" in question.sentence else "Actors", (Run("—"), *asked), offers=tuple(offers))


def _actor_row(label: str, draft: IncidentDraft, index: int, setting: Setting) -> Row:
    actor = draft.actors[index]
    name = actor_name(actor, setting)
    runs = [Run(name), *_as_named(actor, _bare(name), _why(draft, setting, "actor", _bare(name), index))]
    asked, offers = _asked(draft, setting, "actor", index=index)
    return Row(label, (*runs, *asked), "actor", index, tuple(offers))


def _bare(name: str) -> str:
    return name.strip("\u2068\u2069")


def _as_named(actor: DraftActor, shown: str, why: tuple[Run, ...]) -> list[Run]:
    runs = list(why)
    if not runs and actor.as_named and actor.as_named.casefold() not in (actor.name.casefold(), shown.casefold()):
        runs.append(Run(f"“{isolate(show_controls(actor.as_named))}”", WHY))
    if actor.actor_id is None:
        runs.append(Run(f"· new {ACTOR_KINDS.label(actor.kind).lower()}: not on the board yet", WHY))
    return runs


def _numbers(draft: IncidentDraft, setting: Setting) -> Iterator[Row]:
    deaths = figure(draft.deaths_low, draft.deaths_best, draft.deaths_high)
    if deaths == NOT_KNOWN and draft.deaths_words:
        deaths = f"“{show_controls(draft.deaths_words)}”"
    if draft.deaths_civilians:
        deaths += f", {draft.deaths_civilians:,} of them civilians"
    injured = figure(draft.injured_low, None, draft.injured_high)
    for label, field, value in (("Deaths", "deaths", deaths), ("Injured", "injured", injured)):
        asked, offers = _asked(draft, setting, field)
        if value != NOT_KNOWN or asked:
            yield Row(label, (Run(value), *_why(draft, setting, field, value), *asked), field, offers=tuple(offers))


def _doubt(draft: IncidentDraft | RelationshipDraft, setting: Setting) -> Iterator[Row]:
    if draft.hedge:
        yield Row(
            "Hedge", (Run(f"“{isolate(show_controls(draft.hedge))}”"), Run("lowers the credibility", WHY)), "hedge"
        )
    if draft.credibility or setting.reliability:
        asked, offers = _asked(draft, setting, "credibility", "grade")
        badge = (setting.reliability or "–") + (draft.credibility or "–")
        yield Row("Grade", tuple(asked), "hedge", offers=tuple(offers), badge=badge)


def _rest(draft: Draft, setting: Setting) -> Iterator[Row]:
    """Questions on fields that have no row of their own."""
    shown = {
        "date",
        "time",
        "place",
        "flashpoint",
        "actor",
        "actors",
        "initiator",
        "target",
        "role",
        "deaths",
        "injured",
    }
    shown |= {"kind", "credibility", "grade", "stance", "name", "area", "from_actor", "to_actor", "since", "until"}
    for field in dict.fromkeys(question.field for question in draft.questions):
        if field not in shown:
            asked, offers = _asked(draft, setting, field)
            yield Row(field.replace("_", " ").capitalize(), tuple(asked), field, offers=tuple(offers))


def _twin(draft: IncidentDraft) -> Iterator[Row]:
    twin = draft.twin
    assert twin is not None
    date = f", {twin.date}" if twin.date else ""
    yield Row("Possible twin", (Run(f"“{show_controls(twin.title)}”{date} · already on the board", WARN),), "twin")
    for field, ours, theirs in twin.differences:
        label = field.replace("_", " ").capitalize()
        runs = (Run(show_controls(ours)), Run("on the board ·", WHY), Run(show_controls(theirs)), Run("here", WHY))
        yield Row(f"≠ {label}", runs, "twin")


# -- ties and flashpoints
def _relationship_rows(draft: RelationshipDraft, setting: Setting) -> Iterator[Row]:
    for label, actor, index, field in (
        ("From", draft.from_actor, 0, "from_actor"),
        ("To", draft.to_actor, 1, "to_actor"),
    ):
        name = actor_name(actor, setting)
        asked, offers = _asked(draft, setting, "actor", index=index)
        more, further = _asked(draft, setting, field)
        runs = (
            Run(name),
            *_as_named(actor, _bare(name), _why(draft, setting, "actor", _bare(name), index)),
            *asked,
            *more,
        )
        yield Row(label, runs, "actor", index, (*offers, *further))
    stance = STANCES.label(draft.stance)
    asked, offers = _asked(draft, setting, "stance")
    yield Row("Stance", (Run(stance), *_why(draft, setting, "stance", stance), *asked), "stance", offers=tuple(offers))
    for label, field, date, index in (("Since", "since", draft.since, 0), ("Until", "until", draft.until, 1)):
        asked, offers = _asked(draft, setting, field)
        if date.edtf or asked:
            runs = (Run(date.text()), *_why(draft, setting, "date", date.text(), index), *asked)
            yield Row(label, runs, "date", index, tuple(offers))
    yield from _doubt(draft, setting)
    yield from _rest(draft, setting)
    if draft.known_id is not None:
        yield Row("Known", (Run("this relationship is on the board already", WARN),), "twin")


def _flashpoint_rows(draft: FlashpointDraft, setting: Setting) -> Iterator[Row]:
    asked, offers = _asked(draft, setting, "name", "area", "place", "flashpoint")
    yield Row("Name", (Run(isolate(show_controls(draft.name)), VALUE), *asked), "place", offers=tuple(offers))
    if draft.latitude is not None and draft.longitude is not None:
        yield Row("Where", (Run(position_text(draft.latitude, draft.longitude)),), "place")
    if draft.area:
        yield Row("Area", (Run("drawn in the file"),), "place")
    if draft.description:
        yield Row("Says", (Run(show_controls(" ".join(draft.description.split())[:300])),))
    yield from _rest(draft, setting)
