"""Foreign files -> records: tables of incidents are looked at, mapped where need be, and streamed row by row."""

from __future__ import annotations

from db.readers.mapping import FIELDS, Mapping
from db.readers.rows import (
    LeftOut,
    NotIncidents,
    ReadActor,
    ReadIncident,
    ReadRow,
    ReadSource,
    TableShape,
    Warned,
)
from db.readers.tables import TableStream, count_hint, look, preview, propose_mapping, read

__all__ = [
    "FIELDS",
    "LeftOut",
    "Mapping",
    "NotIncidents",
    "ReadActor",
    "ReadIncident",
    "ReadRow",
    "ReadSource",
    "TableShape",
    "TableStream",
    "Warned",
    "count_hint",
    "look",
    "preview",
    "propose_mapping",
    "read",
]
