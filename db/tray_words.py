"""The words in which steps and sentences of the tray name things: shortened titles, counted nouns."""

from __future__ import annotations

from db.drafts import Draft, FlashpointDraft, IncidentDraft, Mark
from db.vocabulary import STANCES

_LONGEST_QUOTE = 4_000  # characters of a citation; the whole text stands with its source


def called(title: str, length: int = 40) -> str:
    """A title on one line, shortened."""
    line = " ".join(title.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def title_of(draft: Draft) -> str:
    """A draft in a line: its title, its name, or the tie in words ("SDF hostile to PMU")."""
    if isinstance(draft, IncidentDraft):
        return draft.title
    if isinstance(draft, FlashpointDraft):
        return draft.name
    return f"{draft.from_actor.name} {STANCES.label(draft.stance).lower()} {draft.to_actor.name}"


def passages(draft: Draft) -> list[Mark]:
    """The passages that speak of the draft, in text order; where none is marked, the words that fields came from."""
    quotes = sorted((mark for mark in draft.marks if mark.field == "quote"), key=lambda mark: mark.start)
    return quotes or sorted(draft.marks, key=lambda mark: mark.start)


def quote_of(draft: Draft, text: str) -> str:
    """The words of its passages as a citation quotes them."""
    parts = [" ".join(text[mark.start : mark.end].split()) for mark in passages(draft)]
    quote = " … ".join(part for part in dict.fromkeys(parts) if part)
    return quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 1].rstrip() + "…"


def locator_of(draft: Draft, text: str) -> str:
    """Where in the text its passages stand: pages where the text has page breaks, and characters counted from 0."""
    found = passages(draft)
    if not found:
        return ""
    spans = ", ".join(dict.fromkeys(f"{mark.start}–{mark.end}" for mark in found[:8]))
    where = f"characters {spans}"
    if "\f" not in text:
        return where
    pages = list(dict.fromkeys(str(text.count("\f", 0, mark.start) + 1) for mark in found))
    return f"p. {', '.join(pages)}, {where}"
