"""The sheet of one actor, the chronology of the focus, and the sheet of one incident."""

from __future__ import annotations

from functools import partial
from itertools import groupby

from board.sheets.attached import attached_pictures
from board.sheets.blocks import Block, Columns, Outline, Space
from board.sheets.diagram import actor_diagram
from board.sheets.ink import BODY, LEAD, SMALL, SUBTITLE
from board.sheets.paper import pt
from board.sheets.parts import (
    also_named,
    deaths,
    heading,
    held_back,
    incident_table,
    notes,
    short_name,
    signs,
    source_list,
    tie_table,
    title,
    who,
)
from board.sheets.situation import Situation, Told
from board.sheets.small_map import small_map
from board.sheets.strip import timeline_strip
from board.sheets.tables import Column, Row, Table
from board.sheets.words import Run, Text, listed, named
from board.words.claims import claims_of, independent_origins
from board.words.incidents import grade, injured, when, where
from db.dates import date_of, from_days
from db.records import Actor
from db.vocabulary import ACTOR_KINDS, CITATION_BEARINGS, CREDIBILITIES, INCIDENT_KINDS
from db.wording import counted

_LONG_FACTS = pt(215)  # the height beyond which facts and map do not stand side by side
_FIRST, _EACH, _MOST = pt(76), pt(18), pt(420)  # the height of a diagram, by its actors


def actor_sheet(situation: Situation, actor: Actor, *, scale: float = 1.0) -> list[Block]:
    """Who an actor is, how it stands to others, what it did and what was done to it; `scale`: of its drawing's height."""
    parent = situation.actors.get(actor.parent_id or 0)
    about = [ACTOR_KINDS.label(actor.kind)]
    if parent:
        about.append(f"part of {named(parent.label)}")
    parts = [one.label for one in situation.released.actors if one.parent_id == actor.id]
    if parts:
        about.append(f"of which {listed(parts, ', ')}")
    cited = situation.released.citations_of("actor", actor.id)
    blocks: list[Block] = [
        Outline(actor.label, 0),
        title(short_name(actor), names=True),
        *also_named(actor.other_names),
        Text([" · ".join(about), *situation.raised(cited)], LEAD, names=True),
    ]
    if actor.identity_note:
        contested = "Contested: " if actor.contested else ""
        blocks.append(Text([Run(f"{contested}", bold=True), actor.identity_note], BODY))
    blocks += notes(situation, actor.note)
    ties = [tie for tie in situation.released.relationships if actor.id in (tie.from_id, tie.to_id)]
    others = [end for tie in ties for end in (tie.from_id, tie.to_id) if end != actor.id]
    if ties:
        ids = [actor.id, *dict.fromkeys(others)]
        blocks += heading("Relationships")
        most = min(_MOST, situation.choices.sheet_paper().body - pt(40))
        blocks.append(actor_diagram(situation.released, ids, tall=scale * min(most, _FIRST + _EACH * len(ids))))
        blocks.append(Space(pt(5)))
        blocks += tie_table(ties, situation)
    blocks += heading(f"Incidents, {situation.window_words()}")
    if situation.told:
        blocks.append(timeline_strip([told.incident for told in situation.told], situation.window, tall=pt(64)))
        blocks.append(Space(pt(4)))
    blocks += incident_table(situation.told, situation, with_flashpoint=True)
    return [*blocks, *source_list(situation), *held_back(situation)]


def chronology(situation: Situation) -> list[Block]:
    """The incidents of the focus by month."""
    blocks: list[Block] = [
        Outline("Chronology", 0),
        title(f"Chronology · {situation.released.title}"),
        Text(f"{situation.count_words()}, {situation.window_words()}", SUBTITLE, after=pt(6)),
    ]
    if situation.told:
        blocks.append(timeline_strip([told.incident for told in situation.told], situation.window, tall=pt(60)))
    alike: list[Table] = []  # the columns of all months stand below each other
    for month, tolds in groupby(situation.told, key=partial(_month, situation.window[0])):
        blocks += heading(month)
        blocks += incident_table(list(tolds), situation, with_flashpoint=True, alike=alike, explained=False)
    blocks += [Space(pt(3)), signs(situation)] if situation.told else incident_table([], situation)
    return [*blocks, *source_list(situation), *held_back(situation)]


