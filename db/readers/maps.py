"""Map files to places and areas: GeoJSON (RFC 7946), KML (OGC 2.2) and KMZ; what they link to is not fetched."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import replace

from db.errors import FileProblem
from db.readers import geojson, kml
from db.readers.documents import ReadDocument

LARGEST_KML = 100_000_000  # bytes, unpacked
MOST_PLACES = 5_000


def read(data: bytes, name: str) -> ReadDocument:
    """The places of a map file.  Raises `FileProblem` for what is none."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data[:4] == b"PK\x03\x04":
        document = kml.read(_unpacked(data, name), name)
    elif head[:1] in (b"{", b"["):
        document = geojson.read(data, name)
    else:
        document = kml.read(data, name)
    document = replace(document, size=len(data))
    if len(document.places) > MOST_PLACES:
        told = f"Only the first {MOST_PLACES:,} of its {len(document.places):,} places were taken; split the file."
        document = replace(document, places=document.places[:MOST_PLACES], sentences=(*document.sentences, told))
    if not document.places:
        told = "It holds no point and no area that could become an incident or a flashpoint."
        document = replace(document, sentences=(*document.sentences, told))
    return document


def _unpacked(data: bytes, name: str) -> bytes:
    """The first KML in a KMZ, as the format has it; read to a limit, since a ZIP can lie about its sizes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = next((entry for entry in archive.namelist() if entry.lower().endswith(".kml")), None)
            if inside is None:
                raise FileProblem(f"“{name}” holds no KML.")
            with archive.open(inside) as stream:
                unpacked = stream.read(LARGEST_KML + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise FileProblem(f"“{name}” is a damaged or locked KMZ.") from error
    if len(unpacked) > LARGEST_KML:
        raise FileProblem(f"The map inside “{name}” is larger than {LARGEST_KML // 10**6} MB unpacked.")
    return unpacked
