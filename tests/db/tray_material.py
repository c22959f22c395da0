"""A report dropped into a tray, with one draft of each kind: what the tests of the tray stand on."""

from __future__ import annotations

import db
from db.dates import from_edtf
from db.drafts import Draft, DraftActor, FlashpointDraft, IncidentDraft, Mark, Question, RelationshipDraft, TrayDocument
from db.readers.documents import ReadFile

TEXT = (
    "Radio Orontes, 9 June 2017. Jets reportedly struck a convoy of the River Brigade near the mill on 8 June, "
    "killing six. The River Brigade is backed by the Mill Guard. Dozens fled to the ford."
)
PICTURE = b"\x89PNG a picture of the mill"


def mark(words: str, field: str = "quote", index: int = 0) -> Mark:
    """These words of the text as a mark."""
    start = TEXT.index(words)
    return Mark(start, start + len(words), field, index=index)


def document(name: str = "orontes.txt", **fields: object) -> TrayDocument:
    """The report as a reader hands it on."""
    told = {
        "title": "Jets over the mill", "publisher": "Radio Orontes", "author": "A. Reporter", "language": "en",
        "address": "https://example.org/1", "published": from_edtf("2017-06-09"), "text": TEXT, "reliability": "C",
    }  # fmt: skip
    return TrayDocument(name, **{**told, **fields})  # type: ignore[arg-type]


def strike(**fields: object) -> IncidentDraft:
    """A strike on an actor that is not on the board, which is asked about."""
    told = {
        "kind": "air_strike", "date": from_edtf("2017-06-08"), "place": "the mill", "latitude": 33.5, "longitude": 38.6,
        "precision": "vicinity", "deaths_best": 6, "credibility": "3", "hedge": "reportedly",
        "actors": (DraftActor("River Brigade", "target", as_named="a convoy of the River Brigade"),),
        "marks": (mark("Jets reportedly struck a convoy of the River Brigade near the mill on 8 June, killing six."),
                  mark("8 June", "date"), mark("the River Brigade", "actor")),
        "questions": (Question("actor", "“River Brigade” is not on the board. Make a new actor?"),),
    }  # fmt: skip
    return IncidentDraft("Air strike near the mill", **{**told, **fields})  # type: ignore[arg-type]


def flight(**fields: object) -> IncidentDraft:
    """A second incident, without any question."""
    told = {"kind": "aid", "deaths_words": "dozens", "marks": (mark("Dozens fled to the ford."),)}
    return IncidentDraft("Flight to the ford", **{**told, **fields})  # type: ignore[arg-type]


def backing(**fields: object) -> RelationshipDraft:
    """A tie between an actor that is new in two drafts and another new one."""
    told = {"since": from_edtf("2017"), "marks": (mark("The River Brigade is backed by the Mill Guard."),)}
    one, two = DraftActor("Mill Guard", kind="militia"), DraftActor("river-brigade")
    return RelationshipDraft(one, two, "backs", **{**told, **fields})  # type: ignore[arg-type]


def ford(**fields: object) -> FlashpointDraft:
    """A flashpoint of a map file."""
    told = {"latitude": 33.6, "longitude": 38.7, "marks": (mark("the ford"),)}
    return FlashpointDraft("The ford", **{**told, **fields})  # type: ignore[arg-type]


def drop(board: db.Board, *drafts: Draft, name: str = "orontes.txt", **fields: object) -> tuple[int, list[int]]:
    """The report with its picture in the tray; the ids of the document and of its drafts in text order."""
    files = (ReadFile("mill.png", "image/png", PICTURE),)
    made = board.tray.add(document(name, **fields), drafts, original=TEXT.encode(), files=files)
    return made, [draft.id for draft in board.tray.drafts(made)]
