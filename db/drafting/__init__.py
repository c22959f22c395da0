"""The only door to drafting: text in, drafts out, each field with the words that it came from; nothing is stored."""

from __future__ import annotations

from db.drafting.budget import Budget, is_of_drafting
from db.drafting.knowledge import Knowledge, KnownPlace
from db.drafting.proposing import draft, draft_of_passage
from db.drafting.twins import find_twins

__all__ = ["Budget", "Knowledge", "KnownPlace", "draft", "draft_of_passage", "find_twins", "is_of_drafting"]
