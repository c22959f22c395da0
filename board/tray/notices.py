"""What is worth knowing of a dropped document, as sentences."""

from __future__ import annotations

from db.drafts import Likeness, TrayDocument
from db.names import show_controls

_MOST = 3


def notices_of(document: TrayDocument) -> list[str]:
    """What the reader has to say, then where else the same text stands: a repetition is no second source."""
    found = [show_controls(sentence) for sentence in document.sentences if sentence.strip()]
    return found + [_likeness(one) for one in document.likenesses[:_MOST]]


def _likeness(one: Likeness) -> str:
    title = f"“{show_controls(one.title)}”" if one.title else "another document"
    what = f"the source {title}" if one.source_id is not None else f"{title} in the tray"
    if one.same_bytes:
        return f"Same file as {what}."
    if one.share >= 0.995:
        return f"Same text as {what}: it is quoted, not independent."
    return f"{one.share:.0%} of this text is in {what}: it is quoted, not independent."
