"""Each record may be marked otherwise than the board, in its form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import db
from board.actors.actor_form import ActorForm
from board.actors.relationship_form import RelationshipForm
from board.flashpoints.form import FlashpointForm
from board.incident.form import IncidentForm
from board.incident.marking_editor import MarkingEditor
from board.incident.source_form import SourceForm
from board.session import Session


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path) -> Iterator[Session]:
    made = Session(db.create_board(tmp_path / "a.sitboard", marking="AMBER"))
    yield made
    made.close()


def test_every_form_keeps_a_marking(session: Session) -> None:
    board = session.board
    one, other = (board.actors.add(db.Actor(name)) for name in ("A", "B"))
    tie = board.relationships.add(db.Relationship(one, other, "backs"))
    point = board.flashpoints.add(db.Flashpoint("P"))
    source = board.sources.add(db.Source("S"))
    incident = board.incidents.add(db.Incident("I"))
    forms = (
        ActorForm(session, board.actors.get(one)),
        RelationshipForm(session, board.relationships.get(tie)),
        FlashpointForm(session, board.flashpoints.get(point)),
        SourceForm(session, board.sources.get(source)),
    )
    for form in forms:
        assert form.marking.currentText() == "As the board (TLP:AMBER)"
        form.marking.set_value("RED")
        form.accept()
    form = IncidentForm(session, board.incidents.get(incident))
    editor = form.parts["marking"]
    assert isinstance(editor, MarkingEditor)
    editor.choice.set_value("RED")
    form.accept()
    kinds = (
        ("actors", one),
        ("relationships", tie),
        ("flashpoints", point),
        ("sources", source),
        ("incidents", incident),
    )
    for noun, record_id in kinds:
        assert board.marked(noun) == {record_id: "RED"}
