"""A board with something of everything, and a secret in every field that a profile can drop."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import ExifTags, Image

import db
from db.dates import from_edtf

SECRETS = {
    "notes": "SECRETNOTE", "summaries": "SECRETSUMMARY", "quotes": "SECRETQUOTE", "authors": "SECRETAUTHOR",
    "addresses": "SECRETADDRESS", "tags": "SECRETTAG", "outside_ids": "SECRETOUTSIDE",
}  # fmt: skip
RED = "REDSECRET"
AREA = '{"type":"Polygon","coordinates":[[[38,33],[38,34],[39,34],[39,33],[38,33]]]}'


def photo() -> bytes:
    """A JPEG that tells who took it."""
    made = Image.new("RGB", (16, 12), "teal")
    exif = made.getexif()
    exif[ExifTags.Base.Artist] = "SECRETPHOTOGRAPHER"
    out = io.BytesIO()
    made.save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
def board(tmp_path: Path) -> Iterator[db.Board]:
    """Three incidents, one RED, one without date and position; two ties of the same two actors; files."""
    s = SECRETS
    with db.create_board(tmp_path / "a.sitboard", title="The mill", marking="AMBER") as board:
        mill = board.flashpoints.add(
            db.Flashpoint("At Tanf", other_names=("التنف",), latitude=33.5, longitude=38.6, radius_km=55.0, area=AREA,
                          note=s["notes"])
        )  # fmt: skip
        board.flashpoints.set_level(mill, "tense", from_edtf("2017-05"), s["notes"])
        guard = board.actors.add(
            db.Actor(
                "حرس الطاحون", other_names=("Mill Guard",), note=s["notes"], dataset="X", outside_id=s["outside_ids"]
            )
        )
        river = board.actors.add(db.Actor("River <Brigade> & Sons", contested=True, parent_id=guard))
        hidden = board.actors.add(db.Actor(f"{RED} actor", marking="RED"))
        tie = board.relationships.add(
            db.Relationship(guard, river, "hostile", since=from_edtf("2017-05-03"), until=from_edtf("2017-08"),
                            note=s["notes"])
        )  # fmt: skip
        board.relationships.add(db.Relationship(guard, river, "talks", contested=True))
        board.relationships.add(db.Relationship(guard, hidden, "backs"))
        radio = board.sources.add(db.Source("Evening news", publisher="Radio", published=from_edtf("2017-06-09")))
        paper = board.sources.add(
            db.Source("=cmd|calc", author=s["authors"], address=f"https://{s['addresses']}.example/", note=s["notes"],
                      quotes=(radio,), reliability="B", text="its own words")
        )  # fmt: skip
        clash = board.incidents.add(
            db.Incident(
                '=HYPERLINK("x") clash', summary=s["summaries"], kind="clash", date=from_edtf("2017-06-08~"),
                time="14:00", flashpoint_id=mill, place="the, \"mill\"", latitude=33.51, longitude=-38.63,
                precision="town", actors=(db.Role(guard, "initiator"), db.Role(river, "target", "the Brigade")),
                deaths_low=2, credibility="3", reliability="C", hedge="reportedly", tags=(s["tags"],),
                note=s["notes"], disputed=True, dataset="X", outside_id=s["outside_ids"],
            )
        )  # fmt: skip
        board.incidents.add(db.Incident("No day, no place", deaths_best=0))
        board.incidents.add(db.Incident(f"{RED} incident", marking="RED", latitude=1.0, longitude=1.0,
                                        date=from_edtf("2017-06-10"), actors=(db.Role(hidden, "target"),)))  # fmt: skip
        board.citations.add(db.Citation(paper, incident_id=clash, quote=s["quotes"], credibility="2"))
        board.citations.add(db.Citation(radio, relationship_id=tie, bearing="contradicts"))
        board.attachments.attach(photo(), "../photo.jpg", "image/jpeg", incident_id=clash)
        board.attachments.attach(b"plain words", "Photo.jpg", "text/plain", incident_id=clash)
        board.attachments.attach(b"other words", "con.txt", "text/plain", source_id=paper)
        yield board
