"""A small map on paper: land, borders and towns around a flashpoint, with what happened and how sure its place is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from math import cos, floor, log10, radians

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen, QPolygonF

from board.sheets.blocks import Block, Canvas, Picture
from board.sheets.ink import SMALL, Style
from board.sheets.lettering import LABEL, LABEL_SOFT, LABEL_STRONG, Ground, Label, fitted
from board.sheets.marks import MARK, draw_mark
from board.sheets.paper import pt
from board.sheets.words import Text
from db.basemap import borders_missing, country_names, lines_within, places_within, polygons_within
from db.records import Flashpoint, Incident
from db.releasing import Released
from db.vocabulary import PRECISION_RADIUS_KM

KM_A_DEGREE = 40_075.017 / 360
_COUNTRY = Style(7, shade=0.42)
_NEAREST, _FARTHEST = 30.0, 9_000.0  # km from the middle of the map to its nearer edge
_MOST_TOWNS = 24
_MOST_CIRCLES = 16
_PALE = "#f0f1ee"  # between land and water, opaque: printers do badly with what shines through
_FOOT = pt(20)


@dataclass(frozen=True, slots=True)
class Spot:
    """Incidents at one position."""

    latitude: float
    longitude: float
    incidents: tuple[Incident, ...]

    @property
    def radius_km(self) -> float | None:
        """Within how many km they may truly lie; None where that is not known."""
        known = [PRECISION_RADIUS_KM.get(one.precision) for one in self.incidents]
        return max((one for one in known if one is not None), default=None)


@dataclass(frozen=True, slots=True)
class Projection:
    """A plane of km around a position, laid into a frame; north is up. True along the middle and upwards."""

    latitude: float
    longitude: float
    scale: float  # twips a km
    frame: QRectF

    @property
    def across(self) -> float:
        """Km a degree of longitude in the middle; near a pole not less than a twentieth of the equator's."""
        return KM_A_DEGREE * max(cos(radians(self.latitude)), 0.05)

    def points(self, degrees: np.ndarray) -> np.ndarray:
        """Longitudes and latitudes (n, 2) as x and y in twips."""
        middle = self.frame.center()
        x = middle.x() + (degrees[:, 0] - self.longitude) * self.across * self.scale
        y = middle.y() - (degrees[:, 1] - self.latitude) * KM_A_DEGREE * self.scale
        return np.stack([x, y], axis=1)

    def point(self, latitude: float, longitude: float) -> QPointF:
        """One position, the short way round the globe."""
        turn = round((longitude - self.longitude) / 360) * 360
        x, y = self.points(np.array([[longitude - turn, latitude]]))[0]
        return QPointF(float(x), float(y))

    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north of the frame in degrees; west may be below -180, east above 180."""
        half_x = min(180.0, self.frame.width() / 2 / self.scale / self.across)
        half_y = self.frame.height() / 2 / self.scale / KM_A_DEGREE
        low, high = max(-90.0, self.latitude - half_y), min(90.0, self.latitude + half_y)
        return self.longitude - half_x, low, self.longitude + half_x, high


def small_map(
    released: Released, flashpoint: Flashpoint | None, incidents: Iterable[Incident], *, tall: float
) -> Block:
    """A map of a flashpoint (None: of the incidents alone) in a frame `tall` twips high; without a position a sentence."""
    every = tuple(incidents)
    if project(flashpoint, gathered(every)[0], QRectF(0, 0, tall, tall)) is None:
        hidden = released.profile.positions == "none"
        return Text("The release profile lets no position out." if hidden else "No position is known.", SMALL)
    return Picture(tall, partial(_paint, released.profile.positions, flashpoint, every))


def gathered(incidents: Iterable[Incident]) -> tuple[list[Spot], int]:
    """Incidents by equal positions, and how many have none."""
    found: dict[tuple[float, float], list[Incident]] = {}
    without = 0
    for one in incidents:
        if one.latitude is None or one.longitude is None:
            without += 1
        else:
            found.setdefault((round(one.latitude, 4), round(one.longitude, 4)), []).append(one)
    return [Spot(*place, tuple(here)) for place, here in found.items()], without


def project(flashpoint: Flashpoint | None, spots: Sequence[Spot], frame: QRectF) -> Projection | None:
    """The projection that shows everything with some room around; None where nothing has a position."""
    places = [(one.latitude, one.longitude, min(one.radius_km or 1.0, 60.0)) for one in spots]
    if flashpoint is not None and flashpoint.latitude is not None and flashpoint.longitude is not None:
        places.insert(0, (flashpoint.latitude, flashpoint.longitude, flashpoint.radius_km or 5.0))
    if not places:
        return None
    table = np.array(places, np.float64)
    # the widest empty stretch of longitudes lies off the map
    turned = np.sort(table[:, 1] % 360)
    gaps = np.diff(turned, append=turned[0] + 360)
    begin = float(turned[(int(gaps.argmax()) + 1) % len(turned)])
    along = (table[:, 1] - begin) % 360
    reach = table[:, 2] / KM_A_DEGREE
    latitude = float((table[:, 0] - reach).min() + (table[:, 0] + reach).max()) / 2
    latitude = min(max(latitude, -90.0), 90.0)
    narrow = max(cos(radians(latitude)), 0.05)
    left, right = float((along - reach / narrow).min()), float((along + reach / narrow).max())
    half_x = (right - left) / 2 * KM_A_DEGREE * narrow * 1.18
    half_y = float((table[:, 0] + reach).max() - (table[:, 0] - reach).min()) / 2 * KM_A_DEGREE * 1.18
    room = min(frame.width() / 2 / max(half_x, _NEAREST), frame.height() / 2 / max(half_y, _NEAREST))
    longitude = ((begin + (left + right) / 2) + 180) % 360 - 180
    return Projection(latitude, longitude, max(room, min(frame.width(), frame.height()) / 2 / _FARTHEST), frame)


def scale_bar(km_wide: float) -> float:
    """The longest round length (1, 2 or 5 times a power of ten, km) within a quarter of a width in km."""
    most = km_wide / 4
    power = 10.0 ** floor(log10(most))
    return next(step * power for step in (5.0, 2.0, 1.0) if step * power <= most)


def _paint(
    precision: str,
    flashpoint: Flashpoint | None,
    incidents: tuple[Incident, ...],
    canvas: Canvas,
    frame: QRectF,
) -> None:
    spots, without = gathered(incidents)
    inner = frame.adjusted(0, 0, 0, -_FOOT)
    projection = project(flashpoint, spots, inner)
    if projection is None:
        return
    painter = canvas.painter
    painter.save()
    painter.setClipRect(inner, Qt.ClipOperation.IntersectClip)
    ground = Ground(inner.adjusted(pt(1), pt(1), -pt(1), -pt(1)), [])
    _paint_ground(canvas, projection)
    _paint_scale(canvas, projection, ground)
    _paint_flashpoint(canvas, projection, flashpoint, ground)
    _paint_spots(canvas, projection, spots, ground)
    if flashpoint is not None and flashpoint.latitude is not None and flashpoint.longitude is not None:
        at = projection.point(flashpoint.latitude, flashpoint.longitude)
        _put_beside(canvas, ground, at, Label(flashpoint.name, LABEL_STRONG), MARK / 2 + pt(2))
    _paint_towns(canvas, projection, ground, "" if flashpoint is None else flashpoint.name)
    _paint_countries(canvas, projection, ground)
    painter.restore()
    painter.setPen(QPen(canvas.ink.shade(0.55), pt(0.4)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(inner)
    _paint_foot(canvas, frame, spots, without, precision, projection.scale)


def _path(lines: Iterable[np.ndarray], projection: Projection, *, closed: bool) -> QPainterPath:
    path = QPainterPath()
    # pieces of an area lie over each other a little, and its holes run the other way round
    path.setFillRule(Qt.FillRule.WindingFill)
    for line in lines:
        points = projection.points(line)
        polygon = QPolygonF([QPointF(x, y) for x, y in points.tolist()])
        path.addPolygon(polygon)
        if closed:
            path.closeSubpath()
    return path


def _paint_ground(canvas: Canvas, projection: Projection) -> None:
    """Land, water and lines, quiet enough for everything else to stand on."""
    painter, ink, box = canvas.painter, canvas.ink, projection.bounds()
    water = ink.shade(0.88) if ink.mono else QColor("#dfe8ee")
    land = ink.shade(0.97) if ink.mono else QColor("#f4f2eb")
    stream = ink.shade(0.72) if ink.mono else QColor("#a9c3d3")
    painter.fillRect(projection.frame, land if borders_missing() else water)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(land)
    painter.drawPath(_path(polygons_within("land", *box), projection, closed=True))
    painter.setBrush(water)
    painter.drawPath(_path(polygons_within("lake", *box), projection, closed=True))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for kind, colour, width, dashes in (
        ("river", stream, 0.7, None),
        ("coast", ink.shade(0.5), 0.5, None),
        ("border", ink.shade(0.3), 0.7, [5.0, 3.0]),
    ):
        pen = QPen(colour, pt(width))
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if dashes:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern(dashes)
        painter.setPen(pen)
        painter.drawPath(_path(lines_within(kind, *box), projection, closed=False))


def _paint_scale(canvas: Canvas, projection: Projection, ground: Ground) -> None:
    frame = projection.frame
    km = scale_bar(frame.width() / projection.scale)
    wide = km * projection.scale
    label = Label(f"{km:,.0f} km" if km >= 1 else f"{km * 1000:,.0f} m", LABEL)
    box = QRectF(0, 0, max(wide, label.width) + pt(6), label.height + pt(5))
    box.moveBottomRight(QPointF(frame.right() - pt(3), frame.bottom() - pt(3)))
    canvas.painter.fillRect(box, canvas.ink.shade(1.0))
    x, y = box.center().x() - wide / 2, box.bottom() - pt(2.5)
    canvas.line(x, y, x + wide, y, width=1.0)
    for end in (x, x + wide):
        canvas.line(end, y - pt(2), end, y, width=0.7)
    label.draw(canvas, box.center().x() - label.width / 2, box.top())
    ground.take(box)


def _paint_flashpoint(canvas: Canvas, projection: Projection, flashpoint: Flashpoint | None, ground: Ground) -> None:
    """Its area or the circle of its radius, and a point."""
    if flashpoint is None:
        return
    painter, ink = canvas.painter, canvas.ink
    painter.setPen(QPen(ink.shade(0.0), pt(0.9)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if flashpoint.area:
        painter.drawPath(_area(flashpoint.area, projection))
    if flashpoint.latitude is None or flashpoint.longitude is None:
        return
    at = projection.point(flashpoint.latitude, flashpoint.longitude)
    if flashpoint.radius_km and not flashpoint.area:
        reach = flashpoint.radius_km * projection.scale
        painter.drawEllipse(at, reach, reach)
    painter.setBrush(ink.shade(0.0))
    painter.drawEllipse(at, pt(2), pt(2))
    ground.take(QRectF(at.x() - pt(2), at.y() - pt(2), pt(4), pt(4)))


def _area(area: str, projection: Projection) -> QPainterPath:
    shape = json.loads(area)
    polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    rings = [np.array(ring, np.float64)[:, :2] for polygon in polygons for ring in polygon]
    for ring in rings:
        ring[:, 0] -= np.round((ring[0, 0] - projection.longitude) / 360) * 360
    return _path(rings, projection, closed=True)


def _paint_spots(canvas: Canvas, projection: Projection, spots: Sequence[Spot], ground: Ground) -> None:
    """Circles of doubt first, then a mark for each position, with a count where several lie there."""
    painter = canvas.painter
    pen = QPen(canvas.ink.shade(0.35), pt(0.5))
    pen.setDashPattern([1.5, 2.5])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    for spot, reach in circles_of(spots, projection.scale):
        painter.drawEllipse(projection.point(spot.latitude, spot.longitude), reach, reach)
    marks = merged(spots, projection)
    for at, here in marks:
        kinds = [one.kind for one in here]
        kind = max(dict.fromkeys(kinds), key=kinds.count)
        draw_mark(canvas, at, kind, doubted=all(one.precision in ("", "district", "country") for one in here))
        ground.take(QRectF(at.x() - MARK / 2, at.y() - MARK / 2, MARK, MARK))
    for at, here in marks:  # every mark has its place before the first number seeks one
        if len(here) > 1:
            _put_beside(canvas, ground, at, Label(f"{len(here):,}", LABEL_STRONG), MARK / 2 + pt(0.8))


def circles_of(spots: Sequence[Spot], scale: float) -> list[tuple[Spot, float]]:
    """The spots whose circle of doubt is wider than their mark, with its radius (twips); none where they are too many."""
    wide = [(one, one.radius_km * scale) for one in spots if one.radius_km is not None and one.radius_km * scale > MARK]
    return wide if len(wide) <= _MOST_CIRCLES else []


def merged(spots: Sequence[Spot], projection: Projection) -> list[tuple[QPointF, list[Incident]]]:
    """Positions with their incidents; those whose marks would stand on each other are gathered at the fullest."""
    found: list[tuple[QPointF, list[Incident]]] = []
    for spot in sorted(spots, key=lambda one: (-len(one.incidents), one.latitude, one.longitude)):
        at = projection.point(spot.latitude, spot.longitude)
        near = next((here for place, here in found if (place - at).manhattanLength() < MARK * 1.2), None)
        if near is None:
            found.append((at, list(spot.incidents)))
        else:
            near += spot.incidents
    return found


def _put_beside(canvas: Canvas, ground: Ground, at: QPointF, label: Label, gap: float) -> bool:
    """Write a label at the right of a point, or else left, above or below; not where no place is free."""
    w, h, x, y = label.width, label.height, at.x(), at.y()
    tries = [(x + gap, y - h / 2), (x - gap - w, y - h / 2), (x - w / 2, y - gap - h), (x - w / 2, y + gap)]
    tries += [(x + gap, y - h), (x + gap, y), (x - gap - w, y - h), (x - gap - w, y)]
    box = ground.first_free((label.box(*place) for place in tries), pt(0.6))
    if box is not None:
        _write(canvas, label, box)
    return box is not None


def _write(canvas: Canvas, label: Label, box: QRectF) -> None:
    """A label on a pale ground of its own, so that lines and circles below it do not run through its letters."""
    pale = canvas.ink.shade(0.97) if canvas.ink.mono else QColor(_PALE)
    canvas.painter.fillRect(box.adjusted(-pt(0.5), pt(0.8), pt(0.5), -pt(0.4)), pale)
    label.draw(canvas, box.left(), box.top())


def _paint_towns(canvas: Canvas, projection: Projection, ground: Ground, known: str) -> None:
    count = 0
    for town in places_within(*projection.bounds(), 160):
        at = projection.point(town.latitude, town.longitude)
        dot = QRectF(at.x() - pt(1.2), at.y() - pt(1.2), pt(2.4), pt(2.4))
        if count >= _MOST_TOWNS or town.name == known or not ground.is_free(dot, pt(2)):
            continue
        if _put_beside(canvas, ground, at, Label(town.name, LABEL), pt(2.6)):
            canvas.painter.setPen(QPen(canvas.ink.shade(0.2), pt(0.5)))
            canvas.painter.setBrush(canvas.ink.shade(1.0))
            canvas.painter.drawEllipse(at, pt(1.1), pt(1.1))
            ground.take(dot)
            count += 1


def _paint_countries(canvas: Canvas, projection: Projection, ground: Ground) -> None:
    """The name of each country in its part of the map, as far from its borders as it can stand."""
    frame = projection.frame
    xs = np.linspace(frame.left(), frame.right(), 25)[1:-1]
    ys = np.linspace(frame.top(), frame.bottom(), 19)[1:-1]
    spots = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    for country in country_names(*projection.bounds()):
        outline = _path(country.rings, projection, closed=True)
        inside = np.array([outline.contains(QPointF(x, y)) for x, y in spots.tolist()])
        if not inside.any():
            continue
        label = Label(country.name.upper(), _COUNTRY)
        middle = spots[inside].mean(axis=0)
        order = np.argsort(np.hypot(*(spots[inside] - middle).T), kind="stable")
        half = QPointF(label.width / 2, label.height / 2)
        tries = (label.box(x - half.x(), y - half.y()) for x, y in spots[inside][order].tolist())
        held = (box for box in tries if all(outline.contains(end) for end in (box.topLeft(), box.bottomRight())))
        box = ground.first_free(held, pt(2))
        if box is not None:
            _write(canvas, label, box)


def _paint_foot(
    canvas: Canvas, frame: QRectF, spots: Sequence[Spot], without: int, precision: str, scale: float
) -> None:
    """What the signs mean and what is not on the map."""
    told = [] if not without else [f"Position not known: {without:,} {'incident' if without == 1 else 'incidents'}"]
    if precision == "none":
        told = ["The release profile lets no position out"]
    elif precision != "exact":
        told.append("positions are coarsened to about 55 km by the release profile")
    signs = []
    doubted = sum((one.radius_km or 0.0) * scale > MARK for one in spots)
    if circles_of(spots, scale):
        signs.append("dotted: where it may have been")
    elif doubted:
        signs.append(f"{doubted:,} positions are inexact by more than their mark: too many circles to draw")
    if any(len(one.incidents) > 1 for one in spots):
        signs.append("number: incidents at or near a place")
    y = frame.bottom() - _FOOT + pt(1)
    for words in (" · ".join(told), "; ".join(signs)):
        if words:
            label = fitted(words[0].upper() + words[1:], LABEL_SOFT, frame.width())
            label.draw(canvas, frame.left(), y)
            y += label.height
