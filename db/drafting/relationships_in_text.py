"""Ties between actors that a text asserts: "US-backed", "part of", "trained by"; one draft a tie."""

from __future__ import annotations

from collections.abc import Sequence

from db.drafting.facts import Facts
from db.drafting.knowledge import Knowledge
from db.drafts import RelationshipDraft


def relationship_drafts(text: str, facts: Sequence[Facts], knowledge: Knowledge) -> list[RelationshipDraft]:
    """The ties that a text asserts, each once."""
    return []