def _month(first_day: int, told: Told) -> str:
    """The heading under which an incident stands; what began before the window may not have happened in it."""
    date = told.incident.date
    if date.earliest is not None and (date.written_day() or date.earliest) < first_day:
        return f"Begun before {from_days(first_day, first_day).text()}"
    if date.earliest is None:
        return "Known only by their last day" if date.latest is not None else "Date not known"
    return date_of(date.written_day() or date.earliest).strftime("%B %Y")


def incident_sheet(situation: Situation, *, scale: float = 1.0) -> list[Block]:
    """Everything that is known of one incident, and what each source says of it; `scale`: of its map's height."""
    if not situation.told:
        return [Text("This incident may not leave the board under this profile.", LEAD), *held_back(situation)]
    told = situation.told[0]
    incident = told.incident
    date, edtf = when(incident.date, incident.time, incident.zone)
    flashpoint = situation.flashpoints.get(incident.flashpoint_id or 0)
    rows: list[tuple[str, str]] = [
        ("When", date + (f"\u2028{edtf}" if edtf else "")),
        (
            "Where",
            "\u2028".join(filter(None, [named(flashpoint.name) if flashpoint else "", *where(incident)]))
            or "not known",
        ),
        ("Kind", INCIDENT_KINDS.label(incident.kind) + (" · recurring" if incident.recurring else "")),
        ("Who", who(incident, situation)),
        ("Killed", deaths(incident)),
        ("Injured", injured(incident)),
        ("Grade", grade(incident.reliability, incident.credibility)),
        ("Words of doubt", f"“{incident.hedge}”" if incident.hedge else ""),
        ("Tags", ", ".join(incident.tags)),
        ("Outside id", f"{incident.dataset} {incident.outside_id}".strip()),
    ]
    facts = [Row([[Run(name, bold=True)], value]) for name, value in rows if value]
    table = Table([Column("", 16), Column("", 84, names=True)], facts)
    blocks: list[Block] = [
        Outline(incident.title, 0),
        title([incident.title, *situation.raised(told.citations)], after=pt(6)),
    ]
    if incident.disputed:
        blocks.append(Text([Run("Disputed: the sources do not agree; see what each says.", bold=True)], BODY))
    if incident.summary:
        blocks.append(Text(incident.summary, BODY))
    blocks += [*notes(situation, incident.note), Space(pt(5))]
    if incident.latitude is None:
        blocks.append(table)
    elif situation.choices.landscape and table.height(situation.choices.sheet_paper().measure * 0.45) < _LONG_FACTS:
        blocks.append(Columns([[table], [small_map(situation.released, flashpoint, [incident], tall=pt(200))]], (1, 1)))
    else:
        blocks += [
            table,
            *heading("On the map"),
            small_map(situation.released, flashpoint, [incident], tall=scale * pt(190)),
        ]
    blocks += _what_sources_say(situation, told)
    blocks += attached_pictures(situation, incident)
    return [*blocks, *source_list(situation), *held_back(situation)]


def _what_sources_say(situation: Situation, told: Told) -> list[Block]:
    cited = [one for one in told.citations if one.source_id in situation.sources]
    if not cited:
        return [*heading("What the sources say"), Text("No source is cited.", BODY)]
    rows = []
    for one in cited:
        source = situation.sources[one.source_id]
        claims = "; ".join(claim.words.removeprefix("says ") for claim in claims_of(one, told.incident))
        said = [f"“{one.quote.strip()}”" if one.quote else "", claims, one.locator]
        credibility = CREDIBILITIES.label(one.credibility) if one.credibility else "not judged"
        bearing = CITATION_BEARINGS.label(one.bearing)
        name = f"{situation.number(one.source_id)} · {source.publisher or source.title}"
        rows.append(Row([name, bearing, "\u2028".join(filter(None, said)) or "–", credibility]))
    origins = independent_origins([situation.sources[one.source_id] for one in cited])
    told_origins = f"{counted(len(rows), 'citation')}, {counted(origins, 'independent origin')}."
    columns = [Column("Source", 24), Column("Bearing", 12), Column("Says", 46), Column("Credibility", 18)]
    return [*heading("What the sources say"), Text(told_origins, SMALL, keep_with_next=True), Table(columns, rows)]
