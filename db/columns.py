"""All incidents as numpy columns: what makes every brush instant.

The arrays are kept in the board file too (`columns_cache`), since loading blobs is several times faster than
building a million tuples.  Single edits note their incident in `columns_stale`, and the next load patches those
rows in; the cache is written anew by an import and at closing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from db.vocabulary import ACTOR_ROLES, CREDIBILITIES, INCIDENT_KINDS, RELIABILITIES

OPEN_PAST = -(2**30)  # earliest of a date that is open to the past, or not known
OPEN_FUTURE = 2**30  # latest of a date that is open to the future, or not known
RECURRING, WITHDRAWN, DISPUTED, APPROXIMATE, HEDGED = 1, 2, 4, 8, 16
UNKNOWN_DEATHS = -1
UNASSIGNED = -1
FEW = 2000  # up to so many edited incidents are put into the arrays one by one

# name -> dtype of the columns with one entry an incident
PER_INCIDENT: dict[str, str] = {
    "ids": "<i8",
    "earliest": "<i4",
    "latest": "<i4",
    "flashpoint": "<i4",
    "kind": "u1",
    "reliability": "u1",
    "credibility": "u1",
    "deaths": "<i4",
    "latitude": "<f4",
    "longitude": "<f4",
    "flags": "u1",
}
_LINKS: dict[str, str] = {"link_start": "<i8", "link_actor": "<i4", "link_role": "u1"}
_DICTIONARIES: dict[str, str] = {"flashpoint_ids": "<i8", "actor_ids": "<i8"}
ARRAYS: dict[str, str] = {**PER_INCIDENT, **_LINKS, **_DICTIONARIES}

_FIELDS = """id, earliest, latest, flashpoint_id, kind, reliability, credibility, deaths_best, latitude, longitude,
 recurring + 2 * withdrawn + 4 * disputed + 8 * (instr(date, '~') > 0 OR instr(date, '%') > 0) + 16 * (hedge <> '')"""

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class IncidentColumns:
    """n incidents in the order of their ids; all arrays but the links and dictionaries have shape (n,).

    `earliest`, `latest`: Unix days, OPEN_PAST / OPEN_FUTURE where open.  `flashpoint`: place in `flashpoint_ids`,
    UNASSIGNED for none.  `kind`: number in INCIDENT_KINDS.  `reliability`, `credibility`: 0 not graded, 1 best to 6.
    `deaths`: best figure, UNKNOWN_DEATHS where not known.  `latitude`, `longitude`: degrees, NaN where not known.
    The actors of incident i are `link_actor[link_start[i]:link_start[i + 1]]`, places in `actor_ids`, with the
    number of the role in ACTOR_ROLES beside them.
    """

    ids: NDArray[np.int64]
    earliest: NDArray[np.int32]
    latest: NDArray[np.int32]
    flashpoint: NDArray[np.int32]
    kind: NDArray[np.uint8]
    reliability: NDArray[np.uint8]
    credibility: NDArray[np.uint8]
    deaths: NDArray[np.int32]
    latitude: NDArray[np.float32]
    longitude: NDArray[np.float32]
    flags: NDArray[np.uint8]
    link_start: NDArray[np.int64]
    link_actor: NDArray[np.int32]
    link_role: NDArray[np.uint8]
    flashpoint_ids: NDArray[np.int64]
    actor_ids: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)

    def place_of(self, incident_id: int) -> int | None:
        """The position of an incident in the arrays, or None."""
        place = int(np.searchsorted(self.ids, incident_id))
        return place if place < len(self.ids) and self.ids[place] == incident_id else None

    def among(self, ids: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which incidents are among these ids, which may be in any order and of no incident; shape (n,)."""
        mask = np.zeros(len(self.ids), np.bool_)
        if len(self.ids):
            places = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
            mask[places[self.ids[places] == ids]] = True
        return mask

    def span(self, which: NDArray[np.bool_] | None = None) -> tuple[int, int] | None:
        """The first and last known day of all incidents, or of these; None where no date is known."""
        earliest, latest = (self.earliest, self.latest) if which is None else (self.earliest[which], self.latest[which])
        firsts = earliest[earliest > OPEN_PAST]
        lasts = latest[latest < OPEN_FUTURE]
        if not len(firsts) and not len(lasts):
            return None
        lowest = min(int(part.min()) for part in (firsts, lasts) if len(part))
        highest = max(int(part.max()) for part in (firsts, lasts) if len(part))
        return lowest, highest


