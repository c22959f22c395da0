"""The single things of a drop, each to be read on its own; and what came of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from board.commands.dropped import Blob, Clip, Dropped
from board.commands.entries import shown_name
from board.commands.uris import Link
from db.names import show_controls

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Item:
    """One file, one piece of text, one picture or one link. `alone`: dropped itself, not found in a folder.

    `kept`: where its bytes are kept until it is in the tray, for what is no file.
    """

    name: str
    path: Path | None = None
    clip: Clip | None = None
    blob: Blob | None = None
    link: Link | None = None
    alone: bool = True
    kept: Path | None = None


@dataclass(frozen=True, slots=True)
class ItemEnd:
    """How one item ended: "tray", "kept" (a source only), "attached", "known", "table" (for the import),
    "refused" or "cancelled".
    """

    item: Item
    outcome: str
    sentence: str = ""
    drafts: int = 0
    document_id: int | None = None
    source_id: int | None = None


def items_of(dropped: Dropped) -> list[Item]:
    """What is not a file among the things of a drop."""
    if dropped.blob is not None:
        return [Item(show_controls(dropped.blob.name), blob=dropped.blob)]
    if dropped.clip is not None:
        return [Item(_first_words(dropped.clip), clip=dropped.clip)]
    return [Item(_cut(link.title or link.address), link=link) for link in dropped.uris.links]


def file_item(path: Path, *, alone: bool = True) -> Item:
    """A file of the disk."""
    return Item(shown_name(path), path=path, alone=alone)


def _first_words(clip: Clip) -> str:
    return _cut(clip.title or clip.text[: _LONGEST_NAME * 4]) or "Dropped text"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return show_controls(line if len(line) <= _LONGEST_NAME else line[: _LONGEST_NAME - 1].rstrip() + "…")


def told(ends: Sequence[ItemEnd], sentences: Sequence[str] = ()) -> tuple[str, str]:
    """The end of a drop in words, and its tone: "done", "note" or "error"."""
    arrived = [end for end in ends if end.outcome == "tray"]
    parts = []
    if arrived:
        drafts = sum(end.drafts for end in arrived)
        what = f"“{arrived[0].item.name}” is" if len(arrived) == 1 else f"{len(arrived):,} documents are"
        parts.append(f"{what} in the tray, {_count(drafts, 'draft') if drafts else 'no drafts'}")
    for outcome, words in (("kept", "kept as an attached source"), ("attached", "attached")):
        parts += _counted([end for end in ends if end.outcome == outcome], words)
    cancelled = [end for end in ends if end.outcome == "cancelled"]
    if cancelled:
        parts.append(
            f"cancelled before {_count(len(cancelled), 'other') if arrived else _count(len(cancelled), 'thing')}"
        )
    known = [end for end in ends if end.outcome == "known"]
    if known and parts:
        parts.append(f"{_count(len(known), 'thing')} {'was' if len(known) == 1 else 'were'} here already")
    said = "; ".join(parts)
    refused = [end.sentence for end in ends if end.outcome == "refused" and end.sentence]
    rest = [*dict.fromkeys((*refused, *sentences))]
    more = f" {len(rest) - 3:,} more were left aside." if len(rest) > 3 else ""
    whole = " ".join(part for part in ((said + "." if said else ""), *rest[:3]) if part) + more
    tone = "done" if parts and not rest else "error" if refused and not parts else "note"
    return whole, tone


def _counted(ends: Sequence[ItemEnd], words: str) -> list[str]:
    if not ends:
        return []
    return [f"“{ends[0].item.name}” was {words}" if len(ends) == 1 else f"{len(ends):,} files were {words}"]


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
