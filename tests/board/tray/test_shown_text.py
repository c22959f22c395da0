"""How a foreign text is cut into what can be shown, and how its places are found again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from board.tray.shown_text import LONGEST_LINE, LONGEST_PART, MOST_LINES, part_of


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_a_plain_text_is_shown_as_it_is() -> None:
    part = part_of("On 18 May\naircraft struck.")
    assert part.shown == "On 18 May\naircraft struck."
    assert [part.place_of(at) for at in (0, 9, 25)] == [0, 9, 25]
    assert part.position_of(12) == 12


def test_what_is_invisible_is_written_out_and_places_still_fit() -> None:
    text = "a\u202eb\U0001f600c\r\nd\x00e"
    part = part_of(text)
    assert part.shown == "a⟦U+202E⟧b\U0001f600c\nd⟦U+0000⟧e"
    for letter in "abcde":
        place = part.place_of(text.index(letter))
        assert part.shown.encode("utf-16-le")[2 * place :].decode("utf-16-le").startswith(letter)
        assert part.position_of(place) == text.index(letter)


def test_a_line_of_megabytes_is_broken_at_blanks() -> None:
    part = part_of("word " * 1_000_000)
    lines = part.shown.split("\n")
    assert max(map(len, lines)) <= LONGEST_LINE
    assert all(line.endswith("word ") for line in lines[:-1])
    assert len(part.shown) < LONGEST_PART * 1.1


def test_millions_of_lines_come_in_parts() -> None:
    text = "\n" * 2_000_000
    first = part_of(text)
    assert first.end == MOST_LINES
    last = part_of(text, len(text) - 1)
    assert last.start < len(text) == last.end


def test_parts_follow_without_a_gap_and_hold_what_is_asked_for() -> None:
    text = "".join(f"line {number} of the report\n" for number in range(20_000))
    at, parts = 0, []
    while at < len(text):
        part = part_of(text, at)
        assert part.start == at
        parts.append(text[part.start : part.end])
        at = part.end
    assert "".join(parts) == text
    assert all(part.endswith("\n") for part in parts)
    wanted = text.index("line 15000 ")
    part = part_of(text, wanted)
    assert part.shown[part.place_of(wanted) :].startswith("line 15000 ")


@given(st.text(st.sampled_from("ab \n\r\u202e\U0001f600ع\x07\u2029"), max_size=60))
def test_every_place_maps_back(text: str) -> None:
    part = part_of(text)
    assert units(part.shown) == part.place_of(len(text)) or text == ""
    last = -1
    for position in range(len(text)):
        place = part.place_of(position)
        assert place >= last
        last = place
        if not (text[position] == "\n" and position and text[position - 1] == "\r"):
            assert part.position_of(place) == position
