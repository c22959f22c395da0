"""What an HTML page says of itself: JSON-LD, OpenGraph and other meta elements, `time`, its canonical address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from db.readers.texts.publication import date_told

_LARGEST_JSON = 1_000_000
_MOST_OBJECTS = 500
_ARTICLE = re.compile(r"Article|Report|BlogPosting|NewsItem|Review|WebPage|LiveBlog|SocialMediaPosting", re.I)
_META = {
    "title": ("og:title", "twitter:title", "dc.title", "citation_title", "parsely-title", "sailthru.title", "headline"),
    "author": ("author", "article:author", "dc.creator", "citation_author", "parsely-author", "byl", "sailthru.author"),
    "publisher": ("og:site_name", "dc.publisher", "citation_publisher", "application-name", "publisher"),
    "published": (
        "article:published_time", "og:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.date",
        "dcterms.issued", "citation_publication_date", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate",
        "publish_date", "article.published", "originalpublicationdate", "dcterms.created", "cxenseparse:recs:publishtime",
    ),
    "address": ("og:url", "twitter:url"),
    "language": ("og:locale", "content-language", "language", "dc.language"),
}  # fmt: skip
_PROFILE = re.compile(r"https?://", re.I)


class Facts(NamedTuple):
    """What the page says of itself; empty where it says nothing."""

    title: str = ""
    author: str = ""
    publisher: str = ""
    published: str = ""
    published_time: str = ""
    address: str = ""
    language: str = ""


def facts_of(tree: LexborHTMLParser) -> Facts:
    """The facts; data made for machines counts before words made for readers."""
    linked, meta = _from_json(tree), _from_meta(tree)
    published, time = date_told(linked.get("published") or "")
    if not published or not time:
        other, at = date_told(meta.get("published") or "")
        if other and (not published or (other == published and at)):
            published, time = other, at
    if not published:
        published, time = _from_time(tree)
    return Facts(
        title=linked.get("title") or _title(tree, meta.get("title", "")),
        author=linked.get("author") or meta.get("author", ""),
        publisher=linked.get("publisher") or meta.get("publisher", ""),
        published=published,
        published_time=time,
        address=_canonical(tree) or meta.get("address") or linked.get("address") or "",
        language=_language(tree) or linked.get("language") or meta.get("language", ""),
    )


def _from_meta(tree: LexborHTMLParser) -> dict[str, str]:
    told: dict[str, str] = {}
    for node in tree.css("meta")[:500]:
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        name = (name or attributes.get("http-equiv") or "").strip().casefold()
        content = (attributes.get("content") or "")[:2000].strip()
        if name and content and not (name == "article:author" and _PROFILE.match(content)):
            told.setdefault(name, content)
    return {field: next((told[name] for name in names if name in told), "") for field, names in _META.items()}


def _title(tree: LexborHTMLParser, told: str) -> str:
    if told:
        return told
    headings = [node.text(deep=True, separator=" ").strip() for node in tree.css("h1")[:5]]
    title = tree.css_first("head > title")
    name = title.text(deep=True).strip() if title is not None else ""
    # the title of the window often carries the name of the site; a single heading that it begins with does not
    if len(headings) == 1 and headings[0] and (not name or name.startswith(headings[0])):
        return headings[0]
    return name or next((heading for heading in headings if heading), "")


def _canonical(tree: LexborHTMLParser) -> str:
    for node in tree.css("link[rel]")[:200]:
        if "canonical" in (node.attributes.get("rel") or "").casefold().split():
            return (node.attributes.get("href") or "").strip()
    return ""


def _language(tree: LexborHTMLParser) -> str:
    root = tree.css_first("html")
    return ((root.attributes.get("lang") or root.attributes.get("xml:lang") or "") if root is not None else "").strip()


def _from_time(tree: LexborHTMLParser) -> tuple[str, str]:
    """A `time` that calls itself the publication's, else the first of the article's own head."""
    nodes = tree.css("time[datetime]")[:50]
    marked = [
        node
        for node in nodes
        if re.search(
            r"publi|pubdate|entry-date|posted", f"{node.attributes} {node.parent.attributes if node.parent else ''}"
        )
    ]
    for node in [
        *marked,
        *tree.css("article header time[datetime], article > time[datetime], header time[datetime]")[:1],
    ]:
        found = date_told(node.attributes.get("datetime") or "")
        if found[0]:
            return found
    return "", ""


def _from_json(tree: LexborHTMLParser) -> dict[str, str]:
    for script in tree.css('script[type="application/ld+json"]')[:20]:
        text = script.text(deep=True)
        if len(text) > _LARGEST_JSON:
            continue
        try:
            loaded = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _objects(loaded):
            kinds = thing.get("@type")
            named = " ".join(map(str, kinds)) if isinstance(kinds, list) else str(kinds)
            if _ARTICLE.search(named) and (thing.get("headline") or thing.get("datePublished")):
                return {
                    "title": _told(thing.get("headline")) or _told(thing.get("name")),
                    "author": _told(thing.get("author") or thing.get("creator")),
                    "publisher": _told(thing.get("publisher")),
                    "published": _told(thing.get("datePublished")) or _told(thing.get("dateCreated")),
                    "address": _told(thing.get("url")) or _told(thing.get("mainEntityOfPage")),
                    "language": _told(thing.get("inLanguage")),
                }
    return {}


def _objects(loaded: Any) -> Iterator[dict[str, Any]]:
    """All objects within, outermost first."""
    waiting = [loaded]
    for _ in range(_MOST_OBJECTS):
        if not waiting:
            return
        thing = waiting.pop(0)
        if isinstance(thing, dict):
            yield thing
            waiting.extend(value for value in thing.values() if isinstance(value, dict | list))
        elif isinstance(thing, list):
            waiting.extend(thing[:100])


def _told(value: Any) -> str:
    """The words of a value: a text, a thing with a name, or a list of these."""
    if isinstance(value, str):
        return value[:1000]
    if isinstance(value, dict):
        return next((word for key in ("name", "@id", "url") if isinstance(word := value.get(key), str)), "")[:1000]
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(filter(None, map(_told, value[:10]))))
    return ""
