"""Finds the encoding of a text file: its mark, UTF-8, else what reads as words of some language."""

from __future__ import annotations

import codecs
import io
import re
from typing import BinaryIO

SAMPLE_BYTES = 256 * 1024
# How far into the file UTF-8 is checked; beyond it a stray byte is read as Windows-1252.
CHECKED_BYTES = 64 * 1024 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WEST = "éèêëàâäáãåæçîïíìôöóòõøœûüùúñÿßÉÈÊÀÂÄÁÅÆÇÎÍÔÖÓØÛÜÚÑ¿¡’‘‚“”„–—…«»°ºª•\xa0"
# Encodings of Latin letters with those that their languages use, the most frequent encoding first.
_LATIN = {
    "cp1252": _WEST,
    "cp1254": _WEST + "ğĞıİşŞ",
    "cp1250": _WEST + "ąĄćĆęĘłŁńŃśŚźŹżŻčČďĎěĚňŇřŘšŠťŤůŮýÝžŽőŐűŰăĂţŢşŞđĐľĽĺŕ",
    "mac_roman": _WEST,
    "cp850": _WEST,
}
_OTHER = ("cp1256", "cp1251", "cp1255", "cp1253", "koi8_r", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr")
_NO_LETTERS = re.compile(rb"[\x00-\x1f!-/:-@\[-`{-~0-9]+")
_WORD = re.compile(r"[^\W\d_]+")


def find_encoding(path: str) -> tuple[str, str]:
    """The encoding of a text file, and a sentence where it was guessed (else empty)."""
    with open(path, "rb") as file:
        return _encoding_of(file)


def encoding_of(data: bytes) -> tuple[str, str]:
    """As `find_encoding`, of bytes that are at hand."""
    return _encoding_of(io.BytesIO(data))


def _encoding_of(file: BinaryIO) -> tuple[str, str]:
    start = file.read(SAMPLE_BYTES)
    for bom, name in _BOMS:
        if start.startswith(bom):
            return name, ""
    wide = _wide_encoding(start)
    if wide:
        return wide, f"The text has no mark of its encoding; it was read as {wide.upper()}."
    odd = _lines_that_are_not_utf8(file, start)
    if not odd:
        return "utf-8", ""
    name = _guess(odd)
    return name, f"The text is not UTF-8; it was read as {name}. If letters look wrong, save it as UTF-8 first."


def _wide_encoding(start: bytes) -> str:
    """UTF-16 without a mark shows by its NULs (of commas, line ends, Latin letters), all in even or all in odd places."""
    even, odd = start[0:8000:2].count(0), start[1:8000:2].count(0)
    if even + odd < max(4, 0.02 * min(len(start), 8000)):
        return ""
    if even < 0.05 * odd:
        return "utf-16-le"
    return "utf-16-be" if odd < 0.05 * even else ""


def _lines_that_are_not_utf8(file: BinaryIO, start: bytes) -> bytes:
    """Lines with letters beyond ASCII from the part of the file that is no UTF-8; empty if all of it is."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    chunk, checked = start, 0
    while chunk and checked < CHECKED_BYTES:
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError:
            lines = [line for line in chunk.splitlines() if not line.isascii()]
            return b"\n".join(lines)[:SAMPLE_BYTES] or b" "
        checked += len(chunk)
        chunk = file.read(1024 * 1024)
    return b""


def _guess(odd: bytes) -> str:
    """The encoding that makes the most natural words; statistics alone are unsure where the text is short."""
    from charset_normalizer import from_bytes  # late: it takes longer to load than most texts to read

    runs = re.findall(rb"[\x80-\xff]+", odd)
    # single letters beyond ASCII among others are accents of Latin; whole words of them are another script
    latin = sum(map(len, runs)) < 2 * max(len(runs), 1)
    candidates = tuple(_LATIN) if latin else _OTHER
    words = _NO_LETTERS.sub(b" ", odd)
    found = from_bytes(words, cp_isolation=list(candidates))
    # an answer stands for all encodings that make the same text of these bytes
    disorder = {name: match.chaos for match in found for name in match.could_be_from_charset}
    best, best_score = candidates[0], 10.0
    for name in candidates:
        score = disorder.get(name, 0.3) + _oddness(odd, name)
        if score < best_score - 0.01:
            best, best_score = name, score
    return best


def _oddness(odd: bytes, encoding: str) -> float:
    """0 to 1: the share of letters or words that no language has when the bytes are read in that encoding."""
    text = odd.decode(encoding, "replace")
    if encoding in _LATIN:
        letters = [ch for ch in text if not ch.isascii()]
        return sum(ch not in _LATIN[encoding] for ch in letters) / max(len(letters), 1)
    words: list[str] = [word for word in _WORD.findall(text) if not word.isascii()]
    natural: int = sum(word.istitle() or word.islower() or word.upper() == word for word in words)
    return 1.0 - natural / max(len(words), 1) + text.count("\ufffd") / max(len(text), 1)
