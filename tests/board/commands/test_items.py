"""The end of a drop in words, and what its parts are called."""

from __future__ import annotations

from pathlib import Path

from board.commands.dropped import Blob, Clip, Dropped
from board.commands.items import Item, ItemEnd, file_item, items_of, told
from board.commands.uris import Link, Uris


def _end(name: str, outcome: str, drafts: int = 0, sentence: str = "") -> ItemEnd:
    return ItemEnd(Item(name), outcome, sentence, drafts)


def test_the_end_is_told_in_one_sentence() -> None:
    ends = [_end("a", "tray", 4), _end("b", "tray", 5), _end("c", "tray"), _end("x.bin", "kept")]
    told_, tone = told(ends)
    assert (told_, tone) == ("3 documents are in the tray, 9 drafts; “x.bin” was kept as an attached source.", "done")
    assert told([_end("a.html", "tray", 1)]) == ("“a.html” is in the tray, 1 draft.", "done")
    assert told([_end("a.html", "tray")]) == ("“a.html” is in the tray, no drafts.", "done")
    assert told([_end("p.jpg", "attached")]) == ("“p.jpg” was attached.", "done")


def test_what_went_wrong_is_told_behind_what_went_well() -> None:
    ends = [_end("a", "tray", 1), _end("b", "refused", sentence="“b” is no ordinary file.")]
    assert told(ends) == ("“a” is in the tray, 1 draft. “b” is no ordinary file.", "note")
    assert told(ends[1:]) == ("“b” is no ordinary file.", "error")
    many = [_end(str(number), "refused", sentence=f"{number} is wrong.") for number in range(6)]
    assert told(many)[0] == "0 is wrong. 1 is wrong. 2 is wrong. 3 more were left aside."


def test_what_was_not_done_is_told() -> None:
    assert told([_end("a", "tray", 2), _end("b", "cancelled")])[0] == (
        "“a” is in the tray, 2 drafts; cancelled before 1 other."
    )
    assert told([_end("a", "known"), _end("b", "tray")])[0] == (
        "“b” is in the tray, no drafts; 1 thing was here already."
    )
    assert told([], ["“folder” holds no files."]) == ("“folder” holds no files.", "note")
    assert told([_end("a", "table")])[0] == ""


def test_things_without_a_name_get_one() -> None:
    (text,) = items_of(Dropped(clip=Clip("  Clashes\nnear the mill " + "and on " * 40)))
    assert text.name.startswith("Clashes near the mill and on")
    assert len(text.name) <= 60
    assert items_of(Dropped(clip=Clip(html="<p>")))[0].name == "Dropped text"
    assert items_of(Dropped(clip=Clip("words", title="The report")))[0].name == "The report"
    link = Link("https://example.org/a", "The report")
    assert [one.name for one in items_of(Dropped(Uris(links=(link,))))] == ["The report"]
    assert items_of(Dropped(blob=Blob("a\u202eb.png", "image/png", b"")))[0].name != "a\u202eb.png"
    assert file_item(Path("/some/a.pdf"), alone=False) == Item("a.pdf", path=Path("/some/a.pdf"), alone=False)
