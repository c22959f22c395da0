"""Symbols and pens: every mark of the vocabulary has its own, within its box, told apart without colour."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QApplication

from board.theme.painting import (
    STANCE_MARKS,
    SYMBOL_MARKS,
    draw_stance,
    paint_level_bar,
    pen_for_stance,
    scaled_font,
    stance_pens,
    symbol_path,
)
from board.theme.palette import DARK, LIGHT
from db.vocabulary import INCIDENT_KINDS, LEVELS, STANCES


def canvas(width: int, height: int, colour: str = "#ffffff") -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def stamp(mark: str) -> frozenset[tuple[int, int]]:
    """The dark pixels of a mark at the 14 px that the timeline draws."""
    image = canvas(20, 20)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(10, 10)
    painter.fillPath(symbol_path(mark, 14), QColor("#000000"))
    painter.end()
    return frozenset((x, y) for x in range(20) for y in range(20) if image.pixelColor(x, y).lightness() < 128)


def test_every_kind_has_a_symbol() -> None:
    assert {term.mark for term in INCIDENT_KINDS.terms} == set(SYMBOL_MARKS)
    with pytest.raises(KeyError, match="blob"):
        symbol_path("blob")


@pytest.mark.parametrize("mark", SYMBOL_MARKS)
def test_symbols_fill_a_unit_box_around_the_origin_and_scale(app: QApplication, mark: str) -> None:
    box = symbol_path(mark).boundingRect()
    assert QRectF(-0.53, -0.53, 1.06, 1.06).contains(box)
    assert max(box.width(), box.height()) > 0.4
    assert abs(box.center().x()) < 0.1
    assert abs(box.center().y()) < 0.1
    assert symbol_path(mark, 10).boundingRect().width() == pytest.approx(box.width() * 10)
    assert len(stamp(mark)) >= 20


def test_no_two_symbols_look_alike(app: QApplication) -> None:
    stamps = {mark: stamp(mark) for mark in SYMBOL_MARKS}
    for one, other in combinations(SYMBOL_MARKS, 2):
        assert len(stamps[one] ^ stamps[other]) >= 14, (one, other)


def test_the_open_square_is_open(app: QApplication) -> None:
    assert not symbol_path("square_open").contains(QPointF(0, 0))
    assert symbol_path("square").contains(QPointF(0, 0))


def test_every_stance_has_a_pen_of_its_own() -> None:
    assert {term.mark for term in STANCES.terms} == set(STANCE_MARKS)
    pens = {mark: pen_for_stance(mark, "#123456", 2.0) for mark in STANCE_MARKS}
    looks = {(pen.widthF(), tuple(pen.dashPattern()), mark == "double") for mark, pen in pens.items()}
    assert len(looks) == len(STANCE_MARKS)
    assert pens["thin"].widthF() < pens["solid"].widthF() < pens["thick"].widthF()
    assert all(pen.color().name() == "#123456" for pen in pens.values())
    assert pens["solid"].style() == Qt.PenStyle.SolidLine


def test_stances_of_one_colour_differ_in_their_mark() -> None:
    looks = [(term.role, term.mark) for term in STANCES.terms]
    assert len(set(looks)) == len(looks)


def test_a_double_line_has_a_gap(app: QApplication) -> None:
    assert len(stance_pens("double", "#000000", "#ffffff")) == 2
    assert len(stance_pens("solid", "#000000", "#ffffff")) == 1
    image = canvas(40, 21)
    path = QPainterPath(QPointF(0, 10.5))
    path.lineTo(40, 10.5)
    painter = QPainter(image)
    draw_stance(painter, path, "double", "#000000", "#ffffff", 5.0)
    painter.end()
    column = [image.pixelColor(20, y).lightness() < 128 for y in range(21)]
    assert column[10] is False
    assert any(column[:10])
    assert any(column[11:])


def test_the_level_bar_says_the_level_by_its_height(app: QApplication) -> None:
    for theme in (LIGHT, DARK):
        heights = []
        for code in (None, *LEVELS.codes):
            image = canvas(6, 60, theme.panel)
            painter = QPainter(image)
            paint_level_bar(painter, QRectF(0, 0, 6, 60), code, theme)
            painter.end()
            wanted = theme.fill(LEVELS[code].role) if code else "none"
            heights.append(sum(image.pixelColor(3, y).name() == wanted for y in range(60)))
        assert heights[0] == 0
        assert all(later - earlier >= 8 for earlier, later in pairwise(heights))


def test_fonts_scale_whether_in_pixels_or_points(app: QApplication) -> None:
    pixels, points = QFont(), QFont()
    pixels.setPixelSize(20)
    points.setPointSizeF(10)
    assert scaled_font(pixels, 0.5).pixelSize() == 10
    assert scaled_font(points, 1.5, weight=QFont.Weight.Bold).pointSizeF() == 15
    assert scaled_font(points, 1, weight=QFont.Weight.Bold).bold()
