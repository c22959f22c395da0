"""ZIP: the attached originals under safe names, with a list of SHA-256 sums that `sha256sum -c` reads."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from db.records import Attachment
from db.releasing import Released
from db.writers.telling import Progress, batches, facts, one_line, plain

SUMS, MANIFEST = "SHA256SUMS", "manifest.json"
_NO_NAME = re.compile(r"[^\w.+() -]")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_LONGEST_NAME, _LONGEST_SUFFIX = 80, 12
_PACKED = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".mp4", ".mp3", ".zip", ".docx", ".xlsx", ".odt", ".heic", ".webm")
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # when a file was packed says when somebody worked
_DOING = "Packing originals"


def write(released: Released, path: Path, progress: Progress | None = None) -> list[str]:
    """Pack the attachments of incidents and sources that leave; returns sentences on those that stayed."""
    names = _Names()
    listed: list[dict[str, Any]] = []
    sums: list[str] = []
    stayed = changed = 0
    owned = list(_owned(released))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for done, (owner, attachment) in enumerate(owned):
            if progress is not None:
                progress(done, len(owned), _DOING)
            data = released.content_of(attachment)
            if data is None:
                stayed += 1
                continue
            name, digest = names.take(attachment.name), hashlib.sha256(data).hexdigest()
            _put(archive, name, data)
            sums.append(f"{digest}  {name}\n")
            changed += digest != attachment.sha256
            listed.append(_entry(attachment, owner, name, digest, len(data)))
        about = {"format": "Situation Board originals", "version": 1, **dict(facts(released)), "files": listed}
        manifest = json.dumps(about, ensure_ascii=False, indent=1).encode()
        sums.append(f"{hashlib.sha256(manifest).hexdigest()}  {MANIFEST}\n")
        _put(archive, MANIFEST, manifest)
        _put(archive, SUMS, "".join(sums).encode())
    return list(_sentences(len(listed), stayed, changed))


def _owned(released: Released) -> Iterator[tuple[str, Attachment]]:
    """(what it belongs to, attachment) of all that the profile lets out."""
    with_files = released.board.attachments.owners()
    incidents = [one for one in released.incident_ids.tolist() if one in with_files]
    for part in batches(incidents):
        titles = {one.id: one_line(one.title) for one in released.some_incidents(part)}
        for incident_id in part:
            for attachment in released.attachments_of("incident", incident_id):
                yield f"Incident: {titles.get(incident_id, '')}", attachment
    for source in released.sources([one for one in released.source_ids if one in with_files]):
        for attachment in released.attachments_of("source", source.id):
            yield f"Source: {one_line(source.title)}", attachment


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _NO_TIME)
    info.create_system, info.external_attr = 3, 0o100644 << 16
    info.compress_type = zipfile.ZIP_STORED if name.lower().endswith(_PACKED) else zipfile.ZIP_DEFLATED
    archive.writestr(info, data)


def _entry(attachment: Attachment, owner: str, name: str, digest: str, size: int) -> dict[str, Any]:
    return {
        "name": name,
        "sha256": digest,
        "size": size,
        "original_sha256": attachment.sha256,
        "metadata_removed": digest != attachment.sha256,
        "name_on_the_board": plain(attachment.name),
        "media_type": attachment.media_type,
        "graphic": attachment.graphic,
        "belongs_to": owner,
        "attachment_id": str(attachment.id),
        "incident_id": None if attachment.incident_id is None else str(attachment.incident_id),
        "source_id": None if attachment.source_id is None else str(attachment.source_id),
    }


def _sentences(packed: int, stayed: int, changed: int) -> Iterator[str]:
    if not packed:
        yield "No original is in it: none is attached to what leaves, or the profile keeps them."
    if stayed:
        words = "1 original" if stayed == 1 else f"{stayed:,} originals"
        yield f"{words} held back: its metadata cannot be taken out without touching the picture."
    if changed:
        words = "1 picture" if changed == 1 else f"{changed:,} pictures"
        yield f"The metadata of {words} was taken out; {MANIFEST} tells the SHA-256 of the original too."


class _Names:
    """Gives each file a name that every system takes and that no other file has, capitals aside."""

    def __init__(self) -> None:
        self._taken = {SUMS.casefold(), MANIFEST.casefold()}

    def take(self, wanted: str) -> str:
        """A name for a file that the board knows by `wanted`."""
        last = PurePosixPath(wanted.replace("\\", "/")).name
        clean = " ".join(_NO_NAME.sub("_", plain(last)).split()).lstrip(". -")
        stem, dot, suffix = clean.rpartition(".")
        if not dot or len(suffix) > _LONGEST_SUFFIX:
            stem, suffix = clean, ""
        stem = stem[:_LONGEST_NAME].rstrip(". ") or "file"
        ending = f".{suffix}" if suffix.strip() else ""
        if _RESERVED.match(stem + ending):
            stem = f"file {stem}"
        name, number = f"{stem}{ending}", 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{stem} ({number}){ending}"
        self._taken.add(name.casefold())
        return name
