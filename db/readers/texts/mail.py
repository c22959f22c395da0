"""Mails (.eml): subject, sender, day, what was written, and the attachments, read too where they are documents."""

from __future__ import annotations

from email.message import Message

from db.readers.documents import ReadDocument, ReadFile
from db.readers.texts import mail_parts
from db.readers.texts.dispatch import Within
from db.readers.texts.html import read_page

FEW_WORDS = 40  # letters: a plain body this short beside one in HTML only says that one is there
_NAMES = {
    "message/rfc822": "mail.eml", "text/plain": "text.txt", "text/html": "page.html", "text/calendar": "calendar.ics",
    "image/jpeg": "picture.jpg", "image/png": "picture.png", "image/gif": "picture.gif", "application/pdf": "file.pdf",
}  # fmt: skip


def read(data: bytes, name: str, within: Within) -> ReadDocument:
    """The mail.  Raises `FileProblem` where it is nested beyond all measure."""
    if data.startswith(b"From "):
        data = data.partition(b"\n")[2]
    message = mail_parts.parse(data, name)
    plain: list[str] = []
    pages: list[str] = []
    files: list[ReadFile] = []
    inner: list[ReadDocument] = []
    for part in mail_parts.leaves(message):
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and not _is_attachment(part):
            (plain if kind == "text/plain" else pages).append(mail_parts.letters(part))
            continue
        file, document = within.take(mail_parts.content(part), _name_of(part, kind), kind)
        files += [file] if file else []
        inner += [document] if document else []
    published, time = mail_parts.moment(mail_parts.header(message, "Date"))
    return ReadDocument(
        name,
        "mail",
        title=mail_parts.header(message, "Subject"),
        author=mail_parts.sender(mail_parts.header(message, "From")),
        published=published,
        published_time=time,
        address=mail_parts.header(message, "Archived-At").strip("<> "),
        language=mail_parts.header(message, "Content-Language").split(",")[0],
        text=_body(plain, pages, name),
        files=tuple(files),
        inner=tuple(inner),
    )


def _body(plain: list[str], pages: list[str], name: str) -> str:
    words = "\n\n".join(text.strip() for text in plain if text.strip())
    if len(words) > FEW_WORDS or not pages:
        return words
    page = "\n\n".join(read_page(html, name, whole=True).text for html in pages)
    return page if len(page) > len(words) else words


def _is_attachment(part: Message) -> bool:
    told = (mail_parts.header(part, "Content-Disposition") or "").strip().lower()
    return told.startswith("attachment") or bool(mail_parts.file_name(part))


def _name_of(part: Message, kind: str) -> str:
    name = mail_parts.file_name(part)
    if not name and kind == "message/rfc822":
        payload = part.get_payload()
        inner = payload[0] if isinstance(payload, list) and payload else None
        subject = mail_parts.header(inner, "Subject") if isinstance(inner, Message) else ""
        return f"{subject[:80]}.eml" if subject else _NAMES[kind]
    return name or _NAMES.get(kind, "attachment")
