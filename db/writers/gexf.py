"""GEXF 1.2, which Gephi opens: the graph of actors with the days on which each tie held."""

from __future__ import annotations

from pathlib import Path

from db.releasing import Released
from db.writers.graph import WEIGHT_SENTENCE, about, graph_of
from db.writers.telling import PROGRAM, Progress


def write(released: Released, path: Path, progress: Progress | None = None) -> list[str]:
    """Write the graph; an end that is not known stays open."""
    from xml.etree.ElementTree import SubElement

    from networkx.readwrite.gexf import GEXFWriter

    graph = graph_of(released, progress, spans=True)
    graph.graph["mode"] = "dynamic"
    writer = GEXFWriter(encoding="utf-8")
    writer.add_graph(graph)
    writer.graph_element.set("timeformat", "date")
    meta = writer.xml.find("meta")
    meta.set("lastmodifieddate", released.generated_at[:10])
    meta.find("creator").text = PROGRAM
    SubElement(meta, "description").text = about(released)
    with path.open("wb") as file:
        writer.write(file)
    return [WEIGHT_SENTENCE]
