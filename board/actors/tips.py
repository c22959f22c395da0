"""What a tooltip and a screen reader say of an actor or a tie, in plain sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from board.actors.evidence import Support
from board.actors.nesting import Nest
from board.actors.ties import Change, Tie, TieLook, short_day
from db.names import has_rtl, isolate
from db.records import Actor, Relationship
from db.vocabulary import ACTOR_KINDS, STANCES

_MOST_TIES = 6
_CHANGES = {
    Change.BEGUN: "Began since the day before the last step",
    Change.ENDED: "Ended since the day before the last step",
    Change.EARLIER: "Still held on this day, and no longer on the one stepped back from",
    Change.LATER: "Does not hold yet on this day, but on the one stepped back from",
}


def name_of(actor: Actor | None) -> str:
    """The shown name, safe to stand in a sentence."""
    if actor is None:
        return "?"
    return isolate(actor.label) if has_rtl(actor.label) else actor.label


def phrase(tie: Relationship, actors: Mapping[int, Actor]) -> str:
    """The tie in words: "SDF hostile to PMU"."""
    return f"{name_of(actors.get(tie.from_id))} {STANCES.label(tie.stance).lower()} {name_of(actors.get(tie.to_id))}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def actor_tip(actor: Actor, actors: Mapping[int, Actor], nested: Nest, incidents: int, ties: Sequence[str]) -> str:
    """Name, kind, other names, doubt, parts, incidents in focus and the first ties."""
    title = actor.name if not actor.short_name else f"{actor.name} ({actor.short_name})"
    lines = [title, ACTOR_KINDS.label(actor.kind)]
    if actor.parent_id in actors:
        lines[1] += f", part of {name_of(actors[actor.parent_id])}"
    if actor.other_names:
        lines.append("Also: " + ", ".join(isolate(name) if has_rtl(name) else name for name in actor.other_names[:8]))
    if actor.contested:
        lines.append(f"Contested identity. {actor.identity_note}".strip())
    elif actor.identity_note:
        lines.append(actor.identity_note)
    parts = [name_of(actors[part]) for part in nested.children.get(actor.id, ()) if part in actors]
    if parts:
        lines.append("Parts: " + ", ".join(parts))
    lines.append(f"{_count(incidents, 'incident')} in the focus")
    lines += ties[:_MOST_TIES]
    if len(ties) > _MOST_TIES:
        lines.append(f"… and {_count(len(ties) - _MOST_TIES, 'more tie')}")
    return "\n".join(lines)


def tie_tip(
    tie: Tie,
    look: TieLook,
    relationships: Mapping[int, Relationship],
    actors: Mapping[int, Actor],
    support: Mapping[int, Support],
    incidents: int,
    met: int | None,
) -> str:
    """What holds between whom since when, what speaks for it, and what contradicts it."""
    lines: list[str] = []
    for record in (relationships[i] for i in tie.ids if i in relationships):
        lines.append(phrase(record, actors) + (f": {record.label}" if record.label else ""))
        lines += _dates(record)
        if record.contested:
            lines.append("Claimed, not confirmed")
        lines += _sources(support.get(record.id))
        if record.note:
            lines.append(record.note)
    if not tie.ids:
        return f"{name_of(actors.get(tie.from_id))} is part of {name_of(actors.get(tie.to_id))}"
    if look.change is not Change.NONE:
        lines.append(_CHANGES[look.change])
    if look.contradictory:
        lines.append("Contradiction: these two both support and fight each other on this day")
    lines.append(f"Named together in {_count(incidents, 'incident')} in the focus")
    if met is not None:
        lines.append(f"Last named together on {short_day(met)}")
    return "\n".join(lines)


def _dates(record: Relationship) -> list[str]:
    parts = []
    if record.since.edtf:
        parts.append(f"since {record.since.text()}")
    if record.until.edtf:
        parts.append(f"until {record.until.text()}")
    line = ", ".join(parts)
    return [line[0].upper() + line[1:]] if line else []


def _sources(support: Support | None) -> list[str]:
    if support is None:
        return ["No source is cited"]
    line = f"{_count(support.for_it, 'citation')} for it"
    if support.against:
        line += f", {support.against:,} against"
    return [line + (f"; best grade {support.grade}" if support.grade else "")]
