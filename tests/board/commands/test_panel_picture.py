"""A panel leaves as it is seen: PNG point by point, SVG with the same texts, colours and edges, in both themes."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QByteArray, QEvent, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QRadialGradient,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import db
from board.commands.panel_picture import save_picture
from board.commands.svg_paint import SvgDevice
from board.controller import Controller
from board.theme.apply import apply_theme
from board.theme.palette import THEMES
from db import sample
from db.records import Actor, Flashpoint

SVG = "{http://www.w3.org/2000/svg}"
SAMPLE = Path(__file__).resolve().parents[3] / "resources" / "sample"
PANELS = ("flashpoints", "actors", "incident", "timeline", "tray")


@pytest.fixture(params=["light", "dark"])
def controller(
    request: pytest.FixtureRequest, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> Iterator[Controller]:
    board = db.create_board(tmp_path / "a.sitboard")
    sample.fill(board, SAMPLE)
    board.actors.add(Actor("Evil \u202ename & <b>"))
    board.flashpoints.add(Flashpoint("دير الزور & <i>"))
    theme = THEMES[request.param]
    apply_theme(qapp, theme)
    made = Controller(board, theme)
    made.window.resize(1200, 800)
    made.window.show()
    qtbot.waitExposed(made.window)
    yield made
    made.window.close()
    made.window.deleteLater()
    qapp.sendPostedEvents(made.window, QEvent.Type.DeferredDelete)
    apply_theme(qapp, THEMES["light"])


def points(image: QImage) -> np.ndarray:
    """Red, green and blue of each point, 0 to 1; shape (height, width, 3)."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(bytes(plain.constBits()), np.uint8).reshape(plain.height(), plain.width(), 4)
    return rows[..., :3] / 255


def path_of(words: str) -> QPainterPath:
    """The path of a clip, which is made of straight lines and curves."""
    path, told = QPainterPath(), re.findall(r"([MLC]?)(-?[\d.]+) (-?[\d.]+)", words)
    waiting: list[QPointF] = []
    for letter, x, y in told:
        point = QPointF(float(x), float(y))
        if letter == "M":
            path.moveTo(point)
        elif letter == "L":
            path.lineTo(point)
        else:
            waiting.append(point)
        if len(waiting) == 3:
            path.cubicTo(*waiting)
            waiting = []
    return path


def drawn(text: str, ground: QColor) -> QImage:
    """The SVG as points. Qt's reader passes clips over: each group is drawn within its own."""
    ET.register_namespace("", SVG[1:-1])
    ET.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    root = ET.fromstring(text)
    size = int(root.attrib["width"]), int(root.attrib["height"])
    defs = root.find(f"{SVG}defs")
    assert defs is not None
    clips = {one.attrib["id"]: one[0].attrib["d"] for one in defs.findall(f"{SVG}clipPath")}
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(ground)
    painter = QPainter(image)
    for part in root:
        if part.tag in (f"{SVG}defs", f"{SVG}title"):
            continue
        alone = ET.Element(f"{SVG}svg", root.attrib)
        alone.extend([defs, part])
        clip = part.attrib.get("clip-path", "")
        painter.save()
        if clip:
            painter.setClipPath(path_of(clips[clip[5:-1]]))
        QSvgRenderer(QByteArray(ET.tostring(alone))).render(painter, QRectF(image.rect()))
        painter.restore()
    painter.end()
    return image


def texts_of(text: str) -> list[str]:
    return ["".join(one.itertext()) for one in ET.fromstring(text).iter(f"{SVG}text")]