def load(db: Database, *, without: tuple[int, int] = (0, 0)) -> IncidentColumns:
    """The columns as the board stands now: from the cache where it helps, else from the tables.

    `without`: first and last id of incidents that an import has just written and adds itself.
    """
    stale = int(db.conn.execute("SELECT count(*) FROM columns_stale").fetchone()[0])
    cached = _read_cache(db)
    if cached is None:
        return build(db, without=without)
    return cached if not stale else _patched(db, cached)


def build(db: Database, *, without: tuple[int, int] = (0, 0)) -> IncidentColumns:
    """The columns from the tables alone: a full read."""
    others = "NOT BETWEEN ? AND ?"
    columns = _from_rows(db.conn.execute(f"SELECT {_FIELDS} FROM incidents WHERE id {others} ORDER BY id", without))
    links = db.conn.execute(
        f"SELECT incident_id, actor_id, role FROM incident_actors WHERE incident_id {others} ORDER BY incident_id",
        without,
    )
    return _assemble(columns, *_from_links(links))


def write_cache(db: Database, columns: IncidentColumns) -> None:
    """Keep the columns in the file; the caller holds the transaction."""
    header = json.dumps({"n": len(columns), "format": 1}).encode()
    db.conn.execute("DELETE FROM columns_cache")
    blobs = ((name, getattr(columns, name).tobytes()) for name in ARRAYS)
    db.conn.executemany("INSERT INTO columns_cache (name, data) VALUES (?, ?)", [("header", header), *blobs])
    db.conn.execute("DELETE FROM columns_stale")


def drop_cache(db: Database) -> None:
    """Forget the cache, after a write that is too wide to patch; the caller holds the transaction."""
    db.conn.execute("DELETE FROM columns_cache")
    db.conn.execute("DELETE FROM columns_stale")


def _read_cache(db: Database) -> IncidentColumns | None:
    blobs = dict(db.conn.execute("SELECT name, data FROM columns_cache"))
    if "header" not in blobs:
        return None
    # a cache that does not fit itself comes from a damaged or foreign file: the tables are the truth
    try:
        header = json.loads(blobs["header"])
        arrays = {name: np.frombuffer(blobs.get(name, b""), dtype=dtype) for name, dtype in ARRAYS.items()}
    except ValueError:
        return None
    if not isinstance(header, dict) or header.get("format") != 1 or header.get("n") != len(arrays["ids"]):
        return None
    cached = IncidentColumns(**arrays)
    return cached if _fits(cached) else None


def _fits(columns: IncidentColumns) -> bool:
    """Whether the arrays belong together, so that no place in one lies beyond another."""
    count, links = len(columns.ids), len(columns.link_actor)
    if any(len(getattr(columns, name)) != count for name in PER_INCIDENT):
        return False
    if len(columns.link_start) != count + 1 or len(columns.link_role) != links:
        return False
    steps = np.diff(columns.link_start)
    return (
        columns.link_start[0] == 0
        and columns.link_start[-1] == links
        and (not count or (int(steps.min()) >= 0 and bool((np.diff(columns.ids) > 0).all())))
        and _within(columns.link_actor, 0, len(columns.actor_ids))
        and _within(columns.flashpoint, UNASSIGNED, len(columns.flashpoint_ids))
        and _within(columns.kind, 0, len(INCIDENT_KINDS.codes))
        and _within(columns.link_role, 0, len(ACTOR_ROLES.codes))
        and _within(columns.reliability, 0, len(RELIABILITIES.codes) + 1)
        and _within(columns.credibility, 0, len(CREDIBILITIES.codes) + 1)
    )


def _within(places: NDArray[np.integer], low: int, end: int) -> bool:
    return not len(places) or (int(places.min()) >= low and int(places.max()) < end)


