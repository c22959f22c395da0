"""Looks beside the window through the incidents of a large board for words that are not of their lists, and tells."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from board.session import Session
from board.tasks import TaskControl
from board.theme.widgets import Banner
from db import Board, Changes


class StrangeWords(QObject):
    """One look at one board; a small board was looked through when it was opened."""

    def __init__(self, session: Session, show: Callable[[Banner], None], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._show = show

    def look_through(self) -> None:
        """Begin, unless it was done."""
        board = self._session.board
        if not board.looked_through:
            name = f"Looking through {board.path.name}"
            self._session.tasks.start(name, partial(_look, board), on_success=self._tell)

    def _tell(self, sentences: list[str]) -> None:
        for sentence in sentences:
            self._show(Banner("warning", sentence, dismissable=True))
        if sentences:
            board = self._session.board
            board.distrust_columns()
            self._session.tell(Changes(whole=frozenset({"incidents"}), revision=board.revision))


def _look(board: Board, _control: TaskControl) -> list[str]:
    with board.again() as own:
        return own.strange_words()
