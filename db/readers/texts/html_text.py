"""The text of an HTML tree: paragraphs kept apart, tables as lines, the furniture of the page left out."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

MOST_NODES = 400_000
_MOST_LOOKS = 3_000
_SPACES = re.compile(r"[ \t\n\r\f\xa0]+")

_NEVER = frozenset(
    "script style noscript template svg math iframe object embed applet canvas audio video select button input textarea "
    "dialog datalist map head title link meta base frame frameset progress meter portal".split()
)
_FURNITURE = frozenset("nav aside footer form menu".split())
_ROLES = frozenset(
    "navigation banner complementary contentinfo search dialog alertdialog menu menubar form toolbar".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody tfoot thead tr ul caption "
    "form".split()
)
_CELLS = ("td", "th")
# Words in the class or id of an element that say what it is for.
_FURNITURE_WORDS = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|banner|newsletter|subscri\w*|paywall|signup|sign-up|related|recommend\w*|trending"
    r"|most-read|most-popular|read-more|more-stories|also-like|share|sharing|social|promo\w*|advert\w*|ads?|sponsor\w*"
    r"|sidebar|breadcrumbs?|comments?|disqus|nav|navbar|navigation|menu|footer|site-header|masthead|toolbar|popup|modal"
    r"|overlay|skip-link|screen-reader-text|sr-only|visually-hidden|pagination|pager|print-only|tag-list|tags|author-bio"
    r"|outbrain|taboola|infobox-edit|mw-editsection|noprint|reflist-edit|toc)(?:$|[\s_-])",
    re.I,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)", re.I)
_CANDIDATES = ("[itemprop~=articleBody]", "article", "main", "[role=main]", "#content", "#mw-content-text")


def article_of(body: LexborNode) -> LexborNode:
    """The part of the page that holds what was written; the whole body where no part stands out."""
    everything = _weight(body)
    for candidate in _CANDIDATES:
        found = sorted(
            ((_weight(node), place, node) for place, node in enumerate(body.css(candidate)[:200])), reverse=True
        )
        if found and found[0][0] >= max(120, 0.35 * everything):
            return found[0][2]
    return body


def _weight(node: LexborNode) -> int:
    """How many letters stand in paragraphs below a node, without its links."""
    total = 0
    for paragraph in node.css("p")[:2000]:
        total += len(paragraph.text(deep=True)) - sum(len(link.text(deep=True)) for link in paragraph.css("a")[:50])
    return total


def text_of(top: LexborNode, *, whole: bool = False) -> tuple[str, bool]:
    """The text below a node, paragraphs parted by empty lines, and whether it was cut for being endless.

    `whole`: nothing but what is never shown is left out, as for a selection that somebody made or a mail.
    """
    writer = _Writer()
    judge = _Judge(top, whole)
    node: LexborNode | None = top
    count = 0
    while node is not None and count < MOST_NODES:
        count += 1
        tag = node.tag or ""
        entered = False
        if tag == "-text":
            writer.words(node.text_content or "")
        elif node.is_element_node and not (node is not top and judge.leaves_out(node, tag)):
            writer.opens(tag)
            entered = True
        below = node.child if entered else None
        if below is not None:
            node = below
            continue
        if entered:
            writer.closes(tag)
        node = _after(node, top, writer)
    return writer.text(), count >= MOST_NODES


def _after(node: LexborNode, top: LexborNode, writer: _Writer) -> LexborNode | None:
    """The next node in the order of the text, closing what ends on the way."""
    current: LexborNode | None = node
    while current is not None and current != top:
        if current.next is not None:
            return current.next
        current = current.parent
        if current is not None:
            writer.closes(current.tag or "")
    return None


def _is_below(node: LexborNode, tag: str) -> bool:
    above: LexborNode | None = node
    while above is not None:
        if above.tag == tag:
            return True
        above = above.parent
    return False


class _Judge:
    """Says which elements of a page are left out."""

    def __init__(self, top: LexborNode, whole: bool) -> None:
        self._whole = whole
        self._in_article = _is_below(top, "article")
        self._heavy = 0 if whole else 0.5 * _weight(top)
        self._looks_left = _MOST_LOOKS

    def leaves_out(self, node: LexborNode, tag: str) -> bool:
        """Whether it is never shown or, unless all is wanted, is the page's furniture."""
        if tag in _NEVER:
            return True
        told = node.attributes
        unseen = "hidden" in told or (told.get("aria-hidden") == "true" and tag != "span")
        if unseen or _HIDDEN.search(told.get("style") or ""):
            return True
        if self._whole or tag not in _BLOCKS or tag in ("p", "body", "html", "article", "main"):
            return False
        # a page may call anything anything: what holds half of its text is no furniture
        return self._is_furniture(node, tag, told) and (self._heavy <= 0 or _weight(node) < self._heavy)

    def _is_furniture(self, node: LexborNode, tag: str, told: dict[str, str | None]) -> bool:
        if tag == "header":
            return not self._in_article and not node.css_first("h1")
        if tag in _FURNITURE or (told.get("role") or "") in _ROLES:
            return True
        if _FURNITURE_WORDS.search(f"{told.get('class') or ''} {told.get('id') or ''}"):
            return True
        self._looks_left -= 1  # to look into an element costs, and they may stand in one another
        return self._looks_left > 0 and _is_links(node, tag)


