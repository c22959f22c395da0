"""Keeps what was dropped on the disk until it is in the tray: a crash, a kill or a closed window loses none of it."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from board.commands.dropped import Blob, Clip
from board.commands.items import Item
from board.commands.targets import TARGET_KINDS, Target
from board.commands.uris import Link

_ENDING = ".dropped"
_TAKEN_UP = ".again"  # once more after a stop; what is found so a second time may be what stops the program
_LONGEST_HEAD = 50_000_000


@dataclass(frozen=True, slots=True)
class Kept:
    """One drop that was not finished."""

    path: Path
    items: tuple[Item, ...]
    target: Target


class Spool:
    """The unfinished drops of one board, in a folder of the user's; only the user may read it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, items: Sequence[Item], target: Target) -> Path | None:
        """Write a drop down; None where the disk does not allow it: it is read all the same."""
        parts: list[bytes] = []
        head = {"target": _target_as(target), "items": [_item_as(item, parts) for item in items]}
        temporary = ""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self._folder)  # which nobody else may read
            with os.fdopen(handle, "wb") as file:
                file.write(json.dumps(head).encode("ascii") + b"\n")
                for part in parts:
                    file.write(part)
            kept = Path(temporary + _ENDING)
            os.replace(temporary, kept)
        except OSError:
            if temporary:
                Path(temporary).unlink(missing_ok=True)
            return None
        return kept

    def forget(self, kept: Path | None) -> None:
        """The drop is in the tray, or was refused: nothing of it is kept here any more."""
        if kept is not None:
            kept.unlink(missing_ok=True)

    def take_up(self) -> list[Kept]:
        """The drops that were not finished, the oldest first; each is given once more only."""
        found = []
        for path in sorted(self._folder.glob("*" + _ENDING), key=_time_of):
            kept = _read(path)
            again = path.with_suffix(_TAKEN_UP)
            try:
                os.replace(path, again)
            except OSError:
                continue
            if kept is not None:
                found.append(replace(kept, path=again))
        return found

    def given_up(self) -> list[Path]:
        """Drops that were taken up once and not finished then either."""
        return sorted(self._folder.glob("*" + _TAKEN_UP))


def _time_of(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _target_as(target: Target) -> dict[str, Any]:
    return {"kind": target.kind, "id": target.id, "label": target.label, "day": target.day, "lane": target.lane}


def _item_as(item: Item, parts: list[bytes]) -> dict[str, Any]:
    """An item as JSON; its bytes go to `parts`, their lengths stay."""
    head: dict[str, Any] = {"name": item.name, "alone": item.alone}
    if item.path is not None:
        head["path"] = os.fsencode(item.path.absolute()).hex()
    if item.link is not None:
        head["link"] = [item.link.address, item.link.title]
    if item.clip is not None:
        clip = item.clip
        pieces = [clip.text.encode("utf-8", "surrogatepass"), clip.html.encode("utf-8", "surrogatepass"), clip.rtf]
        head["clip"] = {"sizes": [len(piece) for piece in pieces], "address": clip.address, "title": clip.title}
        parts.extend(pieces)
    if item.blob is not None:
        blob = item.blob
        head["blob"] = {"size": len(blob.data), "name": blob.name, "type": blob.media_type, "address": blob.address}
        parts.append(blob.data)
    return head


def _read(path: Path) -> Kept | None:
    """A kept drop; None where the file is torn."""
    try:
        with path.open("rb") as file:
            head = json.loads(file.readline(_LONGEST_HEAD))
            rest = file.read()
        target = dict(head["target"])
        lane = target.pop("lane")
        at = 0
        items = []
        for one in head["items"]:
            item, at = _item_from(one, rest, at)
            items.append(item)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if at != len(rest) or target["kind"] not in TARGET_KINDS:
        return None
    return Kept(path, tuple(items), Target(**target, lane=tuple(lane) if lane else None))


def _item_from(head: dict[str, Any], rest: bytes, at: int) -> tuple[Item, int]:
    item = Item(head["name"], alone=head["alone"])
    if "path" in head:
        item = replace(item, path=Path(os.fsdecode(bytes.fromhex(head["path"]))))
    if "link" in head:
        item = replace(item, link=Link(*head["link"]))
    if "clip" in head:
        clip = head["clip"]
        pieces = []
        for size in clip["sizes"]:
            pieces.append(rest[at : at + size])
            at += size
        text, html = (piece.decode("utf-8", "surrogatepass") for piece in pieces[:2])
        item = replace(item, clip=Clip(text, html, pieces[2], clip["address"], clip["title"]))
    if "blob" in head:
        blob = head["blob"]
        data = rest[at : at + blob["size"]]
        at += blob["size"]
        item = replace(item, blob=Blob(blob["name"], blob["type"], data, blob["address"]))
    return item, at
