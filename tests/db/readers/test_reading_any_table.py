"""Any table: what is proposed for its columns, and what becomes of its cells, well spelled or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import readers
from db.errors import FileProblem
from db.readers import LeftOut, Mapping, NotIncidents, ReadActor, ReadIncident, Warned
from tests.table_files import incidents, read_all, write_table


def proposed(path: Path) -> Mapping:
    return readers.propose_mapping(path, readers.look(path))


def first(folder: Path, mapping: Mapping | None = None, **cells: str) -> ReadIncident:
    """The incident of a table of one row."""
    path = write_table(folder / "table.csv", [list(cells), list(cells.values())], ";")
    found = read_all(path, "table", mapping or proposed(path))
    assert isinstance(found[0], ReadIncident)
    return found[0]


def warnings(folder: Path, **cells: str) -> list[tuple[str, str]]:
    path = write_table(folder / "table.csv", [list(cells), list(cells.values())], ";")
    return [(row.field, row.why) for row in read_all(path, "table") if isinstance(row, Warned)]


ENGLISH = [
    ["Incident ID", "Date", "Time", "Governorate", "Town", "MGRS", "Type of incident", "Description", "Killed",
     "Injured", "Perpetrator", "Target", "Source", "Remarks"],
    ["H-1", "7-Oct-14", "1430Z", "Hama", "Tell Mill", "37SBV9704507025", "IED attack",
     "A device hit a convoy on the mill road. Two were hurt.", "3-5", "at least 4", "Unknown", "Civilians; Police",
     "Radio Orontes", "check"],
    ["H-2", "18-Oct-14", "", "Hama", "Tell Mill", "", "Shelling", "Shells fell on the market", "unknown", "?",
     "Northern Front", "Civilians", "Radio Orontes; Mill Gazette", ""],
]  # fmt: skip


def test_an_english_table_is_read_without_a_question(tmp_path: Path) -> None:
    path = write_table(tmp_path / "Hama incidents 2014-10.csv", ENGLISH)
    assert readers.look(path).dataset == "Hama incidents"
    one, two = incidents(path)
    assert (one.outside_id, one.date, one.time, one.zone) == ("H-1", "2014-10-07", "14:30", "UTC")
    assert (one.kind, one.province, one.place, one.note) == ("explosive", "Hama", "Tell Mill", "check")
    assert one.title == "A device hit a convoy on the mill road"
    assert (one.deaths_low, one.deaths_best, one.deaths_high, one.injured_low, one.injured_high) == (
        3,
        None,
        5,
        4,
        None,
    )
    assert one.latitude == pytest.approx(35.2858, abs=1e-3)
    assert one.actors == (
        ReadActor("", "Civilians", "target", "civilians"),
        ReadActor("", "Police", "target", "unknown"),
    )
    assert (two.deaths_low, two.deaths_best, two.deaths_high, two.injured_low) == (None, None, None, None)
    assert [(actor.name, actor.role) for actor in two.actors] == [
        ("Northern Front", "initiator"),
        ("Civilians", "target"),
    ]
    assert [source.publisher for source in two.sources] == ["Radio Orontes", "Mill Gazette"]


def test_a_french_table_with_lines_above_it_and_decimal_commas(tmp_path: Path) -> None:
    rows = [
        ["Rapport hebdomadaire", "", "", "", "", ""],
        ["Date", "Lieu", "Latitude", "Longitude", "Type", "Morts"],
        ["16/05/2017", "Tell Moulin", "35,25", "36,75", "Affrontement", "1 200"],
        ["7/5/2017", "Tell Moulin", "35,26", "36,76", "Frappe aérienne", ""],
    ]
    path = write_table(tmp_path / "rapport.csv", rows, ";", "cp1252")
    shape = readers.look(path)
    assert (shape.encoding, shape.delimiter, shape.first_data_row) == ("cp1252", ";", 2)
    one, two = incidents(path)
    assert (one.kind, one.latitude, one.longitude, one.deaths_best) == ("clash", 35.25, 36.75, 1200)
    assert (two.kind, two.date, two.deaths_best) == ("air_strike", "2017-05-07", None)
    assert two.title == "Air or drone strike at Tell Moulin"


ARABIC = [
    ["التاريخ", "المحافظة", "المكان", "نوع الحادث", "عدد القتلى", "الوصف"],
    ["7 تشرين الأول 2014", "حماة", "تل الطاحونة", "قصف", "3", "سقطت قذائف على السوق قرب الطاحونة"],
    ["18/10/2014", "حماة", "تل الطاحونة", "اشتباك", "غير معروف", "اشتباكات عند الطاحونة"],
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1256"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_an_arabic_table_in_any_encoding(tmp_path: Path, encoding: str, delimiter: str) -> None:
    one, two = incidents(write_table(tmp_path / "t.csv", ARABIC, delimiter, encoding))
    assert (one.date, one.province, one.place, one.kind, one.deaths_best) == (
        "2014-10-07", "حماة", "تل الطاحونة", "shelling", 3,
    )  # fmt: skip
    assert (two.title, two.kind, two.deaths_best) == ("اشتباكات عند الطاحونة", "clash", None)


def test_eastern_digits(tmp_path: Path) -> None:
    found = first(tmp_path, التاريخ="٧ تشرين الأول ٢٠١٤", العنوان="قصف", القتلى="٣")
    assert (found.date, found.deaths_best) == ("2014-10-07", 3)


def test_tags_name_columns_that_words_do_not(tmp_path: Path) -> None:
    rows = [
        ["Wann", "Wo", "Nord", "Ost", "Was war", "Zahl"],
        ["#date", "#loc+name", "#geo+lat", "#geo+lon", "#event+type", "#affected+killed"],
        ["2017-06-08", "Tell Mill", "35.25", "36.75", "Clash", "3"],
    ]
    path = write_table(tmp_path / "t.csv", rows)
    assert proposed(path).columns == {
        "kind": ("Was war",), "date": ("Wann",), "place": ("Wo",), "latitude": ("Nord",), "longitude": ("Ost",),
        "deaths": ("Zahl",),
    }  # fmt: skip
    (found,) = incidents(path)
    assert (found.row, found.kind, found.deaths_best) == (1, "clash", 3)


def test_values_name_columns_that_have_no_header(tmp_path: Path) -> None:
    rows = [
        ["2017-06-08", "Clash at the mill in the evening", "35.2, 36.7"],
        ["2017-06-09", "Shelling of the market at noon", "35.3, 36.8"],
    ]
    path = write_table(tmp_path / "t.csv", rows)
    shape = readers.look(path)
    assert shape.first_data_row == 0
    assert "no header" in shape.notes[0]
    one, _ = incidents(path)
    assert (one.title, one.latitude, one.longitude) == ("Clash at the mill in the evening", 35.2, 36.7)


def test_months_before_days_where_the_column_shows_it(tmp_path: Path) -> None:
    rows = [["Date", "Title"], ["6/8/2017", "a"], ["6/18/2017", "b"]]
    path = write_table(tmp_path / "t.csv", rows)
    assert not proposed(path).day_first
    assert [row.date for row in incidents(path)] == ["2017-06-08", "2017-06-18"]


def test_a_column_that_does_not_show_it_is_taken_day_first_and_says_so(tmp_path: Path) -> None:
    path = write_table(tmp_path / "t.csv", [["Date", "Title"], ["6/8/2017", "a"]])
    assert "day before month" in proposed(path).assumptions[0]
    assert incidents(path)[0].date == "2017-08-06"


def test_year_month_and_day_apart(tmp_path: Path) -> None:
    rows = [["eventid", "iyear", "imonth", "iday", "city", "nkill"], ["1", "2014", "1", "0", "Mill", "1.0"],
            ["2", "2014", "1", "5", "Mill", ""], ["3", "2014", "0", "0", "Mill", "0"]]  # fmt: skip
    found = incidents(write_table(tmp_path / "t.csv", rows))
    assert [(row.date, row.deaths_best) for row in found] == [("2014-01", 1), ("2014-01-05", None), ("2014", 0)]


def test_latitude_and_longitude_under_each_others_name(tmp_path: Path) -> None:
    rows = [["Date", "Lat", "Lon", "Title"], ["2017-06-08", "136.7", "35.2", "a"]]
    path = write_table(tmp_path / "t.csv", rows)
    assert "exchanged" in proposed(path).assumptions[0]
    assert incidents(path)[0].latitude == 35.2


def test_rows_without_an_id_are_known_again_and_doubles_told(tmp_path: Path) -> None:
    rows = [["Date", "Title"], ["2017-06-08", "a"], ["2017-06-08", "b"], ["2017-06-08", "a"]]
    path = write_table(tmp_path / "t.csv", rows)
    one, _, double = read_all(path)
    assert isinstance(one, ReadIncident)
    assert double == LeftOut(3, "The row is the same as row 1.")
    mapping = Mapping(columns={"title": ("Title",)}, dataset="x")
    (again, *_) = read_all(path, None, mapping)
    assert isinstance(again, ReadIncident)
    # another mapping reads the same row otherwise, but it is the same row
    assert again.outside_id == one.outside_id
    assert again.digest != one.digest


def test_a_newer_export_of_other_columns_and_more_kinds_leaves_old_rows_unchanged(tmp_path: Path) -> None:
    old = [["Id", "Date", "Title", "Type"], ["1", "2017-06-08", "a", "Clash"]]
    new = [["Type", "Counter", "Title", "Id", "Date"], ["Shelling", "1", "b", "2", "2017-06-09"],
           ["Clash", "2", "a", "1", "2017-06-08"]]  # fmt: skip
    (before,) = incidents(write_table(tmp_path / "old.csv", old))
    after = incidents(write_table(tmp_path / "new.csv", new))[1]
    assert (after.outside_id, after.digest) == (before.outside_id, before.digest)


def test_an_id_used_twice_is_told(tmp_path: Path) -> None:
    mapping = Mapping(columns={"outside_id": ("Id",), "title": ("Title",)})
    path = write_table(tmp_path / "t.csv", [["Id", "Title"], ["7", "a"], ["7", "b"]])
    assert read_all(path, None, mapping)[1] == LeftOut(2, "The id “7” was already used by row 1.")


def test_rows_that_are_no_incidents_say_why(tmp_path: Path) -> None:
    rows = [["Date", "Title", "Killed"], ["soon", "a", ""], ["", "", "3"], ["", "b", ""], ["Total", "", "3"],
            ["2017", "c", "1", "x"],
            ["", "", ""], []]  # fmt: skip
    mapping = Mapping(columns={"date": ("Date",), "title": ("Title",), "deaths": ("Killed",)})
    found = read_all(write_table(tmp_path / "t.csv", rows), None, mapping)
    assert [(row.row, row.why) for row in found if isinstance(row, LeftOut)] == [
        (1, "Date is “soon”; it should be a date with its year."),
        (2, "The row has neither a date nor a title."),
        (4, "Date is “Total”; it should be a date with its year."),
        (5, "The row has 4 cells where the header has 3: a delimiter or a quotation mark is missing or too many."),
    ]
    assert [row.title for row in found if isinstance(row, ReadIncident)] == ["b"]


@pytest.mark.parametrize(
    ("cells", "field", "word"),
    [
        ({"Latitude": "95", "Longitude": "36"}, "latitude", "degrees"),
        ({"Latitude": "0", "Longitude": "0"}, "latitude", "zero"),
        ({"Latitude": "35", "Longitude": ""}, "latitude", "pair"),
        ({"MGRS": "37SBI1234"}, "position", "grid"),
        ({"Killed": "many"}, "deaths", "number"),
        ({"Injured": "5-3"}, "injured", "smaller"),
        ({"Time": "evening"}, "time", "14:30"),
        ({"End date": "later"}, "date_end", "date"),
        ({"End date": "2017-06-01"}, "date_end", "before"),
        ({"Reliability": "G"}, "reliability", "A, B"),
        ({"Grade": "7Z"}, "grade", "C3"),
    ],
)
def test_a_bad_cell_that_an_incident_can_do_without_is_empty_and_told(
    tmp_path: Path, cells: dict[str, str], field: str, word: str
) -> None:
    names = {"Latitude": "latitude", "Longitude": "longitude", "MGRS": "position", "Killed": "deaths", "Injured": "injured",
             "Time": "time", "End date": "date_end", "Reliability": "reliability", "Grade": "grade"}  # fmt: skip
    mapping = Mapping(columns={"date": ("Date",), "title": ("Title",), **{names[name]: (name,) for name in cells}})
    row = {"Date": "2017-06-08", "Title": "a", **cells}
    path = write_table(tmp_path / "t.csv", [list(row), list(row.values())])
    incident, told = read_all(path, None, mapping)
    assert isinstance(incident, ReadIncident)
    assert incident.title == "a"
    assert isinstance(told, Warned)
    assert (told.row, told.field, word in told.why) == (1, field, True)


def test_a_kind_without_a_word_for_it_is_kept_as_a_tag(tmp_path: Path) -> None:
    found = first(tmp_path, Mapping(columns={"title": ("T",), "kind": ("K",)}), T="x", K="Beekeeping")
    assert (found.kind, found.tags) == ("other", ("Beekeeping",))
    mapping = Mapping(columns={"title": ("T",), "kind": ("K",)}, kinds={"beekeeping": "aid"})
    assert first(tmp_path, mapping, T="x", K=" Beekeeping ").kind == "aid"


def test_grades_addresses_spans_and_fixed_values(tmp_path: Path) -> None:
    mapping = Mapping(
        columns={
            "title": ("T",), "date": ("From",), "date_end": ("To",), "grade": ("G",), "source": ("S",),
            "source_date": ("SD",), "tags": ("A", "B"), "flashpoint": ("F",), "recurring": ("R",), "precision": ("P",),
            "position": ("XY",),
        },
        fixed={"country": "Syria", "hedge": "reportedly", "zone": "+03:00"},
        splitter="/",
    )  # fmt: skip
    found = first(
        tmp_path, mapping, T="x", From="8 June 2017", To="10.06.2017", G="c-3", S="Mill Gazette https://mill.example/a",
        SD="11 June 2017", A="mill/river", B="mill", F="Tell Mill", R="yes", P="village", XY="35°15'N 36°45'E",
    )  # fmt: skip
    assert (found.date, found.reliability, found.credibility) == ("2017-06-08/2017-06-10", "C", "3")
    assert (found.country, found.hedge, found.flashpoint, found.recurring) == ("Syria", "reportedly", "Tell Mill", 1)
    assert (found.latitude, found.longitude, found.precision) == (35.25, 36.75, "town")
    assert found.tags == ("mill", "river")
    assert found.sources[0][:3] == ("Mill Gazette", "2017-06-11", "Mill Gazette")
    assert found.sources[0].address == "https://mill.example/a"


def test_a_long_title_is_cut_and_kept_whole_in_the_summary(tmp_path: Path) -> None:
    words = "Fighters took the mill and the road beside it " * 10
    found = first(tmp_path, Mapping(columns={"title": ("T",)}), T=words)
    assert len(found.title) <= 160
    assert found.title.endswith("…")
    assert found.summary == words.strip()


def test_gdelt_is_known_without_a_header(tmp_path: Path) -> None:
    row = [""] * 61
    row[0], row[1], row[6], row[16] = "900000001", "20170608", "MILL BRIGADE", "POLICE"
    row[26:30] = ["195", "195", "19", "4"]
    row[52], row[56], row[57], row[60] = "Tell Mill, Hama, Syria", "35.25", "36.75", "https://www.mill.example/news/1"
    path = write_table(tmp_path / "20170608.export.CSV", [row], "\t")
    shape = readers.look(path)
    assert (shape.kind, shape.dataset, len(shape.header)) == ("table", "GDELT", 61)
    (found,) = incidents(path)
    assert (found.outside_id, found.date, found.kind, found.place) == (
        "900000001", "2017-06-08", "air_strike", "Tell Mill, Hama, Syria",
    )  # fmt: skip
    assert [(actor.name, actor.role) for actor in found.actors] == [
        ("MILL BRIGADE", "participant"),
        ("POLICE", "participant"),
    ]
    assert found.sources[0].publisher == "mill.example"


def test_a_mapping_goes_to_json_and_back(tmp_path: Path) -> None:
    mapping = proposed(write_table(tmp_path / "t.csv", ENGLISH))
    assert Mapping.from_json(mapping.to_json()) == mapping


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("{", "not JSON"),
        ("[]", "JSON object"),
        ("{}", '"columns"'),
        ('{"columns": {}}', "no column"),
        ('{"columns": {"datum": "Date"}}', "“datum”"),
        ('{"columns": {"date": 3}}', "“date”"),
        ('{"columns": {"date": "Date"}, "kinds": {"x": "war"}}', "“war”"),
        ('{"columns": {"date": "Date"}, "colour": 1}', "“colour”"),
        ('{"columns": {"date": "Date"}, "day_first": "yes"}', "day_first"),
        ('{"columns": {"date": "Date"}, "version": 9}', "later version"),
        ('{"columns": {"date": "Date"}, "fixed": {"country": 1}}', "fixed"),
    ],
)
def test_a_mapping_that_is_none_says_why(text: str, word: str) -> None:
    with pytest.raises(FileProblem, match=word):
        Mapping.from_json(text)


def test_a_mapping_for_another_table_names_the_column_it_misses(tmp_path: Path) -> None:
    path = write_table(tmp_path / "t.csv", [["Date", "Title"], ["2017-06-08", "a"]])
    with pytest.raises(FileProblem, match="“Day”"):
        readers.read(path, readers.look(path), Mapping(columns={"date": ("Day",)}))


def test_a_mapping_finds_its_columns_whatever_their_capitals(tmp_path: Path) -> None:
    path = write_table(tmp_path / "t.csv", [["DATE ", "Title"], ["2017-06-08", "a"]])
    assert incidents(path, None, Mapping(columns={"date": ("date",)}))[0].date == "2017-06-08"


def test_warned_cells_of_the_proposal(tmp_path: Path) -> None:
    assert warnings(tmp_path, Date="2017-06-08", Title="a", Country="Syria") == []


def test_what_who_where_and_a_tagged_title_find_their_fields(tmp_path: Path) -> None:
    header = ["Who", "What happened", "When", "Where", "Pos N", "Pos E", "Headline", "Why"]
    tags = ["", "", "#date", "#loc", "#geo+lat", "#geo+lon", "#event+title", ""]
    row = ["River Brigade", "It held the mill.", "2017-06-08", "Tell Mill", "35.25", "36.75", "Mill held", "unknown"]
    path = write_table(tmp_path / "five.csv", [header, tags, row])
    (found,) = incidents(path)
    assert (found.title, found.summary, found.place) == ("Mill held", "It held the mill.", "Tell Mill")
    assert (found.latitude, found.longitude, [actor.name for actor in found.actors]) == (35.25, 36.75, ["River Brigade"])


def test_columns_that_went_nowhere_are_told_where_nobody_was_asked(tmp_path: Path) -> None:
    path = write_table(tmp_path / "more.csv", [["Date", "Title", "Why", "Verified by"], ["2017-06-08", "A", "b", "c"]])
    shape = readers.look(path)
    with readers.read(path, shape) as stream:
        assert stream.notes == ("Columns that were left aside: “Why”, “Verified by”. A mapping can give them a field.",)
    with readers.read(path, shape, Mapping(columns={"title": ("Title",)})) as stream:
        assert stream.notes == ()


def test_a_table_of_something_else_is_refused(tmp_path: Path) -> None:
    path = write_table(tmp_path / "towns.csv", [["Town", "Latitude", "Longitude"], ["Tell Mill", "35.25", "36.75"]])
    with pytest.raises(NotIncidents, match="towns.csv could be told to be a date or a title"):
        read_all(path)
    path.write_text("# Notes on the mill\n\nIt was held, then lost, then held.\n", "utf-8")
    with pytest.raises(NotIncidents, match="mapping"):
        read_all(path)