Flat = dict[str, NDArray[np.generic]]
Codes = NDArray[np.int32]
Links = tuple[Ints, Ints, NDArray[np.uint8]]  # incident ids (ascending), actor ids, numbers of roles


def _from_rows(rows: object) -> Flat:
    """Columns of rows as `_FIELDS` reads them, with flashpoint ids still as ids (0 for none)."""
    batches: list[Flat] = []
    cursor = rows
    while True:
        part = cursor.fetchmany(50_000)  # type: ignore[attr-defined]
        if not part:
            break
        batches.append(batch(part))
    if not batches:
        batches.append(batch([]))
    return {name: np.concatenate([batch[name] for batch in batches]) for name in batches[0]}


def batch(rows: Sequence[tuple[object, ...]]) -> Flat:
    """Rows of (id, first day, last day, flashpoint id, kind, reliability, credibility, deaths, lat, lon, flags)."""
    return from_fields(list(zip(*rows, strict=True)) if rows else [()] * 11)


def from_fields(fields: Sequence[Sequence[object]]) -> Flat:
    """The same, with each field of all rows in one sequence."""
    kinds = {code: INCIDENT_KINDS.number(code) for code in INCIDENT_KINDS.codes}
    other = INCIDENT_KINDS.number("other")  # as `db.codes` reads a kind that is not of the list
    grades = {"": 0, **{code: number + 1 for number, code in enumerate(RELIABILITIES.codes)}}
    doubts = {"": 0, **{code: number + 1 for number, code in enumerate(CREDIBILITIES.codes)}}

    def numbers(values: Sequence[object], missing: float, dtype: str) -> NDArray[np.generic]:
        plain = [missing if value is None else value for value in values]
        try:
            return np.array(plain, dtype=dtype)
        except OverflowError:  # a number that only a board from elsewhere holds
            limits = np.iinfo(dtype)
            return np.array([min(max(int(str(value)), limits.min), limits.max) for value in plain], dtype=dtype)

    return {
        "ids": np.array(fields[0], dtype="<i8"),
        "earliest": numbers(fields[1], OPEN_PAST, "<i4"),
        "latest": numbers(fields[2], OPEN_FUTURE, "<i4"),
        "flashpoint": numbers(fields[3], 0, "<i8"),
        "kind": np.array([kinds.get(str(code), other) for code in fields[4]], dtype="u1"),
        "reliability": np.array([grades.get(str(code), 0) for code in fields[5]], dtype="u1"),
        "credibility": np.array([doubts.get(str(code), 0) for code in fields[6]], dtype="u1"),
        "deaths": numbers(fields[7], UNKNOWN_DEATHS, "<i4"),
        "latitude": numbers(fields[8], np.nan, "<f4"),
        "longitude": numbers(fields[9], np.nan, "<f4"),
        "flags": np.array(fields[10], dtype="u1"),
    }


def _from_links(rows: object) -> Links:
    roles = {code: number for number, code in enumerate(ACTOR_ROLES.codes)}
    mentioned = ACTOR_ROLES.number("mentioned")  # as `db.codes` reads a role that is not of the list
    incidents: list[Ints] = []
    actors: list[Ints] = []
    codes: list[NDArray[np.uint8]] = []
    cursor = rows
    while True:
        part = cursor.fetchmany(100_000)  # type: ignore[attr-defined]
        if not part:
            break
        one, two, three = zip(*part, strict=True)
        incidents.append(np.array(one, dtype="<i8"))
        actors.append(np.array(two, dtype="<i8"))
        codes.append(np.array([roles.get(code, mentioned) for code in three], dtype="u1"))
    if not incidents:
        return np.empty(0, "<i8"), np.empty(0, "<i8"), np.empty(0, "u1")
    return np.concatenate(incidents), np.concatenate(actors), np.concatenate(codes)


