"""Tables that tests write: invented rows of the known data sets, and files in any delimiter and encoding."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from db import readers
from db.readers import LeftOut, Mapping, ReadIncident, ReadRow, Warned

GED_41 = (
    "id,year,active_year,type_of_violence,conflict_new_id,conflict_name,dyad_new_id,dyad_name,side_a_new_id,side_a,"
    "side_b_new_id,gwnob,side_b,number_of_sources,source_article,source_office,source_date,source_headline,"
    "source_original,where_prec,where_coordinates,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,"
    "country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,"
    "deaths_unknown,low,best,high"
).split(",")
GED_49 = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,"
    "dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,"
    "number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,"
    "where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,"
    "region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,"
    "high,low,gwnoa,gwnob"
).split(",")
ACLED_31 = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,"
    "inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,"
    "location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
).split(",")
ACLED_BEFORE_2023 = (
    "data_id,iso,event_id_cnty,event_id_no_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,region,country,admin1,admin2,admin3,location,"
    "latitude,longitude,geo_precision,source,source_scale,notes,fatalities,timestamp,iso3"
).split(",")
ACLED_OLDEST = (
    "GWNO,EVENT_ID_CNTY,EVENT_ID_NO_CNTY,EVENT_DATE,YEAR,TIME_PRECISION,EVENT_TYPE,ACTOR1,ALLY_ACTOR_1,INTER1,"
    "ACTOR2,ALLY_ACTOR_2,INTER2,INTERACTION,COUNTRY,ADMIN1,ADMIN2,ADMIN3,LOCATION,LATITUDE,LONGITUDE,"
    "GEO_PRECISION,SOURCE,NOTES,FATALITIES"
).split(",")

_GED = {
    "id": "900001", "year": "2017", "active_year": "1", "type_of_violence": "1", "conflict_new_id": "299",
    "conflict_name": "Syria: Government", "dyad_name": "Government of Syria - Northern Front", "side_a_new_id": "118",
    "side_a": "Government of Syria", "side_a_dset_id": "97", "side_b_new_id": "7001", "side_b": "Northern Front",
    "number_of_sources": "1", "source_article": '"Radio Orontes,2017-06-09,Clashes at the mill, again"',
    "source_office": "Radio Orontes", "source_date": "2017-06-09", "source_headline": "Clashes at the mill, again",
    "source_original": "village elders", "where_prec": "1", "where_coordinates": "Tell Mill village",
    "where_description": "the mill road", "adm_1": "Hama governorate", "adm_2": "Suran district",
    "latitude": "35.25", "longitude": "36.75", "geom_wkt": "POINT (36.75 35.25)", "country": "Syria",
    "event_clarity": "1", "date_prec": "1", "date_start": "2017-06-08", "date_end": "2017-06-08", "deaths_a": "1",
    "deaths_b": "3", "deaths_civilians": "0", "deaths_unknown": "0", "low": "2", "best": "4", "high": "7",
}  # fmt: skip
_ACLED = {
    "event_id_cnty": "SYR90001", "data_id": "7700001", "event_date": "2017-06-08", "year": "2017",
    "time_precision": "1", "disorder_type": "Political violence", "event_type": "Battles",
    "sub_event_type": "Armed clash", "actor1": "Military Forces of Syria (2000-2024)", "assoc_actor_1": "",
    "inter1": "State forces", "actor2": "Northern Front", "assoc_actor_2": "Mill Brigade; River Brigade",
    "inter2": "Rebel group", "civilian_targeting": "", "region": "Middle East", "country": "Syria",
    "admin1": "Hama", "admin2": "Suran", "admin3": "Mahin", "location": "Tell Mill", "latitude": "35.25",
    "longitude": "36.75", "geo_precision": "1", "source": "Radio Orontes; Mill Gazette", "source_scale": "National",
    "notes": "On 8 June 2017, both sides clashed at the mill.", "fatalities": "4", "tags": "", "timestamp": "1500000000",
}  # fmt: skip


def ged(header: Iterable[str] = GED_41, **cells: str) -> list[str]:
    """One invented event in the columns of that header."""
    return [{**_GED, **cells}.get(name, "") for name in header]


def acled(header: Iterable[str] = ACLED_31, **cells: str) -> list[str]:
    """One invented event in the columns of that header, whatever their capitals; ally columns are assoc ones."""
    plain = (name.lower().replace("ally_", "assoc_") for name in header)
    return [{**_ACLED, **cells}.get(name, "") for name in plain]


def write_table(
    path: Path, rows: Iterable[Sequence[str]], delimiter: str = ",", encoding: str = "utf-8", line_end: str = "\r\n"
) -> Path:
    """Write rows, the header among them, as a delimited text file."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def read_all(path: Path, as_kind: str | None = None, mapping: Mapping | None = None) -> list[ReadRow]:
    """Everything that the reader gives for a file."""
    with readers.read(path, readers.look(path, as_kind), mapping) as stream:
        return list(stream)


def incidents(path: Path, as_kind: str | None = None, mapping: Mapping | None = None) -> list[ReadIncident]:
    """The incidents of a file of which no row is left out or warned of."""
    found = read_all(path, as_kind, mapping)
    assert not [row for row in found if isinstance(row, LeftOut | Warned)]
    return [row for row in found if isinstance(row, ReadIncident)]
