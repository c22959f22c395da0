"""The errors of the board file: what is wrong with the user's file or entry apart from what is wrong with us."""

from __future__ import annotations


class BoardError(Exception):
    """Anything that db raises on purpose; the text is one sentence made to be shown."""


class FileProblem(BoardError):
    """The user's disk or file is at fault: says what is wrong, where, and what to do."""


class NotABoard(FileProblem):
    """The file is no board of ours, or holds what a board never holds."""


class BoardTooNew(FileProblem):
    """The board was written by a later version of the program."""


class BoardInUse(FileProblem):
    """The board is open for writing in another window."""


class ReadOnlyBoard(BoardError):
    """A write was asked of a board that is open for reading only."""


class EntryProblem(BoardError):
    """A record cannot be stored as it was entered; `field` names the field at fault where one is."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class NotOnBoard(BoardError):
    """A record with that id or name is not on the board."""


class Cancelled(BoardError):
    """The user stopped a long piece of work; nothing of it was kept."""


class BugError(BoardError):
    """Our own fault: a state that the program says cannot be."""
