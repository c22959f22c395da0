"""Paints a widget as SVG just as it is on the screen, with every clip, which Qt's own generator of SVG lets go of.

All ways of drawing are answered here: those that a paint engine leaves to its base end the program.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontInfo,
    QGradient,
    QImage,
    QLinearGradient,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPolygonF,
    QRadialGradient,
    QRegion,
    QTextItem,
    QTransform,
)

from board.guards import guarded

_Flag = QPaintEngine.DirtyFlag
_CLIPS = _Flag.DirtyClipPath | _Flag.DirtyClipRegion | _Flag.DirtyClipEnabled
_DPI = 96
# each run of letters stands in its own place: marks of direction have done their work, and XML takes no controls
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_CAPS = {Qt.PenCapStyle.FlatCap: "butt", Qt.PenCapStyle.SquareCap: "square", Qt.PenCapStyle.RoundCap: "round"}
_JOINS = {Qt.PenJoinStyle.BevelJoin: "bevel", Qt.PenJoinStyle.RoundJoin: "round"}


@guarded
class SvgDevice(QPaintDevice):
    """A sheet of `size` points of the screen to paint on; `document` is what was painted."""

    def __init__(self, size: QSize, title: str) -> None:
        super().__init__()
        self._size, self._title = size, title
        self._engine = SvgEngine(size)

    def paintEngine(self) -> QPaintEngine:
        return self._engine

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        known = QPaintDevice.PaintDeviceMetric
        size = self._size
        return {
            known.PdmWidth: size.width(),
            known.PdmHeight: size.height(),
            known.PdmWidthMM: round(size.width() * 25.4 / _DPI),
            known.PdmHeightMM: round(size.height() * 25.4 / _DPI),
            known.PdmDepth: 32,
            known.PdmNumColors: 2**24,
            known.PdmDevicePixelRatio: 1,
            known.PdmDevicePixelRatioScaled: int(QPaintDevice.devicePixelRatioFScale()),
        }.get(metric, _DPI)

    def document(self) -> str:
        """The whole SVG, in the same points as the screen."""
        width, height = self._size.width(), self._size.height()
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" '
            f'width="{width}" height="{height}" viewBox="0 0 {width} {height}">\n'
            f"<title>{_text(self._title)}</title>\n{self._engine.body()}</svg>\n"
        )


@guarded
class SvgEngine(QPaintEngine):
    """Writes down what is drawn, in the order in which it is."""

    def __init__(self, size: QSize) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self._whole = QRectF(0, 0, size.width(), size.height())
        self._defs: dict[str, str] = {}  # what is pointed to -> its name
        self._drawn: list[tuple[str, str]] = []  # (clip, element)
        self._transform, self._pen, self._brush, self._opacity = QTransform(), QPen(), QBrush(), 1.0
        self._user_clip: QPainterPath | None = None
        self._smooth = False

    def body(self) -> str:
        """Definitions and elements; what is clipped alike stands together."""
        lines = ["<defs>"] + [words.replace("@", name, 1) for words, name in self._defs.items()] + ["</defs>"]
        now = ""
        for clip, element in self._drawn:
            if clip != now:
                lines += ["</g>"] * bool(now) + [f'<g clip-path="url(#{clip})">'] * bool(clip)
                now = clip
            lines.append(element)
        return "\n".join([*lines, *["</g>"] * bool(now), ""])

    # -- what Qt asks of an engine
    def begin(self, _device: QPaintDevice) -> bool:
        self.setActive(True)
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:
        flags = state.state()
        if flags & _Flag.DirtyTransform:
            self._transform = QTransform(state.transform())  # Qt lends what it gives here
        if flags & _Flag.DirtyPen:
            self._pen = QPen(state.pen())
        if flags & _Flag.DirtyBrush:
            self._brush = QBrush(state.brush())
        if flags & _Flag.DirtyOpacity:
            self._opacity = state.opacity()
        if flags & _Flag.DirtyHints:
            self._smooth = bool(state.renderHints() & QPainter.RenderHint.Antialiasing)
        if flags & _CLIPS:
            painter = state.painter()
            clipped = state.isClipEnabled() and painter.hasClipping()
            self._user_clip = state.transform().map(painter.clipPath()) if clipped else None

    # -- shapes
    def drawPath(self, path: QPainterPath) -> None:
        self._shape(path, self._brush)

    def drawRects(self, rects: Iterable[Any], _count: int = 0) -> None:
        for rect in rects:
            path = QPainterPath()
            path.addRect(QRectF(rect))
            self._shape(path, self._brush)

    def drawEllipse(self, rect: Any) -> None:
        path = QPainterPath()
        path.addEllipse(QRectF(rect))
        self._shape(path, self._brush)

    def drawLines(self, lines: Iterable[Any], _count: int = 0) -> None:
        for line in lines:
            path, ends = QPainterPath(), QLineF(line)
            path.moveTo(ends.p1())
            path.lineTo(ends.p2())
            self._shape(path, QBrush())

    def drawPolygon(
        self, points: Iterable[Any], mode: QPaintEngine.PolygonDrawMode | int = QPaintEngine.PolygonDrawMode.OddEvenMode,
        mode_of_count: QPaintEngine.PolygonDrawMode | None = None,
    ) -> None:  # fmt: skip
        drawn = mode_of_count if mode_of_count is not None else mode
        path = QPainterPath()
        path.addPolygon(QPolygonF([QPointF(one) for one in points]))
        if drawn == QPaintEngine.PolygonDrawMode.PolylineMode:
            self._shape(path, QBrush())
            return
        path.closeSubpath()
        if drawn == QPaintEngine.PolygonDrawMode.WindingMode:
            path.setFillRule(Qt.FillRule.WindingFill)
        self._shape(path, self._brush)

    def drawPoints(self, points: Iterable[Any], _count: int = 0) -> None:
        self.drawLines([QLineF(QPointF(one), QPointF(one) + QPointF(0.01, 0)) for one in points])

    def _shape(self, path: QPainterPath, brush: QBrush) -> None:
        fill, stroke = self._fill(brush, "fill"), self._stroke()
        if not path.elementCount() or (not fill and not stroke):
            return
        if stroke and not self._smooth and not fill:
            path = path.translated(*self._half())  # without smoothing a line covers the points that it goes through
        rule = "" if path.fillRule() == Qt.FillRule.WindingFill else ' fill-rule="evenodd"'
        crisp = "" if self._smooth else ' shape-rendering="crispEdges"'
        looks = (fill + rule if fill else ' fill="none"') + stroke + crisp
        self._put(f'<path d="{_d(path)}"{looks}{self._placed()}/>')

    def _half(self) -> tuple[float, float]:
        wide = self._pen.widthF()
        turned = self._transform.isScaling() or self._transform.isRotating()
        return (0.5, 0.5) if wide <= 1 and not turned else (0.0, 0.0)

    # -- letters and pictures
    def drawTextItem(self, at: QPointF, item: QTextItem) -> None:
        font = item.font()
        text = _UNSEEN.sub("", item.text())  # what must be seen was written out before it was shown
        fill = _paint("fill", self._pen.color())
        if not text.strip() or not fill:
            return
        families = ", ".join(f"'{name}'" for name in (*font.families(), "sans-serif"))
        size = font.pixelSize() if font.pixelSize() > 0 else QFontInfo(font).pixelSize()
        looks = f' font-family="{escape(families)}" font-size="{size}" font-weight="{int(font.weight())}"'
        looks += ' font-style="italic"' * font.italic() + ' text-decoration="underline"' * font.underline()
        # as wide as on the screen, whichever letters the reader has
        wide = f' textLength="{_n(item.width())}" lengthAdjust="spacingAndGlyphs"' if item.width() > 0 else ""
        where = f'x="{_n(at.x())}" y="{_n(at.y())}"'
        self._put(f'<text {where}{looks}{wide}{fill} xml:space="preserve"{self._placed()}>{_text(text)}</text>')

    def drawPixmap(self, rect: QRectF, pixmap: QPixmap, source: QRectF) -> None:
        self.drawImage(rect, pixmap.toImage(), source)

    def drawImage(
        self,
        rect: QRectF,
        image: QImage,
        source: QRectF,
        _flags: Qt.ImageConversionFlag = Qt.ImageConversionFlag.AutoColor,
    ) -> None:
        part = image.copy(QRectF(source).toAlignedRect())
        part.setDevicePixelRatio(1)
        rect = QRectF(rect)
        where = f'x="{_n(rect.x())}" y="{_n(rect.y())}" width="{_n(rect.width())}" height="{_n(rect.height())}"'
        data = f'xlink:href="data:image/png;base64,{_png(part)}"'
        self._put(f'<image {where} preserveAspectRatio="none" {data}{self._placed()}/>')

    def drawTiledPixmap(self, rect: QRectF, pixmap: QPixmap, start: QPointF) -> None:
        whole = QImage(QRectF(rect).size().toSize(), QImage.Format.Format_ARGB32_Premultiplied)
        whole.fill(Qt.GlobalColor.transparent)
        painter = QPainter(whole)
        painter.drawTiledPixmap(QRectF(whole.rect()), pixmap, start)
        painter.end()
        self.drawImage(rect, whole, QRectF(whole.rect()))

    # -- how it looks
    def _put(self, element: str) -> None:
        clip = self._clip()
        if clip is not None:
            self._drawn.append((clip, element))

    def _clip(self) -> str | None:
        """The name of what clips now, empty where nothing does; None where nothing is left to be seen."""
        clip = QPainterPath()
        clip.addRect(self._whole)
        system = self.systemClip()
        if not system.isEmpty():
            clip = clip.intersected(_outline(system))
        if self._user_clip is not None:
            clip = clip.intersected(self._user_clip)
        if clip.isEmpty():
            return None
        if clip.boundingRect() == self._whole and clip.elementCount() == 5:
            return ""
        return self._define(f'<clipPath id="@"><path clip-rule="evenodd" d="{_d(clip)}"/></clipPath>')

    def _define(self, words: str) -> str:
        return self._defs.setdefault(words, f"d{len(self._defs) + 1}")

    def _placed(self) -> str:
        at = self._transform
        told = "" if self._opacity >= 1 else f' opacity="{_n(self._opacity)}"'
        if at.isIdentity():
            return told
        numbers = (at.m11(), at.m12(), at.m21(), at.m22(), at.dx(), at.dy())
        return f'{told} transform="matrix({",".join(map(_n, numbers))})"'

    def _fill(self, brush: QBrush, what: str) -> str:
        """The attributes of a brush; empty where it draws nothing."""
        style = brush.style()
        if style == Qt.BrushStyle.NoBrush:
            return ""
        if style in (Qt.BrushStyle.LinearGradientPattern, Qt.BrushStyle.RadialGradientPattern):
            return f' {what}="url(#{self._define(_gradient(brush))})"'
        if style == Qt.BrushStyle.SolidPattern:
            return _paint(what, brush.color())
        return f' {what}="url(#{self._define(_tile(brush))})"'

    def _stroke(self) -> str:
        pen = self._pen
        if pen.style() == Qt.PenStyle.NoPen:
            return ""
        looks = self._fill(pen.brush(), "stroke")
        if not looks:
            return ""
        width = pen.widthF() or 1.0
        looks += f' stroke-width="{_n(width)}" stroke-linecap="{_CAPS.get(pen.capStyle(), "butt")}"'
        looks += f' stroke-linejoin="{_JOINS.get(pen.joinStyle(), "miter")}"'
        if pen.isCosmetic():
            looks += ' vector-effect="non-scaling-stroke"'
        if pen.style() != Qt.PenStyle.SolidLine:
            dashes = " ".join(_n(one * width) for one in pen.dashPattern())
            looks += f' stroke-dasharray="{dashes}" stroke-dashoffset="{_n(pen.dashOffset() * width)}"'
        return looks


def _paint(what: str, colour: QColor) -> str:
    if not colour.alpha():
        return ""
    faint = f' {what}-opacity="{_n(colour.alphaF())}"' if colour.alpha() < 255 else ""
    return f' {what}="{colour.name()}"{faint}'


def _gradient(brush: QBrush) -> str:
    gradient: QGradient = brush.gradient()
    at = brush.transform()
    moved = f"matrix({','.join(map(_n, (at.m11(), at.m12(), at.m21(), at.m22(), at.dx(), at.dy())))})"
    boxed = gradient.coordinateMode() != QGradient.CoordinateMode.LogicalMode
    common = f'gradientUnits="{"objectBoundingBox" if boxed else "userSpaceOnUse"}" gradientTransform="{moved}"'
    stops = "".join(
        f'<stop offset="{_n(place)}" stop-color="{colour.name()}" stop-opacity="{_n(colour.alphaF())}"/>'
        for place, colour in ((place, QColor(colour)) for place, colour in gradient.stops())
    )
    if isinstance(gradient, QLinearGradient):
        one, two = gradient.start(), gradient.finalStop()
        ends = f'x1="{_n(one.x())}" y1="{_n(one.y())}" x2="{_n(two.x())}" y2="{_n(two.y())}"'
        return f'<linearGradient id="@" {common} {ends}>{stops}</linearGradient>'
    assert isinstance(gradient, QRadialGradient)
    middle, focal = gradient.center(), gradient.focalPoint()
    ends = f'cx="{_n(middle.x())}" cy="{_n(middle.y())}" r="{_n(gradient.radius())}"'
    ends += f' fx="{_n(focal.x())}" fy="{_n(focal.y())}"'
    return f'<radialGradient id="@" {common} {ends}>{stops}</radialGradient>'


def _tile(brush: QBrush) -> str:
    """A pattern or a texture as the picture that is repeated."""
    size = brush.textureImage().size() if brush.style() == Qt.BrushStyle.TexturePattern else QSize(8, 8)
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.fillRect(image.rect(), QBrush(brush))
    painter.end()
    box = f'width="{size.width()}" height="{size.height()}"'
    shown = f'<image {box} xlink:href="data:image/png;base64,{_png(image)}"/>'
    return f'<pattern id="@" patternUnits="userSpaceOnUse" {box}>{shown}</pattern>'


def _png(image: QImage) -> str:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.toBase64().data()).decode()


def _outline(region: QRegion) -> QPainterPath:
    path = QPainterPath()
    path.addRegion(region)
    return path.simplified()


def _d(path: QPainterPath) -> str:
    """A path in the words of SVG."""
    words: list[str] = []
    kinds = QPainterPath.ElementType
    for place in range(path.elementCount()):
        part = path.elementAt(place)
        letter = {kinds.MoveToElement: "M", kinds.LineToElement: "L", kinds.CurveToElement: "C"}.get(part.type, "")
        words.append(f"{letter}{_n(part.x)} {_n(part.y)}")
    return " ".join(words)


def _n(number: float) -> str:
    return f"{number:.4f}".rstrip("0").rstrip(".")


def _text(text: str) -> str:
    return escape(_UNSEEN.sub("", text), quote=False)
