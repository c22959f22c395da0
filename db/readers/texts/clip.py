"""What was dragged or pasted: text, a selection of a page with its address, or a link. Addresses are kept, never opened."""

from __future__ import annotations

import re
from dataclasses import replace

from db.readers.documents import ReadDocument
from db.readers.texts.finishing import finished
from db.readers.texts.html import read_page
from db.readers.texts.limits import LARGEST_MARKUP
from db.readers.texts.names import address_of

_FORM = re.compile(r"\AVersion:\s*[\d.]+\s*\r?\n(?:[A-Za-z]+:[^\r\n]*\r?\n)*")
_SOURCE = re.compile(r"^SourceURL:\s*(\S+)", re.M)
_FRAGMENT = re.compile(r"<!--\s*StartFragment\s*-->(.*?)<!--\s*EndFragment\s*-->", re.S)
_ONE_LINK = re.compile(
    r"\A\s*(?:<meta[^>]*>\s*)?(?:<(?:html|body)[^>]*>\s*)*<a\s[^>]*?href\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))[^>]*>"
    r"(?:(?!</?a\b).)*</a>\s*(?:</(?:html|body)>\s*)*\Z",
    re.S | re.I,
)


def read(text: str, html: str, address: str, title: str, name: str) -> ReadDocument:
    """The document that these make together; HTML counts before text, since its paragraphs are kept apart."""
    address, _, second = address.replace("\r", "").strip().partition("\n")
    title = title or second
    html, source = _selection(html[:LARGEST_MARKUP])
    where = address_of(address) or address_of(source)
    page = read_page(html, name, whole=True) if html.strip() else ReadDocument(name, "html")
    link = _link(text, html, address_of(address))
    if link:
        told = page.text if page.text.strip() != link else ""
        plain = text.strip() if text.strip() != link else ""
        return finished(ReadDocument(name, "link", "text/uri-list", title=title or told or plain or link, address=link))
    sentences: tuple[str, ...] = ()
    if (address or source) and not where:
        sentences = ("The address of the page was left out: it is none of the web, of a mail or of a news group.",)
    if page.text.strip():
        return finished(replace(page, title=title or page.title, address=where or page.address, sentences=sentences))
    return finished(
        ReadDocument(name, "text", "text/plain", title=title, address=where, text=text, sentences=sentences)
    )


def _selection(html: str) -> tuple[str, str]:
    """The part of the page that was selected, and the page's address, as browsers wrap them for the clipboard."""
    head = _FORM.match(html)
    source = _SOURCE.search(head.group()) if head else None
    fragment = _FRAGMENT.search(html)
    if fragment:
        html = fragment.group(1)
    elif head:
        html = html[head.end() :]
    return html, source.group(1) if source else ""


def _link(text: str, html: str, address: str) -> str:
    """The address, where the clip is nothing but a link."""
    plain = text.strip()
    one = _ONE_LINK.match(html) if len(html) < 20_000 else None
    target = address_of(next((group for group in one.groups() if group), "")) if one else ""
    if target and (not plain or "\n" not in plain):
        return target
    lone = plain if "\n" not in plain else ""
    if not html.strip() and address_of(lone) and address in ("", lone):
        return address_of(lone)
    return address if address and not plain and not html.strip() else ""
