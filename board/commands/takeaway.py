"""What a drag or a copy of records gives to other programs: sentences, a table, and a small file in a folder of our own."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMetaType, QMimeData, QUrl

from board.commands.carried import MOST_CARRIED, RECORDS_MIME, Carried, put_records
from board.commands.sentences import as_html, sentences
from board.session import Session
from db.profiles import EVERYTHING
from db.releasing import Scope, release
from db.vocabulary import MARKINGS
from db.writers import as_csv

_FORMATS = ("text/uri-list", "text/html", "text/plain")
_NOT_IN_NAMES = re.compile(r"[^\w\s().,+–-]")
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_LONGEST_NAME = 60  # at most 240 bytes
_MOST_ROWS = 5_000  # beyond that a copy would hold up the window; File ▸ Export writes any number


class Takeaway:
    """Keeps the files that were dragged out in a private folder until the window is closed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._folder: Path | None = None

    def mime(self, kind: str, ids: Sequence[int]) -> QMimeData:
        """What a drag of these records offers; words and file are made when somebody asks for them."""
        return RecordsMime(self, self._session, kind, tuple(ids[:MOST_CARRIED]))

    def copied(self, kind: str, ids: Sequence[int]) -> QMimeData:
        """What a copy of these records puts on the clipboard: words and a table."""
        mime = QMimeData()
        mime.setText(self.text(kind, ids))
        mime.setHtml(as_html(self._session, kind, ids))
        if kind == "incident" and len(ids) <= _MOST_ROWS:
            # as in the words, nothing is held back: a copy is the analyst's own
            released = release(self._session.board, EVERYTHING, Scope(tuple(ids)))
            mime.setData("text/csv", as_csv(released).encode())
        return mime

    def text(self, kind: str, ids: Sequence[int]) -> str:
        """A sentence a line."""
        return "\n".join(sentences(self._session, kind, ids))

    def file(self, kind: str, ids: Sequence[int]) -> Path | None:
        """A small Markdown file of these records; None where the disk refuses."""
        lines = sentences(self._session, kind, ids)
        info = self._session.board.info()
        head = f"{info.title} · {MARKINGS.label(info.marking)}"
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
            self._made[mimetype] = self._make(mimetype)
        return self._made[mimetype]

    def _make(self, mimetype: str) -> object:
        if mimetype == "text/plain":
            return self._takeaway.text(self._kind, self._ids)
        if mimetype == "text/html":
            return as_html(self._session, self._kind, self._ids)
        path = self._takeaway.file(self._kind, self._ids)
        return [QUrl.fromLocalFile(str(path))] if path is not None else []
