"""HTML pages: what was written, without the page around it, and what the page says of itself. Nothing is fetched."""

from __future__ import annotations

import codecs
import re

from selectolax.lexbor import LexborHTMLParser

from db.errors import FileProblem
from db.readers.documents import ReadDocument
from db.readers.encodings import encoding_of
from db.readers.texts.html_facts import facts_of
from db.readers.texts.html_text import article_of, text_of
from db.readers.texts.limits import LARGEST_MARKUP

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})|<\?xml[^>]{0,100}encoding=[\"']([\w.-]{2,40})",
    re.I,
)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->", re.I)
# Elements that end by themselves, or that people leave open, do not count as nested.
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s<>/]*)([^<>]*)")
_OPEN_ENDED = frozenset("p li td tr th dt dd br hr img input meta link wbr col source option".split())
DEEPEST_TAGS = 3_000
_MOST_ATTRIBUTES = 2_000
_CUT = f"The page is larger than {LARGEST_MARKUP // 1_000_000} MB; only so much of it was read. The original is kept whole."
_ENDLESS = "The page has too many parts; only the first were read. The original is kept whole."


def decode(data: bytes, told: str = "") -> str:
    """The letters of a page: by the mark at its start, else as it was sent, else as it declares, else as it reads."""
    found = _DECLARED.search(data[:4096])
    declared = told or (next(filter(None, found.groups())).decode() if found else "")
    encoding, guess = encoding_of(data)
    if guess and declared:
        try:
            # what calls itself Latin-1 is Windows-1252, says the standard of HTML
            name = codecs.lookup(declared).name
            encoding = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}.get(name, name)
            return data.decode(encoding, "replace")
        except (LookupError, ValueError):
            pass
    return data.decode(encoding, "replace")


def read(data: bytes, name: str) -> ReadDocument:
    """A page as a file or as it was sent."""
    return read_page(decode(data[:LARGEST_MARKUP]), name, cut=len(data) > LARGEST_MARKUP)


def _refuse_harm(page: str, name: str) -> None:
    """Raise `FileProblem` for a page whose parsing would take minutes: no honest page is like that."""
    depth = 0
    for found in _TAG.finditer(page):
        end, tag, told = found.groups()
        if tag.lower() not in _OPEN_ENDED:
            depth = max(0, depth - 1) if end else depth + (not told.endswith("/"))
        if depth > DEEPEST_TAGS or (len(told) > 10_000 and told.count("=") > _MOST_ATTRIBUTES):
            raise FileProblem(f"“{name}” is nested too deeply, or has tags that never end; it was not read.")


def read_page(page: str, name: str, *, whole: bool = False, cut: bool = False) -> ReadDocument:
    """A page in letters; `whole`: all of its text is wanted, since somebody chose it (a selection, a mail)."""
    _refuse_harm(page, name)
    tree = LexborHTMLParser(page)
    facts = facts_of(tree)
    body = tree.body or tree.root
    sentences = [_CUT] if cut else []
    text = ""
    if body is not None:
        text, endless = text_of(body if whole else article_of(body), whole=whole)
        if not text and not whole:
            text, endless = text_of(body, whole=True)
        sentences += [_ENDLESS] if endless else []
    saved = _SAVED_FROM.search(page[:2000])
    return ReadDocument(
        name,
        "html",
        title=facts.title,
        author=facts.author,
        publisher=facts.publisher,
        published=facts.published,
        published_time=facts.published_time,
        address=facts.address or (saved.group(1) if saved else ""),
        language=facts.language,
        text=text,
        sentences=tuple(sentences),
    )
