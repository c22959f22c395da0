"""The whole board on a page or two: the flashpoints at a glance, how much happened, who stands how to whom."""

from __future__ import annotations

from collections import Counter
from operator import itemgetter

from board.sheets.blocks import Block, Columns, Outline, Space
from board.sheets.diagram import actor_diagram
from board.sheets.ink import BODY, SMALL, SUBTITLE
from board.sheets.paper import pt
from board.sheets.parts import NEW, heading, held_back, source_list, tie_table, title
from board.sheets.situation import Situation, Told
from board.sheets.small_map import small_map
from board.sheets.strip import timeline_strip
from board.sheets.tables import Column, Row, Table
from board.sheets.words import Run, Text
from db.records import Flashpoint
from db.vocabulary import LEVELS
from db.wording import counted

_MAP, _MAP_LYING = pt(210), pt(185)
_TALLEST, _FEW = pt(620), 8  # a diagram of many takes a page


def overview_sheet(situation: Situation, *, alone: bool = True) -> list[Block]:
    """All blocks of the overview; `alone`: with sources and what was held back at its end."""
    released = situation.released
    level = 1
    told = f"{situation.count_words()}, {situation.window_words()}"
    blocks: list[Block] = [
        Outline("Overview", 0),
        title(released.title if alone else "Overview"),
        Text(told, SUBTITLE, after=pt(6)),
        *_since_last(situation),
        *heading("Flashpoints at a glance", level=level),
        _glance(situation),
    ]
    blocks += _activity_and_map(situation, level)
    alike: list[Table] = []
    blocks += _shifts(situation, level, alike)  # before the diagram: rows fill the page that a tall drawing leaves
    blocks += heading(f"Who stands how to whom, {situation.head_right().partition(' · ')[0]}", level=level)
    ids = _by_activity(situation)
    tall = min(_TALLEST, max(pt(300), pt(60) + pt(10.5) * len(ids)))
    if not alone and len(ids) > _FEW:
        tall = max(tall, pt(430))  # nothing follows on its page
    tall = min(tall, situation.choices.sheet_paper().body - pt(40))
    least = min(tall, max(pt(220), pt(9) * len(ids)))
    blocks.append(actor_diagram(released, ids, tall=tall, least=least, listed_below=alone))
    if alone:
        blocks += heading("Relationships", level=level)
        blocks += tie_table(released.relationships, situation, alike=alike)
        blocks += [*source_list(situation), *held_back(situation)]
    return blocks


def _activity_and_map(situation: Situation, level: int) -> list[Block]:
    """Below each other, or side by side where the page is wide and low."""
    incidents = [one.incident for one in situation.told]
    tall = _MAP_LYING if situation.choices.landscape else pt(60)
    strip: Block = Text("No incident in this window.", BODY)
    if incidents:
        strip = timeline_strip(incidents, situation.window, tall=tall)
    abreast = situation.choices.landscape
    activity = [*heading("Activity", level=level, outlined=not abreast), strip]
    where = heading("Where", level=level, outlined=not abreast)
    where.append(small_map(situation.released, None, incidents, tall=_MAP_LYING if abreast else _MAP))
    if not abreast:
        return [*activity, *where]
    return [Outline("Activity", level), Outline("Where", level), Columns([activity, where], (1, 1))]


def _by_activity(situation: Situation) -> list[int]:
    """The actors that ties join, those with most incidents first, then those with most ties."""
    ties: Counter[int] = Counter()
    for tie in situation.released.relationships:
        ties.update((tie.from_id, tie.to_id))
    incidents = Counter(role.actor_id for told in situation.told for role in told.incident.actors)
    known = [actor.id for actor in situation.released.actors if actor.id in ties]
    return sorted(known, key=lambda one: (-incidents[one], -ties[one]))


def _since_last(situation: Situation) -> list[Block]:
    day = situation.last_sheet_day()
    if not day:
        return []
    count = sum(situation.is_new(told.incident.id) for told in situation.told)
    ties = sum(tie.id in situation.changed_ties for tie in situation.released.relationships)
    told = f"{counted(count, 'incident')} and {counted(ties, 'relationship')} new or changed ({NEW})."
    return [Text([Run(f"Since the overview of {day}: ", bold=True), told], BODY)]


