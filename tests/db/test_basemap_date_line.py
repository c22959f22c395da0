"""Land and sea on both sides of the date line, where rings run on round the globe."""

from __future__ import annotations

import numpy as np
import pytest

from db.basemap import Line, lines_within, polygons_within


def contains(ring: Line, x: float, y: float) -> bool:
    """By the crossings of a ray to the east."""
    ends = np.roll(ring, -1, axis=0)
    across = (ring[:, 1] > y) != (ends[:, 1] > y)
    start, end = ring[across], ends[across]
    at = start[:, 0] + (y - start[:, 1]) / (end[:, 1] - start[:, 1]) * (end[:, 0] - start[:, 0])
    return bool((at > x).sum() % 2)


@pytest.mark.parametrize("reach", [2.0, 40.0])  # the fine lines and the coarse ones
@pytest.mark.parametrize(
    ("place", "longitude", "latitude", "land"),
    [
        ("sea north of Fiji", 178.6, -14.5, False),
        ("Viti Levu", 178.0, -17.8, True),
        ("inner Chukotka, east", 178.5, 67.5, True),
        ("inner Chukotka, west", -177.0, 67.3, True),
        ("Bering Sea", -178.0, 61.0, False),
        ("Pacific", 179.9, 0.5, False),
        ("Antarctica", 179.5, -87.0, True),
    ],
)
def test_land_is_land_and_sea_is_sea(place: str, longitude: float, latitude: float, land: bool, reach: float) -> None:
    box = (longitude - reach, max(latitude - reach, -90.0), longitude + reach, min(latitude + reach, 90.0))
    assert any(contains(ring, longitude, latitude) for ring in polygons_within("land", *box)) is land, place


@pytest.mark.parametrize("latitude", [-16.5, 68.0, 71.0])
def test_the_edge_of_the_sheet_is_no_coast(latitude: float) -> None:
    for line in lines_within("coast", 178.0, latitude - 2, 182.0, latitude + 2):
        along = (np.abs(line[:, 0] - 180) < 1e-3) & (np.abs(line[:, 1] - latitude) < 2)
        assert not (along[1:] & along[:-1]).any()
