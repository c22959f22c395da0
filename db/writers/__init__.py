"""Every way out of the board: what may leave it, written as a file that another program reads."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path

from db.errors import EntryProblem
from db.importing.report import defused
from db.releasing import Released
from db.writers.clip import as_csv, table_of
from db.writers.files import whole_file
from db.writers.telling import Progress, Writer

__all__ = ["FORMATS", "Format", "Progress", "as_csv", "defused", "table_of", "whole_file", "write"]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its code, its name for people, how its files end, and what it is good for."""

    code: str
    label: str
    suffix: str
    use: str
    module: str

    @property
    def writer(self) -> Writer:
        """The function that writes it; its libraries are loaded only now."""
        writer: Writer = importlib.import_module(f"db.writers.{self.module}").write
        return writer


_ALL = (
    Format("csv", "CSV table", ".csv", "incidents for any spreadsheet or statistics program", "csv_table"),
    Format("xlsx", "Excel workbook", ".xlsx", "incidents, actors, relationships, flashpoints and sources", "xlsx"),
    Format("geojson", "GeoJSON", ".geojson", "positions with their precision, for QGIS and other maps", "geojson"),
    Format("kml", "KML", ".kml", "positions in time, for Google Earth and other globes", "kml"),
    Format("gexf", "GEXF graph", ".gexf", "actors and their dated ties, for Gephi", "gexf"),
    Format("graphml", "GraphML graph", ".graphml", "actors and their ties, for igraph, yEd and Cytoscape", "graphml"),
    Format("ics", "iCalendar", ".ics", "dated incidents for a calendar", "calendar"),
    Format("md", "Markdown chronology", ".md", "incidents in order, with the sources as footnotes", "markdown"),
    Format("html", "Web page", ".html", "one page that holds all it needs, to be read and printed anywhere", "page"),
    Format(
        "json", "JSON of everything", ".json", "all that leaves, from which a board can be made again", "board_json"
    ),
    Format("zip", "ZIP of originals", ".zip", "the attached files, with a list of their SHA-256 sums", "originals"),
)
FORMATS: dict[str, Format] = {one.code: one for one in _ALL}


def write(
    released: Released, kind: str, path: Path, progress: Progress | None = None, *, replace: bool = False
) -> list[str]:
    """Write what leaves as one file; returns sentences on what was held back and what the format cannot tell.

    The file appears whole or not at all; one that is there is only replaced where `replace` says so.
    `progress(done, total, what)` may raise `Cancelled`. Raises `EntryProblem` for no such format, `FileProblem`.
    """
    if kind not in FORMATS:
        raise EntryProblem(f"“{kind}” is no format of exports. It is one of: {', '.join(FORMATS)}.", "kind")
    with whole_file(Path(path), replace=replace) as half:
        told = FORMATS[kind].writer(released, half, progress)
    return [*released.held_back_sentences(), *told]
