"""The mapping while it is edited, without a window."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.intake.draft import GROUPS, MappingDraft
from db.readers import FIELDS, Mapping
from db.vocabulary import INCIDENT_KINDS

HEADER = ("Nr", "Date", "What", "Kind", "Type", "Dead")
ROWS = [
    ["1", "8/6/2017", "Clash", "Battle", "ground", "3"],
    ["2", "9/6/2017", "Raid", " battle ", "", ""],
    ["3", "9/6/2017", "Strike", "Mystery", "air"],
]


@st.composite
def _mappings(draw: st.DrawFn) -> Mapping:
    """Any mapping of the header in which each column is one thing."""
    columns: dict[str, list[str]] = {}
    for name in draw(st.permutations(HEADER)):
        field = draw(st.sampled_from(["", *FIELDS]))
        if field:
            columns.setdefault(field, []).append(name)
    return Mapping(
        dataset=draw(st.sampled_from(["", "Mill log"])),
        columns={field: tuple(names) for field, names in columns.items()},
        kinds=draw(st.dictionaries(st.sampled_from(["battle", "other"]), st.sampled_from(INCIDENT_KINDS.codes))),
        fixed=draw(st.dictionaries(st.sampled_from(["country", "flashpoint"]), st.sampled_from(["Syria", "x"]))),
        day_first=draw(st.booleans()),
        splitter=draw(st.sampled_from(["", ";", "|,"])),
    )


def test_the_dialog_offers_every_field_once() -> None:
    offered = [field for _, fields in GROUPS for field in fields]
    assert sorted(offered) == sorted(FIELDS)


@given(_mappings())
def test_a_mapping_that_is_not_edited_comes_out_as_it_went_in(mapping: Mapping) -> None:
    assert MappingDraft(HEADER, ROWS, mapping).mapping() == mapping


def test_a_column_that_is_two_things_stays_so() -> None:
    mapping = Mapping(columns={"date": ("Date",), "source_date": ("Date",), "note": ("What",)})
    draft = MappingDraft(HEADER, ROWS, mapping)
    assert draft.also_read() == ["“Date” is read as source, date too."]
    draft.fields[0] = "outside_id"
    assert draft.mapping().columns == {**mapping.columns, "outside_id": ("Nr",)}


@pytest.mark.parametrize(
    ("fields", "part"),
    [
        (["", "", "", "kind", "", "deaths"], "holds the date, or the title"),
        (["title", "day", "", "", "", ""], "without the year"),
        (["title", "", "", "", "latitude", ""], "the longitude too"),
        (["title", "", "", "", "", "longitude"], "the latitude too"),
        (["", "date", "", "", "", ""], ""),
        (["", "", "title", "", "", ""], ""),
        (["year", "day", "", "", "latitude", "longitude"], ""),
    ],
)
def test_what_is_missing_is_said(fields: list[str], part: str) -> None:
    draft = MappingDraft(HEADER, ROWS, Mapping())
    draft.fields = fields
    problem = draft.problem()
    assert (part in problem) if part else problem == ""


def test_what_the_analyst_should_know_is_said() -> None:
    draft = MappingDraft(HEADER, ROWS, Mapping(columns={"title": ("What",)}))
    assert [hint.split(":")[0] for hint in draft.hints()] == ["No column is the date", "No column is an id"]
    draft.fields = ["outside_id", "date", "title", "", "", ""]
    assert draft.hints() == []


def test_kinds_are_counted_over_all_columns_of_the_kind_and_chosen_by_value() -> None:
    draft = MappingDraft(
        HEADER, ROWS, Mapping(columns={"kind": ("Kind", "Type")}, kinds={"battle": "clash", "old": "aid"})
    )
    assert draft.kind_values() == [("Battle", 2), ("ground", 1), ("Mystery", 1), ("air", 1)]
    assert (draft.kind_of("Battle"), draft.kind_of("Mystery")) == ("clash", "")
    draft.set_kind("Mystery", "protest")
    draft.set_kind("Battle", "")
    assert draft.mapping().kinds == {"mystery": "protest", "old": "aid"}


def test_only_the_first_of_two_columns_of_one_name_can_be_used() -> None:
    draft = MappingDraft(("Date", "What", "Date"), [], Mapping(columns={"date": ("Date",)}))
    assert draft.fields == ["date", "", ""]
    assert [draft.is_second(place) for place in range(3)] == [False, False, True]
