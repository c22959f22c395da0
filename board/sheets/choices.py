"""What is to be printed and how: the choices of the preview, of the command line and of the log of sheets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from board.sheets.ink import Ink
from board.sheets.paper import PAPERS, Paper
from db.profiles import PARTNERS
from db.records import Profile

SHEET_KINDS = {
    "flashpoint": "Flashpoint sheet",
    "overview": "Board overview",
    "actor": "Actor sheet",
    "chronology": "Chronology",
    "incident": "Incident sheet",
    "pack": "Briefing pack",
}


@dataclass(frozen=True, slots=True)
class Choices:
    """`about`: the id of the flashpoint, actor or incident. `incident_ids`: those in focus, for a chronology.

    `window`: first and last Unix day, None for all days. `as_of`: a Unix day, None for the last of the window.
    """

    kind: str = "overview"
    about: int = 0
    window: tuple[int, int] | None = None
    as_of: int | None = None
    incident_ids: tuple[int, ...] | None = None
    paper: str = "a4"
    landscape: bool = False
    mono: bool = False
    notes: bool = False  # the analyst's notes
    graphic: bool = False  # graphic pictures as they are, not blurred
    profile: Profile = field(default=PARTNERS)
    marking: str = ""  # on every page, where it is above that of what is shown

    def sheet_paper(self) -> Paper:
        """The paper as it lies."""
        paper = PAPERS[self.paper]
        return paper.turned() if self.landscape else paper

    def ink(self) -> Ink:
        """The ink."""
        return Ink(self.mono)

    def told(self) -> dict[str, Any]:
        """What the log keeps of them."""
        return {
            "paper": self.paper,
            "landscape": self.landscape,
            "mono": self.mono,
            "notes": self.notes,
            "graphic": self.graphic,
            "profile": self.profile.name,
            "marking": self.marking,
            "window": list(self.window) if self.window else None,
            "as_of": self.as_of,
        }

    @property
    def about_key(self) -> str:
        """Under what the log finds the last sheet of this kind about this record."""
        return str(self.about) if self.kind in ("flashpoint", "actor", "incident") else ""
