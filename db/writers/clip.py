"""Released incidents as a table for the clipboard: the CSV of the file, without the mark that files begin with."""

from __future__ import annotations

import io

from db.releasing import Released
from db.writers.csv_table import write_to


def as_csv(released: Released) -> str:
    """Header and rows as RFC 4180 has them; what a file of the same release holds."""
    page = io.StringIO(newline="")
    write_to(page, released)
    return page.getvalue()
