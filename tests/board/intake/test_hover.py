"""The words of a drag that hovers: what is dropped, on what, and what that does."""

from __future__ import annotations

from pathlib import Path

import pytest

from board.commands.dropped import Glance
from board.commands.targets import WINDOW, Target
from board.commands.uris import Link, Uris
from board.intake.hover import NOTHING, hover_words

TANF = Target("flashpoint", 1, "At Tanf")
STRIKE = Target("incident", 2, "US strike near At Tanf")
TIE = Target("relationship", 3, "SDF – Tiger Forces")
DAY = Target("day", label="8 June 2017", day=17325)


def _files(*names: str) -> Glance:
    return Glance(Uris(files=tuple(Path("/some") / name for name in names)))


@pytest.mark.parametrize(
    ("glance", "target", "words"),
    [
        (_files("report.html"), WINDOW, "Read “report.html” into the tray"),
        (_files("report.html"), Target("tray"), "Read “report.html” into the tray"),
        (_files("report.html"), TANF, "Read “report.html” into the tray, as about At Tanf"),
        (_files("a.pdf", "b.eml", "photos"), TIE, "Read 3 files into the tray, as evidence on SDF – Tiger Forces"),
        (_files("a.pdf"), DAY, "Read “a.pdf” into the tray, as of 8 June 2017"),
        (_files("a.pdf"), STRIKE, "Read “a.pdf” into the tray, as a source of “US strike near At Tanf”"),
        (_files("tower.JPG"), STRIKE, "Attach “tower.JPG” to “US strike near At Tanf”"),
        (_files("tower.jpg", "b.png"), STRIKE, "Attach 2 files to “US strike near At Tanf”"),
        (_files("tower.jpg"), TANF, "Read “tower.jpg” into the tray, as about At Tanf"),
        (_files("a.pdf"), Target("source", 9, "SOHR"), "Attach “a.pdf” to the source “SOHR”"),
        (_files("ged.csv"), WINDOW, "Import table “ged.csv” into this board"),
        (_files("ged.csv", "b.xlsx"), TANF, "Import 2 tables, unknown places as At Tanf"),
        (_files("ged.csv", "a.pdf"), WINDOW, "Read 2 files: tables into the board, the rest into the tray"),
        (_files("s.sitboard"), WINDOW, "Open the board “s.sitboard”, or take incidents from it"),
        (Glance(text=True), TANF, "Read the text into the tray, as about At Tanf"),
        (Glance(text=True, picture=True), WINDOW, "Read the text into the tray"),
        (Glance(picture=True), STRIKE, "Attach the picture to “US strike near At Tanf”"),
        (
            Glance(Uris(links=(Link("https://example.org/a", "The report"),)), text=True),
            WINDOW,
            "Keep the link “The report” in the tray; it is not opened",
        ),
        (
            Glance(Uris(links=(Link("https://example.org/a"),)), text=True),
            STRIKE,
            "Keep the link “https://example.org/a” as a source of “US strike near At Tanf”; it is not opened",
        ),
    ],
)
def test_a_target_says_what_a_drop_on_it_will_do(glance: Glance, target: Target, words: str) -> None:
    assert hover_words(glance, target) == (words, True)


def test_a_lane_of_the_timeline_is_named_beside_the_day() -> None:
    words, _ = hover_words(Glance(text=True), DAY, lane="At Tanf")
    assert words == "Read the text into the tray, as of 8 June 2017, about At Tanf"
    assert "as about" not in hover_words(Glance(text=True), Target("flashpoint", -1))[0]


def test_what_is_not_taken_says_why() -> None:
    assert hover_words(Glance(), WINDOW) == (NOTHING, False)
    assert hover_words(Glance(Uris(problems=("A file on another computer …",))), WINDOW)[1] is False
    assert hover_words(_files("a.sitboard", "b.sitboard"), WINDOW) == ("Drop one board at a time", False)
    words, willing = hover_words(_files("a.pdf"), WINDOW, read_only=True)
    assert ("reading only" in words, willing) == (True, False)
    assert hover_words(_files("a.sitboard"), WINDOW, read_only=True)[1]


def test_odd_names_are_made_visible() -> None:
    words, _ = hover_words(_files("re\u202eport.html"), Target("flashpoint", 1, "At\u202eTanf"))
    assert "\u202e" not in words
