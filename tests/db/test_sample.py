"""The sample board: every fact and every hedge of its source is on it, in words of our own, and nothing is made up."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import db
from db.dates import from_edtf
from db.records import Incident
from db.sample import STEP, fill

ALIASES = {
    "At Tanf": ("al-Tanf", "التنف"),
    "Western Raqqa": ("Tabqa", "Taqba", "الطبقة"),
    "Hasakah border": ("Hasakah Province", "al-Hasakah", "الحسكة"),
    "Deir ez-Zor": ("Der Ezoir", "Deir Ezzor", "Dayr az-Zawr", "دير الزور"),
}
LEVELS = {
    "At Tanf": "open_fighting",
    "Western Raqqa": "clashes",
    "Hasakah border": "skirmishes",
    "Deir ez-Zor": "watch",
}
POSITIONS = {
    "At Tanf": (33.50, 38.66),
    "Western Raqqa": (35.87, 38.56),
    "Hasakah border": (36.30, 41.20),
    "Deir ez-Zor": (35.34, 40.14),
}
ACTORS = {
    "state": {"United States", "UK", "Jordan", "Russia", "Iran", "Turkey", "Syria"},
    "state_force": {"SAA", "Tiger Forces"},
    "armed_group": {"SDF", "YPG", "NSA", "ISIS", "Turkish-backed groups"},
    "militia": {"Pro-gov. militias", "PMU"},
}
# the words of doubt that the source is known to use: no hedge may be put into its mouth
QUOTED_HEDGES = ("", "reportedly", "just", "appear to", "our sources are telling us")
# (word of the title, date, flashpoint, kind, doubt that must be read in hedge, summary or note, worst credibility)
INCIDENTS = (
    ("US air strike inside", "2017-05-18", "At Tanf", "air_strike", "", 3),
    ("Second US air strike", "2017-06-05/2017-06-06", "At Tanf", "air_strike", "", 3),
    ("Shahed 129", "2017-06-08~", "At Tanf", "shoot_down", "reportedly", 3),
    ("Iran answers with a video", "2017-06-08~/2017-06-16~", None, "statement", "reportedly", 3),
    ("HIMARS", "2017-06-01/2017-06-16~", "At Tanf", "deployment", "just", 3),
    ("ISIS attacks", "2017-03-01~/2017-06-16~", "At Tanf", "clash", "undated", 3),
    ("block the New Syrian Army", "../2017-06-16", "At Tanf", "deployment", "undated", 3),
    ("Palmyra", "../2017-06-16", "Deir ez-Zor", "movement", "undated", 3),
    ("Tiger Forces and SDF", "2017-06", "Western Raqqa", "clash", "no day", 3),
    ("swing round the SDF", "2017-06", "Western Raqqa", "movement", "appear to", 4),
    ("SDF draws men", "2017-06", "Western Raqqa", "deployment", "", 3),
    ("PMU come into Hasakah", "2017-06", "Hasakah border", "movement", "", 3),
    ("warn the PMU off", "../2017-06", "Hasakah border", "statement", "undated", 3),
    ("said to skirmish", "2017-06", "Hasakah border", "clash", "our sources are telling us", 4),
)
# from, stance, to, since, until, contested
TIES = {
    ("United States", "backs", "SDF", "", "", False),
    ("United States", "allied", "SDF", "", "", True),
    ("United States", "backs", "NSA", "", "", False),
    ("United States", "trains", "NSA", "", "", False),
    ("UK", "trains", "NSA", "", "", False),
    ("Jordan", "trains", "NSA", "", "", False),
    ("Russia", "backs", "SAA", "", "", False),
    ("Russia", "allied", "SAA", "", "", False),
    ("Iran", "leads", "Pro-gov. militias", "", "", False),
    ("Iran", "leads", "PMU", "", "", False),
    ("Tiger Forces", "part_of", "SAA", "", "", False),
    ("YPG", "part_of", "SDF", "", "", False),
    ("SAA", "part_of", "Syria", "", "", False),
    ("Turkey", "backs", "Turkish-backed groups", "", "", False),
    ("SAA", "tolerates", "SDF", "", "2017-05/2017-06", False),
    ("SAA", "hostile", "SDF", "2017-06", "", False),
    ("United States", "tolerates", "Pro-gov. militias", "", "2017-05", False),
    ("United States", "hostile", "Pro-gov. militias", "2017-05-18", "", False),
    ("SDF", "tolerates", "PMU", "", "2017-05/2017-06", False),
    ("SDF", "hostile", "PMU", "2017-06", "", True),
    ("Pro-gov. militias", "hostile", "NSA", "../2017-06-16", "", False),
    ("Syria", "hostile", "NSA", "../2017-06-16", "", False),
    ("Russia", "hostile", "NSA", "../2017-06-16", "", False),
    ("SDF", "hostile", "ISIS", "", "", False),
    ("ISIS", "hostile", "United States", "2017-03-01~/2017-05-31~", "", False),
    ("ISIS", "hostile", "UK", "2017-03-01~/2017-05-31~", "", False),
    ("ISIS", "hostile", "NSA", "", "", False),
    ("ISIS", "hostile", "SAA", "", "", False),
    ("ISIS", "hostile", "Pro-gov. militias", "", "", False),
    ("ISIS", "hostile", "PMU", "", "", False),
}


@pytest.fixture(scope="module")
def texts() -> Path:
    return Path(__file__).resolve().parents[2] / "resources" / "sample"


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory, texts: Path) -> Iterator[db.Board]:
    with db.create_board(tmp_path_factory.mktemp("sample") / "sample.sitboard") as made:
        fill(made, texts)
        yield made


@pytest.fixture(scope="module")
def incidents(board: db.Board) -> list[Incident]:
    return board.incidents.many(board.columns().ids.tolist())


def _incident(incidents: list[Incident], words: str) -> Incident:
    (found,) = [incident for incident in incidents if words in incident.title]
    return found


def test_it_is_one_step_named_for_what_it_is(board: db.Board) -> None:
    assert [step.name for step in board.history()] == [STEP]
    assert (board.title, board.info().marking) == ("Syria, summer 2017", "AMBER")


def test_every_flashpoint_with_all_its_spellings_its_place_and_its_level(board: db.Board) -> None:
    found = {flashpoint.name: flashpoint for flashpoint in board.flashpoints.all()}
    assert list(found) == list(LEVELS)
    for name, flashpoint in found.items():
        assert flashpoint.level == LEVELS[name]
        assert (flashpoint.latitude, flashpoint.longitude) == POSITIONS[name]
        assert flashpoint.radius_km is not None
        assert flashpoint.last_checked.edtf == "2017-06-16"
        for alias in ALIASES[name]:
            assert alias in flashpoint.other_names
            assert board.flashpoints_named(alias) == [flashpoint.id]


def test_levels_rise_with_dates_and_reasons(board: db.Board) -> None:
    for flashpoint in board.flashpoints.all():
        history = board.flashpoints.levels(flashpoint.id)
        assert history[-1].level == flashpoint.level
        assert all(entry.note and entry.since.edtf for entry in history)
    (hasakah,) = board.flashpoints_named("Hasakah border")
    assert "unnamed sources of S1 alone" in board.flashpoints.levels(hasakah)[-1].note
    assert {citation.credibility for citation in board.citations.of("flashpoint", hasakah)} == {"4"}


def test_every_actor_is_there_in_its_kind_and_place(board: db.Board) -> None:
    actors = {actor.label: actor for actor in board.actors.all()}
    kinds = {kind: {label for label, actor in actors.items() if actor.kind == kind} for kind in ACTORS}
    assert kinds == ACTORS
    assert len(actors) == 16
    parents = {label: board.actors.get(actor.parent_id).label for label, actor in actors.items() if actor.parent_id}
    assert parents == {"Tiger Forces": "SAA", "YPG": "SDF", "SAA": "Syria"}
    for actor in actors.values():
        assert actor.x is not None
        assert actor.y is not None
        assert abs(actor.x) <= 420
        assert abs(actor.y) <= 260
    for alias, label in {"PMF": "PMU", "Daesh": "ISIS", "Islamic State": "ISIS"}.items():
        assert board.actors_named(alias) == [actors[label].id]


def test_who_the_new_syrian_army_is_stays_contested(board: db.Board) -> None:
    contested = {actor.label: actor.identity_note for actor in board.actors.all() if actor.contested}
    assert set(contested) == {"NSA"}
    assert "Free Syrian Army" in contested["NSA"]
    assert "AQ" in contested["NSA"]


def test_every_relationship_with_its_dates_and_doubts(board: db.Board) -> None:
    labels = {actor.id: actor.label for actor in board.actors.all()}
    ties = board.relationships.all()
    found = {
        (labels[tie.from_id], tie.stance, labels[tie.to_id], tie.since.edtf, tie.until.edtf, tie.contested)
        for tie in ties
    }
    assert found == TIES
    assert len(ties) == len(TIES)
    uncited = {labels[tie.from_id] for tie in ties if not board.citations.of("relationship", tie.id)}
    assert uncited == {"SAA"}  # that the army is the state's needs no source


def test_turkey_is_shown_as_left_out(board: db.Board) -> None:
    notes = {actor.label: actor.note for actor in board.actors.all()}
    assert "Set aside by S1" in notes["Turkey"]
    assert "Left out" in notes["Turkish-backed groups"]


@pytest.mark.parametrize(("words", "date", "where", "kind", "doubt", "credibility"), INCIDENTS)
def test_every_incident_with_its_hedge(
    board: db.Board,
    incidents: list[Incident],
    words: str,
    date: str,
    where: str | None,
    kind: str,
    doubt: str,
    credibility: int,
) -> None:
    incident = _incident(incidents, words)
    place = board.flashpoints.get(incident.flashpoint_id).name if incident.flashpoint_id else None
    assert (incident.date.edtf, place, incident.kind) == (date, where, kind)
    assert doubt in f"{incident.hedge} {incident.summary} {incident.note}".casefold()
    assert incident.hedge in QUOTED_HEDGES
    assert 2 <= int(incident.credibility) <= 6
    assert incident.reliability == "C"
    if credibility == 4:
        assert int(incident.credibility) >= 4
    assert board.citations.of("incident", incident.id)


def test_there_are_no_incidents_beyond_those_of_the_source(incidents: list[Incident]) -> None:
    assert len(incidents) == len(INCIDENTS)


def test_deaths_are_unknown_and_never_zero(incidents: list[Incident]) -> None:
    for incident in incidents:
        numbers = (incident.deaths_low, incident.deaths_best, incident.deaths_high, incident.deaths_civilians)
        assert (*numbers, incident.injured_low, incident.injured_high) == (None,) * 6


def test_the_day_of_the_second_strike_is_disputed_between_two_sources(
    board: db.Board, incidents: list[Incident]
) -> None:
    assert {incident.title for incident in incidents if incident.disputed} == {"Second US air strike at At Tanf"}
    claims = {
        board.sources.get(citation.source_id).title: citation.claims["date"]
        for citation in board.citations.of("incident", _incident(incidents, "Second US air strike").id)
    }
    assert sorted(claims.values()) == ["2017-06-05", "2017-06-06"]
    assert next(day for title, day in claims.items() if "(S1)" in title) == "2017-06-05"


def test_the_drone_has_no_day_in_s1_and_the_8th_in_other_accounts(board: db.Board, incidents: list[Incident]) -> None:
    cited = board.citations.of("incident", _incident(incidents, "Shahed 129").id)
    claims = {board.sources.get(citation.source_id).title: citation.claims for citation in cited if citation.claims}
    assert {"date": "2017-06"} in claims.values()
    assert claims["Other accounts of the incidents at At Tanf"] == {"date": "2017-06-08"}


def test_series_are_marked_as_recurring(incidents: list[Incident]) -> None:
    assert {incident.title for incident in incidents if incident.recurring} == {
        "ISIS attacks on the base, nearly daily",
        "SDF and YPG warn the PMU off",
    }


def test_what_s1_has_from_its_own_sources_counts_as_one_origin(board: db.Board, incidents: list[Incident]) -> None:
    sources = {source.title: source for source in board.sources.all()}
    (s1,) = [source for title, source in sources.items() if title.startswith("News analysis")]
    assert (s1.reliability, s1.published.edtf, s1.author) == ("C", "2017-06-16~", "")
    quoted = {board.sources.get(source_id).title: board.sources.get(source_id).reliability for source_id in s1.quotes}
    assert sorted(quoted.values()) == ["E", "F"]
    cited = board.citations.of("incident", _incident(incidents, "said to skirmish").id)
    assert {int(citation.credibility) for citation in cited} == {4}
    supporting = {citation.source_id for citation in cited if citation.bearing == "supports"}
    assert supporting <= set(s1.quotes)


def test_only_words_that_the_source_is_known_to_use_are_quoted(board: db.Board, incidents: list[Incident]) -> None:
    kinds = {
        "incident": [incident.id for incident in incidents],
        "relationship": [tie.id for tie in board.relationships.all()],
        "flashpoint": [flashpoint.id for flashpoint in board.flashpoints.all()],
        "actor": [actor.id for actor in board.actors.all()],
    }
    citations = [citation for kind, ids in kinds.items() for one in ids for citation in board.citations.of(kind, one)]
    assert len(citations) == board.citations.count()
    assert {citation.quote for citation in citations} == {
        "",
        "reportedly",
        "dud",
        "just",
        "appear to",
        "our sources are telling us",
    }
    assert all(citation.locator for citation in citations)


def test_every_text_of_the_files_is_on_the_board(board: db.Board, texts: Path) -> None:
    counts = {
        noun: len(_entries(texts, noun)) for noun in ("source", "actor", "flashpoint", "relationship", "incident")
    }
    assert counts == {noun: getattr(board, f"{noun}s").count() for noun in counts}
    for noun in counts:
        for entry in _entries(texts, noun):
            assert all(from_edtf(entry[name]).edtf == entry[name] for name in ("date", "since") if name in entry)


def _entries(texts: Path, noun: str) -> list[dict[str, str]]:
    entries: list[dict[str, str]] = tomllib.loads((texts / f"{noun}s.toml").read_text("utf-8"))[noun]
    return entries


def _runs_of_words(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"[^\W_]+", text.casefold())
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def test_the_sentences_are_our_own(texts: Path) -> None:
    facts = Path(__file__).resolve().parents[3] / "shared" / "facts" / "syria-summer-2017.md"
    if not facts.is_file():
        pytest.skip("the facts (shared/facts beside the repository) are not here")
    theirs = _runs_of_words(facts.read_text("utf-8"), 8)
    assert len(theirs) > 500
    for file in sorted(texts.glob("*.toml")):
        shared = theirs & _runs_of_words(file.read_text("utf-8"), 8)
        assert not shared, f"{file.name}: {' / '.join(' '.join(run) for run in sorted(shared))}"


def test_undo_takes_the_whole_sample_away_and_redo_brings_it_back(tmp_path: Path, texts: Path) -> None:
    with db.create_board(tmp_path / "one.sitboard", title="Mine") as board:
        fill(board, texts)
        filled = board.columns().ids.tolist()
        board.undo()
        assert (len(board.columns()), board.actors.all(), board.title) == (0, [], "Mine")
        board.redo()
        assert board.columns().ids.tolist() == filled


def _changed(tmp_path: Path, texts: Path, name: str, old: str, new: str) -> Path:
    folder = tmp_path / "texts"
    shutil.copytree(texts, folder)
    whole = (folder / name).read_text("utf-8")
    assert old in whole
    (folder / name).write_text(whole.replace(old, new, 1), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (
            "incidents.toml",
            'kind = "shoot_down"',
            'kind = "duel"',
            r"incidents\.toml, entry “drone”: “duel” is no kind",
        ),
        ("incidents.toml", 'date = "2017-06-08~"', 'date = "soon"', r"incidents\.toml, entry “drone”: .*soon"),
        ("incidents.toml", 'actor = "iran"', 'actor = "persia"', r"entry “drone”: There is no actor .*“persia”"),
        ("incidents.toml", 'hedge = "just"', "deaths = 0", r"entry “himars”: There is no field “deaths”"),
        ("actors.toml", 'key = "jordan"', 'key = "russia"', r"actors\.toml, entry “russia”: The key"),
        ("flashpoints.toml", 'level = "clashes"', 'level = "war"', r"flashpoints\.toml, entry “at_tanf”: “war”"),
        ("relationships.toml", 'stance = "backs"', "", r"entry “united_states sdf”: .*stance"),
        ("sources.toml", 'reliability = "E"', 'reliability = "Z"', r"sources\.toml, entry “iran_video”: “Z”"),
        ("incidents.toml", '"2017-05-18"', "2017-05-18", r"entry “first_strike”: “date” should be a text in quotes"),
        (
            "actors.toml",
            '["الأردن", "Government of Jordan"]',
            '"x"',
            r"“jordan”: “other_names” should be a list of texts",
        ),
        ("actors.toml", "contested = true", "contested = 1", r"entry “nsa”: “contested” should be true or false"),
        ("flashpoints.toml", "radius_km = 55", 'radius_km = "55"', r"“radius_km” should be a number"),
        ("board.toml", '"AMBER"', '"PINK"', r"board\.toml, entry “title”: “PINK” is no marking"),
    ],
)
def test_what_does_not_hold_is_named_and_nothing_is_kept(
    tmp_path: Path, texts: Path, name: str, old: str, new: str, told: str
) -> None:
    folder = _changed(tmp_path, texts, name, old, new)
    with db.create_board(tmp_path / "one.sitboard") as board:
        with pytest.raises(db.EntryProblem, match=told):
            fill(board, folder)
        assert (board.sources.all(), board.actors.all(), board.history()) == ([], [], [])


def test_a_file_that_is_missing_or_no_toml_is_named(tmp_path: Path, texts: Path) -> None:
    folder = _changed(tmp_path, texts, "actors.toml", "[[actor]]", "[[actor")
    with db.create_board(tmp_path / "one.sitboard") as board:
        with pytest.raises(db.FileProblem, match=r"actors\.toml .* is not TOML"):
            fill(board, folder)
        (folder / "actors.toml").unlink()
        with pytest.raises(db.FileProblem, match=r"actors\.toml .* cannot be read"):
            fill(board, folder)
        assert board.history() == []
