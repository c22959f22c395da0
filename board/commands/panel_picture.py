"""A panel as a picture, just as it is seen: PNG point by point, SVG as lines and letters."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from board.commands.svg_paint import SvgDevice
from db import FileProblem
from db.writers import whole_file

SUFFIXES = (".png", ".svg")


def save_picture(panel: QWidget, path: Path, title: str) -> None:
    """Write what a panel shows; the ending of the name says in which format. Raises `FileProblem`."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise FileProblem(f"A picture is a PNG or an SVG: let its name end in {' or '.join(SUFFIXES)}.")
    with whole_file(path, replace=True) as half:
        if suffix == ".png":
            if not panel.grab().save(str(half), "PNG"):
                raise FileProblem(f"“{path.name}” could not be written.")
        else:
            _save_svg(panel, half, title)


def _save_svg(panel: QWidget, path: Path, title: str) -> None:
    device = SvgDevice(panel.size(), title)
    painter = QPainter(device)
    try:
        panel.render(painter, QPoint())
    finally:
        painter.end()
    path.write_text(device.document(), encoding="utf-8")
