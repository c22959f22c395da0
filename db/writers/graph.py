"""The graph of actors: parallel, directed, dated ties, weighted by the incidents in which both took part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from db.records import Actor, Relationship
from db.releasing import Released
from db.vocabulary import ACTOR_KINDS, STANCES, UNDIRECTED_STANCES
from db.writers.telling import Progress, Telling, cited_words, facts, iso, one_line, plain

if TYPE_CHECKING:
    import networkx as nx

WEIGHT_SENTENCE = (
    "A tie weighs as much as there are incidents with both actors, and 1 where there is none, since graph programs "
    "take no 0; the attribute “incidents” tells the true number."
)
Pairs = dict[tuple[int, int], int]


def graph_of(released: Released, progress: Progress | None = None, *, spans: bool) -> nx.MultiDiGraph:
    """Actors as nodes and ties as edges, ids as texts. `spans`: dates as `start` and `end`, which GEXF knows.

    Every node and every edge has the same attributes of the same types: a text, a whole number, or yes and no.
    """
    import networkx as nx

    telling = Telling(released, progress, "Writing the graph")
    graph = nx.MultiDiGraph(name=one_line(released.title))
    counts, pairs = _counted(released)
    total = len(released.actors) + len(released.relationships)
    for actor in released.actors:
        graph.add_node(str(actor.id), **_node(telling, actor, counts.get(actor.id, 0)))
    telling.step(len(released.actors), total)
    for tie in released.relationships:
        together = pairs.get((min(tie.from_id, tie.to_id), max(tie.from_id, tie.to_id)), 0)
        edge = _edge(telling, tie, together, spans)
        graph.add_edge(str(tie.from_id), str(tie.to_id), key=str(tie.id), **edge)
    telling.step(total, total)
    return graph


def about(released: Released) -> str:
    """What the graph says of itself on one line."""
    return "; ".join(f"{name}: {value}" for name, value in facts(released))


def _node(telling: Telling, actor: Actor, incidents: int) -> dict[str, Any]:
    return {
        "label": one_line(actor.label),
        "name": one_line(actor.name),
        "other_names": "; ".join(map(one_line, actor.other_names)),
        "kind": ACTOR_KINDS.label(actor.kind),
        "part_of": telling.actors.get(actor.parent_id or 0, ""),
        "contested": actor.contested,
        "incidents": incidents,
        "note": plain(actor.note),
        "marking": telling.marking_of(actor.marking),
    }


def _edge(telling: Telling, tie: Relationship, together: int, spans: bool) -> dict[str, Any]:
    begun, ended = iso(tie.since.earliest), iso(tie.until.latest)
    edge: dict[str, Any] = {
        "id": str(tie.id),
        "label": one_line(tie.label) or STANCES.label(tie.stance),
        "weight": float(max(together, 1)),
        "stance": tie.stance,
        "stance_label": STANCES.label(tie.stance),
        "mutual": tie.stance in UNDIRECTED_STANCES,
        "contested": tie.contested,
        "incidents": together,
        "since": tie.since.edtf,
        "until": tie.until.edtf,
        "only_at": telling.flashpoint(tie.flashpoint_id),
        "sources": cited_words(telling.cited("relationship", tie.id)),
        "note": plain(tie.note),
        "marking": telling.marking_of(tie.marking),
    }
    if not spans:
        return {**edge, "first_day": begun, "last_day": ended}
    return edge | ({"start": begun} if begun else {}) | ({"end": ended} if ended else {})


def _counted(released: Released) -> tuple[dict[int, int], Pairs]:
    """Actor id -> incidents that leave with it; (lower id, higher id) -> incidents with both."""
    columns = released.board.columns()
    chosen = np.zeros(len(columns), np.bool_)
    chosen[np.searchsorted(columns.ids, released.incident_ids)] = True
    rows = np.repeat(np.arange(len(columns)), np.diff(columns.link_start))
    kept = chosen[rows]
    # one line for each incident and actor, whatever the number of its roles; by incident, then by actor
    links = np.unique(np.column_stack([rows[kept], columns.link_actor[kept].astype(np.int64)]), axis=0)
    row, actor = links[:, 0], columns.actor_ids[links[:, 1]] if len(links) else links[:, 1]
    found, times = np.unique(actor, return_counts=True)
    pairs: Pairs = {}
    apart = 1
    while apart < len(row) and (same := row[apart:] == row[:-apart]).any():
        ends = np.sort(np.column_stack([actor[:-apart][same], actor[apart:][same]]), axis=1)
        both, count = np.unique(ends, axis=0, return_counts=True)
        for (one, other), number in zip(both.tolist(), count.tolist(), strict=True):
            pairs[one, other] = pairs.get((one, other), 0) + number
        apart += 1
    return dict(zip(found.tolist(), times.tolist(), strict=True)), pairs
