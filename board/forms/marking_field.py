"""The marking of one record: as the board, or one of its own."""

from __future__ import annotations

from board.forms.fields import ChoiceField
from board.session import Session
from db.vocabulary import MARKINGS


def marking_field(session: Session) -> ChoiceField:
    """A field whose empty choice says which marking the board has."""
    return ChoiceField(MARKINGS, f"As the board ({MARKINGS.label(session.board.info().marking)})")
