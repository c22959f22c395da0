"""How much of marked-up texts drafting finds, beside the aims of the product, and how long it takes beside a bare scan."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from functools import partial
from itertools import cycle

from db.drafting import draft
from db.drafting.knowledge import Knowledge
from db.readers.documents import ReadDocument
from tests.bench.harness import Bench, Row
from tests.db.drafting.floors import AIMS
from tests.db.drafting.marked import texts_of
from tests.db.drafting.score import table
from tests.db.drafting.scoring import Score, document_of, knowledge_of, score

SETS = {"held_back": "held back", "tune": "tuned on"}
PAGES, WORDS_A_PAGE = 20, 500
SLOWEST_S = 1.0  # after that the tray must show progress
SLOWEST_BY_SCAN = 400.0
LONG_BOARD = "sample"


def measure(bench: Bench) -> None:
    """The rows of this benchmark."""
    for folder, called in SETS.items():
        texts = texts_of(folder)
        found = score(texts)
        bench.say(f"\n{len(texts)} texts {called}\n{table(found, aims=folder == 'held_back')}")
        _figures(bench, called, found)
    _times(bench)


def _figures(bench: Bench, called: str, found: Score) -> None:
    for (noun, measure_name), aim in AIMS.items():
        tally = found.tallies[noun]
        figure = float(getattr(tally, measure_name))
        name = f"{noun} in texts {called}, {measure_name.upper() if measure_name == 'f1' else measure_name}"
        bench.keep(Row(name, f"the aim of {aim}", figure, aim, 1.0, tally.true, at_least=True))


def _times(bench: Bench) -> None:
    knowledge = knowledge_of(LONG_BOARD)
    longest = max((text for text in texts_of("tune") if text.board == LONG_BOARD), key=lambda text: len(text.text))
    pages = replace(document_of(longest), text=_pages(PAGES * WORDS_A_PAGE))
    turns = bench.plan.quick_turns
    for what, document in ((f"a text of {_words(longest.text):,} words", document_of(longest)),
                           (f"a report of {PAGES} pages", pages)):  # fmt: skip
        bench.compare(
            f"drafting {what}",
            r"a bare scan for its words, re.findall(r'\w+')",
            ours=partial(_seconds_of_drafting, document, knowledge),
            theirs=partial(_seconds_of_scan, document.text),
            target=SLOWEST_BY_SCAN,
            n=_words(document.text),
            turns=turns,
        )
    taken = bench.rows[-1]
    name = f"drafting a report of {PAGES} pages, within a second"
    bench.keep(Row(name, "one second", taken.ours, SLOWEST_S, 1.0, taken.n))


def _pages(words: int) -> str:
    """The texts to tune on, one after another and again until there are so many words."""
    texts = cycle(text.text for text in texts_of("tune"))
    pages = ""
    while _words(pages) < words:
        pages += next(texts) + "\n\n"
    return pages


def _words(text: str) -> int:
    return len(text.split())


def _seconds_of_drafting(document: ReadDocument, knowledge: Knowledge) -> float:
    began = time.perf_counter()
    draft(document, knowledge)
    return time.perf_counter() - began


def _seconds_of_scan(text: str) -> float:
    began = time.perf_counter()
    re.findall(r"\w+", text)
    return time.perf_counter() - began
