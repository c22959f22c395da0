"""What a file's own properties are worth: a day of saving may stand in for the day of publication, marked as uncertain."""

from __future__ import annotations

from db.dates import DateError, from_edtf
from db.readers.texts.publication import date_told


def standing_in(stamp: str) -> tuple[str, str]:
    """An uncertain day (EDTF with "?") from a stamp of when the file was saved, and the sentence that says so."""
    if stamp.startswith("D:"):  # a PDF's: D:20170616143000+03'00'
        stamp = stamp[2:10]
    day, _ = date_told(stamp)
    if len(day) != 10:
        return "", ""
    try:
        told = from_edtf(day).text()
    except DateError:
        return "", ""
    return f"{day}?", f"The day that the file was saved, {told}, stands in for the day of publication: check it."