def _glance(situation: Situation) -> Block:
    columns = [
        Column("Flashpoint", 26, names=True),
        Column("Level", 17),
        Column("Incidents", 9, numbers=True),
        Column("Last 7 days", 15),
        Column("Killed", 14),
        Column("Last incident", 15),
        Column("Checked", 13),
    ]
    here: dict[int | None, list[Told]] = {}
    for told in situation.told:
        here.setdefault(told.incident.flashpoint_id, []).append(told)
    rows = [_row(situation, one, here.get(one.id, [])) for one in situation.released.flashpoints]
    elsewhere = [told for key, tolds in here.items() if key not in situation.flashpoints for told in tolds]
    if elsewhere:
        rows.append(Row(["Elsewhere", "–", f"{len(elsewhere):,}", "–", _killed(elsewhere), _last(elsewhere), "–"]))
    return Table(columns, rows) if rows else Text("No flashpoint is on the board yet.", BODY)


def _row(situation: Situation, flashpoint: Flashpoint, tolds: list[Told]) -> Row:
    entries = situation.released.levels.get(flashpoint.id, ())
    level = entries[-1].level if entries else flashpoint.level
    trend = situation.trend(flashpoint.id)
    seven = f"{trend.mark if trend.direction else '▬'} {trend.late}"
    if situation.choices.profile.dates != "day":
        seven = "–"
    elif trend.ratio_text() and trend.late:
        seven += f" ({trend.ratio_text()})"
    return Row(
        [
            [Run(flashpoint.name, bold=True)],
            f"{LEVELS[level].mark} {LEVELS.label(level)}",
            f"{len(tolds):,}",
            seven,
            _killed(tolds),
            _last(tolds),
            flashpoint.last_checked.short() if flashpoint.last_checked.edtf else "never",
        ]
    )


def _killed(tolds: list[Told]) -> str:
    """The best figures added up, and of how many incidents nothing is known: the sum is a least one then."""
    known = [one.incident.deaths_best for one in tolds if one.incident.deaths_best is not None]
    least = [one.incident.deaths_low for one in tolds if one.incident.deaths_best is None and one.incident.deaths_low]
    unknown = len(tolds) - len(known)
    if not tolds:
        return "–"
    if not known and not least:
        return "unknown"
    total = sum(known) + sum(least)
    return f"at least {total:,}" if unknown else f"{total:,}"


def _last(tolds: list[Told]) -> str:
    """The newest day; one by which something was (“≤ 16 Jun”) only where no beginning is known: it may be far older."""
    dates = [one.incident.date for one in tolds]
    begun = [(date.earliest, date) for date in dates if date.earliest is not None]
    ended = [(date.latest, date) for date in dates if date.latest is not None]
    if not tolds:
        return "–"
    return max(begun or ended, key=itemgetter(0))[1].short() if begun or ended else "undated"


def _shifts(situation: Situation, level: int, alike: list[Table]) -> list[Block]:
    """The ties that began or ended in the window, or changed since the last sheet."""
    first, last = situation.window
    shifted = []
    for tie in situation.board.relationships.all():
        if tie.from_id not in situation.actors or tie.to_id not in situation.actors:
            continue
        moved = [day for day in (tie.since.earliest, tie.until.latest) if day is not None and first <= day <= last]
        if moved or tie.id in situation.changed_ties:
            shifted.append(tie)
    passing = {tie.id: tie for tie in situation.released.relationships}
    shown = [passing[tie.id] for tie in shifted if tie.id in passing]
    ended = len(situation.released.leave("relationship", [tie.id for tie in shifted])) - len(shown)
    blocks = heading("Shifts of relationships in the window", level=level)
    if shown:
        blocks += tie_table(shown, situation, alike=alike)
    else:
        blocks.append(Text("None is known.", BODY))
    if ended:
        blocks += [
            Space(pt(3)),
            Text(f"Not shown: {ended} more that ended before the as-of day or began after it.", SMALL),
        ]
    return blocks
