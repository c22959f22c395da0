"""The board file: the only door to it, with no Qt behind it. See README.md beside this file."""

from __future__ import annotations

from db.board import Board, create_board, open_board
from db.changes import Changes
from db.checking import check as check_board
from db.errors import (
    BoardError,
    BoardInUse,
    BoardTooNew,
    BugError,
    Cancelled,
    EntryProblem,
    FileProblem,
    NotABoard,
    NotOnBoard,
    ReadOnlyBoard,
)
from db.full_text import Hit, SearchResults
from db.importing.engine import Look
from db.importing.report import ImportReport, defused
from db.importing.trial import TriedRow
from db.query import parse as parse_filter
from db.records import (
    Actor,
    Attachment,
    BoardInfo,
    Citation,
    Difference,
    Flashpoint,
    HistoryStep,
    ImportRecord,
    Incident,
    LevelEntry,
    Profile,
    Relationship,
    Role,
    SavedView,
    SheetRecord,
    Source,
)
from db.tray_words import title_of as draft_title

__all__ = [
    "Actor",
    "Attachment",
    "Board",
    "BoardError",
    "BoardInUse",
    "BoardInfo",
    "BoardTooNew",
    "BugError",
    "Cancelled",
    "Changes",
    "Citation",
    "Difference",
    "EntryProblem",
    "FileProblem",
    "Flashpoint",
    "HistoryStep",
    "Hit",
    "ImportRecord",
    "ImportReport",
    "Incident",
    "LevelEntry",
    "Look",
    "NotABoard",
    "NotOnBoard",
    "Profile",
    "ReadOnlyBoard",
    "Relationship",
    "Role",
    "SavedView",
    "SearchResults",
    "SheetRecord",
    "Source",
    "TriedRow",
    "check_board",
    "create_board",
    "defused",
    "draft_title",
    "open_board",
    "parse_filter",
]
