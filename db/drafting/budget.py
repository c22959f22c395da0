"""How long one text may be drafted: loops that each stop in time, and a sentence on what was not reached."""

from __future__ import annotations

import time
from collections.abc import Callable

GoesOn = Callable[[int], bool]  # of a place in the text: whether work may go on there
Tell = Callable[[int, int], None]  # done, total; raises `Cancelled` to end the work

SECONDS = 10.0  # of CPU
_TOLD_EVERY = 0.05  # seconds of CPU
_WHOLE = 1000
_AGAIN = "again in smaller parts"  # only what drafting itself left out is told in these words


# the loops over a text in their order, with the time that they need of an ordinary text beside one another; the twins
# are sought in the drafts behind all of them
_WEIGHTS = {
    "words": 3.5, "sentences": 2.2, "tokens": 2.5, "mentions": 6, "resolving": 3, "dates": 1, "acronyms": 0.5,
    "actors": 4, "names": 2, "candidates": 5, "hits": 4, "hits again": 2, "places": 2, "kinds": 16, "incidents": 11,
    "drafts": 2, "ties": 2, "twins": 5,
}  # fmt: skip
_ORDER = tuple(_WEIGHTS)
_ALL = sum(_WEIGHTS.values())


def always(_place: int) -> bool:
    """Work that is not bounded goes on anywhere."""
    return True


def left_out(kept: int, found: int) -> str:
    """What the user is told where there was no time to compare all drafts with the board."""
    return (
        f"Only the first {kept:,} of {found:,} drafts found in it were kept, because comparing all of them with the "
        f"board would take too long. Drop it {_AGAIN} to have the others too."
    )


def is_of_drafting(sentence: str) -> bool:
    """Whether a sentence on a document tells what an earlier drafting left out."""
    return _AGAIN in sentence


class Budget:
    """The CPU time of one text.

    Drafting goes over a text many times, and what is found last rests on what was found first.  So each loop may work
    for its share of the time that is left, and the loops behind it look no further than `reach`, where it stopped.
    To be made in the thread that works: it counts the time of that thread alone.
    """

    def __init__(self, seconds: float = SECONDS, tell: Tell | None = None) -> None:
        self._seconds, self._tell = seconds, tell
        self._end = time.thread_time() + seconds
        self._next_tell = 0.0
        self._before = self._share = 0.0  # of all that is to be done: before the present loop, and its own
        self._until: float | None = None  # set when the loop asks first: what was prepared for it is not counted
        self._size = self.reach = 0

    def open(self, size: int) -> None:
        """Begin with a text of so many characters."""
        self._size = self.reach = size

    def loop(self, name: str) -> GoesOn:
        """Begin one of the loops; what it gets may be asked of any place of the text, from first to last."""
        before = sum(_WEIGHTS[one] for one in _ORDER[: _ORDER.index(name)])
        self._before, self._share = before / _ALL, _WEIGHTS[name] / _ALL
        self._until = None
        return self._goes_on

    @property
    def cut(self) -> bool:
        """Whether a part of the text was not reached."""
        return self.reach < self._size

    def sentence(self) -> str:
        """What the user is told of a text that was not searched whole; empty where it was."""
        if not self.cut:
            return ""
        return (
            f"Only the first {self.reach:,} of {self._size:,} characters were searched for incidents, because searching "
            f"all of them would take longer than {self._seconds:g} seconds. The text is kept whole: drop the rest of it "
            f"{_AGAIN} to have them searched too."
        )

    def _goes_on(self, place: int) -> bool:
        if place >= self.reach:
            return False
        if self.has_time(self._before + self._share * place / max(self._size, 1)):
            return True
        self.reach = place
        return False

    def has_time(self, done: float) -> bool:
        """Whether the present loop has time left; tells which share of all is done. Raises what `tell` raises."""
        now = time.thread_time()
        if self._tell is not None and now >= self._next_tell:
            self._next_tell = now + _TOLD_EVERY
            self._tell(int(done * _WHOLE), _WHOLE)
        if self._until is None:
            self._until = now + max(0.0, self._end - now) * self._share / (1.0 - self._before)
        return now < self._until


def loop_of(budget: Budget | None, name: str) -> GoesOn:
    """Begin one of the loops; without a budget it has no end but that of the text."""
    return budget.loop(name) if budget is not None else always
