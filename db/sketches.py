"""Sketches of texts: hashes of runs of five words, by which texts that share passages find each other.

Of a long text a run is kept where its hash falls into a fixed quarter of all hashes ("scaled" MinHash), so that the
runs which two texts share are kept in both or in neither; of a short text every run is.
"""

from __future__ import annotations

import re
import zlib

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

RUN = 5  # words
KEPT = 4  # one run of so many, in texts with more than SHORT
SHORT = 256  # runs
MOST_WORDS = 200_000  # of one text; what is longer is compared by its beginning
Hashes = NDArray[np.uint32]
STORED = "<u4"
_WORD = re.compile(r"\w+")
_MULTIPLIERS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F],
    dtype=np.uint64,
)


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared: without case and signs."""
    return _WORD.findall(text.casefold())[:MOST_WORDS]


def runs_of(words: list[str]) -> Hashes:
    """One hash for each run of five words, in order; shape (len(words) - 4,), or (0,) for fewer words."""
    if len(words) < RUN:
        return np.empty(0, dtype=np.uint32)
    each = np.fromiter((zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words), np.uint64, len(words))
    count = len(words) - RUN + 1
    mixed = np.zeros(count, dtype=np.uint64)
    for place, multiplier in enumerate(_MULTIPLIERS):
        mixed += (each[place : place + count] + np.uint64(place + 1)) * multiplier
        mixed ^= mixed >> np.uint64(29)
    return (mixed >> np.uint64(32)).astype(np.uint32)


def sketch_of(text: str) -> Hashes:
    """The kept hashes of a text, ascending, each once."""
    runs = np.unique(runs_of(words_of(text)))
    return runs if len(runs) <= SHORT else runs[runs % KEPT == 0]


def write(db: Database, owner_id: int, text: str) -> None:
    """Keep the sketch of a source's or a document's text, in the caller's transaction."""
    if not text:
        forget(db, owner_id)
        return
    keep(db, owner_id, sketch_of(text))


def keep(db: Database, owner_id: int, sketch: Hashes) -> None:
    """Keep a sketch that is made already, in the caller's transaction."""
    data = sketch.astype(STORED).tobytes()
    db.conn.execute("INSERT OR REPLACE INTO text_sketches (owner_id, data) VALUES (?, ?)", (owner_id, data))


def forget(db: Database, owner_id: int) -> None:
    """The text is gone."""
    db.conn.execute("DELETE FROM text_sketches WHERE owner_id = ?", (owner_id,))
