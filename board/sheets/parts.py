"""The parts that several sheets have: headings, the table of incidents, the ties, the numbered sources, what was held back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from board.forms.figures import NOT_KNOWN
from board.sheets.blocks import Block, Outline, Rule, Space
from board.sheets.ink import BODY, FOOT, HEADING, SMALL, TITLE, TITLE_LONG, TITLE_LONGEST
from board.sheets.paper import pt
from board.sheets.situation import Situation, Told
from board.sheets.tables import Column, Row, Table
from board.sheets.words import Run, Text, Words, listed, named, runs_of
from board.words.claims import disputes
from board.words.incidents import killed
from db.records import Actor, Incident, Relationship, Source
from db.vocabulary import INCIDENT_KINDS, RELIABILITIES, STANCES, UNDIRECTED_STANCES

NEW = "●"
_NONE_KNOWN = "No incident in this window. No news is not calm: see when it was last checked."
_NONE_LEAVES = "No incident that may leave under this release profile; what was held back is counted at the end."


def title(words: Words, *, after: float = pt(1), names: bool = False) -> Text:
    """What a sheet is about, in letters that leave room for the rest where it is long; `names`: see `Lines`."""
    length = sum(len(run.text) for run in runs_of(words) if not run.raised)
    style = next((style for most, style in _TITLES if length <= most), TITLE_LONGEST)
    return Text(words, style, after=after, keep_with_next=True, names=names)


_TITLES = ((75, TITLE), (150, TITLE_LONG))


def also_named(names: Sequence[str]) -> list[Block]:
    """The other names of a thing, below its title."""
    return [Text(listed(names), SMALL, after=pt(2), keep_with_next=True, names=True)] if names else []


def heading(title: str, *, level: int = 1, outlined: bool = True) -> list[Block]:
    """A heading with its line, which stay with what follows; `outlined`: the outline of the PDF names it."""
    return [
        Space(pt(9)),
        *([Outline(title, level)] if outlined else []),
        Text(title, HEADING, after=pt(2.5), keep_with_next=True),
        Rule(keep_with_next=True, below=pt(5)),
    ]


# -- incidents
def who(incident: Incident, situation: Situation) -> str:
    """Who did what to whom, as far as it is known: “A → B”, “A · B”; who is only mentioned stands in brackets."""
    by_role: dict[str, list[str]] = {}
    for role in incident.actors:
        by_role.setdefault(role.role, []).append(situation.label(role.actor_id))
    sides = [listed(by_role.get(role, ())) for role in ("initiator", "target")]
    acted = f"{sides[0] or 'not known'} → {sides[1]}" if sides[1] else sides[0]
    told = [acted, listed(by_role.get("participant", ()))]
    if by_role.get("mentioned"):
        told.append(f"({listed(by_role['mentioned'])})")
    return " · ".join(filter(None, told)) or "not stated"


def deaths(incident: Incident) -> str:
    """The dead: “unknown” is not zero; a dash where nobody can have died."""
    words = killed(incident)
    if words == NOT_KNOWN:
        return "–" if incident.kind in _NO_DEAD else "unknown"
    if words == "none reported":
        return "none"
    civilians = incident.deaths_civilians
    if civilians and words.startswith(f"{civilians:,}, "):
        return f"{civilians:,}, " + ("a\u00a0civilian" if civilians == 1 else "all\u00a0civilians")
    # a narrow column: what is said of the civilians stands right below the figure
    return words.removesuffix(" among them").replace(" civ", "\u00a0civ")


_NO_DEAD = frozenset({"statement", "deployment", "movement", "truce", "aid"})


def grade(incident: Incident) -> str:
    """The Admiralty pair."""
    return incident.grade or "–"


def what(told: Told, situation: Situation) -> list[str | Run]:
    """Title, numbers of the sources, and what is disputed, each on a line of its own."""
    incident = told.incident
    words: list[str | Run] = [incident.title, *situation.raised(told.citations)]
    if incident.hedge:
        words.append(Run(f" “{incident.hedge}”", bold=False))
    for slot, sentences in _disputes(told, situation).items():
        if slot != "killed":  # those stand beside the figure
            words.append(Run(f"\u2028Disputed: {'; '.join(sentences)}", bold=False))
    if incident.withdrawn:
        words.append(Run("\u2028Withdrawn by its data set", bold=False))
    return words


def _disputes(told: Told, situation: Situation) -> dict[str, list[str]]:
    """What sources say against the assessment, by their numbers: “source 2 says 6 June 2017”."""

    def numbered(source: Source) -> str:
        return f"source {situation.number(source.id)}"

    return disputes(told.incident, told.citations, situation.sources, numbered)


def dead(told: Told, situation: Situation) -> list[str | Run]:
    """The dead, and below what sources say against it."""
    others = _disputes(told, situation).get("killed", ())
    said = (one.replace(" says killed: ", ": ").replace(" says ", ": ").replace(" ", "\u00a0") for one in others)
    return [deaths(told.incident), *(Run(f"\u2028{one}", bold=False) for one in said)]


def incident_table(
    tolds: Sequence[Told],
    situation: Situation,
    *,
    with_flashpoint: bool = False,
    alike: list[Table] | None = None,
    explained: bool = True,
) -> list[Block]:
    """The incidents as a table, what is new set strong; `explained`: with a sentence on what the signs mean."""
    if not tolds:
        return [Text(_NONE_LEAVES if situation.some_stayed else _NONE_KNOWN, BODY)]
    columns = [
        Column("When", 19 if with_flashpoint else 17),
        Column("What", 44),
        Column("Kind", 14),
        Column("Who", 26, names=True),
    ]
    columns += [Column("Killed", 17 if with_flashpoint else 14), Column("Grade", 6)]
    if with_flashpoint:
        columns.insert(1, Column("Where", 20, names=True))
    rows = []
    for told in tolds:
        incident = told.incident
        new = situation.is_new(incident.id)
        cells: list[str | list[str | Run]] = [
            _when(incident) + (f" {NEW}" if new else ""),
            what(told, situation),
            INCIDENT_KINDS.label(incident.kind),
            who(incident, situation),
            dead(told, situation),
            grade(incident),
        ]
        if with_flashpoint:
            cells.insert(1, _where(incident, situation))
        rows.append(Row(cells, strong=new))
    return [Table(columns, rows, alike=alike, foot=signs(situation) if explained else None)]


def _when(incident: Incident) -> str:
    if not incident.date.edtf:
        return "date not known"
    return incident.date.short() + (f", {incident.time}" if incident.time else "")


def _where(incident: Incident, situation: Situation) -> str:
    flashpoint = situation.flashpoints.get(incident.flashpoint_id or 0)
    names = [flashpoint.name if flashpoint else "", incident.place or incident.district or incident.province]
    if names[0] and names[0] in names[1]:
        names.pop(0)  # "the zone around At Tanf" says it
    return listed(dict.fromkeys(filter(None, names))) or "not known"


def signs(situation: Situation) -> Text:
    """What the signs in a table of incidents mean."""
    told = (
        "≈ about · ? uncertain · † a source that contradicts · A–F reliability of the sources, 1–6 credibility · "
        "unknown is not zero."
    )
    day = situation.last_sheet_day()
    return Text(f"{NEW} new or changed since the sheet of {day}. {told}" if day else told, FOOT)


# -- ties
def tie_table(
    ties: Iterable[Relationship], situation: Situation, *, here: int | None = None, alike: list[Table] | None = None
) -> list[Block]:
    """The ties as a table; `here` is the flashpoint of the sheet, which needs no naming in it."""
    shown = list(ties)
    if not shown:
        return [Text("No relationship is known as of this day.", BODY)]
    columns = [Column("From", 20, names=True), Column("", 3), Column("Stance", 30), Column("To", 20, names=True)]
    columns += [Column("Since", 14), Column("Until", 13)]
    places = [_only_at(tie, situation, here) for tie in shown]
    if any(places) or alike is not None:
        columns.insert(4, Column("Only at", 18, names=True))
    rows = [
        _tie_row(tie, situation, place if len(columns) == 7 else None) for tie, place in zip(shown, places, strict=True)
    ]
    return [Table(columns, rows, alike=alike)]


def _only_at(tie: Relationship, situation: Situation, here: int | None) -> str:
    """The flashpoint that a tie is limited to."""
    place = situation.flashpoints.get(tie.flashpoint_id or 0) if tie.flashpoint_id != here else None
    return place.name if place else ""


def _tie_row(tie: Relationship, situation: Situation, place: str | None) -> Row:
    new = tie.id in situation.changed_ties
    label = [STANCES.label(tie.stance), *situation.raised(situation.released.citations_of("relationship", tie.id))]
    if tie.label:
        label.append(Run(f" · {tie.label}", bold=False))
    if tie.contested:
        label.append(Run(" · contested", bold=False))
    cells: list[str | list[str | Run]] = [
        named(situation.label(tie.from_id)) + (f" {NEW}" if new else ""),
        "↔" if tie.stance in UNDIRECTED_STANCES else "→",
        label,
        named(situation.label(tie.to_id)),
        tie.since.short() if tie.since.edtf else "not known",
        tie.until.short() if tie.until.edtf else "still holds",
    ]
    if place is not None:
        cells.insert(4, named(place) or "–")
    return Row(cells, strong=new)


def short_name(actor: Actor) -> str:
    """An actor with its full name after the short one."""
    return f"{actor.name} ({actor.short_name})" if actor.short_name and actor.short_name != actor.name else actor.name


# -- sources
def source_list(situation: Situation, *, level: int = 1) -> list[Block]:
    """The sources that were named, by number, with reliability and whom they repeat."""
    numbered = situation.numbered_sources()
    if not numbered:
        return []
    named = {source.id for _, source in numbered}
    repeating = sum(any(one in named for one in source.quotes) for _, source in numbered)
    blocks = heading("Sources", level=level)
    if repeating:
        origins = len(numbered) - repeating
        verb, noun = "repeats" if repeating == 1 else "repeat", "origin" if origins == 1 else "origins"
        told = f"{len(numbered)} sources, of which {repeating} {verb} others of them: {origins} independent {noun}."
        blocks.append(Text(told, SMALL, keep_with_next=True))
    rows = [
        Row([str(number), _source_words(source, situation), _published(source), _reliability(source)])
        for number, source in numbered
    ]
    columns = [Column("No.", 4, numbers=True), Column("Source", 52), Column("Published", 24, names=True)]
    blocks.append(Table([*columns, Column("Reliability", 20)], rows))
    return blocks


def _published(source: Source) -> str:
    day = source.published.short() if source.published.edtf else "undated"
    return listed(filter(None, (source.author, source.publisher, day)), ", ")


def _source_words(source: Source, situation: Situation) -> list[str | Run]:
    words: list[str | Run] = [source.title]
    numbers = [number for one in source.quotes if (number := situation.known_number(one)) is not None]
    if numbers:
        words.append(f" · repeats source {', '.join(map(str, sorted(numbers)))}")
    elif source.quotes:
        words.append(f" · repeats {len(source.quotes)} other{'' if len(source.quotes) == 1 else 's'} not named here")
    if source.address:
        words.append(f"\u2028{source.address}")
    return words


def _reliability(source: Source) -> str:
    return RELIABILITIES.label(source.reliability) if source.reliability else "not judged"


# -- the end
def held_back(situation: Situation) -> list[Block]:
    """What did not leave the board, said to the reader."""
    sentences = situation.released.held_back_sentences()
    if not sentences:
        return []
    return [Space(pt(6)), Text(f"Release profile “{situation.choices.profile.name}”. {' '.join(sentences)}", FOOT)]


def notes(situation: Situation, text: str) -> list[Block]:
    """A note of the analyst, where notes were asked for."""
    return [Text([Run("Note: ", bold=True), text], SMALL)] if situation.choices.notes and text.strip() else []