def _assemble(flat: Flat, link_incident: Ints, link_actor_id: Ints, link_role: NDArray[np.uint8]) -> IncidentColumns:
    """Turn ids of flashpoints and actors into places in their dictionaries, and links into runs."""
    ids = flat["ids"]
    flashpoint_ids, places = np.unique(flat["flashpoint"], return_inverse=True)
    offset = int(len(flashpoint_ids) > 0 and flashpoint_ids[0] == 0)
    flat = {**flat, "flashpoint": (places - offset).astype("<i4")}
    actor_ids, link_actor = np.unique(link_actor_id, return_inverse=True)
    return IncidentColumns(
        **flat,  # type: ignore[arg-type]
        link_start=np.searchsorted(link_incident, np.append(ids, np.iinfo(np.int64).max)).astype("<i8"),
        link_actor=link_actor.astype("<i4"),
        link_role=link_role,
        flashpoint_ids=flashpoint_ids[offset:].astype("<i8"),
        actor_ids=actor_ids.astype("<i8"),
    )


def fresh_rows(db: Database, ids: Sequence[int]) -> tuple[Flat, Links]:
    """The rows and roles of a few incidents as they are now, for `db.columns_keeper.patch_few`."""
    marks = ",".join("?" * len(ids))
    rows = db.conn.execute(f"SELECT {_FIELDS} FROM incidents WHERE id IN ({marks}) ORDER BY id", ids)
    roles = db.conn.execute(
        f"SELECT incident_id, actor_id, role FROM incident_actors WHERE incident_id IN ({marks}) ORDER BY incident_id",
        ids,
    )
    return _from_rows(rows), _from_links(roles)


def _patched(db: Database, old: IncidentColumns) -> IncidentColumns:
    """The cached columns with the stale incidents read anew (or gone)."""
    stale = np.array(
        [row[0] for row in db.conn.execute("SELECT incident_id FROM columns_stale ORDER BY 1")], dtype="<i8"
    )
    if len(stale) <= FEW:
        return patch_few(old, stale, *fresh_rows(db, stale.tolist()))
    join = "JOIN columns_stale s ON s.incident_id ="
    fresh = _from_rows(db.conn.execute(f"SELECT {_FIELDS} FROM incidents i {join} i.id ORDER BY i.id"))
    rows = db.conn.execute(
        f"SELECT a.incident_id, a.actor_id, a.role FROM incident_actors a {join} a.incident_id ORDER BY a.incident_id"
    )
    return patch(old, stale, fresh, _from_links(rows))


def patch(old: IncidentColumns, stale: NDArray[np.generic], fresh: Flat, links: Links) -> IncidentColumns:
    """Replace the stale incidents by fresh rows; ids of flashpoints and actors stand in `fresh` and `links`."""
    keep = ~np.isin(old.ids, stale)
    flashpoint_of = np.append(old.flashpoint_ids, 0)  # place -1 finds the 0 at the end
    flat: Flat = {name: getattr(old, name)[keep] for name in PER_INCIDENT}
    flat["flashpoint"] = flashpoint_of[old.flashpoint[keep]]
    order = np.argsort(np.concatenate([flat["ids"], fresh["ids"]]), kind="stable")
    flat = {name: np.concatenate([flat[name], fresh[name]])[order] for name in flat}
    link_incident = np.repeat(old.ids, np.diff(old.link_start))
    link_keep = ~np.isin(link_incident, stale)
    incident = np.concatenate([link_incident[link_keep], links[0]])
    link_order = np.argsort(incident, kind="stable")
    actor = np.concatenate([old.actor_ids[old.link_actor[link_keep]], links[1]])[link_order]
    role = np.concatenate([old.link_role[link_keep], links[2]])[link_order]
    return _assemble(flat, incident[link_order], actor, role)


