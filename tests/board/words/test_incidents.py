"""Values as words: unknown is not zero, doubt is said, nothing is rounded away."""

from __future__ import annotations

import pytest

from board.incident.editors import read_time
from board.words import incidents as wording
from board.words.claims import claims_of, disputes, independent_origins
from db.dates import UNKNOWN, from_edtf
from db.records import Citation, Incident, Source


@pytest.mark.parametrize(
    ("low", "best", "high", "words"),
    [
        (None, None, None, "not known"),
        (0, None, None, "not known"),
        (0, 0, 0, "none reported"),
        (None, 0, None, "none reported"),
        (0, None, 0, "none reported"),
        (None, None, 0, "none reported"),
        (4, 4, 4, "4"),
        (None, 4, None, "4"),
        (2, 4, 9, "4 (2–9)"),
        (0, 0, 3, "0 (0–3)"),
        (None, 4, 9, "4 (up to 9)"),
        (2, 4, None, "4 (at least 2)"),
        (2, None, 9, "2–9"),
        (3, None, 3, "3"),
        (2, None, None, "at least 2"),
        (None, None, 9, "up to 9"),
        (1200, 1500, 12000, "1,500 (1,200–12,000)"),
    ],
)
def test_figures(low: int | None, best: int | None, high: int | None, words: str) -> None:
    assert wording.figure(low, best, high) == words


@pytest.mark.parametrize(
    ("incident", "words"),
    [
        (Incident("a"), "not known"),
        (Incident("a", dataset="ACLED", deaths_low=0), "0 or unknown"),
        (Incident("a", dataset="UCDP GED", deaths_low=0, deaths_best=0, deaths_high=0), "none reported"),
        (Incident("a", deaths_best=4, deaths_civilians=1), "4, 1 civilian among them"),
        (Incident("a", deaths_best=4, deaths_civilians=0), "4, no civilians among them"),
        (Incident("a", deaths_civilians=3), "number not known, 3 civilians among them"),
        (Incident("a", deaths_best=0, deaths_civilians=0), "none reported"),
    ],
)
def test_killed(incident: Incident, words: str) -> None:
    assert wording.killed(incident) == words


def test_grades() -> None:
    assert wording.grade("C", "3") == "C3 · fairly reliable, possibly true"
    assert wording.grade("", "") == "not graded"
    assert wording.grade("C", "") == "C– · fairly reliable, information not judged"
    assert wording.grade("", "2") == "–2 · source not judged, probably true"
    assert wording.grade("F", "3") == "F3 · source cannot be judged, possibly true"
    assert wording.grade("F", "6") == "F6 · neither source nor information can be judged"


def test_when() -> None:
    assert wording.when(from_edtf("2017-06-08")) == ("8 June 2017", "")
    assert wording.when(from_edtf("2017-06-08~")) == ("about 8 June 2017", "2017-06-08~")
    assert wording.when(from_edtf("2017-06")) == ("June 2017", "")
    assert wording.when(UNKNOWN) == ("date not known", "")
    assert wording.when(from_edtf("2017-06-08"), "14:30", "UTC")[0] == "8 June 2017, 14:30 UTC"
    assert wording.when(from_edtf("2017-06-08"), "14:30")[0] == "8 June 2017, 14:30 (zone not known)"


def test_where() -> None:
    near = Incident("a", place="At Tanf", province="Homs", latitude=33.5, longitude=38.65, precision="vicinity")
    assert wording.where(near) == ["At Tanf · Homs", "33.50 N 38.65 E, about 5 km"]
    assert wording.where(Incident("a", latitude=-12.3456, longitude=-70.0)) == ["12.3456 S 70.00 W"]
    assert wording.where(Incident("a", province="Homs", precision="district")) == [
        "Homs (somewhere in the district, about 50 km)"
    ]
    assert wording.where(Incident("a")) == []


def test_doubts_are_quoted() -> None:
    doubtful = Incident("a", hedge="“our sources”", disputed=True, recurring=True, withdrawn=True)
    assert wording.doubts(doubtful) == ["“our sources”", "disputed", "recurring", "withdrawn by its data set"]
    assert wording.doubts(Incident("a")) == []


def test_what_a_source_says_stands_beside_the_assessment() -> None:
    incident = Incident("a", date=from_edtf("2017-06-05"), deaths_best=4, kind="clash")
    claims = {"date": "2017-06-06", "deaths_best": "4", "kind": "shelling"}
    citation = Citation(7, incident_id=1, claims=claims)
    assert [(claim.words, claim.agrees) for claim in claims_of(citation, incident)] == [
        ("says 6 June 2017", False),
        ("says killed: 4", True),
        ("says kind: Shelling or missile attack", False),
    ]
    wire = Source("Strike", id=7, publisher="Wire")
    assert disputes(incident, [citation], {7: wire}) == {"when": ["Wire says 6 June 2017"]}
    assert disputes(incident, [citation], {}) == {}


def test_articles_that_repeat_one_report_are_one_voice() -> None:
    report, first, second = Source("r", id=1), Source("a", id=2, quotes=(1,)), Source("b", id=3, quotes=(1,))
    assert independent_origins([report, first, second]) == 1
    assert independent_origins([first, second]) == 2  # the report itself is not cited
    assert independent_origins([]) == 0


@pytest.mark.parametrize(
    ("typed", "time"),
    [("", ""), ("14:30", "14:30"), ("9.05", "09:05"), ("1430", "14:30"), ("7h", "07:00"), ("14h30", "14:30")],
)
def test_times_of_day(typed: str, time: str) -> None:
    assert read_time(typed) == time


@pytest.mark.parametrize("typed", ["25:00", "12:60", "noon", "1:2:3", "12345", "٣:٣٠"])
def test_what_is_no_time_is_told(typed: str) -> None:
    with pytest.raises(ValueError, match="no time of day"):
        read_time(typed)
