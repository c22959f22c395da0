"""UCDP GED in every column form: what becomes of each cell, and the real files whole."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from db import readers
from db.dates import from_edtf
from db.readers import LeftOut, NotIncidents, ReadActor, ReadIncident, ReadSource
from tests.table_files import GED_41, GED_49, ged, incidents, read_all, write_table


def one(folder: Path, header: list[str] = GED_41, **cells: str) -> ReadIncident:
    (found,) = incidents(write_table(folder / "ged.csv", [header, ged(header, **cells)]))
    return found


def test_a_row_becomes_an_incident_with_all_that_the_board_has_a_place_for(tmp_path: Path) -> None:
    found = one(tmp_path, GED_49)
    assert found.title == "Clash at Tell Mill village: Government of Syria – Northern Front"
    assert found.summary == "the mill road\nDeaths by side: 1 – 3."
    assert (found.kind, found.date, found.outside_id) == ("clash", "2017-06-08", "900001")
    assert (found.place, found.district, found.province) == ("Tell Mill village", "Suran district", "Hama governorate")
    assert (found.country, found.latitude, found.longitude, found.precision) == ("Syria", 35.25, 36.75, "exact")
    assert (found.deaths_low, found.deaths_best, found.deaths_high, found.deaths_civilians) == (2, 4, 7, 0)
    assert found.actors == (
        ReadActor("118", "Government of Syria", "participant", "state"),
        ReadActor("7001", "Northern Front", "participant", "armed_group"),
    )
    assert found.sources == (ReadSource("Radio Orontes", "2017-06-09", "Clashes at the mill, again", "village elders"),)
    assert found.tags == ("Syria: Government",)
    assert found.hedge == ""


@pytest.mark.parametrize("header", [GED_41, GED_49], ids=["41", "49"])
def test_the_order_of_the_columns_does_not_matter(tmp_path: Path, header: list[str]) -> None:
    mixed = list(header)
    random.Random(4).shuffle(mixed)
    straight, turned = one(tmp_path, header), one(tmp_path, mixed)
    assert straight == turned


@pytest.mark.parametrize("ends", ["low best high", "best high low", "high low best"])
@pytest.mark.parametrize("header", [GED_41, GED_49], ids=["41", "49"])
def test_without_header_the_sizes_tell_low_best_and_high_apart(tmp_path: Path, header: list[str], ends: str) -> None:
    order = iter(ends.split())
    columns = [next(order) if name in ("low", "best", "high") else name for name in header]
    rows = [ged(columns, id=str(n), low="1", best=str(n % 3 + 1), high="5") for n in range(1, 30)]
    path = write_table(tmp_path / "bare.csv", rows)
    shape = readers.look(path)
    assert (shape.kind, shape.first_data_row) == ("ucdp", 0)
    assert "no header" in shape.notes[0]
    assert [(row.deaths_low, row.deaths_best, row.deaths_high) for row in incidents(path)] == [
        (1, n % 3 + 1, 5) for n in range(1, 30)
    ]


@pytest.mark.parametrize("ends", ["low best high", "best high low"])
def test_without_header_the_best_is_what_the_sides_add_up_to(tmp_path: Path, ends: str) -> None:
    order = iter(ends.split())
    columns = [next(order) if name in ("low", "best", "high") else name for name in GED_49]
    sizes = [("5", "4", "5"), ("5", "4", "6"), ("1", "4", "9")]  # some published rows have a low above their best
    rows = [ged(columns, id=str(n), low=low, best=best, high=high) for n, (low, best, high) in enumerate(sizes, 1)]
    found = incidents(write_table(tmp_path / "bare.csv", rows))
    assert [(str(row.deaths_low), str(row.deaths_best), str(row.deaths_high)) for row in found] == sizes


def test_without_header_doubt_makes_it_any_table(tmp_path: Path) -> None:
    path = write_table(tmp_path / "bare.csv", [ged(id="1"), ged(id="2", latitude="north")])
    assert readers.look(path).kind == "table"


def test_a_row_of_tags_below_the_header_is_no_event(tmp_path: Path) -> None:
    tags = ["#date" if "date" in name else "#meta" for name in GED_41]
    path = write_table(tmp_path / "hxl.csv", [GED_41, tags, ged(id="5")])
    (found,) = incidents(path)
    assert (found.row, found.outside_id) == (1, "5")


def test_one_sided_violence_has_an_initiator_and_a_target(tmp_path: Path) -> None:
    found = one(tmp_path, type_of_violence="3", side_b="Civilians", side_b_new_id="1", where_prec="4")
    assert found.title == "Attack on civilians by Government of Syria in Tell Mill village"
    assert found.kind == "civilians"
    assert [(actor.role, actor.kind) for actor in found.actors] == [("initiator", "state"), ("target", "civilians")]
    assert found.tags == ()


@pytest.mark.parametrize(
    ("start", "end", "precision", "edtf"),
    [
        ("2017-06-08", "2017-06-08", "1", "2017-06-08"),
        ("2017-06-08", "2017-06-11", "2", "2017-06-08/2017-06-11"),
        ("2017-06-01", "2017-06-30", "4", "2017-06"),
        ("2017-01-01", "2017-12-31", "5", "2017"),
        ("2017-06-08", "2017-06-08", "2", "2017-06-08~"),
        ("2017-06-08 00:00:00.000", "2017-06-09 00:00:00.000", "2", "2017-06-08/2017-06-09"),
        ("6/8/2017", "6/8/2017", "1", None),
        ("6/18/2017", "6/20/2017", "2", "2017-06-18/2017-06-20"),
    ],
)
def test_spans_and_precision_of_dates(tmp_path: Path, start: str, end: str, precision: str, edtf: str | None) -> None:
    path = write_table(tmp_path / "g.csv", [GED_41, ged(date_start=start, date_end=end, date_prec=precision)])
    (found,) = read_all(path)
    if edtf is None:  # June or August: not for the reader to guess
        assert isinstance(found, LeftOut)
        assert "date_start" in found.why
    else:
        assert isinstance(found, ReadIncident)
        date = from_edtf(edtf)
        assert (found.date, found.earliest, found.latest) == (date.edtf, date.earliest, date.latest)


@pytest.mark.parametrize(
    ("cells", "word"),
    [
        ({"id": ""}, "id"),
        ({"type_of_violence": "4"}, "type_of_violence"),
        ({"latitude": "91"}, "latitude"),
        ({"longitude": "36,7"}, "longitude"),
        ({"latitude": "nan"}, "latitude"),
        ({"best": "many"}, "best"),
        ({"high": "-1"}, "high"),
        ({"low": "99999999999"}, "low"),
        ({"deaths_civilians": "1.5"}, "deaths_civilians"),
        ({"date_end": "2017-06-01"}, "date_end"),
        ({"date_start": "2017-02-30", "date_end": "2017-03-01"}, "date_start"),
    ],
)
def test_a_bad_cell_leaves_its_row_out_and_names_it(tmp_path: Path, cells: dict[str, str], word: str) -> None:
    path = write_table(tmp_path / "g.csv", [GED_41, ged(id="1"), ged(**{"id": "2", **cells}), ged(id="3")])
    first, bad, last = read_all(path)
    assert isinstance(first, ReadIncident)
    assert isinstance(last, ReadIncident)
    assert isinstance(bad, LeftOut)
    assert (bad.row, word in bad.why) == (2, True)


def test_numbers_of_a_spreadsheet_and_empty_numbers(tmp_path: Path) -> None:
    found = one(tmp_path, low="", best="4.0", high="7", deaths_civilians="", latitude="", longitude="36.7")
    assert (found.deaths_low, found.deaths_best, found.deaths_high, found.deaths_civilians) == (None, 4, 7, None)
    assert (found.latitude, found.longitude, found.precision) == (None, None, "")


def test_a_short_or_long_row_is_left_out(tmp_path: Path) -> None:
    path = write_table(tmp_path / "g.csv", [GED_41, ged(id="1")[:20], [*ged(id="2"), "x"], [*ged(id="3"), "", ""]])
    short, long, good = read_all(path)
    assert isinstance(short, LeftOut)
    assert "20 cells" in short.why
    assert isinstance(long, LeftOut)
    assert isinstance(good, ReadIncident)


@pytest.mark.parametrize(
    ("article", "original", "expected"),
    [
        ('"A, B and C,2017-06-09,One; two"', "", [("A, B and C", "2017-06-09", "One; two", "")]),
        (
            '"VDC,2017-06-09,A name";"SOHR,2017-06-10,A headline, with ""quotes"" in it"',
            "SOHR",
            [("VDC", "2017-06-09", "A name", "SOHR"), ("SOHR", "2017-06-10", 'A headline, with ""quotes"" in it', "")],
        ),
        ('"SOHR,2017-06-09,Same";"SOHR,2017-06-09,Same"', "SOHR", [("SOHR", "2017-06-09", "Same", "")]),
        ('"SOHR,2017-06-09,X"', "SOHR, Airwars", [("SOHR", "2017-06-09", "X", "Airwars")]),
        ('"SOHR,2017-06-09,"', "", [("SOHR", "2017-06-09", "SOHR", "")]),
    ],
)
def test_sources_are_taken_apart(
    tmp_path: Path, article: str, original: str, expected: list[tuple[str, str, str, str]]
) -> None:
    found = one(tmp_path, source_article=article, source_original=original)
    assert [source[:4] for source in found.sources] == expected


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ('Reuters 1989-05-17 "Rebels blow up power lines', ("Reuters", "1989-05-17", "Rebels blow up power lines")),
        ("The Herald 13 Sep 2000 'Crisis in the hills, say aid groups.'", ("The Herald", "2000-09-13")),
        ("BBC 8/16/1999 Five soldiers killed in the hills", ("BBC", "1999-08-16")),
        ("Reuters ,5/12 2005", ("", "", "Reuters ,5/12 2005")),
        ("Gazette 8/6/1999 Day and month are not told apart", ("Gazette", "")),
    ],
)
def test_sources_of_old_rows_are_read_as_far_as_they_are_certain(
    tmp_path: Path, article: str, expected: tuple[str, ...]
) -> None:
    found = one(
        tmp_path, source_article=article, source_office="", source_date="", source_headline="", source_original=""
    )
    (source,) = found.sources
    assert source[: len(expected)] == expected


def test_parallel_cells_stand_in_where_the_article_cell_is_not_whole(tmp_path: Path) -> None:
    found = one(
        tmp_path,
        source_article='"VDC, no day here";"SOHR,also none"',
        source_office="VDC;SOHR",
        source_date="2017-06-09;2017-06-10",
        source_headline="A name;A headline",
        source_original="",
    )
    assert [source[:3] for source in found.sources] == [
        ("VDC", "2017-06-09", "A name"),
        ("SOHR", "2017-06-10", "A headline"),
    ]


def test_a_total_of_several_events_is_hedged(tmp_path: Path) -> None:
    assert "total" in one(tmp_path, event_clarity="2").hedge


def test_the_digest_changes_with_what_is_used_and_with_nothing_else(tmp_path: Path) -> None:
    before = one(tmp_path).digest
    assert one(tmp_path).digest == before
    assert one(tmp_path, priogrid_gid="7").digest == before
    assert one(tmp_path, best="5").digest != before
    assert 0 <= before < 1 << 63


def test_asking_for_ged_where_there_is_none_says_what_is_missing(tmp_path: Path) -> None:
    path = write_table(tmp_path / "t.csv", [["date", "title"], ["2017-06-08", "x"]])
    with pytest.raises(NotIncidents, match="type_of_violence"):
        readers.look(path, "ucdp")


@pytest.mark.parametrize(
    "header",
    [
        "ActorId,NameData,NameOrig",
        "conflict_id,dyad_id,side_a,side_b,year,bd_best,bd_low,bd_high",
        "conflict_id,dyad_id,side_a_name,best_fatality_estimate,year",
        "conflict_id,location,side_a,side_b,year,intensity_level",
        "country_id,country,year,month,sb_best,ns_best,os_best",
        "country_id,month_id,ged_sb",
    ],
)
def test_other_tables_of_ucdp_are_refused_with_the_name_of_the_right_one(tmp_path: Path, header: str) -> None:
    names = header.split(",")
    path = write_table(tmp_path / "t.csv", [names, ["1"] * len(names)])
    with pytest.raises(NotIncidents, match="Georeferenced Event Dataset"):
        readers.look(path)


@pytest.mark.parametrize(
    ("name", "rows"), [("ged_syria_2016_2019", 16566), ("ged_syria_2017_05_07", 1430), ("ged231_sample1000", 1000)]
)
def test_the_real_files_are_read_without_a_loss(shared_data: Path, name: str, rows: int) -> None:
    path = shared_data / "ucdp" / f"{name}.csv"
    shape = readers.look(path)
    assert (shape.kind, shape.dataset, shape.encoding, shape.notes) == ("ucdp", "UCDP GED", "utf-8", ())
    found = incidents(path)
    assert len(found) == len({row.outside_id for row in found}) == rows
    assert all(row.sources and row.title and len(row.actors) == 2 and row.earliest is not None for row in found)
    assert not [source for row in found for source in row.sources if source.title == "Source without a name"]
    # newlines within cells are cells still: no title breaks
    assert not [row for row in found if "\n" in row.title]


def test_real_rows_have_as_many_sources_as_they_say(shared_data: Path) -> None:
    path = shared_data / "ucdp" / "ged_syria_2016_2019.csv"
    shape = readers.look(path)
    said = [int(row[shape.header.index("number_of_sources")]) for row in readers.preview(path, shape, 20_000)]
    got = [len(row.sources) for row in incidents(path)]
    # an article named twice in a row is one source
    assert sum(a == b for a, b in zip(said, got, strict=True)) > 0.99 * len(got)


def test_the_real_actor_list_is_refused(shared_data: Path) -> None:
    with pytest.raises(NotIncidents, match="list of actors"):
        readers.look(shared_data / "ucdp" / "ucdp_actor_22_1.csv")
