"""Which marks get their titles beside them, and where."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from board.timeline.marks import MARK_PX, LabelPlacer, label_order
from board.timeline.model import TimelineModel
from board.timeline.picture import LANE_PX, ROW_PX, Label, Picture
from db.columns import IncidentColumns

MOST_LABELS = 80  # titles that are read and measured for one picture
_SHIFT = 13.0  # how far above or below its mark a label lies where there is no room beside it


def place_labels(
    picture: Picture,
    columns: IncidentColumns,
    model: TimelineModel,
    seen: tuple[float, float],
    selected: int | None,
    measure: Callable[[str], float],
) -> list[Label]:
    """Labels for the marks between the heights `seen`, none over another, over a mark or over a badge."""
    marks, scale = picture.marks, picture.scale
    drawn = (marks.row >= 0) & (marks.y >= seen[0]) & (marks.y <= seen[1])
    within = np.flatnonzero(drawn & (marks.spots.head >= scale.left - MARK_PX) & (marks.spots.head <= scale.right))
    if not len(within):
        return []
    head, y, half = marks.spots.head[drawn], marks.y[drawn], MARK_PX / 2
    boxes = [np.stack([head - half, y - half, head + half, y + half], axis=1)]
    boxes += [np.array([[badge.x - 14, top, badge.x + 14, top + ROW_PX]]) for badge, top in _badge_tops(picture)]
    placer = LabelPlacer(np.concatenate(boxes), scale.left - 8, scale.right + 2)
    order = within[label_order(columns, marks.place[within], selected)][:MOST_LABELS]
    # what is dimmed speaks last
    order = order[np.argsort(picture.dimmed[marks.lane[order]], kind="stable")]
    titles = model.titles(marks.ids[order].tolist())
    found: list[Label] = []
    for item in order.tolist():
        title = titles[int(marks.ids[item])]
        if not title:
            continue
        lane = int(marks.lane[item])
        band = (float(picture.tops[lane]) + 1, float(picture.tops[lane + 1]) - 1)
        shifts = (-_SHIFT, _SHIFT) if band[1] - band[0] < LANE_PX + ROW_PX - 2 else ()
        spot = placer.place(item, float(marks.spots.head[item]), float(marks.y[item]), measure(title), shifts, band)
        if spot is not None:
            found.append(Label(spot, title, bool(picture.dimmed[lane])))
    return found


def _badge_tops(picture: Picture) -> list[tuple]:
    return [(badge, float(picture.tops[badge.lane + 1]) - ROW_PX - 3) for badge in picture.badges]
