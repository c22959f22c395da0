"""Which marks get their titles beside them, and where."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from board.timeline.labels import LaneTracks
from board.timeline.marks import MARK_PX, MOST_ROWS, label_order
from board.timeline.model import TimelineModel
from board.timeline.picture import LANE_PX, Label, Picture
from db.columns import IncidentColumns

MOST_LABELS = 80  # titles that are read and measured for one picture


def place_labels(
    picture: Picture,
    columns: IncidentColumns,
    model: TimelineModel,
    seen: tuple[float, float],
    selected: int | None,
    measure: Callable[[str], float],
) -> list[Label]:
    """Labels for the marks between the heights `seen`, none over another or over a mark."""
    marks, scale = picture.marks, picture.scale
    drawn = (marks.row >= 0) & (marks.y >= seen[0] - LANE_PX) & (marks.y <= seen[1] + LANE_PX)
    reached = (marks.spots.head >= scale.left - MARK_PX) & (marks.spots.head <= scale.right)
    within = np.flatnonzero(drawn & reached)
    if not len(within):
        return []
    order = within[label_order(columns, marks.place[within], selected)][:MOST_LABELS]
    order = order[np.argsort(picture.dimmed[marks.lane[order]], kind="stable")]  # what is dimmed speaks last
    titles = model.titles(marks.ids[order].tolist())
    tracks: dict[tuple[int, int], LaneTracks] = {}
    found: list[Label] = []
    for item in order.tolist():
        title = titles[int(marks.ids[item])]
        if not title:
            continue
        lane, row = int(marks.lane[item]), int(marks.row[item])
        if (lane, row) not in tracks:
            tracks[lane, row] = _tracks_of(picture, lane, row, selected)
        x, y = float(marks.spots.head[item]), float(marks.y[item])
        spot = tracks[lane, row].place(item, x, y, measure(title))
        if spot is not None:
            found.append(Label(spot, title, bool(picture.dimmed[lane])))
    return found


def _tracks_of(picture: Picture, lane: int, row: int, selected: int | None) -> LaneTracks:
    marks, scale = picture.marks, picture.scale
    low, high = np.searchsorted(marks.lane, [lane, lane + 1])
    here = np.arange(low, high)[marks.row[low:high] == row]
    taken = marks.spots.head[here].tolist()
    if row == MOST_ROWS:  # the row of the badges, which are a little wider than marks
        taken += [badge.x + side for badge in picture.badges if badge.lane == lane for side in (-6.0, 6.0)]
    alone = float(picture.tops[lane + 1] - picture.tops[lane]) <= LANE_PX
    ringed = here[marks.ids[here] == selected] if selected is not None else here[:0]
    return LaneTracks(
        scale.left - MARK_PX / 2,
        scale.right + 2,
        taken,
        alone=alone,
        ringed=float(marks.spots.head[ringed[0]]) if len(ringed) else None,
    )