@pytest.mark.parametrize("name", PANELS)
def test_a_panel_leaves_as_it_is_seen(controller: Controller, tmp_path: Path, name: str) -> None:
    panel: QWidget = getattr(controller, name)
    controller.window.show_panel(name)
    seen = points(panel.grab().toImage())
    save_picture(panel, tmp_path / "a.png", "title")
    assert np.array_equal(points(QImage(str(tmp_path / "a.png"))), seen)
    save_picture(panel, tmp_path / "a.svg", "title")
    text = (tmp_path / "a.svg").read_text(encoding="utf-8")
    apart = np.abs(points(drawn(text, QColor("magenta"))) - seen).max(axis=2)
    assert apart.mean() < 0.016
    assert (apart > 0.35).mean() < 0.012
    # whole squares of the picture agree: nothing is missing, nothing stands where nothing is seen
    high, wide = (side // 8 * 8 for side in apart.shape)
    squares = apart[:high, :wide].reshape(high // 8, 8, wide // 8, 8).mean(axis=(1, 3))
    assert squares.max() < 0.45


def test_the_texts_are_those_that_are_seen(controller: Controller, tmp_path: Path) -> None:
    session = controller.session
    save_picture(controller.flashpoints, tmp_path / "f.svg", "title")
    told = " ".join(texts_of((tmp_path / "f.svg").read_text(encoding="utf-8")))
    assert next(iter(session.flashpoints.values())).name in told
    controller.window.show_panel("incident")
    session.focus.set(incident=None)
    save_picture(controller.incident, tmp_path / "i.svg", "title")
    told = " ".join(texts_of((tmp_path / "i.svg").read_text(encoding="utf-8")))
    newest = session.board.incidents.many(session.columns.ids.tolist())
    assert sum(one.title in told for one in newest) >= 5
    save_picture(controller.actors, tmp_path / "a.svg", "Marked & <so>")
    whole = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "\u202e" not in whole
    assert ET.fromstring(whole).findtext(f"{SVG}title") == "Marked & <so>"


def test_a_picture_of_another_kind_is_refused(controller: Controller, tmp_path: Path) -> None:
    with pytest.raises(db.FileProblem, match="PNG or an SVG"):
        save_picture(controller.actors, tmp_path / "a.gif", "title")
    assert not list(tmp_path.glob("*.gif"))


def everything(painter: QPainter) -> None:
    """Each way of drawing, some clipped, turned, faint or dashed."""
    painter.fillRect(QRect(0, 0, 200, 160), QColor("white"))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    across, round_about = QLinearGradient(0, 0, 60, 0), QRadialGradient(100, 30, 20)
    for gradient in (across, round_about):
        gradient.setColorAt(0, QColor("red"))
        gradient.setColorAt(1, QColor(0, 0, 255, 80))
    painter.fillRect(QRectF(5, 5, 60, 20), across)
    painter.fillRect(QRectF(80, 10, 40, 40), round_about)
    painter.save()
    painter.setClipRect(10, 40, 30, 30)
    painter.translate(20, 50)
    painter.rotate(30)
    painter.setOpacity(0.5)
    painter.setPen(QPen(QColor("green"), 4, Qt.PenStyle.DashLine))
    painter.setBrush(QBrush(QColor("orange")))
    painter.drawRect(-20, -20, 40, 40)
    painter.restore()
    painter.setPen(QPen(QColor("purple"), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(60, 60, 100, 90)
    painter.drawPolyline([QPointF(110, 60), QPointF(130, 90), QPointF(150, 60)])
    painter.drawPoint(170, 20)
    painter.setBrush(QColor("teal"))
    painter.drawPolygon([QPointF(150, 100), QPointF(190, 100), QPointF(170, 130)])
    painter.drawEllipse(QRectF(10, 90, 30, 20))
    painter.drawRoundedRect(QRectF(60, 100, 40, 30), 8, 8)
    tile = QPixmap(10, 10)
    tile.fill(QColor("brown"))
    painter.drawPixmap(110, 110, tile)
    painter.drawTiledPixmap(QRect(5, 130, 30, 20), tile)
    painter.fillRect(QRect(40, 135, 60, 20), QBrush(tile))
    painter.setOpacity(0)
    painter.drawText(5, 150, "not seen")


def test_every_way_of_drawing_comes_out(qapp: QApplication) -> None:
    seen = QImage(200, 160, QImage.Format.Format_RGB32)
    painter = QPainter(seen)
    everything(painter)
    painter.end()
    device = SvgDevice(seen.size(), "all")
    painter = QPainter(device)
    everything(painter)
    painter.end()
    apart = np.abs(points(drawn(device.document(), QColor("white"))) - points(seen)).max(axis=2)
    assert apart.mean() < 0.02
    assert (apart > 0.35).mean() < 0.02
