"""The board that is kept as a file for every schema version: `python -m tests.db.stored_board` writes today's.

Run it once when a schema version is finished, before the next one is begun; a file once kept is never made anew.
"""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path

import db
from db.dates import from_edtf
from db.drafts import Aim, Choice, DraftActor, IncidentDraft, Mark, Question, RelationshipDraft, TrayDocument
from db.migrations import SCHEMA_VERSION
from db.readers.documents import ReadFile
from tests.table_files import GED_49, ged, write_table

FILES = Path(__file__).with_name("files")


def fill(board: db.Board, folder: Path) -> None:
    """Something of everything that a board holds, invented; the last step is undone."""
    tanf = board.flashpoints.add(
        db.Flashpoint("At Tanf", other_names=("التنف", "al-Tanf"), latitude=33.5, longitude=38.6, radius_km=55.0)
    )
    board.flashpoints.set_level(tanf, "tense", from_edtf("2017-05"), "convoy seen")
    guard = board.actors.add(db.Actor("Mill Guard", short_name="MG", kind="militia", other_names=("حرس الطاحون",)))
    river = board.actors.add(db.Actor("River Brigade", kind="armed_group", contested=True, x=1.5, y=-2.0))
    tie = board.relationships.add(
        db.Relationship(guard, river, "hostile", since=from_edtf("2017-05~"), flashpoint_id=tanf)
    )
    incident = board.incidents.add(
        db.Incident(
            "Clash at the mill",
            kind="clash",
            date=from_edtf("2017-06-08~"),
            flashpoint_id=tanf,
            actors=(db.Role(guard, "initiator"), db.Role(river, "target", "the Brigade")),
            deaths_low=2,
            reliability="C",
            credibility="3",
            hedge="reportedly",
            tags=("river", "rumour"),
            disputed=True,
        )
    )
    radio = board.sources.add(db.Source("Evening news", publisher="Radio Orontes", published=from_edtf("2017-06-09")))
    paper = board.sources.add(db.Source("Clash", publisher="Mill Gazette", quotes=(radio,), text="What was said."))
    board.citations.add(db.Citation(paper, incident_id=incident, quote="two dead", claims={"deaths_low": "2"}))
    board.citations.add(db.Citation(radio, relationship_id=tie, bearing="contradicts"))
    board.attachments.attach(b"picture", "mill.png", "image/png", incident_id=incident, graphic=True)
    board.views.add(db.SavedView("The mill", "{}"))
    board.imports.keep_mapping("Gazette", '{"columns": {"date": "Date"}}')
    first = write_table(folder / "ged.csv", [GED_49, ged(GED_49, id="1"), ged(GED_49, id="2", best="9")])
    board.imports.read_file(first)
    imported = next(i for i in board.search("clash").incidents if i.id != incident).id
    board.incidents.update(imported, deaths_best=5)
    board.imports.read_file(
        write_table(folder / "ged.csv", [GED_49, ged(GED_49, id="1", best="6"), ged(GED_49, id="2", best="7")])
    )
    fill_tray(board, guard)
    board.incidents.update(imported, marking="RED")
    board.profiles.save(db.Profile("Donors", highest_marking="GREEN", drop=frozenset({"notes"}), dates="month"))
    board.incidents.delete(incident)
    board.undo()


def fill_tray(board: db.Board, guard: int) -> None:
    """A document with a file, and drafts of which one was accepted, one skipped, and one waits with a question."""
    text = "Mill Gazette, 9 June 2017. The Hill Brigade backs the Mill Guard. Shelling was reported near the mill."
    asked = Question("actor", "The Hill Brigade is not on the board. Make it new?", (Choice("Make it new", "new"),))
    drafts = (
        RelationshipDraft(
            DraftActor("Hill Brigade"),
            DraftActor("Mill Guard", actor_id=guard),
            "backs",
            marks=(Mark(27, 64, "quote"),),
        ),
        IncidentDraft("Shelling near the mill", kind="shelling", place="the mill", marks=(Mark(65, 102, "quote"),)),
        IncidentDraft("Shelling by the brigade", actors=(DraftActor("Hill Militia"),), questions=(asked,)),
    )
    document = TrayDocument(
        "gazette.txt", title="The mill", published=from_edtf("2017-06-09"), text=text, reliability="C",
        sentences=("One picture was left out.",), marks=(Mark(14, 25, "date", "9 June 2017"),),
        aim=Aim(date=from_edtf("2017-06")),
    )  # fmt: skip
    files = (ReadFile("mill.png", "image/png", b"picture"),)
    tie, shelling, _ = board.tray.drafts(board.tray.add(document, drafts, original=text.encode(), files=files))
    board.tray.accept([tie.id])
    board.tray.skip([shelling.id])


def write() -> Path:
    """Make the board of today's schema version, as small as SQLite makes it."""
    target = FILES / f"v{SCHEMA_VERSION}.sitboard"
    if target.exists():
        raise SystemExit(f"{target.name} is there already and is never made anew.")
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.sitboard"
        with db.create_board(made, title="Stored", marking="GREEN") as board:
            fill(board, Path(folder))
        conn = sqlite3.connect(made, isolation_level=None)
        conn.execute("PRAGMA page_size = 512")
        conn.execute("VACUUM")
        conn.close()
        target.write_bytes(made.read_bytes())
    return target


if __name__ == "__main__":
    write()
