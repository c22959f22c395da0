"""A briefing pack of 50 flashpoints and 5,000 incidents as a PDF, beside ReportLab laying the same rows out as a table."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path
from typing import Any

import db
from db.dates import from_days
from tests.bench.harness import Bench

_WORDS = ("Shelling near", "Clash at", "Air strike on a column by", "Roadblock put up at", "Drone shot down over")
_FIRST_DAY = 17_287  # 2017-05-01
_DAYS = 50


def measure(bench: Bench) -> None:
    """The row of this benchmark."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication(["bench"])
    flashpoints, incidents = (50, 5_000) if bench.plan.large >= 5_000 else (3, 60)
    path = bench.folder / f"sheets-{incidents}.sitboard"
    if not path.exists():
        make_board(path, flashpoints, incidents)
    rows = table_rows(path)
    bench.compare(
        f"a pack of {flashpoints} flashpoints with {incidents:,} incidents",
        "ReportLab: the same rows as one plain table",
        ours=partial(pack_seconds, path, bench.folder / "pack.pdf"),
        theirs=partial(reportlab_seconds, rows, bench.folder / "reportlab.pdf"),
        target=2.0,
        n=incidents,
        notes=("ours reads the board and draws overview, maps, diagrams, strips, ties and sources besides the rows",),
    )
    del app


def make_board(path: Path, flashpoints: int, incidents: int) -> None:
    """A board with so many of both, every incident cited."""
    with db.create_board(path, title="Benchmark") as board, board.command("Fill"):
        actors = [board.actors.add(db.Actor(f"Group {number}")) for number in range(30)]
        for place, actor in enumerate(actors[1:]):
            board.relationships.add(db.Relationship(actors[0], actor, "hostile" if place % 2 else "backs"))
        sources = [board.sources.add(db.Source(f"Bulletin {number}", reliability="C")) for number in range(40)]
        points = [
            board.flashpoints.add(
                db.Flashpoint(f"Town {number}", latitude=33 + number % 8 * 0.4, longitude=37 + number % 11 * 0.4)
            )
            for number in range(flashpoints)
        ]
        for number in range(incidents):
            day = _FIRST_DAY + number % _DAYS
            incident = board.incidents.add(
                db.Incident(
                    f"{_WORDS[number % len(_WORDS)]} Town {number % flashpoints}, reported by several residents ({number})",
                    kind=("clash", "air_strike", "shelling")[number % 3],
                    date=from_days(day, day),
                    flashpoint_id=points[number % flashpoints],
                    latitude=33 + number % 97 * 0.04,
                    longitude=37 + number % 89 * 0.05,
                    deaths_best=number % 7 or None,
                    actors=(
                        db.Role(actors[number % 30], "initiator"),
                        db.Role(actors[(number * 7 + 1) % 30], "target"),
                    ),
                )
            )
            board.citations.add(db.Citation(sources[number % 40], incident_id=incident))


def table_rows(path: Path) -> list[list[str]]:
    """When, what, kind, who, killed, grade of every incident, as the pack says them."""
    with db.open_board(path, read_only=True) as board:
        names = {actor.id: actor.label for actor in board.actors.all()}
        return [
            [
                one.date.short(),
                one.title,
                one.kind,
                " → ".join(names[role.actor_id] for role in one.actors),
                "unknown" if one.deaths_best is None else str(one.deaths_best),
                one.grade,
            ]
            for one in board.incidents.many(board.columns().ids.tolist())
        ]


def pack_seconds(board_path: Path, out: Path) -> float:
    """Seconds that the pack takes from the board's file to the PDF."""
    from board.sheets.choices import Choices
    from board.sheets.making import make_sheet
    from board.sheets.pdf import write_pdf

    begun = time.perf_counter()
    with db.open_board(board_path, read_only=True) as board:
        document = make_sheet(board, Choices(kind="pack"))
    write_pdf(document, out)
    return time.perf_counter() - begun


def reportlab_seconds(rows: list[list[str]], out: Path) -> float:
    """Seconds that ReportLab takes for the rows: paragraphs in cells, the header repeated."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

    begun = time.perf_counter()
    style = getSampleStyleSheet()["BodyText"]
    style.fontSize, style.leading = 8, 10
    head = ["When", "What", "Kind", "Who", "Killed", "Grade"]
    cells: list[list[Any]] = [[Paragraph(text, style) for text in row] for row in [head, *rows]]
    table = LongTable(cells, colWidths=[62, 175, 62, 110, 45, 32], repeatRows=1)
    table.setStyle(TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.35, "#a8a8a8"), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    SimpleDocTemplate(str(out), pagesize=A4).build([table])
    return time.perf_counter() - begun
