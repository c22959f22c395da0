"""What a user enters wrongly is told in a sentence that names the field, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import db
from db.dates import from_edtf
from tests.db import random_user


@pytest.fixture
def board(tmp_path: Path) -> Iterator[db.Board]:
    with db.create_board(tmp_path / "a.sitboard", title="A") as board:
        yield board


Write = Callable[[db.Board, int], object]
WRONG: list[tuple[Write, str, str]] = [
    (lambda b, _: b.flashpoints.add(db.Flashpoint("  ")), "A flashpoint needs a name", "name"),
    (lambda b, _: b.flashpoints.add(db.Flashpoint("x", level="war")), "“war” is no level", "level"),
    (lambda b, _: b.flashpoints.add(db.Flashpoint("x", latitude=3.0)), "both latitude and longitude", "latitude"),
    (lambda b, _: b.flashpoints.add(db.Flashpoint("x", latitude=91.0, longitude=0.0)), "Latitude 91.0", "latitude"),
    (lambda b, _: b.flashpoints.add(db.Flashpoint("x", latitude=float("nan"), longitude=0.0)), "nan", "latitude"),
    (lambda b, _: b.flashpoints.add(db.Flashpoint("x", latitude=1.0, longitude=181.0)), "Longitude 181", "longitude"),
    (lambda b, _: b.flashpoints.add(db.Flashpoint("x", radius_km=0.0)), "radius", "radius_km"),
    (lambda b, _: b.flashpoints.add(db.Flashpoint("x", radius_km=float("inf"))), "radius", "radius_km"),
    (lambda b, _: b.actors.add(db.Actor("")), "An actor needs a name", "name"),
    (lambda b, _: b.actors.add(db.Actor("x", kind="ngo")), "“ngo” is no actor kind", "kind"),
    (lambda b, a: b.actors.update(a, parent_id=a), "part of itself", "parent_id"),
    (lambda b, a: b.relationships.add(db.Relationship(a, a, "backs")), "two different actors", "to_id"),
    (lambda b, a: b.relationships.add(db.Relationship(a, a + 1, "loves")), "“loves” is no stance", "stance"),
    (
        lambda b, a: b.relationships.add(
            db.Relationship(a, a + 1, "backs", since=from_edtf("2017"), until=from_edtf("2016"))
        ),
        "ends .* before it begins",
        "until",
    ),
    (lambda b, _: b.incidents.add(db.Incident("\t")), "An incident needs a title", "title"),
    (lambda b, _: b.incidents.add(db.Incident("x", kind="war")), "“war” is no kind of incident", "kind"),
    (lambda b, _: b.incidents.add(db.Incident("x", precision="rough")), "“rough” is no precision", "precision"),
    (lambda b, _: b.incidents.add(db.Incident("x", reliability="G")), "“G” is no reliability", "reliability"),
    (lambda b, _: b.incidents.add(db.Incident("x", credibility="7")), "“7” is no credibility", "credibility"),
    (lambda b, _: b.incidents.add(db.Incident("x", deaths_best=-1)), "cannot be fewer than 0", "deaths_best"),
    (lambda b, _: b.incidents.add(db.Incident("x", deaths_civilians=-1)), "cannot be fewer", "deaths_civilians"),
    (lambda b, _: b.incidents.add(db.Incident("x", deaths_low=3, deaths_best=2)), "lowest number", "deaths_best"),
    (lambda b, _: b.incidents.add(db.Incident("x", injured_low=3, injured_high=2)), "lowest", "injured_low"),
    (lambda b, _: b.incidents.add(db.Incident("x", deaths_best=3_000_000_000)), "no further than", "deaths_best"),
    (lambda b, a: b.incidents.add(db.Incident("x", actors=(db.Role(a, "boss"),))), "“boss” is no role", "actors"),
    (lambda b, _: b.sources.add(db.Source("")), "A source needs a title", "title"),
    (lambda b, _: b.sources.add(db.Source("x", reliability="Z")), "“Z” is no reliability", "reliability"),
    (lambda b, _: b.citations.add(db.Citation(1)), "exactly one incident", "incident_id"),
    (lambda b, a: b.citations.add(db.Citation(1, actor_id=a, bearing="knows")), "“knows” is no", "bearing"),
    (lambda b, _: b.attachments.attach(b"", "a", "b"), "one incident or to one source", "incident_id"),
    (lambda b, _: b.views.add(db.SavedView(" ", "{}")), "A saved view needs a name", "name"),
    (lambda b, _: b.imports.keep_mapping("", "{}"), "A mapping needs a name", "name"),
    (lambda b, _: b.describe(title=" "), "A board needs a title", "title"),
    (lambda b, _: b.describe(marking="PINK"), "“PINK” is no marking", "marking"),
]


@pytest.mark.parametrize(("write", "sentence", "field"), WRONG, ids=[f"{w[2]}-{n}" for n, w in enumerate(WRONG)])
def test_a_wrong_entry_is_told_in_a_sentence_and_leaves_nothing(
    board: db.Board, write: Write, sentence: str, field: str
) -> None:
    actor = board.actors.add(db.Actor("One", parent_id=board.actors.add(db.Actor("Parent"))))
    before = random_user.state_of(board)
    with pytest.raises(db.EntryProblem, match=sentence) as caught:
        write(board, actor)
    assert caught.value.field == field
    assert str(caught.value).endswith(".")
    assert random_user.state_of(board) == before


def test_actors_never_stand_in_a_circle(board: db.Board) -> None:
    one = board.actors.add(db.Actor("One"))
    two = board.actors.add(db.Actor("Two", parent_id=one))
    three = board.actors.add(db.Actor("Three", parent_id=two))
    with pytest.raises(db.EntryProblem, match="not even through others"):
        board.actors.update(one, parent_id=three)


@pytest.mark.parametrize(
    "noun", ["flashpoints", "actors", "relationships", "incidents", "sources", "citations", "attachments"]
)
def test_what_is_not_there_is_told(board: db.Board, noun: str) -> None:
    store = getattr(board, noun)
    for ask in (lambda: store.get(7), lambda: store.delete(7), lambda: store.update(7, note="x")):
        with pytest.raises(db.NotOnBoard, match=f"id 7 among the {noun}"):
            ask()
