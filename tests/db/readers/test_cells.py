"""Single cells: dates, times, numbers, degrees and grid references as tables spell them."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.readers.cell_dates import CellDates, read_time
from db.readers.encodings import find_encoding
from db.readers.grid import from_mgrs, position
from db.readers.mapping import FIELDS
from db.readers.values import BadCell, degrees, spoken_number, whole


@pytest.mark.parametrize(
    ("text", "edtf", "time", "zone"),
    [
        ("2017-06-08", "2017-06-08", "", ""),
        ("2017-06-08T14:30:00Z", "2017-06-08", "14:30", "UTC"),
        ("2017-06-08 14:30 +0300", "2017-06-08", "14:30", "+03:00"),
        ("08/06/2017 02:30 PM", "2017-06-08", "14:30", ""),
        ("8.6.17", "2017-06-08", "", ""),
        ("8/6/2017 00:00:00", "2017-06-08", "", ""),
        ("20170608", "2017-06-08", "", ""),
        ("2017/6/8", "2017-06-08", "", ""),
        ("7-Oct-14", "2014-10-07", "", ""),
        ("07-OCT-2014", "2014-10-07", "", ""),
        ("Oct 7, 2014", "2014-10-07", "", ""),
        ("Tuesday, 7 October 2014", "2014-10-07", "", ""),
        ("7 octobre 2014", "2014-10-07", "", ""),
        ("1er août 2014", "2014-08-01", "", ""),
        ("7 de octubre de 2014", "2014-10-07", "", ""),
        ("7. März 2014", "2014-03-07", "", ""),
        ("٧ تشرين الأول ٢٠١٤", "2014-10-07", "", ""),
        ("7 تشرين الثاني 2014", "2014-11-07", "", ""),
        ("7 كانون الأول 2014", "2014-12-07", "", ""),
        ("٧/١٠/٢٠١٤", "2014-10-07", "", ""),
        ("2014年10月7日", "2014-10-07", "", ""),
        ("071430ZOCT14", "2014-10-07", "14:30", "UTC"),
        ("071430C OCT 2014", "2014-10-07", "14:30", "+03:00"),
        ("October 2014", "2014-10", "", ""),
        ("2014-10", "2014-10", "", ""),
        ("10/2014", "2014-10", "", ""),
        ("2014", "2014", "", ""),
        ("42894", "2017-06-08", "", ""),
        ("42894.604167", "2017-06-08", "14:30", ""),
        ("about 8 June 2017", "2017-06-08~", "", ""),
        ("7-Oct-69", "1969-10-07", "", ""),
        ("unknown", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_dates(text: str, edtf: str, time: str, zone: str) -> None:
    found = CellDates(day_first=True).read(text)
    assert (found.edtf, found.time, found.zone) == (edtf, time, zone)


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "2017-02-30",
        "31/02/2017",
        "8 June",
        "13/13/2017",
        "1.1.1",
        "320000ZOCT14",
        "12:30",
        "x" * 500,
        "7-Okz-14",
    ],
)
def test_what_is_no_date_is_not_guessed(text: str) -> None:
    with pytest.raises(BadCell):
        CellDates(day_first=True).read(text)


@given(st.dates(date(1970, 1, 1), date(2068, 12, 31)), st.booleans())
def test_a_date_in_numbers_reads_back(day: date, day_first: bool) -> None:
    dates = CellDates(day_first)
    middle = "%d/%m/%Y" if day_first else "%m/%d/%Y"
    for form in ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d %B %Y", "%d-%b-%y", "%B %d, %Y", middle):
        found = dates.read(day.strftime(form))
        assert (found.edtf, found.earliest) == (day.isoformat(), (day - date(1970, 1, 1)).days)
    serial = (day - date(1899, 12, 30)) / timedelta(days=1)
    if 10_000 <= serial < 73_050:
        assert dates.read(str(int(serial))).edtf == day.isoformat()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14:30", ("14:30", "")), ("1430Z", ("14:30", "UTC")), ("1430", ("14:30", "")), ("2:30 pm", ("14:30", "")),
        ("14h30", ("14:30", "")), ("14.30 Uhr", ("14:30", "")), ("00:00", ("00:00", "")), ("12:05 am", ("00:05", "")),
        ("0.604166", ("14:30", "")), ("14:30:15", ("14:30", "")), ("1730hrs", ("17:30", "")), ("?", ("", "")),
        ("14:30+03:00", ("14:30", "+03:00")),
    ],
)  # fmt: skip
def test_times(text: str, expected: tuple[str, str]) -> None:
    assert read_time(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3", (None, 3, None)), ("0", (None, 0, None)), ("1,200", (None, 1200, None)), ("1 200", (None, 1200, None)),
        ("1.200", (None, 1200, None)), ("2.0", (None, 2, None)), ("3-5", (3, None, 5)), ("3 – 5", (3, None, 5)),
        ("3 to 5", (3, None, 5)), ("at least 4", (4, None, None)), ("10+", (10, None, None)), (">5", (5, None, None)),
        ("up to 7", (None, None, 7)), ("~20", (None, 20, None)), ("about 20", (None, 20, None)), ("٣", (None, 3, None)),
        ("", (None, None, None)), ("?", (None, None, None)), ("n/a", (None, None, None)),
        ("غير معروف", (None, None, None)), ("Unknown", (None, None, None)),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(text: str, expected: tuple[int | None, ...]) -> None:
    assert spoken_number(text) == expected


@pytest.mark.parametrize("text", ["many", "5-3", "-3", "1.5", "3 dead", "1e3", "0x10", "9" * 30, "9" * 3000, "²"])
def test_what_is_no_number_is_not_nought(text: str) -> None:
    with pytest.raises(BadCell):
        spoken_number(text)
    with pytest.raises(BadCell):
        whole(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("36.55", 36.55), ("36,55", 36.55), ("-36.5", -36.5), ("36.5 N", 36.5), ("36.5S", -36.5), ("W 36.5", -36.5),
        ("33°30'N", 33.5), ("33° 30′ 36″ S", -33.51), ("33:30:36", 33.51), ("٣٦٫٥", 36.5), ("", None), ("n/a", None),
        ("90", 90.0), ("-90", -90.0),
    ],
)  # fmt: skip
def test_degrees(text: str, value: float | None) -> None:
    found = degrees(text, 90)
    assert found == (None if value is None else pytest.approx(value))


@pytest.mark.parametrize("text", ["90.1", "inf", "north", "33°75'", "1_0", "33 30 36 12", "--3", "9" * 100])
def test_what_are_no_degrees(text: str) -> None:
    with pytest.raises(BadCell):
        degrees(text, 90)


@pytest.mark.parametrize(
    ("text", "latitude", "longitude", "near"),
    [
        # Honolulu, as the public article on the system gives it; the others lie in the middle of their square
        ("4QFJ1234567890", 21.409793, -157.916076, 2e-5),
        ("4Q FJ 12345 67890", 21.409793, -157.916076, 2e-5),
        ("33UXP0500444998", 48.24949, 16.41450, 2e-5),
        ("15TWG0000049776", 42.0, -93.0, 2e-5),
        ("31NAA6602100000", 0.0, 0.0, 2e-5),
    ],
)
def test_grid_references(text: str, latitude: float, longitude: float, near: float) -> None:
    assert from_mgrs(text) == (pytest.approx(latitude, abs=near), pytest.approx(longitude, abs=near))


def meridian_arc(latitude: float) -> float:
    """Metres along a meridian from the equator, by quadrature: a way of its own to check the series by."""
    squared, axis = 0.0066943799901413165, 6378137.0
    steps = 2000
    width = math.radians(latitude) / steps
    middle = ((n + 0.5) * width for n in range(steps))
    return sum(axis * (1 - squared) / (1 - squared * math.sin(at) ** 2) ** 1.5 * width for at in middle)


@pytest.mark.parametrize("latitude", [5.0, 35.25, 60.0, 71.5])
def test_the_middle_of_a_zone_lies_at_the_length_of_the_meridian(latitude: float) -> None:
    northing = 0.9996 * meridian_arc(latitude)
    rows, bands = "ABCDEFGHJKLMNPQRSTUV", "CDEFGHJKLMNPQRSTUVWX"
    row = rows[int(northing // 100_000) % 20]
    band = bands[int((latitude + 80) // 8)]
    found = from_mgrs(f"37{band}E{row}00000{int(northing % 100_000):05d}")
    assert found == (pytest.approx(latitude, abs=2e-5), pytest.approx(39.0, abs=2e-5))


@pytest.mark.parametrize("text", ["37SBI1234", "61SBU1234", "37SBU123", "37SBU12 345", "37ABU1234"])
def test_what_is_no_grid_reference(text: str) -> None:
    with pytest.raises(BadCell):
        position(text)


@pytest.mark.parametrize(
    "text",
    ["35.25, 36.75", "35.25 36.75", "35,25; 36,75", "(35.25, 36.75)", "35.25N 36.75E", "35°15'N, 36°45'E", "35.25,36.75",
     "POINT (36.75 35.25)", "SRID=4326;POINT(36.75 35.25)"],
)  # fmt: skip
def test_positions_in_one_cell(text: str) -> None:
    assert position(text) == (pytest.approx(35.25), pytest.approx(36.75))


@pytest.mark.parametrize("text", ["", " ", "n/a"])
def test_positions_that_are_not_known(text: str) -> None:
    assert position(text) is None


LANGUAGES = {
    "French": ("cp1252", "Résumé;Blessés\nFrappe aérienne près du moulin\n"),
    "German": ("cp1252", "Datum;Straße\nGefecht an der Mühle, Beschuß\n"),
    "Spanish": ("cp1252", "Año;Descripción\nEnfrentamiento en España, niño herido\n"),
    "Polish": ("cp1250", "Miejsce\nŻołnierze zginęli w starciu, źródło\n"),
    "Turkish": ("cp1254", "Şehir;Çatışma\nİstanbul yakınında ağır çatışma\n"),
    "Arabic": ("cp1256", "المكان;الوصف\nسقطت قذائف على السوق\n"),
    "Russian": ("cp1251", "Дата;Место\nОбстрел села;Мельница\n"),
    "Greek": ("cp1253", "Ημερομηνία;Τόπος\nΣύγκρουση στο χωριό\n"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_encodings_of_short_texts(language: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    encoding, text = LANGUAGES[language]
    path = tmp_path_factory.mktemp("encodings") / "t.csv"
    path.write_bytes(text.encode(encoding))
    name, note = find_encoding(str(path))
    assert text.encode(encoding).decode(name) == text
    assert name in note


def test_every_field_has_a_label() -> None:
    assert all(label and label[0].isupper() for label in FIELDS.values())
