"""However a text repeats itself, drafting it ends in time, says what it did not reach, and keeps what it found before."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from db import Cancelled
from db.dates import from_edtf
from db.drafting import Budget, Knowledge, draft, draft_of_passage, is_of_drafting
from db.drafts import Proposal, TrayDocument
from db.readers.documents import ReadDocument
from db.readers.texts.limits import MOST_TEXT
from tests.db.drafting.reading import KNOWN, PUBLISHED

REPORT = "Turkish jets hit Raqqa on 5 June 2017, killing five civilians.\n\n"
SECONDS = 0.3  # of CPU
# a loop asks between two pieces of work: for machines and pieces that are slow
MUCH_MORE = 10
HOSTILE = {
    "dots": ".", "dots and spaces": ". ", "signs": "?! ", "ellipses": "… ", "stops in brackets": ".) ",
    "spaces": " ", "lines": "\n", "paragraphs": "x\n\n", "form feeds": "\f", "figures": "7", "numbers": "12 ",
    "initials": "A. ", "abbreviation": "a.", "commas": ",", "quotes": '"', "brackets": "(", "strokes": "1/",
    "hyphens": "-", "dashes": " – ", "letters": "x", "capitals": "A B ", "words in capitals": "Aaaa Bbbb ",
    "apostrophes": "a'", "accents": "a\u0301", "months": "May ", "dates": "5 May 2015 ", "days": "Friday ",
    "days counted": "two days ago ", "times": "12:30 ", "deaths": "killed ", "Arabic letters": "ا", "Arabic": "الرقة ",
    "Russian": "май ", "Chinese": "中", "places": "Raqqa ", "places on lines": "Raqqa\n\n", "articles": "Al-",
    "actors": "US-backed ", "acronyms": "(ABC) ", "unknown groups": "Zorbian Brigade ", "pictures": "🔴",
    "reports": REPORT, "the strike": "After the strike. ", "ties": "Iran backs Hezbollah. ",
}  # fmt: skip


def _drafted(text: str, budget: Budget | None = None) -> Proposal:
    return draft(ReadDocument("text.txt", "text", published=PUBLISHED, text=text), KNOWN, budget=budget)


def _filled(words: str, size: int) -> str:
    return (words * (size // len(words) + 1))[:size]


def _cpu(work: Callable[[], object]) -> float:
    began = time.thread_time()
    work()
    return time.thread_time() - began


@pytest.fixture(scope="module", autouse=True)
def _read_once() -> None:
    """What drafting looks up once is not counted against the first text."""
    _drafted(REPORT)


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_a_text_of_the_largest_size_is_drafted_in_time_or_stopped_with_a_sentence(words: str) -> None:
    text = _filled(words, MOST_TEXT)
    budget = Budget(SECONDS)
    found: list[Proposal] = []
    assert _cpu(lambda: found.append(_drafted(text, budget))) < MUCH_MORE * SECONDS
    (made,) = found
    assert bool(made.sentences) == budget.cut
    assert all(mark.end <= budget.reach for one in made.drafts for mark in one.marks)
    if budget.cut:
        (told,) = made.sentences
        assert told.startswith(f"Only the first {budget.reach:,} of {MOST_TEXT:,} characters were searched")
        assert is_of_drafting(told)


@pytest.mark.parametrize("words", [".", ". ", "?! ", "… ", ".) ", "5 May 2015 ", "After the strike. "])
def test_four_times_the_text_takes_about_four_times_as_long(words: str) -> None:
    short, long = _filled(words, 10_000), _filled(words, 40_000)
    once = min(_cpu(lambda: _drafted(short, Budget(1000))) for _ in range(3))
    assert _cpu(lambda: _drafted(long, Budget(1000))) < 10 * once  # where each looks at all others: sixteen times


def test_what_was_found_before_the_stop_is_kept() -> None:
    head = REPORT.replace("Raqqa", "Mosul").replace("5 June", "2 June")
    whole = _drafted(head)
    budget = Budget(1.0)
    made = _drafted(head + _filled(". ", 200) + "\n\n" + _filled(REPORT, MOST_TEXT), budget)
    assert len(head) < budget.reach < MOST_TEXT
    assert [(one.title, one.marks) for one in made.drafts[:1]] == [(one.title, one.marks) for one in whole.drafts]


def test_no_sentence_is_read_in_part() -> None:
    text = _filled("Turkish jets hit Raqqa and killed 500 people on 5 June 2017.\n\n", MOST_TEXT)
    made = _drafted(text, Budget(SECONDS))
    told = {text[mark.start : mark.end] for one in made.drafts for mark in one.marks if mark.field == "quote"}
    assert made.sentences
    assert told <= {"Turkish jets hit Raqqa and killed 500 people on 5 June 2017."}


def test_an_ordinary_text_is_drafted_whole_and_says_nothing() -> None:
    text = _filled(REPORT, 20_000)
    made, unhurried = _drafted(text), _drafted(text, Budget(1000))
    assert made == unhurried
    assert made.drafts
    assert made.sentences == ()


def test_without_any_time_nothing_is_found_and_that_is_said() -> None:
    made = _drafted(REPORT, Budget(0.0))
    assert made.drafts == ()
    assert "Only the first 0 of" in made.sentences[0]


@pytest.mark.parametrize("asked", [1, 5, 12])
def test_a_cancel_ends_it_at_the_next_asking(asked: int) -> None:
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        told.append((done, total))
        if len(told) == asked:
            raise Cancelled("Cancelled.")

    with pytest.raises(Cancelled):
        _drafted(_filled(REPORT, MOST_TEXT), Budget(2.0, tell))
    assert len(told) == asked
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert all(0 <= done <= total for done, total in told)


def test_a_passage_of_a_whole_text_does_not_hold_the_window_up() -> None:
    text = _filled(REPORT, MOST_TEXT)
    document = TrayDocument("long.txt", text=text, published=from_edtf(PUBLISHED))
    known = Knowledge(actors=KNOWN.actors)
    assert _cpu(lambda: draft_of_passage(document, 0, len(text), known)) < MUCH_MORE
    made = draft_of_passage(document, 0, len(text), known)
    assert (made.marks[-1].start, made.marks[-1].end) == (0, len(text))
    assert is_of_drafting(made.note)
    assert draft_of_passage(document, 0, len(REPORT), known).note == ""
