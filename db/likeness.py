"""Which sources and documents are the same file as a text, or say the same: what lets circular reporting be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from db import sketches
from db.connection import told_plainly
from db.drafts import Likeness
from db.sketches import RUN, Hashes, runs_of, sketch_of, words_of

if TYPE_CHECKING:
    from db.board import Board

MOST = 8  # likenesses told of one text
NEAR_COPY = 0.5  # share of this text that is in the other one
LONG_QUOTE = 40  # words in one piece: shorter ones are a name, a saying, the foot of a page
_SWALLOWED = 0.8  # share of the other text that is in this one: a statement that an article gives in full
_SHORTEST = 20  # words of a text that can be swallowed
_LOOKED_AT = 24  # candidates whose texts are compared word by word


def likenesses(board: Board, sha256: str, text: str, but: int = 0) -> list[Likeness]:
    """The sources and documents of the tray that are or hold this text, the likest first; at most `MOST`.

    `but`: the id of a document that is not compared, since it is the text's own.
    """
    with told_plainly(board.path):
        found = _same_bytes(board, sha256, but)
        seen = {_owner(like) for like in found}
        words = words_of(text)
        mine = runs_of(words)
        if len(mine):
            alike = (_compared(board, owner, mine) for owner in _candidates(board, text, but) if owner not in seen)
            found += sorted((like for like in alike if like), key=lambda like: -like.share)
        return _each_once(board, found)[:MOST]


def _owner(like: Likeness) -> int:
    return like.source_id or like.document_id or 0


def _same_bytes(board: Board, sha256: str, but: int) -> list[Likeness]:
    if not sha256:
        return []
    conn = board.db.conn
    sources = conn.execute("SELECT id, title FROM sources WHERE sha256 = ? AND sha256 <> '' ORDER BY id", (sha256,))
    found = [Likeness(1.0, source_id=source_id, title=title, same_bytes=True) for source_id, title in sources]
    documents = conn.execute(
        """SELECT id, CASE title WHEN '' THEN name ELSE title END FROM tray_documents
           WHERE sha256 = ? AND sha256 <> '' AND id <> ? ORDER BY id""",
        (sha256, but),
    )
    return found + [Likeness(1.0, document_id=number, title=title, same_bytes=True) for number, title in documents]


def _candidates(board: Board, text: str, but: int) -> list[int]:
    """Ids of the sources and documents that share the most runs of words with the text."""
    wanted = sketch_of(text)
    owners: list[int] = []
    parts: list[Hashes] = []
    for owner, data in board.db.conn.execute("SELECT owner_id, data FROM text_sketches"):
        owners.append(owner)
        parts.append(np.frombuffer(data[: len(data) // 4 * 4], dtype=sketches.STORED))
    for owner, part in _unsketched(board):
        owners.append(owner)
        parts.append(part)
    if not parts:
        return []
    lengths = np.array([len(part) for part in parts])
    every = np.concatenate(parts)
    place = np.searchsorted(wanted, every)
    hit = wanted[np.minimum(place, len(wanted) - 1)] == every
    shared = np.bincount(np.repeat(np.arange(len(parts)), lengths)[hit], minlength=len(parts))
    order = np.argsort(-shared, kind="stable")[: _LOOKED_AT + 1]
    least = min(2, len(wanted))
    return [owners[number] for number in order.tolist() if shared[number] >= least and owners[number] != but]


def _unsketched(board: Board) -> list[tuple[int, Hashes]]:
    """Sketches of texts that came before sketches were kept, or by an import; kept from now on where that may be."""
    sql = """SELECT id, text FROM sources WHERE text <> '' AND id NOT IN (SELECT owner_id FROM text_sketches)"""
    found = []
    for source_id, text in board.db.conn.execute(sql).fetchall():
        found.append((source_id, sketch_of(text)))
    if found and not board.read_only:
        with board.transaction():
            for source_id, sketch in found:
                sketches.keep(board.db, source_id, sketch)
    return found


def _compared(board: Board, owner: int, mine: Hashes) -> Likeness | None:
    """How the text, told by its runs of words, is like that of a source or a document; None where it is not."""
    row: Any = board.db.conn.execute(
        """SELECT title, text, 1 FROM sources WHERE id = ?1 UNION ALL
           SELECT CASE d.title WHEN '' THEN d.name ELSE d.title END, t.text, 0
           FROM tray_documents d JOIN tray_texts t ON t.document_id = d.id WHERE d.id = ?1""",
        (owner,),
    ).fetchone()
    if row is None:
        return None
    title, text, is_source = row
    theirs = runs_of(words_of(text))
    if not len(theirs):
        return None
    there = np.isin(mine, theirs)
    share = float(there.mean())
    swallowed = len(theirs) + RUN - 1 >= _SHORTEST and float(np.isin(theirs, mine).mean()) >= _SWALLOWED
    if share < NEAR_COPY and not swallowed and _longest(there) + RUN - 1 < LONG_QUOTE:
        return None
    return Likeness(
        round(share, 3), source_id=owner if is_source else None, document_id=None if is_source else owner, title=title
    )


def _longest(there: np.ndarray[Any, np.dtype[np.bool_]]) -> int:
    """The length of the longest piece without a gap."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], there.astype(np.int8), [0]))))
    return int((edges[1::2] - edges[::2]).max(initial=0))


def _each_once(board: Board, found: list[Likeness]) -> list[Likeness]:
    """A document of the tray that became one of the sources found is not told beside it."""
    sources = {like.source_id for like in found if like.source_id is not None}
    became = dict(board.db.conn.execute("SELECT id, source_id FROM tray_documents WHERE source_id IS NOT NULL"))
    return [like for like in found if like.document_id is None or became.get(like.document_id) not in sources]
