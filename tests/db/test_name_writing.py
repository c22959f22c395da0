"""Names: lists of other names as stored, and texts of either writing direction side by side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.names import has_rtl, isolate, join_names, show_controls, split_names

WRITING = st.text(
    st.one_of(st.characters(), st.sampled_from("ab \n\r\u2028\u2066\u2067\u2068\u2069\u202e")), max_size=30
)


# --- lists of names


def test_other_names_are_kept_one_a_line() -> None:
    assert split_names(" Tabqa \n\nالطبقة\r\nTabqa\nAl-Thawrah\n") == ("Tabqa", "الطبقة", "Al-Thawrah")
    assert join_names(["Tabqa", " ", "two\nlines", "Tabqa "]) == "Tabqa\ntwo lines"
    assert split_names("") == ()
    assert join_names(()) == ""


@given(st.lists(WRITING))
def test_names_survive_being_stored(names: list[str]) -> None:
    stored = join_names(names)
    assert join_names(split_names(stored)) == stored
    assert len(set(split_names(stored))) == len(split_names(stored))


# --- writing direction


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Tabqa", False), ("Kırklareli", False), ("Tabqa الطبقة", True), ("דמשק", True), ("\u200f\u061c", False)],
)
def test_right_to_left_letters_are_noticed(text: str, expected: bool) -> None:
    assert has_rtl(text) is expected


def test_isolate_wraps_and_cannot_be_broken_out_of() -> None:
    assert isolate("التنف") == "\u2068التنف\u2069"
    assert isolate("") == ""
    assert isolate("a\u2069b") == "\u2068ab\u2069"
    assert isolate("a\u2067b") == "\u2068a\u2067b\u2069\u2069"


@given(WRITING)
def test_isolates_are_always_balanced(text: str) -> None:
    depth = 0
    wrapped = isolate(text)
    for place, character in enumerate(wrapped):
        depth += (character in "\u2066\u2067\u2068") - (character == "\u2069")
        assert depth > 0 or place == len(wrapped) - 1
    assert depth == 0


def test_direction_controls_are_shown() -> None:
    assert show_controls("exe\u202efdp.\u2066x\u061c") == "exe⟦U+202E⟧fdp.⟦U+2066⟧x⟦U+061C⟧"
    assert show_controls("Tabqa الطبقة") == "Tabqa الطبقة"
    controls = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x61C)]
    assert all(show_controls(control) == f"⟦U+{ord(control):04X}⟧" for control in controls)
