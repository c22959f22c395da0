"""Text as it is kept and shown: no NULs, one kind of line end, nothing that turns letters around unseen."""

from __future__ import annotations

import re
import unicodedata

from db.readers.texts.limits import LONGEST_FIELD, MOST_TEXT

# These turn the direction of the letters that follow, whatever the letters are: the trick of "gpj.exe".
_OVERRIDES = re.compile("[\u202d\u202e]")
# The other direction marks change nothing that is meant; they are dropped, as are letters that are never seen.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202c\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x85\u2028]")
_BLANK = re.compile(r"[^\S\n\f]+(?=[\n\f]|\Z)")
_MANY_BREAKS = re.compile(r"\n{3,}")
_SPACES = re.compile(r"\s+")
_LIGATURES = re.compile("[\ufb00-\ufb06\ufb13-\ufdff\ufe70-\ufefc]")
BIDI_SENTENCE = (
    "The text held marks that turn the direction of writing by force, as is done to disguise words. "
    "They are shown in it as ⟦U+202E⟧ and turn nothing any more."
)


def _written_out(found: re.Match[str]) -> str:
    """The same spelling as `db.names.show_controls`."""
    return f"⟦U+{ord(found.group()):04X}⟧"


def clean_text(text: str) -> tuple[str, tuple[str, ...]]:
    """The text as it is kept, in the normal form of composed letters, and what must be told about it."""
    sentences: list[str] = []
    if len(text) > MOST_TEXT:
        text = text[:MOST_TEXT]
        sentences.append(
            f"The text is longer than {MOST_TEXT:,} characters; only so much of it was read. The original is kept whole."
        )
    if _OVERRIDES.search(text):
        sentences.append(BIDI_SENTENCE)
    return _clean(text), tuple(sentences)


def _clean(text: str) -> str:
    text = _LINE_ENDS.sub("\n", text.encode("utf-8", "replace").decode("utf-8") if _has_halves(text) else text)
    text = text.replace("\u2029", "\n\n")
    text = _UNSEEN.sub("", text) if not text.isprintable() else text
    if not text.isascii():
        text = unicodedata.normalize("NFC", _OVERRIDES.sub(_written_out, text))
    return _MANY_BREAKS.sub("\n\n", _BLANK.sub("", text)).strip()


def _has_halves(text: str) -> bool:
    """Whether it holds halves of surrogate pairs, which nothing can store."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def clean_field(text: str, longest: int = LONGEST_FIELD) -> str:
    """A title, name or address: one line, bounded, nothing unseen in it."""
    return _SPACES.sub(" ", _clean(text[: longest * 4]))[:longest].strip()


def without_ligatures(text: str) -> str:
    """Letters that a font drew as one (ﬁ, and the Arabic forms) as the letters that they stand for."""
    return text if text.isascii() else _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)


def first_words(text: str, longest: int = 90) -> str:
    """The first line or sentence, cut at a word; empty where there is no word."""
    for line in text[:5000].split("\n"):
        line = line.strip(" \t\f#*_>|=-•·")
        if any(letter.isalnum() for letter in line):
            end = re.search(r"[.!?؟。](?=\s)", line)
            if end and 12 <= end.end() <= longest:
                return line[: end.end() - 1]
            return line if len(line) <= longest else line[: longest - 1].rsplit(" ", 1)[0].rstrip(",;:– -") + "…"
    return ""
