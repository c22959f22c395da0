"""From choices to a laid-out document: the one way by which the preview, the printer and the command line get a sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from board.sheets.blocks import Block, Outline, PageBreak
from board.sheets.choices import SHEET_KINDS, Choices
from board.sheets.contents import Contents, number_pages
from board.sheets.flashpoint_sheet import flashpoint_sheet
from board.sheets.ink import SUBTITLE
from board.sheets.other_sheets import actor_sheet, chronology, incident_sheet
from board.sheets.overview_sheet import overview_sheet
from board.sheets.pages import Document, Furniture, extent, lay_out
from board.sheets.paper import pt
from board.sheets.parts import held_back, source_list, title
from board.sheets.reading_key import reading_key
from board.sheets.situation import Progress, Situation
from board.sheets.words import Text
from db import Board, NotOnBoard
from db.releasing import rank

_FEW_SOURCES = 8  # so few follow the last sheet of a pack, more begin a page
_SHORT, _FEW_LINES = 3, 0.22  # pages of a sheet that may be pressed, and the share of its last page that is worth it
_PRESSED = 0.62


def make_sheet(board: Board, choices: Choices, progress: Progress | None = None) -> Document:
    """The sheet as pages. Works in any thread, on that thread's own board. Raises `BoardError`."""
    situation = Situation(board, choices, progress)
    contents, named = None, []
    if choices.kind == "pack":
        blocks, contents, named = _pack(situation)
    else:
        blocks = _blocks(situation)
    situation.progress(0, 1, "laying out the pages")
    furniture = Furniture(
        title=_title(situation),
        marking=min(filter(None, (situation.released.marking, choices.marking)), key=rank),
        left=f"Situation board · {situation.released.title}",
        right=situation.head_right(),
        foot=situation.state_foot(),
    )
    document = lay_out(blocks, choices.sheet_paper(), furniture, choices.ink())
    document.held_back = tuple(situation.released.held_back_sentences())
    document.least_marking = situation.released.marking
    if contents is not None:
        number_pages(document, contents, named)
    return document


def _blocks(situation: Situation) -> list[Block]:
    about = situation.choices.about
    kind = situation.choices.kind
    if kind == "flashpoint":
        if about not in situation.flashpoints:
            raise NotOnBoard("This flashpoint is not on the board, or may not leave it under this profile.")
        return _in_few_pages(partial(flashpoint_sheet, situation, situation.flashpoints[about]), situation)
    if kind == "actor":
        if about not in situation.actors:
            raise NotOnBoard("This actor is not on the board, or may not leave it under this profile.")
        return _in_few_pages(partial(actor_sheet, situation, situation.actors[about]), situation)
    if kind == "incident":
        return _in_few_pages(partial(incident_sheet, situation), situation)
    return overview_sheet(situation) if kind == "overview" else chronology(situation)


def _in_few_pages(compose: Callable[..., list[Block]], situation: Situation) -> list[Block]:
    """A sheet with its drawings pressed a little where that saves a page with only a few lines on it."""
    paper = situation.choices.sheet_paper()
    loose = compose()
    count, filled = extent(loose, paper)
    if count == 1 or count > _SHORT or filled > _FEW_LINES:
        return loose
    tight = compose(scale=_PRESSED)
    return tight if extent(tight, paper)[0] < count else loose


def _pack(situation: Situation) -> tuple[list[Block], Contents, list[Outline]]:
    """Contents, overview, a sheet for each flashpoint, and the sources of all of them at the end."""
    body: list[Block] = overview_sheet(situation, alone=False)
    # the parts of a flashpoint's sheet are in the bookmarks: in the contents they would bury the flashpoints
    named, overview_end = [block for block in body if isinstance(block, Outline)], len(body)
    total = len(situation.released.flashpoints)
    for place, flashpoint in enumerate(situation.released.flashpoints):
        situation.progress(place, total, flashpoint.name)
        body += [PageBreak(), *_in_few_pages(partial(flashpoint_sheet, situation, flashpoint, alone=False), situation)]
    sources = source_list(situation, level=0)
    if len(situation.sources) > _FEW_SOURCES:
        body.append(PageBreak())
    body += [*sources, *held_back(situation)]
    named += [block for block in body[overview_end:] if isinstance(block, Outline) and block.level == 0]
    contents = Contents([(block.title, block.level) for block in named])
    cover: list[Block] = [
        Outline("Contents", 0),
        title(situation.released.title),
        Text(f"Briefing pack · {situation.window_words()}", SUBTITLE, after=pt(14), keep_with_next=True),
        contents,
        *reading_key(),
        PageBreak(),
    ]
    return cover + body, contents, named


def _title(situation: Situation) -> str:
    choices = situation.choices
    name = SHEET_KINDS[choices.kind]
    if choices.kind == "flashpoint":
        name = situation.flashpoints[choices.about].name
    elif choices.kind == "actor":
        name = situation.actors[choices.about].label
    elif choices.kind == "incident" and situation.told:
        name = situation.told[0].incident.title
    return f"{name} · {situation.released.title}"
