"""Outlook's mails (.msg): its properties read from the compound file, the attachments as in any other mail."""

from __future__ import annotations

import io
import struct
from datetime import UTC, datetime, timedelta

import olefile

from db.errors import FileProblem
from db.readers.documents import ReadDocument, ReadFile
from db.readers.texts import rtf
from db.readers.texts.dispatch import Within
from db.readers.texts.finishing import finished
from db.readers.texts.html import decode, read_page
from db.readers.texts.limits import DEEPEST, LARGEST_MARKUP, MOST_FILES
from db.readers.texts.mail import FEW_WORDS
from db.readers.texts.mail_parts import moment
from db.readers.texts.outlook_rtf import unpacked_rtf

# Property numbers of MAPI.
_SUBJECT, _BODY, _HTML, _RTF = 0x0037, 0x1000, 0x1013, 0x1009
_SENDER_NAME, _SENDER_ADDRESS, _SENT_FOR_NAME, _SMTP = 0x0C1A, 0x0C1F, 0x0042, 0x5D01
_SENT_AT, _CAME_AT, _CODE_PAGE, _INTERNET_PAGE, _HEADERS = 0x0039, 0x0E06, 0x3FFD, 0x3FDE, 0x007D
_DATA, _LONG_NAME, _SHORT_NAME, _MEDIA_TYPE, _SHOWN_NAME = 0x3701, 0x3707, 0x3704, 0x370E, 0x3001
_LARGEST_TEXT = LARGEST_MARKUP
_EMBEDDED = "__substg1.0_3701000D"
_PROPERTIES = "__properties_version1.0"


def read(data: bytes, name: str, within: Within) -> ReadDocument:
    """The mail.  Raises `FileProblem` for a damaged compound file."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            if not ole.exists(_PROPERTIES):
                raise FileProblem(f"“{name}” is damaged: it holds no mail.")
            return _Mail(ole, [], name, within).read()
    except (
        OSError,
        struct.error,
        ValueError,
        IndexError,
        KeyError,
        AttributeError,
        TypeError,
        RecursionError,
    ) as error:
        raise FileProblem(f"“{name}” is damaged: its parts cannot be found.") from error


class _Mail:
    """One mail, at the top of the file or in a folder of it."""

    def __init__(self, ole: olefile.OleFileIO, folder: list[str], name: str, within: Within) -> None:
        self._ole = ole
        self._folder = folder
        self._name = name
        self._within = within
        self._fixed = self._fixed_values(folder, 32 if not folder else 24)
        page = self._number(_INTERNET_PAGE) or self._number(_CODE_PAGE) or 1252
        self._encoding = {65001: "utf-8", 20127: "ascii", 28591: "latin-1", 1200: "utf-16-le"}.get(page, f"cp{page}")

    def read(self) -> ReadDocument:
        """The mail as a document."""
        day, time = self._moment()
        files, inner = self._attachments()
        sender = self._text(_SENDER_NAME) or self._text(_SENT_FOR_NAME)
        return ReadDocument(
            self._name,
            "mail",
            "application/vnd.ms-outlook",
            title=self._text(_SUBJECT),
            author=sender or self._text(_SMTP) or self._text(_SENDER_ADDRESS),
            published=day,
            published_time=time,
            text=self._body(),
            files=tuple(files),
            inner=tuple(inner),
        )

    def _body(self) -> str:
        plain = self._text(_BODY).strip()
        if len(plain) > FEW_WORDS:
            return plain
        html = self._bytes(f"{_HTML:04X}0102") or self._text(_HTML).encode("utf-8")
        page = read_page(decode(html[:LARGEST_MARKUP]), self._name, whole=True).text if html else ""
        packed = b"" if page else self._bytes(f"{_RTF:04X}0102")
        if packed:
            try:
                page = rtf.read(unpacked_rtf(packed), self._name).text
            except FileProblem:
                page = ""
        return page if len(page) > len(plain) else plain

    def _moment(self) -> tuple[str, str]:
        for line in self._text(_HEADERS)[:200_000].split("\n"):
            if line.lower().startswith("date:"):
                return moment(line[5:].strip())
        ticks = self._fixed.get(_SENT_AT) or self._fixed.get(_CAME_AT) or b"\0" * 8
        seconds = int.from_bytes(ticks, "little") / 10_000_000
        if not 11_644_473_600 < seconds < 200_000_000_000:
            return "", ""
        at = datetime(1601, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
        return at.date().isoformat(), at.strftime("%H:%MZ")

    def _attachments(self) -> tuple[list[ReadFile], list[ReadDocument]]:
        depth = len(self._folder) + 1
        names = {
            entry[depth - 1]
            for entry in self._ole.listdir(streams=True, storages=True)
            if len(entry) >= depth
            and entry[: depth - 1] == self._folder
            and entry[depth - 1].startswith("__attach_version1.0_")
        }
        files: list[ReadFile] = []
        inner: list[ReadDocument] = []
        for name in sorted(names)[:MOST_FILES]:
            folder = [*self._folder, name]
            embedded = [*folder, _EMBEDDED]
            if self._ole.exists("/".join(embedded)):
                if self._within.depth + 1 < DEEPEST:
                    inner.append(self._embedded(embedded, folder))
                continue
            told = self._text(_LONG_NAME, folder) or self._text(_SHORT_NAME, folder) or self._text(_SHOWN_NAME, folder)
            file, document = self._within.take(
                self._bytes(f"{_DATA:04X}0102", folder, self._within.budget.left), told, self._text(_MEDIA_TYPE, folder)
            )
            files += [file] if file else []
            inner += [document] if document else []
        return files, inner

    def _embedded(self, folder: list[str], attachment: list[str]) -> ReadDocument:
        """A mail within the mail; it has no bytes of its own apart from the whole file."""
        name = self._text(_SHOWN_NAME, attachment) or "mail"
        within = Within(self._within.budget, self._within.depth + 1)
        return finished(_Mail(self._ole, folder, f"{name}.msg", within).read())

    def _number(self, number: int) -> int:
        return int.from_bytes(self._fixed.get(number, b"")[:4], "little")

    def _fixed_values(self, folder: list[str], head: int) -> dict[int, bytes]:
        """The properties of fixed length: eight bytes by number."""
        data = self._stream([*folder, _PROPERTIES], 1_000_000)
        values: dict[int, bytes] = {}
        for at in range(head, len(data) - 15, 16):
            _kind, number, _flags = struct.unpack_from("<HHI", data, at)
            values[number] = data[at + 8 : at + 16]
        return values

    def _text(self, number: int, folder: list[str] | None = None) -> str:
        wide = self._bytes(f"{number:04X}001F", folder)
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self._bytes(f"{number:04X}001E", folder)
        try:
            return narrow.decode(self._encoding, "replace").rstrip("\0")
        except LookupError:
            return narrow.decode("cp1252", "replace").rstrip("\0")

    def _bytes(self, key: str, folder: list[str] | None = None, most: int = _LARGEST_TEXT) -> bytes:
        return self._stream([*(self._folder if folder is None else folder), f"__substg1.0_{key}"], most)

    def _stream(self, path: list[str], most: int) -> bytes:
        """A stream of the file, empty where there is none or it says that it is larger than may be read."""
        if not self._ole.exists("/".join(path)) or self._ole.get_size("/".join(path)) > most + 1:
            return b""
        with self._ole.openstream("/".join(path)) as stream:
            data = stream.read(most + 1)
        return data if isinstance(data, bytes) else b""
