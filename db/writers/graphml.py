"""GraphML: the graph of actors for igraph, yEd, Cytoscape and the like."""

from __future__ import annotations

from pathlib import Path

from db.releasing import Released
from db.writers.graph import WEIGHT_SENTENCE, about, graph_of
from db.writers.telling import Progress


def write(released: Released, path: Path, progress: Progress | None = None) -> list[str]:
    """Write the graph; GraphML knows no time, so that first and last day of a tie are attributes."""
    import networkx as nx

    graph = graph_of(released, progress, spans=False)
    graph.graph["about"] = about(released)
    with path.open("wb") as file:
        nx.write_graphml_xml(graph, file, named_key_ids=False)
    return [WEIGHT_SENTENCE, "GraphML knows no time: the days of a tie are the attributes first_day and last_day."]
