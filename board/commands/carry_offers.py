"""What a drop of our own would do, as a value: the sentence that hovers, and the ways in which it can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from board.session import MANY_RECORDS, Session
from db import Board
from db.names import isolate, show_controls

Work = Callable[[Board], object]


@dataclass(frozen=True, slots=True)
class Option:
    """One way to do it, as a line of a menu."""

    label: str
    act: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Offer:
    """What is told while it hovers; where it is `willing`, `options` are worked out once it was let go.

    A single option is done at once; of several one is chosen in a menu. `copies`: holding Ctrl means another thing.
    """

    sentence: str
    willing: bool = True
    options: Callable[[], Sequence[Option]] = field(default=tuple)
    copies: bool = False


def refuse(sentence: str) -> Offer:
    """Why it can't be."""
    return Offer(sentence, willing=False)


def only(sentence: str, act: Callable[[], object], *, copies: bool = False) -> Offer:
    """One way to do it."""
    return Offer(sentence, options=partial(_single, sentence, act), copies=copies)


def _single(sentence: str, act: Callable[[], object]) -> Sequence[Option]:
    return (Option(sentence, act),)


def write(session: Session, name: str, count: int, work: Work) -> None:
    """Do one named, undoable write; apart where so many records are concerned that the window would wait."""
    if count > MANY_RECORDS:
        session.run_apart(name, work)
    else:
        session.run(name, partial(work, session.board))


def named(text: str, length: int = 48) -> str:
    """A name as a part of a sentence: on one line, not too long, its direction its own."""
    line = show_controls(" ".join(text.split()))
    return isolate(line if len(line) <= length else line[: length - 1].rstrip() + "…")


def plainly(text: str, length: int = 40) -> str:
    """A name as a part of the name of a step, which is kept: without marks of direction."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
