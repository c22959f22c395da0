"""ACLED in every form of its exports, on invented rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from db import readers
from db.dates import day_of, from_edtf
from db.readers import LeftOut, NotIncidents, ReadIncident
from tests.table_files import ACLED_31, ACLED_BEFORE_2023, ACLED_OLDEST, acled, incidents, read_all, write_table


def one(folder: Path, header: list[str] = ACLED_31, **cells: str) -> ReadIncident:
    (found,) = incidents(write_table(folder / "acled.csv", [header, acled(header, **cells)]))
    return found


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("header", [ACLED_31, ACLED_BEFORE_2023, ACLED_OLDEST], ids=["31", "before 2023", "oldest"])
def test_every_form_gives_the_same_incident(tmp_path: Path, header: list[str], encoding: str, delimiter: str) -> None:
    rows = [header, acled(header), acled(header, event_id_cnty="SYR90002")]
    path = write_table(tmp_path / "x.csv", rows, delimiter, encoding)
    shape = readers.look(path)
    assert (shape.kind, shape.dataset, shape.notes) == ("acled", "ACLED", ())
    found, other = incidents(path)
    assert (found.outside_id, other.outside_id) == ("SYR90001", "SYR90002")
    assert found.title.endswith(" at Tell Mill: Military Forces of Syria (2000-2024) – Northern Front")
    assert (found.kind, found.date, found.summary) == (
        "clash",
        "2017-06-08",
        "On 8 June 2017, both sides clashed at the mill.",
    )
    assert (found.place, found.district, found.province, found.country) == (
        "Tell Mill",
        "Suran, Mahin",
        "Hama",
        "Syria",
    )
    assert (found.latitude, found.longitude, found.precision) == (35.25, 36.75, "town")
    assert (found.deaths_low, found.deaths_best, found.deaths_high) == (None, 4, None)
    assert [source.publisher for source in found.sources] == ["Radio Orontes", "Mill Gazette"]
    assert [(actor.name, actor.role, actor.kind) for actor in found.actors] == [
        ("Military Forces of Syria (2000-2024)", "participant", "state_force"),
        ("Northern Front", "participant", "armed_group"),
        ("Mill Brigade", "participant", "unknown"),
        ("River Brigade", "participant", "unknown"),
    ]


def test_an_export_without_stable_ids_says_so(tmp_path: Path) -> None:
    header = [name for name in ACLED_BEFORE_2023 if name != "event_id_cnty"]
    path = write_table(tmp_path / "x.csv", [header, acled(header)])
    assert "data_id" in readers.look(path).notes[0]
    assert incidents(path)[0].outside_id == "7700001"


@pytest.mark.parametrize(
    "date",
    ["2017-05-16", "16 May 2017", "16 may 2017", "16-May-17", "16/05/2017", "16-05-2017", "16 May, 2017", "16/5/17",
     "2017-05-16 00:00:00"],
)  # fmt: skip
def test_the_forms_of_dates(tmp_path: Path, date: str) -> None:
    assert one(tmp_path, event_date=date).date == "2017-05-16"


def test_dates_that_a_spreadsheet_has_turned_show_in_the_column(tmp_path: Path) -> None:
    rows = [ACLED_31, acled(event_id_cnty="SYR1", event_date="05/06/2017"), acled(event_date="05/16/2017")]
    assert [row.date for row in incidents(write_table(tmp_path / "x.csv", rows))] == ["2017-05-06", "2017-05-16"]


def test_the_precision_of_time_widens_the_date(tmp_path: Path) -> None:
    day = day_of(date(2017, 6, 8))
    week, month = one(tmp_path, time_precision="2"), one(tmp_path, time_precision="3")
    assert (week.earliest, week.latest) == (day - 3, day + 3)
    assert (month.date, month.earliest) == ("2017-06", from_edtf("2017-06").earliest)


def test_no_deaths_may_also_mean_not_known(tmp_path: Path) -> None:
    nought, none = one(tmp_path, fatalities="0"), one(tmp_path, fatalities="")
    assert (nought.deaths_low, nought.deaths_best, nought.deaths_high) == (0, None, None)
    assert (none.deaths_low, none.deaths_best, none.deaths_high) == (None, None, None)


@pytest.mark.parametrize("inter", ["7", "Civilians", "70"])
def test_violence_against_civilians_has_an_initiator_and_a_target(tmp_path: Path, inter: str) -> None:
    found = one(
        tmp_path,
        event_type="Violence against civilians",
        sub_event_type="Attack",
        actor2="Civilians (Syria)",
        assoc_actor_2="Teachers (Syria)",
        inter2=inter,
    )
    assert found.kind == "civilians"
    assert [(actor.role, actor.kind) for actor in found.actors] == [
        ("initiator", "state_force"), ("target", "civilians"), ("participant", "unknown"),
    ]  # fmt: skip


def test_targeted_civilians_of_other_events(tmp_path: Path) -> None:
    found = one(
        tmp_path,
        event_type="Explosions/Remote violence",
        sub_event_type="Shelling/artillery/missile attack",
        actor2="Civilians (Syria)",
        inter2="Civilians",
        civilian_targeting="Civilian targeting",
        tags="crowd size=no report; local administrators",
    )
    assert found.kind == "shelling"
    assert [actor.role for actor in found.actors[:2]] == ["participant", "target"]
    assert found.tags == ("crowd size=no report", "local administrators", "civilian targeting")


@pytest.mark.parametrize(
    ("event_type", "sub_event_type", "kind"),
    [
        ("Explosions/Remote violence", "Air/drone strike", "air_strike"),
        ("Strategic developments", "Agreement", "truce"),
        ("Battle-No change of territory", "", "clash"),
        ("Riots/Protests", "", "protest"),
        ("Something new", "Something newer", "other"),
    ],
)
def test_kinds(tmp_path: Path, event_type: str, sub_event_type: str, kind: str) -> None:
    assert one(tmp_path, event_type=event_type, sub_event_type=sub_event_type).kind == kind


@pytest.mark.parametrize(("inter", "kind"), [("1", "state_force"), ("2", "armed_group"), ("3", "militia"), ("4", "militia"),
    ("Political militia", "militia"), ("Identity militia", "militia"), ("Rebel group", "armed_group"), ("", "unknown"),
    ("8", "unknown"), ("External/Other forces", "unknown"), ("Protesters", "civilians")])  # fmt: skip
def test_kinds_of_actors(tmp_path: Path, inter: str, kind: str) -> None:
    assert one(tmp_path, inter2=inter).actors[1].kind == kind


def test_a_new_stamp_alone_changes_nothing(tmp_path: Path) -> None:
    before = one(tmp_path)
    assert one(tmp_path, timestamp="1900000000").digest == before.digest
    assert one(tmp_path, fatalities="5").digest != before.digest
    assert one(tmp_path, ACLED_BEFORE_2023).digest == one(tmp_path, ACLED_BEFORE_2023, data_id="1").digest


@pytest.mark.parametrize(
    ("cells", "word"),
    [
        ({"event_id_cnty": " "}, "event_id_cnty"),
        ({"event_date": "soon"}, "event_date"),
        ({"event_date": ""}, "event_date"),
        ({"latitude": "135.0"}, "latitude"),
        ({"fatalities": "some"}, "fatalities"),
    ],
)
def test_a_bad_cell_leaves_its_row_out_and_names_it(tmp_path: Path, cells: dict[str, str], word: str) -> None:
    bad, good = read_all(write_table(tmp_path / "x.csv", [ACLED_31, acled(**cells), acled()]))
    assert isinstance(good, ReadIncident)
    assert isinstance(bad, LeftOut)
    assert word in bad.why


def test_decimal_commas(tmp_path: Path) -> None:
    path = write_table(tmp_path / "x.csv", [ACLED_31, acled(latitude="35,25", longitude="36,75")], ";")
    assert incidents(path)[0].latitude == 35.25


@pytest.mark.parametrize(
    "header",
    [
        "WEEK,REGION,COUNTRY,ADMIN1,EVENT_TYPE,SUB_EVENT_TYPE,EVENTS,FATALITIES,POPULATION_EXPOSURE,DISORDER_TYPE,ID,CENTROID_LATITUDE",
        "Country,Admin1,Admin2,ISO3,Admin2 Pcode,Admin1 Pcode,Month,Year,Events,Fatalities",
        "COUNTRY,YEAR,EVENTS",
        "COUNTRY,MONTH,YEAR,EVENTS",
        "COUNTRY,YEAR,FATALITIES",
    ],
)
@pytest.mark.parametrize("as_kind", [None, "acled", "table"])
def test_aggregates_are_refused(tmp_path: Path, header: str, as_kind: str | None) -> None:
    names = header.split(",")
    path = write_table(tmp_path / "weekly.csv", [names, ["1"] * len(names)])
    with pytest.raises(NotIncidents, match="event_id_cnty"):
        readers.look(path, as_kind)
