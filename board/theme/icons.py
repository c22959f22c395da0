"""Line icons from resources/icons, drawn in the colours of a theme and sharp at any scale.

An icon that was put on a button or an action with ``IconSet.dress`` follows when the theme changes.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication

from board.theme.palette import Theme

ICON_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "icons"
ICON_PX = 16  # of toolbars, menus and buttons, at 100 %
# real pixels kept in one icon: 16, 20 and 24 at 100 %, 150 % and 200 %
_REAL_PX = (16, 20, 24, 32, 40, 48)
_NAME, _COLOUR = "icon_name", "icon_colour"


def icon_names() -> list[str]:
    """Every icon there is, in alphabetical order."""
    return sorted(path.stem for path in ICON_FOLDER.glob("*.svg"))


class IconSet:
    """The icons of one theme, each read and drawn once."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._icons: dict[tuple[str, str], QIcon] = {}

    def icon(self, name: str, colour: str = "") -> QIcon:
        """The icon of that name: quiet, darker under the pointer, accented while checked, faint when disabled.

        ``colour`` ('#rrggbb') replaces the quiet one.  Raises KeyError where there is no such icon.
        """
        key = (name, colour)
        if key not in self._icons:
            self._icons[key] = self._build(name, colour)
        return self._icons[key]

    def pixmap(self, name: str, side: int, colour: str = "", ratio: float = 1.0) -> QPixmap:
        """The icon as a picture of ``side`` device-independent pixels for a screen of that pixel ratio."""
        picture = _coloured(_draw(self._renderer(name), round(side * ratio)), colour or self.theme.text_soft)
        picture.setDevicePixelRatio(ratio)
        return picture

    def dress(self, target: QAction | QAbstractButton, name: str, colour_role: str = "") -> None:
        """Put an icon on an action or button and keep it in step with the theme.

        ``colour_role`` is a field of Theme such as 'accent' or 'danger'; empty for the quiet colour.
        """
        target.setProperty(_NAME, name)
        target.setProperty(_COLOUR, colour_role)
        target.setIcon(self.icon(name, getattr(self.theme, colour_role) if colour_role else ""))

    def _build(self, name: str, colour: str) -> QIcon:
        theme, icon = self.theme, QIcon()
        pointed = colour or theme.text
        looks = (
            (colour or theme.text_soft, ((QIcon.Mode.Normal, QIcon.State.Off),)),
            (pointed, ((QIcon.Mode.Active, QIcon.State.Off), (QIcon.Mode.Selected, QIcon.State.Off))),
            (theme.text_faint, ((QIcon.Mode.Disabled, QIcon.State.Off),)),
            (theme.accent, ((QIcon.Mode.Normal, QIcon.State.On),)),
        )
        renderer = self._renderer(name)
        for side in _REAL_PX:
            shape = _draw(renderer, side)  # the slow part, so once for all colours
            for shade, uses in looks:
                picture = _coloured(shape, shade)
                for mode, state in uses:
                    icon.addPixmap(picture, mode, state)
        return icon

    def _renderer(self, name: str) -> QSvgRenderer:
        path = ICON_FOLDER / f"{name}.svg"
        if not path.is_file():
            raise KeyError(f"There is no icon named {name!r} in {ICON_FOLDER.name}.")
        return QSvgRenderer(QByteArray(path.read_bytes().replace(b"currentColor", b"#000000")))


def _draw(renderer: QSvgRenderer, side: int) -> QPixmap:
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return picture


def _coloured(shape: QPixmap, colour: str) -> QPixmap:
    picture = QPixmap(shape)
    painter = QPainter(picture)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(picture.rect(), QColor(colour))
    painter.end()
    return picture


def icon(name: str, theme: Theme) -> QIcon:
    """One icon in one theme, without a set to keep it in: for a place that needs a single icon once."""
    return IconSet(theme).icon(name)


def redress(app: QApplication, icons: IconSet) -> None:
    """Draw every dressed action and button of the application anew with ``icons``."""
    for owner in (app, *app.topLevelWidgets()):
        targets: list[QObject] = [owner, *owner.findChildren(QAction), *owner.findChildren(QAbstractButton)]
        for target in targets:
            name = target.property(_NAME)
            if name and isinstance(target, (QAction, QAbstractButton)):
                icons.dress(target, str(name), str(target.property(_COLOUR) or ""))
