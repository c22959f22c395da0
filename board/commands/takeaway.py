"""What a drag of records gives to other programs: sentences, a page, and a small file in a folder of our own."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMetaType, QMimeData, QUrl

from board.commands.carried import MOST_CARRIED, RECORDS_MIME, Carried, cut_sentence, put_records
from board.commands.copying import released_of, stays_sentence
from board.commands.sentences import MOST_TOLD, as_html, sentences
from board.guards import guarded
from board.session import Session
from db.names import show_controls
from db.releasing import Released
from db.vocabulary import MARKINGS

_FORMATS = ("text/uri-list", "text/html", "text/plain")
_NOT_IN_NAMES = re.compile(r"[^\w\s().,+–-]")
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_LONGEST_NAME = 60  # at most 240 bytes


class Takeaway:
    """Keeps the files that were dragged out in a private folder until the window is closed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._folder: Path | None = None

    def mime(self, kind: str, ids: Sequence[int]) -> QMimeData:
        """What a drag of these records offers; words and file are made when somebody asks for them."""
        if len(ids) > MOST_CARRIED:
            self._session.said.emit(cut_sentence(kind, len(ids)), "note")
        return RecordsMime(self, self._session, kind, tuple(ids[:MOST_CARRIED]))

    def released(self, kind: str, ids: Sequence[int]) -> tuple[Released, list[int]]:
        """What may leave of these records under the profile of copies, and their ids."""
        session = self._session
        released = released_of(session.board, session.copy_profile, session.as_of(), kind, ids)
        return released, released.leave(kind, ids)

    def text(self, kind: str, ids: Sequence[int]) -> str:
        """A sentence a line."""
        return "\n".join(sentences(*self._told(kind, ids)))

    def html(self, kind: str, ids: Sequence[int]) -> str:
        """The same for a mail or a word processor."""
        return as_html(*self._told(kind, ids))

    def _told(self, kind: str, ids: Sequence[int]) -> tuple[Released, str, list[int]]:
        released, leaving = self.released(kind, ids)
        return released, kind, leaving

    def tell_held_back(self, kind: str, ids: Sequence[int]) -> None:
        """Say what another program does not get."""
        session = self._session
        leaving = len(self.released(kind, ids)[1])
        told = [show_controls(session.copy_profile_gone()), stays_sentence(len(ids), leaving, session.copy_profile)]
        if leaving > MOST_TOLD:
            told.append(f"Other programs get the first {MOST_TOLD:,} as words: File ▸ Export… writes any number.")
        if any(told):
            session.said.emit(" ".join(filter(None, told)), "note")

    def file(self, kind: str, ids: Sequence[int]) -> Path | None:
        """A small Markdown file of these records; None where none may leave or the disk refuses."""
        told = self._told(kind, ids)
        lines = sentences(*told)
        if not lines:
            return None
        head = f"{told[0].title} · {MARKINGS.label(told[0].marking)}"
        try:
            if self._folder is None or not self._folder.is_dir():
                self._folder = Path(tempfile.mkdtemp(prefix="situation-board-", dir=_private_place()))
            path = self._folder / file_name(lines, kind)
            path.write_text("\n".join([head, "", *(f"- {line}" for line in lines), ""]), encoding="utf-8")
        except OSError as error:
            self._session.said.emit(f"No file could be made of this: {error.strerror}.", "error")
            return None
        return path

    def close(self) -> None:
        """Take the folder away."""
        folder, self._folder = self._folder, None
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


def _private_place() -> str | None:
    """A folder that is gone after the session of the user, where the system has one."""
    place = os.environ.get("XDG_RUNTIME_DIR", "")
    return place if place and os.access(place, os.W_OK) else None


def file_name(lines: Sequence[str], kind: str) -> str:
    """A name that every file system takes: of one record its first words, of several how many there are."""
    words = lines[0].split(" (")[0] if len(lines) == 1 else f"{len(lines)} {kind}s"
    plain = " ".join(_NOT_IN_NAMES.sub(" ", words.replace(":", " –")).split())
    short = plain[:_LONGEST_NAME].rstrip(" .–,-").lstrip(".-– ")
    return f"{short or kind}.md" if not _RESERVED.match(short) else f"{kind} {short}.md"


@guarded
class RecordsMime(QMimeData):
    """Records in our own format, and for other programs as words or as a file, each made on request only."""

    def __init__(self, takeaway: Takeaway, session: Session, kind: str, ids: tuple[int, ...]) -> None:
        super().__init__()
        self._takeaway, self._session, self._kind, self._ids = takeaway, session, kind, ids
        self._made: dict[str, object] = {}
        put_records(self, Carried(session.board.info().uid, kind, ids))

    def formats(self) -> list[str]:
        """Ours first, then what any program understands."""
        return [RECORDS_MIME, *_FORMATS]

    def hasFormat(self, mimetype: str) -> bool:
        """Whether it can be had so."""
        return mimetype in self.formats()

    def retrieveData(self, mimetype: str, preferred: QMetaType | QMetaType.Type) -> object:
        """Make it when it is asked for, once."""
        if mimetype not in _FORMATS:
            return super().retrieveData(mimetype, preferred)
        if mimetype not in self._made:
            if not self._made:
                self._takeaway.tell_held_back(self._kind, self._ids)
            self._made[mimetype] = self._make(mimetype)
        return self._made[mimetype]

    def _make(self, mimetype: str) -> object:
        if mimetype == "text/plain":
            return self._takeaway.text(self._kind, self._ids)
        if mimetype == "text/html":
            return self._takeaway.html(self._kind, self._ids)
        path = self._takeaway.file(self._kind, self._ids)
        return [QUrl.fromLocalFile(str(path))] if path is not None else []
