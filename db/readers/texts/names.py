"""What a foreign name may be: of a file as it is shown, and of an address as it is kept."""

from __future__ import annotations

import re

from db.readers.texts.cleaning import clean_field

_ENDING = re.compile(r"\.([A-Za-z0-9]{1,9})\s*$")
_ADDRESS = re.compile(r"(?:https?|ftp|mailto|news|tel|geo|magnet|doi|urn):[^\s<>\"]+", re.I)


def safe_name(name: str, other: str = "unnamed") -> str:
    """The last part of a file's name, as it can be shown and saved under: no folders, no marks unseen."""
    last = re.split(r"[/\\]", name.replace("\0", ""))[-1]
    last = re.sub(r'[<>:"|?*\n\r\t]', "_", clean_field(last, 200))
    return last if last.strip(" .") else other


def ending(name: str) -> str:
    """The ending of a name in small letters without its dot; empty if it has none."""
    found = _ENDING.search(name)
    return found.group(1).lower() if found else ""


def stem(name: str) -> str:
    """The name without its ending, as a title of last resort."""
    return " ".join(_ENDING.sub("", name).replace("_", " ").split()) or name


def address_of(text: str) -> str:
    """An address of a kind that leads somewhere outside, as it was told; else empty: no scripts, no local files."""
    text = clean_field(text, 2000)
    return text if _ADDRESS.fullmatch(text) else ""