def patch_few(old: IncidentColumns, touched: Ints, fresh: Flat, links: Links) -> IncidentColumns:
    """The columns with a few incidents replaced, added or gone: copies arrays once and sorts nothing.

    `touched`: ids, ascending.  `fresh` and `links`: their rows as they are now, with the ids of flashpoints and actors.
    """
    there = np.searchsorted(old.ids, touched)
    known = there < len(old.ids)
    known[known] = old.ids[there[known]] == touched[known]
    gone = there[known]
    flashpoint_ids, flashpoint = _joined(old.flashpoint_ids, old.flashpoint, np.asarray(fresh["flashpoint"], np.int64))
    kept_ids = np.delete(old.ids, gone)
    place = np.searchsorted(kept_ids, fresh["ids"])
    merged: Flat = {}
    for name in PER_INCIDENT:
        before = flashpoint[0] if name == "flashpoint" else getattr(old, name)
        new = flashpoint[1] if name == "flashpoint" else fresh[name]
        merged[name] = np.insert(np.delete(before, gone), place, new)
    lengths = np.diff(old.link_start)
    drop = np.concatenate([np.arange(old.link_start[row], old.link_start[row + 1]) for row in gone] or [gone])
    actor_ids, actor = _joined(old.actor_ids, old.link_actor, links[1])
    new_lengths = np.searchsorted(links[0], fresh["ids"], side="right") - np.searchsorted(links[0], fresh["ids"])
    kept_lengths = np.delete(lengths, gone)
    kept_start = np.concatenate([[0], np.cumsum(kept_lengths)])
    link_place = np.repeat(kept_start[place], new_lengths)
    start = np.concatenate([[0], np.cumsum(np.insert(kept_lengths, place, new_lengths))])
    actor_ids, link_actor = _pruned(actor_ids, np.insert(np.delete(actor[0], drop), link_place, actor[1]))
    flashpoint_ids, merged["flashpoint"] = _pruned(flashpoint_ids, merged["flashpoint"])
    return IncidentColumns(
        **merged,  # type: ignore[arg-type]
        link_start=start.astype("<i8"),
        link_actor=link_actor,
        link_role=np.insert(np.delete(old.link_role, drop), link_place, links[2]),
        flashpoint_ids=flashpoint_ids,
        actor_ids=actor_ids,
    )


def same_rows(old: IncidentColumns, touched: Ints, fresh: Flat, links: Links) -> bool:
    """Whether these incidents stand in the columns just as they are now."""
    place = np.searchsorted(old.ids, touched)
    if (
        len(fresh["ids"]) != len(touched)
        or not len(old.ids)
        or not np.array_equal(old.ids[np.minimum(place, len(old.ids) - 1)], touched)
    ):
        return False
    for name in PER_INCIDENT:
        now = getattr(old, name)[place]
        if name == "flashpoint":
            now = np.append(old.flashpoint_ids, 0)[now]
        if not np.array_equal(now, fresh[name], equal_nan=now.dtype.kind == "f"):
            return False
    runs = [np.arange(old.link_start[row], old.link_start[row + 1]) for row in place]
    rows = np.concatenate(runs) if runs else place
    return np.array_equal(old.actor_ids[old.link_actor[rows]], links[1]) and np.array_equal(
        old.link_role[rows], links[2]
    )


def _joined(ids: Ints, codes: Codes, new: Ints) -> tuple[Ints, tuple[Codes, Codes]]:
    """A dictionary with the new ids in it (0 is none), with the old codes and those of `new` in its terms."""
    missing = np.setdiff1d(new[new != 0], ids)
    if len(missing):
        shift = np.searchsorted(missing, ids).astype(np.int32)
        table = np.append(np.arange(len(ids), dtype=np.int32) + shift, np.int32(UNASSIGNED))
        codes = table[codes]  # code -1 finds the last entry, which is -1 again
        ids = np.union1d(ids, missing)
    found = np.where(new == 0, UNASSIGNED, np.searchsorted(ids, new)).astype(np.int32)
    return ids, (codes, found)


def _pruned(ids: Ints, codes: NDArray[np.generic]) -> tuple[Ints, Codes]:
    """A dictionary without the ids that no code names any more, and the codes in its terms."""
    whole: Codes = np.asarray(codes, np.int32)
    used = np.zeros(len(ids) + 1, np.bool_)
    used[whole] = True  # code -1 marks the last entry, which stands for none
    if used[:-1].all():
        return ids, whole
    table = np.append(np.cumsum(used[:-1], dtype=np.int32) - np.int32(1), np.int32(UNASSIGNED))
    return ids[used[:-1]], table[whole]
