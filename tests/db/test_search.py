"""Search: any alias, any script, with or without diacritics; conditions narrow; nothing that is typed breaks it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import db
from db.dates import from_edtf
from tests.strategies import examples


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[db.Board]:
    with db.create_board(tmp_path_factory.mktemp("search") / "a.sitboard") as board:
        zor = board.flashpoints.add(db.Flashpoint("Deir ez-Zor", other_names=("دير الزور", "Dayr az-Zawr"), note="oil"))
        tanf = board.flashpoints.add(db.Flashpoint("At Tanf", other_names=("التنف",)))
        sdf = board.actors.add(db.Actor("Syrian Democratic Forces", short_name="SDF", other_names=("قسد", "QSD")))
        pmu = board.actors.add(db.Actor("Popular Mobilisation Units", short_name="PMU", other_names=("الحشد الشعبي",)))
        board.actors.add(db.Actor("Ahrar al-Sham"))
        radio = board.sources.add(db.Source("Evening news", publisher="Radio Orontes", text="so said the elders"))
        for title, month, kind, grade, flashpoint, actors, tags, deaths in (
            ("Convoy shelled near Dayr az-Zawr", "2017-04", "shelling", "B2", zor, (sdf,), ("rumour",), 3),
            ("Clash at دير الزور", "2017-05-20", "clash", "C3", zor, (sdf, pmu), (), None),
            ("Clash on the Tanf road", "2017-06-08~", "clash", "D4", tanf, (pmu,), ("rumour", "river"), 0),
            ("Café talks in Kobanê", "2017-07", "truce", "A1", None, (sdf,), ("river",), None),
            ("Skirmish", "", "clash", "", None, (), (), 12),
        ):
            incident = board.incidents.add(
                db.Incident(
                    title,
                    date=from_edtf(month),
                    kind=kind,
                    reliability=grade[:1],
                    credibility=grade[1:],
                    flashpoint_id=flashpoint,
                    actors=tuple(db.Role(actor, "participant") for actor in actors),
                    tags=tags,
                    deaths_best=deaths,
                    place="Mill" if kind == "truce" else "",
                    province="Ḥamā" if kind == "shelling" else "",
                    disputed=kind == "truce",
                    hedge="reportedly" if kind == "shelling" else "",
                )
            )
        board.citations.add(db.Citation(radio, incident_id=incident))
        yield board


def titles(board: db.Board, text: str) -> list[str]:
    return [hit.title for hit in board.search(text).incidents]


CONVOY, ZOR, TANF, TALKS, SKIRMISH = (
    "Convoy shelled near Dayr az-Zawr",
    "Clash at دير الزور",
    "Clash on the Tanf road",
    "Café talks in Kobanê",
    "Skirmish",
)


@pytest.mark.parametrize("spelling", ["Deir ez-Zor", "deir ez zor", "دير الزور", "Dayr az-Zawr", "DAYR AZ ZAWR", "ديرالزور"])
def test_one_name_finds_what_is_written_in_another(board: db.Board, spelling: str) -> None:
    found = board.search(spelling)
    assert [hit.title for hit in found.flashpoints] == ["Deir ez-Zor"]
    assert {hit.title for hit in found.incidents} == {CONVOY, ZOR}


@pytest.mark.parametrize("spelling", ["Der Ezoir", "Deir al-Zour", "Дейр-эз-Зор"])
def test_a_spelling_that_only_sounds_alike_finds_it_too(board: db.Board, spelling: str) -> None:
    assert "Deir ez-Zor" in [hit.title for hit in board.search(spelling).flashpoints]


@pytest.mark.parametrize(
    ("text", "title"),
    [("cafe", TALKS), ("CAFÉ", TALKS), ("kobane", TALKS), ("tanf", TANF), ("skirm", SKIRMISH)],
)
def test_diacritics_capitals_and_beginnings(board: db.Board, text: str, title: str) -> None:
    assert title in titles(board, text)


def test_every_kind_is_found(board: db.Board) -> None:
    assert [hit.title for hit in board.search("قسد").actors] == ["Syrian Democratic Forces"]
    assert [hit.title for hit in board.search("elders").sources] == ["Evening news"]
    assert [hit.title for hit in board.search("oil").flashpoints] == ["Deir ez-Zor"]
    assert len(board.search("no such word")) == 0


def test_the_newest_comes_first_and_a_page_has_an_end(board: db.Board) -> None:
    assert titles(board, "clash") == [TANF, ZOR]
    page = board.search("clash", limit=1)
    assert ([hit.title for hit in page.incidents], page.more) == ([TANF], True)
    assert not board.search("clash", limit=2).more


def test_what_is_edited_or_deleted_is_no_longer_found(tmp_path: Path) -> None:
    with db.create_board(tmp_path / "a.sitboard") as board:
        incident = board.incidents.add(db.Incident("Clash"))
        board.incidents.update(incident, title="Truce")
        assert (titles(board, "clash"), titles(board, "truce")) == ([], ["Truce"])
        board.undo()
        assert (titles(board, "clash"), titles(board, "truce")) == (["Clash"], [])
        board.incidents.delete(incident)
        assert titles(board, "clash") == []
        actor = board.actors.add(db.Actor("River Brigade"))
        assert board.actors_named("River Brigade") == [actor]
        board.actors.update(actor, other_names=("لواء النهر",))
        assert board.actors_named("لواء النهر") == [actor]
        board.actors.delete(actor)
        assert board.actors_named("River Brigade") == []


NARROWED = [
    ("actor:SDF", [TALKS, ZOR, CONVOY]),
    ("actor:قسد kind:clash", [ZOR]),
    ('actor:"Popular Mobilisation Units"', [TANF, ZOR]),
    ("-actor:SDF", [SKIRMISH, TANF]),
    ("after:2017-05 actor:SDF", [TALKS, ZOR]),
    ("before:2017-04 actor:SDF", [CONVOY]),
    ("on:2017-06-06", [SKIRMISH, TANF]),
    ("on:2017-06-12", [SKIRMISH]),
    ('after:"8 June 2017" -kind:clash', [TALKS]),
    ("grade:C3", [TALKS, ZOR, CONVOY]),
    ("grade:b", [TALKS, CONVOY]),
    ("grade:4", [TALKS, TANF, ZOR, CONVOY]),
    ("kind:clash -tag:rumour", [SKIRMISH, ZOR]),
    ("tag:RIVER", [TALKS, TANF]),
    ('flashpoint:"Dayr az-Zawr"', [ZOR, CONVOY]),
    ("flashpoint:none", [SKIRMISH, TALKS]),
    ("deaths:unknown", [TALKS, ZOR]),
    ("deaths:0", [TANF]),
    ("deaths:>2", [SKIRMISH, CONVOY]),
    ("deaths:<=3", [TANF, CONVOY]),
    ("is:disputed", [TALKS]),
    ("is:hedged", [CONVOY]),
    ("source:Orontes", [SKIRMISH]),
    ("place:mill", [TALKS]),
    ("clash kind:clash", [TANF, ZOR]),
    ("actor:SDF after:2017-05 grade:C3 kind:clash -tag:rumour", [ZOR]),
    ("kind:shelling kind:clash", []),
]


@pytest.mark.parametrize(("text", "found"), NARROWED, ids=[text for text, _ in NARROWED])
def test_conditions_narrow(board: db.Board, text: str, found: list[str]) -> None:
    assert titles(board, text) == found


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('actor:"', "No actor"),
        ("actor:Nobody", "No actor on the board is called “Nobody”"),
        ("flashpoint:Nowhere", "No flashpoint on the board is called “Nowhere”"),
        ("kind:war", "“war” is no kind of incident"),
        ("grade:G9", "“G9” is no grade"),
        ('grade:""', "“” is no grade"),
        ("after:soon", "soon"),
        ('after:""', "names no first day"),
        ("after:../2017", "names no first day"),
        ("before:2017/..", "names no last day"),
        ("deaths:many", "“many” is no number of deaths"),
        ("is:sad", "“is:sad” is not known"),
    ],
)
def test_a_condition_that_means_nothing_is_told(board: db.Board, text: str, sentence: str) -> None:
    with pytest.raises(db.EntryProblem, match=sentence):
        board.search(text)


HOSTILE = [
    '"', "'", '""', '"unclosed', "(", ")", "((((", "*", "**", "a*", "^a", "-", "--", "-a", "+a", "a AND", "OR", "NOT a",
    "NEAR(a b)", "NEAR(", "title:clash", "title : clash", "{title summary}: a", "a:", ":a", "::", "\\", "%", "_", ";",
    "'; DROP TABLE incidents; --", "\0", "a\0b", "\u200f", "\u202eabc", "ﷺ", "🙂", "a" * 5000, "a " * 500, "\ud800",
    "actor:", "tag:\ud800", "place:\ud800", "source:\ud800", "e\u0301", "İ", "ß", "٣", "Ⅷ", "x' OR '1'='1", "\n\t\r", "𞤀𞤁", "ꟺ𐞀",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_is_typed_breaks_the_search(board: db.Board, text: str) -> None:
    assert len(board.search(text)) >= 0
    assert isinstance(board.search(f"{text} clash"), db.SearchResults)
    assert isinstance(board.search(f"kind:clash {text}"), db.SearchResults)


@examples(150)
@given(text=st.text(max_size=30), other=st.sampled_from(["", " clash", ' "', " kind:clash"]))
def test_no_text_at_all_breaks_it(board: db.Board, text: str, other: str) -> None:
    with contextlib.suppress(db.EntryProblem):  # a condition that means nothing
        board.search(text + other)


def test_syntax_of_the_index_is_only_words(board: db.Board) -> None:
    assert titles(board, "clash NOT road") == []
    assert titles(board, "road OR skirmish") == []
    assert titles(board, "title:clash") == []


def test_parsing_parts_words_from_conditions() -> None:
    asked = db.parse_filter('clash -kind:clash actor:"A B" http://x 12:30 near:mill')
    assert asked.words == "clash http://x 12:30 near:mill"
    assert [(c.key, c.value, c.denied) for c in asked.conditions] == [("kind", "clash", True), ("actor", "A B", False)]
    assert not db.parse_filter("  ")
