"""A board, its session, a window and the import desk on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import db
from board.intake.desk import IntakeDesk
from board.intake.import_desk import ImportDesk
from board.session import Session
from board.theme.apply import apply_theme
from board.theme.palette import LIGHT


@pytest.fixture
def session(tmp_path: Path, qapp: QApplication) -> Iterator[Session]:
    apply_theme(qapp, LIGHT)
    (tmp_path / "boards").mkdir()
    made = Session(db.create_board(tmp_path / "boards" / "b.sitboard"))
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    return made


@pytest.fixture
def desk(session: Session, window: QWidget) -> ImportDesk:
    return ImportDesk(session, window)


@pytest.fixture
def intake(session: Session, window: QWidget, desk: ImportDesk) -> IntakeDesk:
    return IntakeDesk(session, window, desk)
