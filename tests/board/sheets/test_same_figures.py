"""What a sheet counts, the window counts too: nobody at a meeting should find another number on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import db
from board.flashpoints.cards import CardMaker
from board.session import Session
from board.sheets.choices import Choices
from board.sheets.situation import Situation
from db import sample

SAMPLE = Path(db.__file__).parents[1] / "resources" / "sample"


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[Session]:
    board = db.create_board(tmp_path / "sample.sitboard")
    sample.fill(board, SAMPLE)
    made = Session(board)
    yield made
    made.close()


@pytest.mark.parametrize("last", ["2017-06-16", "2017-06-30", "2017-05-20"])
def test_cards_and_sheets_tell_the_same_trend(session: Session, last: str) -> None:
    end = db.dates.from_edtf(last).latest
    assert end is not None
    window = (session.full_span()[0], end)
    session.focus.set(window=window)
    cards, situation = CardMaker(session), Situation(session.board, Choices(window=window))
    assert session.flashpoints
    for flashpoint_id in session.flashpoints:
        card, trend = cards.make(flashpoint_id), situation.trend(flashpoint_id)
        assert trend == card.trend
        here = [one for one in situation.told if one.incident.flashpoint_id == flashpoint_id]
        assert len(here) == card.count