def _is_links(node: LexborNode, tag: str) -> bool:
    """A list of nothing but links: other stories, other pages."""
    if tag not in ("ul", "ol", "div", "section"):
        return False
    links = node.css("a")[:60]
    if len(links) < 3 or (tag in ("div", "section") and node.css_first("p, div")):
        return False
    return sum(len(link.text(deep=True)) for link in links) > 0.75 * len(node.text(deep=True).strip())


class _Writer:
    """Gathers words into lines and lines into paragraphs."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._line = ""
        self._pre = 0
        self._cells: list[int] = []  # of each table that is open, the cells of its row so far
        self._in_cell = 0

    def words(self, text: str) -> None:
        """Characters of the tree."""
        if self._pre:
            self._line += text
        else:
            plain = _SPACES.sub(" ", text)
            self._line += plain.lstrip(" ") if not self._line or self._line.endswith((" ", "\n")) else plain

    def opens(self, tag: str) -> None:
        """An element begins."""
        if tag == "br":
            self._line = self._line.rstrip(" ") + (" " if self._in_cell else "\n")
        elif tag in _CELLS:
            self._open_cell()
        elif tag in _BLOCKS:
            self._break("\n" if tag in ("li", "tr", "dt", "dd", "caption") else "\n\n")
            self._line += "• " if tag == "li" and not self._in_cell else ""
        if tag == "table":
            self._cells.append(0)
        elif tag == "tr" and self._cells:
            self._cells[-1] = 0
        elif tag == "pre":
            self._pre += 1

    def closes(self, tag: str) -> None:
        """An element ends."""
        if tag in _CELLS:
            self._in_cell = max(0, self._in_cell - 1)
        elif tag in _BLOCKS:
            self._break("\n" if tag in ("li", "tr", "dt", "dd", "caption") else "\n\n")
        if tag == "table" and self._cells:
            self._cells.pop()
        elif tag == "pre":
            self._pre = max(0, self._pre - 1)

    def _open_cell(self) -> None:
        if self._cells:
            if self._cells[-1] and self._line.strip():
                self._line = self._line.rstrip(" ") + " | "
            self._cells[-1] += 1
        self._in_cell += 1

    def _break(self, how: str) -> None:
        if self._in_cell:
            if self._line and not self._line.endswith(" "):
                self._line += " "
            return
        line = self._line.strip() if not self._pre else self._line.strip("\n")
        if line and line != "•":
            self._parts.append(line)
        self._line = ""
        if self._parts and self._parts[-1] != "\n\n" and how == "\n\n":
            if self._parts[-1] == "\n":
                self._parts.pop()
            self._parts.append("\n\n")
        elif self._parts and self._parts[-1] not in ("\n", "\n\n"):
            self._parts.append("\n")

    def text(self) -> str:
        """All of it."""
        self._in_cell = 0
        self._break("\n\n")
        return "".join(self._parts).strip()
