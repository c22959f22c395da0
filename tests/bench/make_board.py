"""`python -m tests.bench.make_board CSV BOARD`: a board of imported rows with flashpoints and ties, as one at work has."""

from __future__ import annotations

import sys
from pathlib import Path

import db

PROVINCES = (
    "Aleppo", "Rif Dimashq", "Deir ez Zor", "Idlib", "Ar Raqqah", "Hamah", "Homs", "Daraa", "Damascus", "Al Hasakah",
    "Latakia", "Quneitra",
)  # fmt: skip


def make(table: Path, path: Path) -> None:
    """Flashpoints are the provinces, by whose names the rows are assigned; ties run between all actors and the first."""
    with db.create_board(path, title="Benchmark") as board:
        for name in PROVINCES:
            board.flashpoints.add(db.Flashpoint(f"{name} Governorate", other_names=(name,)))
        board.imports.read_file(table)
        actors = [actor.id for actor in board.actors.all()][:40]
        with board.command("Ties"):
            for place, actor in enumerate(actors[1:]):
                board.relationships.add(db.Relationship(actors[0], actor, "hostile" if place % 2 else "backs"))


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]))
