"""Knows GDELT 2.0 event files: 61 columns cut by tabs, no header; they are read as a table with this mapping.

The names are those of the GDELT Event Codebook V2.0, the kinds follow the root codes of CAMEO.
"""

from __future__ import annotations

from collections.abc import Iterator

from db.readers.mapping import Mapping

DATASET = "GDELT"


def _columns() -> Iterator[str]:
    yield from ("GlobalEventID", "SQLDATE", "MonthYear", "Year", "FractionDate")
    for actor in ("Actor1", "Actor2"):
        for part in (
            "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code",
            "Type1Code", "Type2Code", "Type3Code",
        ):  # fmt: skip
            yield actor + part
    yield from (
        "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
        "NumSources", "NumArticles", "AvgTone",
    )  # fmt: skip
    for where in ("Actor1Geo", "Actor2Geo", "ActionGeo"):
        for part in ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID"):
            yield f"{where}_{part}"
    yield from ("DATEADDED", "SOURCEURL")


COLUMNS = tuple(_columns())
_KINDS = {
    "01": "statement", "02": "statement", "03": "statement", "04": "statement", "05": "statement", "06": "other",
    "07": "aid", "08": "other", "09": "other", "10": "statement", "11": "statement", "12": "statement",
    "13": "statement", "14": "protest", "15": "deployment", "16": "statement", "17": "other", "18": "other",
    "19": "clash", "20": "other",
    # the codes below the roots that say more
    "057": "truce", "0811": "other", "0841": "other", "0871": "truce", "0872": "truce", "0873": "truce", "087": "truce",
    "0831": "other", "0874": "movement", "171": "damage", "1711": "damage", "1712": "damage", "173": "abduction",
    "175": "civilians", "180": "other", "181": "abduction", "182": "civilians", "1821": "civilians",
    "1822": "civilians", "1823": "civilians", "183": "explosive", "1831": "explosive", "1832": "explosive",
    "1833": "explosive", "1834": "explosive", "184": "civilians", "185": "civilians", "186": "civilians",
    "190": "clash", "191": "other", "192": "control", "193": "clash", "194": "shelling", "195": "air_strike",
    "1951": "air_strike", "1952": "air_strike", "196": "clash", "201": "civilians", "202": "civilians",
    "203": "civilians", "204": "banned_weapon", "2041": "banned_weapon", "2042": "banned_weapon",
    "150": "deployment", "151": "deployment", "152": "deployment", "153": "deployment", "154": "deployment",
}  # fmt: skip


def is_gdelt(rows: list[list[str]]) -> bool:
    """Whether rows without a header are GDELT events: 61 cells, an id and a packed day in front."""
    rows = [row for row in rows if row][:50]
    return bool(rows) and all(
        len(row) == len(COLUMNS)
        and row[0].isdigit()
        and len(row[1]) == 8
        and row[1].isdigit()
        and row[28].isdigit()
        and len(row[28]) == 2
        for row in rows
    )


def mapping() -> Mapping:
    """What the columns of GDELT hold; actors are participants, for the machine that read the news errs on who began."""
    return Mapping(
        dataset=DATASET,
        columns={
            "outside_id": ("GlobalEventID",),
            "date": ("SQLDATE",),
            "kind": ("EventCode", "EventRootCode"),
            "participant": ("Actor1Name", "Actor2Name"),
            "place": ("ActionGeo_FullName",),
            "latitude": ("ActionGeo_Lat",),
            "longitude": ("ActionGeo_Long",),
            "source_address": ("SOURCEURL",),
        },
        kinds=dict(_KINDS),
        fixed={"hedge": "found by a machine in the news"},
    )
