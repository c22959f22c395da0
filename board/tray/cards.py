"""What a card of the tray says: plain data, so that painting, pointing and reading aloud say the same."""

from __future__ import annotations

from dataclasses import dataclass

# the tones of words, which the painter gives colours and faces
VALUE, WHY, SOFT, WARN, FAINT = "value", "why", "soft", "warn", "faint"

# what a press on a card asks for
ACCEPT, EDIT, SKIP, PUT_BACK, JOIN, ANSWER, LEAVE_OPEN, REVEAL, OPEN = (
    "accept",
    "edit",
    "skip",
    "put_back",
    "join",
    "answer",
    "leave_open",
    "reveal",
    "open",
)


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one tone."""

    text: str
    tone: str = VALUE


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to press: a button, or an answer to an open question."""

    text: str
    action: str
    question: int = -1  # its place among the draft's questions
    choice: int = -1  # its place among the question's choices
    primary: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a card: what it is about, the value with the words that it came from, and what may be answered.

    `field` and `index` tie it to the marks of the text, as in `db.drafts.Mark`; a `badge` is a grade such as C3.
    """

    label: str
    runs: tuple[Run, ...] = ()
    field: str = ""
    index: int = 0
    offers: tuple[Offer, ...] = ()
    badge: str = ""

    @property
    def text(self) -> str:
        """All words of the row."""
        return " ".join(filter(None, (*(run.text for run in self.runs), self.badge)))


@dataclass(frozen=True, slots=True)
class Card:
    """One draft as it is shown; a draft that was dealt with is one line."""

    draft_id: int
    noun: str  # incident, relationship, flashpoint
    title: str
    state: str
    rows: tuple[Row, ...] = ()
    buttons: tuple[Offer, ...] = ()
    open_questions: int = 0
    writable: bool = True

    def spoken(self) -> str:
        """The whole card for a screen reader."""
        rows = ". ".join(f"{row.label}: {row.text}" for row in self.rows)
        return f"{self.title}. {rows}"
