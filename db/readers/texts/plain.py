"""Plain text and Markdown: bytes to letters, and the head between lines of dashes that names title, date and author."""

from __future__ import annotations

import re
from collections.abc import Iterator

from db.readers.documents import ReadDocument
from db.readers.encodings import encoding_of
from db.readers.texts.limits import MOST_TEXT
from db.readers.texts.publication import date_told

# Of each field, the names that heads give it; the first that is there counts.
_FIELDS = {
    "title": ("title", "headline", "subject", "name"),
    "published": ("pubdate", "published", "publishdate", "date_published", "datepublished", "publication_date", "date"),
    "author": ("author", "authors", "by", "byline", "creator"),
    "publisher": ("publisher", "source_name", "site", "site_name", "website", "organization"),
    "address": ("url", "link", "address", "source_url", "source", "canonical", "permalink", "original_url"),
    "language": ("language", "lang", "locale"),
}
_HEAD = re.compile(r"\A(---|\+\+\+)[ \t]*\n(.*?)\n(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_ENTRY = re.compile(r"([A-Za-z][\w .-]{0,40}?)\s*[:=]\s*(.*)")
_MOST_HEAD = 20_000


def decode(data: bytes) -> tuple[str, str]:
    """The letters, as far as they are read, and a sentence where their encoding was guessed."""
    data = data[: MOST_TEXT * 4]
    encoding, sentence = encoding_of(data)
    return data.decode(encoding, "replace"), sentence


def read(data: bytes, name: str) -> ReadDocument:
    """A text file."""
    text, sentence = decode(data)
    return ReadDocument(name, "text", text=text, sentences=(sentence,) if sentence else ())


def read_markdown(data: bytes, name: str) -> ReadDocument:
    """A Markdown file; the marks stay in its text, since they are part of what was written."""
    text, sentence = decode(data)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    fields: dict[str, str] = {}
    found = _HEAD.match(text[:_MOST_HEAD])
    if found:
        told = dict(_entries(found.group(2)))
        fields = {field: next((told[key] for key in keys if told.get(key)), "") for field, keys in _FIELDS.items()}
        text = text[found.end() :]
    published, time = date_told(fields.get("published", ""))
    heading = re.search(r"^#\s+(.+?)\s*#*$|\A\s*(\S.*)\n=+\s*$", text[:3000], re.M)
    first = (heading.group(1) or heading.group(2)) if heading else ""
    return ReadDocument(
        name,
        "markdown",
        title=fields.get("title") or first,
        author=fields.get("author", ""),
        publisher=fields.get("publisher", ""),
        address=fields.get("address", ""),
        language=fields.get("language", ""),
        published=published,
        published_time=time,
        text=text,
        sentences=(sentence,) if sentence else (),
    )


def _entries(head: str) -> Iterator[tuple[str, str]]:
    """The entries of a head that are one text: YAML and TOML as people write them, folded lines joined."""
    key, value = "", ""
    for line in head.split("\n"):
        found = _ENTRY.match(line)
        if found and not line.startswith((" ", "\t")):
            yield key, value
            key, value = re.sub(r"[ .-]", "_", found.group(1).casefold()), _unquoted(found.group(2))
        elif line.startswith((" ", "\t", "- ")) and key:
            more = _unquoted(line.strip().removeprefix("- "))
            value = more if value in ("", "|", ">", "|-", ">-") else f"{value} {more}"
    yield key, value


def _unquoted(value: str) -> str:
    value = value.strip()
    if value[:1] in ("'", '"'):
        end = value.find(value[0], 1)
        return value[1:end] if end > 0 else value[1:]
    value = re.sub(r"\s+#\s.*$", "", value)
    return value.strip("[]").strip().strip("'\"") if value.startswith("[") else value
