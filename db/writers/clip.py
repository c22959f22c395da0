"""Released records as a table for the clipboard: of incidents the CSV of the file, of others their sheet of a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from db.importing.report import defused
from db.releasing import Released
from db.writers.csv_table import write_to
from db.writers.telling import Telling, plain
from db.writers.xlsx import table


def as_csv(released: Released) -> str:
    """Header and rows as RFC 4180 has them; what a file of the same release holds."""
    page = io.StringIO(newline="")
    write_to(page, released)
    return page.getvalue()


def table_of(released: Released, kind: str, ids: Sequence[int] | NDArray[np.int64]) -> str:
    """Header and rows of these flashpoints, actors, relationships or sources (kind in the singular), in their own order."""
    page = io.StringIO(newline="")
    writer = csv.writer(page, lineterminator="\r\n")
    columns, rows = table(Telling(released), kind, [int(one) for one in ids])
    writer.writerow([name for name, _ in columns])
    for row in rows:
        writer.writerow(["" if one is None else defused(plain(one)) if isinstance(one, str) else one for one in row])
    return page.getvalue()
