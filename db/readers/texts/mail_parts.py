"""The parts of a mail or a saved page: headers decoded, bodies to letters, all of it bounded before it is parsed."""

from __future__ import annotations

import email.parser
import email.policy
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from db.errors import FileProblem
from db.readers.texts.html import decode as decode_page
from db.readers.texts.plain import decode as decode_text

MOST_PARTS = 1000
_DEEPEST = 20
_LONGEST_HEADER = 4000
_BOUNDARY = re.compile(rb"boundary\s*=", re.I)


def parse(data: bytes, name: str) -> Message:
    """The mail as a tree.  Raises `FileProblem` where it is nested beyond all measure, which hangs the parser."""
    if len(_BOUNDARY.findall(data)) > MOST_PARTS:
        raise FileProblem(f"“{name}” has more parts within parts than any mail needs; it was not read.")
    head = data.find(b"\n\n") if b"\n\n" in data[:2_000_000] else data.find(b"\r\n\r\n")
    if head > 1_000_000:
        raise FileProblem(f"“{name}” has a head of more than a million letters; it was not read.")
    try:
        return email.parser.BytesParser(policy=email.policy.compat32).parsebytes(data)
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise FileProblem(f"“{name}” is damaged or nested too deeply; it was not read.") from error


def leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something, in their order; a mail within the mail is one of them, and is not entered."""
    waiting: list[tuple[Message, int]] = [(message, 0)]
    for _ in range(MOST_PARTS * 4):
        if not waiting:
            return
        part, depth = waiting.pop()
        payload = part.get_payload()
        if isinstance(payload, list) and part.get_content_maintype() == "multipart":
            if depth < _DEEPEST:
                waiting += [(inner, depth + 1) for inner in reversed(payload) if isinstance(inner, Message)]
        else:
            yield part


def header(message: Message, name: str) -> str:
    """A header in letters; empty where there is none."""
    raw = message.get(name)
    if raw is None:
        return ""
    text = str(raw)[:_LONGEST_HEADER]
    try:
        pieces = decode_header(text)
    except (MessageError, ValueError, LookupError):
        return text
    return "".join(_letters(piece, charset) for piece, charset in pieces)


def _letters(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        return piece.decode(charset or "utf-8", "replace")
    except (LookupError, ValueError):
        return piece.decode("utf-8", "replace")


def sender(text: str) -> str:
    """Who sent it: the name, with the address where there is no name."""
    name, address = parseaddr(text[:1000])
    return name or address or text[:200]


def moment(text: str) -> tuple[str, str]:
    """Day and time of a mail's Date header, as its sender's clock told them; both empty for what is none."""
    try:
        at = parsedate_to_datetime(text[:100])
    except (ValueError, TypeError, IndexError, OverflowError):
        return "", ""
    zone = at.strftime("%z")
    if not 1970 <= at.year <= 9999:
        return "", ""
    told = "" if not zone else "Z" if zone == "+0000" and "-0000" not in text else f"{zone[:3]}:{zone[3:5]}"
    return at.date().isoformat(), at.strftime("%H:%M") + told


def content(part: Message) -> bytes:
    """The bytes of a part that is no container; for a mail within the mail, that mail."""
    payload = part.get_payload()
    if isinstance(payload, list):
        try:
            return b"\n".join(inner.as_bytes() for inner in payload[:1] if isinstance(inner, Message))
        except (MessageError, ValueError, LookupError, RecursionError, AttributeError, UnicodeError):
            return b""
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return data if isinstance(data, bytes) else b""


def letters(part: Message) -> str:
    """The words of a text part, by the encoding that it names, else by what reads as words."""
    data = content(part)
    charset = _charset(part)
    if part.get_content_type() == "text/html":
        return decode_page(data, charset)
    try:
        if charset and charset.lower() not in ("us-ascii", "ascii", "unknown-8bit"):
            return data.decode(charset)
    except (LookupError, ValueError):
        pass
    return decode_text(data)[0]


def _charset(part: Message) -> str:
    try:
        told = part.get_content_charset()
    except (ValueError, LookupError, TypeError):
        return ""
    return told if isinstance(told, str) else ""


def file_name(part: Message) -> str:
    """The name that a part gives itself, decoded; empty where it gives none."""
    try:
        raw = part.get_filename()
    except (ValueError, LookupError, TypeError, MessageError):
        raw = None
    if not raw:
        return ""
    try:
        return "".join(_letters(piece, charset) for piece, charset in decode_header(str(raw)[:_LONGEST_HEADER]))
    except (MessageError, ValueError, LookupError):
        return str(raw)[:200]
