"""The sheet of one flashpoint: how it stands, who is involved, where, what happened, and who says so."""

from __future__ import annotations

from collections.abc import Sequence

from board.sheets.blocks import Block, Columns, Outline, Space
from board.sheets.diagram import actor_diagram, is_crowd
from board.sheets.ink import BODY, LEAD, SMALL
from board.sheets.paper import pt
from board.sheets.parts import also_named, heading, held_back, incident_table, notes, source_list, tie_table, title
from board.sheets.situation import Situation, Told
from board.sheets.small_map import small_map
from board.sheets.strip import level_strip, timeline_strip
from board.sheets.tables import Column, Row, Table
from board.sheets.words import Run, Text
from db.records import Flashpoint, LevelEntry, Relationship
from db.source_activity import active_sources
from db.trend import EARLIER_DAYS
from db.vocabulary import LEVELS

_DRAWING = pt(165)
_CROWD = pt(620)  # a diagram of many takes a page
_GAP = pt(16)
_FEW_LEVELS, _MOST_LEVELS, _ABREAST = 6, 90, 3  # in a sentence; in tables; tables abreast


def flashpoint_sheet(
    situation: Situation, flashpoint: Flashpoint, *, alone: bool = True, scale: float = 1.0
) -> list[Block]:
    """All blocks of the sheet; `alone`: with its own sources and what was held back at the end.

    `scale`: of the height of its drawings.
    """
    tolds = [told for told in situation.told if told.incident.flashpoint_id == flashpoint.id]
    blocks: list[Block] = [
        Outline(flashpoint.name, 0),
        title(flashpoint.name, names=True),
        *also_named(flashpoint.other_names),
        Text(_standing(situation, flashpoint, tolds), LEAD, after=pt(6)),
    ]
    cited = situation.released.citations_of("flashpoint", flashpoint.id)
    if flashpoint.description:
        blocks.append(Text([flashpoint.description, *situation.raised(cited)], BODY))
    blocks += notes(situation, flashpoint.note)
    blocks += _new(situation, tolds)
    blocks += _level_history(situation, flashpoint)
    actor_ids, ties = _involved(situation, flashpoint, tolds)
    blocks += _drawings(situation, flashpoint, tolds, actor_ids, _DRAWING * scale)
    blocks += heading(f"Incidents, {situation.window_words()}")
    if tolds:
        blocks.append(timeline_strip([told.incident for told in tolds], situation.window, tall=pt(64)))
        blocks.append(Space(pt(4)))
    blocks += incident_table(tolds, situation)
    if ties:
        blocks += [*heading("Relationships between them"), *tie_table(ties, situation, here=flashpoint.id)]
    if alone:
        blocks += [*source_list(situation), *held_back(situation)]
    return blocks


def _standing(situation: Situation, flashpoint: Flashpoint, tolds: Sequence[Told]) -> list[str | Run]:
    """The level, since when, how much happened against before, when it was checked, how many voices were heard."""
    entries = situation.released.levels.get(flashpoint.id, ())
    level = entries[-1].level if entries else flashpoint.level
    since = f" since {entries[-1].since.short()}" if entries and entries[-1].since.edtf else ""
    trend = situation.trend(flashpoint.id)
    count = len(tolds)
    told = [f"{count} {'incident' if count == 1 else 'incidents'} in the window"]
    if trend.known:
        span = "the four weeks" if trend.earlier_days == EARLIER_DAYS else f"the {trend.earlier_days} days"
        rate = f", {trend.ratio_text()} the rate" if trend.ratio else ""
        told.append(f"{trend.late or 'none'} in the last 7 days against {trend.earlier} in {span} before{rate}")
    checked = flashpoint.last_checked
    told.append(f"last checked {checked.short()}" if checked.edtf else "never checked")
    voices = active_sources(situation.board, [one.incident.id for one in tolds])
    told.append("many sources active" if voices is None else f"sources active: {voices}")
    mark = f" {trend.mark}" if trend.direction else ""
    return [Run(f"{LEVELS[level].mark} {LEVELS.label(level)}{mark}", bold=True), f"{since} · {' · '.join(told)}"]


