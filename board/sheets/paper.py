"""Paper and its margins, in the unit of all layout: the twip, 1/20 of a point (1/1440 of an inch).

A PDF is written at 1440 dots an inch, so that a twip is a dot there and nothing is rounded twice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtGui import QPageLayout, QPageSize

DOTS_PER_INCH = 1440
_MM = DOTS_PER_INCH / 25.4


def pt(points: float) -> float:
    """Points as twips."""
    return points * 20


def mm(millimetres: float) -> float:
    """Millimetres as twips."""
    return millimetres * _MM


HEAD, FOOT = pt(30), pt(26)  # from the margins to the blocks: what stands on every page has this room


@dataclass(frozen=True, slots=True)
class Paper:
    """One size of paper as it lies: `width` and `height` of the sheet, margins around what is printed; twips."""

    name: str
    width: float
    height: float
    left: float = mm(17)
    right: float = mm(17)
    top: float = mm(13)
    bottom: float = mm(12)

    @property
    def measure(self) -> float:
        """The width between the margins."""
        return self.width - self.left - self.right

    @property
    def body(self) -> float:
        """The height between what stands on every page."""
        return self.height - self.top - self.bottom - HEAD - FOOT

    @property
    def landscape(self) -> bool:
        """Whether it lies on its long side."""
        return self.width > self.height

    def turned(self) -> Paper:
        """The same paper on its other side."""
        return replace(self, width=self.height, height=self.width)

    def layout(self) -> QPageLayout:
        """The same for Qt, without margins: ours are in the layout."""
        upright = self.turned() if self.landscape else self
        ident = QPageSize.PageSizeId.A4 if upright.name == "A4" else QPageSize.PageSizeId.Letter
        side = QPageLayout.Orientation.Landscape if self.landscape else QPageLayout.Orientation.Portrait
        layout = QPageLayout()
        layout.setPageSize(QPageSize(ident))
        layout.setOrientation(side)
        layout.setMode(QPageLayout.Mode.FullPageMode)
        return layout


A4 = Paper("A4", mm(210), mm(297))
LETTER = Paper("Letter", mm(215.9), mm(279.4))
PAPERS = {"a4": A4, "letter": LETTER}
