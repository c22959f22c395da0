"""No sheet holds a word that its release profile keeps back, in whatever field it stood."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from pytestqt.qtbot import QtBot

import db
from board.sheets.choices import SHEET_KINDS, Choices
from board.sheets.making import make_sheet
from board.sheets.pdf import write_pdf
from db.dates import from_edtf
from db.records import DROPPABLE, Profile

# words that no sheet says of its own
SECRETS = {
    "notes": "Zqnote", "summaries": "Zqsummary", "quotes": "Zqquote", "authors": "Zqauthor",
    "addresses": "zqaddress", "attachments": "Zqattachment", "tags": "Zqtag", "outside_ids": "Zqoutside",
}  # fmt: skip
HIGH = "Zqred"
GUARD, RIVER = "Zqguard", "Zqriver"
STRICT = Profile("Strict", drop=frozenset(DROPPABLE), positions="district", dates="month", pseudonyms="actors")


@pytest.fixture
def board(tmp_path: Path) -> Iterator[db.Board]:
    """A secret in every field that a profile drops, records marked RED, and names of actors in every text."""
    s = SECRETS
    with db.create_board(tmp_path / "a.sitboard", title="The mill") as board, board.command("Fill"):
        mill = board.flashpoints.add(
            db.Flashpoint(
                "At the mill", description=f"Where {GUARD} stands", latitude=33.5, longitude=38.6, note=s["notes"]
            )
        )
        board.flashpoints.add(db.Flashpoint(f"{HIGH} ford", marking="RED"))
        board.flashpoints.set_level(mill, "tense", from_edtf("2017-05-08"), s["notes"])
        guard = board.actors.add(db.Actor(GUARD, note=s["notes"], outside_id=s["outside_ids"], dataset="X"))
        river = board.actors.add(db.Actor(RIVER, other_names=("Zqother",), parent_id=guard))
        hidden = board.actors.add(db.Actor(f"{HIGH} actor", marking="RED"))
        tie = board.relationships.add(
            db.Relationship(guard, river, "hostile", since=from_edtf("2017-05-03"), note=s["notes"], flashpoint_id=mill)
        )
        board.relationships.add(db.Relationship(guard, hidden, "backs", flashpoint_id=mill))
        radio = board.sources.add(db.Source("Zqtitle news", publisher="Zqpublisher", author=s["authors"]))
        paper = board.sources.add(
            db.Source("Zqtitle paper", address=f"https://{s['addresses']}.example/", note=s["notes"], quotes=(radio,))
        )
        high = board.sources.add(db.Source(f"{HIGH} source", marking="RED"))
        clash = board.incidents.add(
            db.Incident(
                f"{GUARD} shells Zqother", summary=s["summaries"], kind="clash", date=from_edtf("2017-06-08~"),
                time="14:07", flashpoint_id=mill, place="Zqplace", district="Hill district", latitude=33.51,
                longitude=38.63, precision="exact", actors=(db.Role(guard, "initiator"), db.Role(river, "target", "Zqnamed")),
                note=s["notes"], tags=(s["tags"],), dataset="X", outside_id=s["outside_ids"],
            )
        )  # fmt: skip
        board.incidents.add(
            db.Incident(f"{HIGH} incident", marking="RED", date=from_edtf("2017-06-09"), flashpoint_id=mill)
        )
        claims = {"date": "2017-06-07"}
        board.citations.add(
            db.Citation(paper, incident_id=clash, quote=s["quotes"], claims=claims, bearing="contradicts")
        )
        board.citations.add(db.Citation(high, incident_id=clash, quote=HIGH))
        board.citations.add(db.Citation(radio, relationship_id=tie, quote=s["quotes"]))
        board.attachments.attach(b"words", f"{s['attachments']}.txt", "text/plain", incident_id=clash)
        yield board


def about(board: db.Board, kind: str) -> int:
    """What a sheet of this kind is about."""
    return {
        "flashpoint": board.flashpoints_named("At the mill")[0],
        "actor": board.actors_named(GUARD)[0],
        "incident": int(board.columns().ids[0]),
    }.get(kind, 0)


def everything_in(path: Path) -> str:
    """Words on the pages, bookmarks and metadata, without spaces."""
    reader = pypdf.PdfReader(path)
    told = [page.extract_text() for page in reader.pages]
    told += [str(item) for item in reader.outline] + [json.dumps(dict(reader.metadata or {}), default=str)]
    return "".join("".join(told).split())


@pytest.mark.parametrize("kind", SHEET_KINDS)
def test_nothing_that_stays_is_in_any_sheet(qtbot: QtBot, board: db.Board, tmp_path: Path, kind: str) -> None:
    choices = Choices(kind=kind, about=about(board, kind), notes=True, graphic=True, profile=STRICT)
    out = tmp_path / "o.pdf"
    write_pdf(make_sheet(board, choices), out)
    told = everything_in(out)
    assert "Strict" in told
    assert "zq" not in told.lower()
    for exact in ("8Jun", "7Jun", "3May", "8May", "14:07", "33.51", "38.63"):
        assert exact not in told, told


def test_the_same_sheet_says_all_of_it_where_it_may(qtbot: QtBot, board: db.Board, tmp_path: Path) -> None:
    """So that the test above cannot pass by looking in the wrong place."""
    found = ""
    for kind in SHEET_KINDS:
        profile = replace(
            STRICT, drop=frozenset(), highest_marking="RED", positions="exact", dates="day", pseudonyms="none"
        )
        choices = Choices(kind=kind, about=about(board, kind), notes=True, profile=profile)
        write_pdf(make_sheet(board, choices), tmp_path / "o.pdf")
        found += everything_in(tmp_path / "o.pdf")
    for word in (*SECRETS.values(), HIGH, GUARD, RIVER, "Zqtitle", "Zqplace", "14:07"):
        assert word in found, word