def _new(situation: Situation, tolds: Sequence[Told]) -> list[Block]:
    """What came since the last sheet, counted; that there was none yet, where there was none."""
    day = situation.last_sheet_day()
    if not day:
        return [Text("First sheet of this flashpoint: nothing to compare with yet.", SMALL)]
    count = sum(situation.is_new(told.incident.id) for told in tolds)
    what = f"{count} {'incident is' if count == 1 else 'incidents are'} new or changed" if count else "Nothing is new"
    return [Text([Run(f"Since the sheet of {day}: ", bold=True), f"{what}."], SMALL)]


def _drawings(
    situation: Situation, flashpoint: Flashpoint, tolds: Sequence[Told], actor_ids: Sequence[int], tall: float
) -> list[Block]:
    """Actors and map side by side; below each other where half the width is too narrow for the actors."""
    released, incidents = situation.released, [told.incident for told in tolds]
    paper = situation.choices.sheet_paper()
    if not is_crowd(released, actor_ids, (paper.measure - _GAP) / 2, tall - pt(36)):
        who = [*heading("Who is involved"), actor_diagram(released, actor_ids, tall=tall)]
        where = [*heading("Where"), small_map(released, flashpoint, incidents, tall=tall)]
        return [Columns([who, where], (1, 1), _GAP)]
    taller = min(_CROWD, paper.body - pt(40), max(_DRAWING, pt(50) + pt(11) * len(actor_ids)))
    return [
        *heading("Where"),
        small_map(released, flashpoint, incidents, tall=tall),
        *heading("Who is involved"),
        actor_diagram(released, actor_ids, tall=taller, least=taller * 0.8),
    ]


def _level_history(situation: Situation, flashpoint: Flashpoint) -> list[Block]:
    entries = situation.released.levels.get(flashpoint.id, ())
    if len(entries) < 2:
        return []
    blocks = [*heading("Level"), level_strip(entries, situation.window, tall=pt(42)), Space(pt(2))]
    if len(entries) <= _FEW_LEVELS:
        words = " · ".join(
            f"{LEVELS.label(entry.level)} from {entry.since.short() if entry.since.edtf else 'an unknown day'}"
            + (f" ({entry.note})" if entry.note and situation.choices.notes else "")
            for entry in entries
        )
        return [*blocks, Text(words, SMALL)]
    shown, noted = entries[-_MOST_LEVELS:], situation.choices.notes and any(entry.note for entry in entries)
    if noted:
        blocks.append(_level_table(shown, with_notes=True))
    else:
        length = -(-len(shown) // _ABREAST)
        parts = [shown[at : at + length] for at in range(0, len(shown), length)]
        tables: list[list[Block]] = [[_level_table(part, with_notes=False)] for part in parts]
        blocks.append(Columns(tables + [[] for _ in range(_ABREAST - len(parts))], (1,) * _ABREAST))
    if len(shown) < len(entries):
        blocks.append(Text(f"{len(entries) - len(shown):,} earlier steps are not listed.", SMALL))
    return blocks


def _level_table(entries: Sequence[LevelEntry], *, with_notes: bool) -> Table:
    columns = [Column("Since", 10), Column("Level", 12), *([Column("Note", 50)] if with_notes else [])]
    rows = [
        Row(
            [
                entry.since.short() if entry.since.edtf else "not known",
                f"{LEVELS[entry.level].mark}\u00a0{LEVELS.label(entry.level)}",
                *([entry.note] if with_notes else []),
            ]
        )
        for entry in entries
    ]
    return Table(columns, rows)


def _involved(
    situation: Situation, flashpoint: Flashpoint, tolds: Sequence[Told]
) -> tuple[list[int], list[Relationship]]:
    """The actors of the incidents and of the ties that hold only here, most active first; and the ties between them."""
    counts: dict[int, int] = {}
    for told in tolds:
        for role in told.incident.actors:
            counts[role.actor_id] = counts.get(role.actor_id, 0) + 1
    for tie in situation.released.relationships:
        if tie.flashpoint_id == flashpoint.id:
            counts.setdefault(tie.from_id, 0)
            counts.setdefault(tie.to_id, 0)
    ids = sorted((one for one in counts if one in situation.actors), key=lambda one: (-counts[one], one))
    ties = [
        tie
        for tie in situation.released.relationships
        if tie.from_id in counts and tie.to_id in counts and tie.flashpoint_id in (None, flashpoint.id)
    ]
    return ids, ties
