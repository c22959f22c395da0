"""How the panel is divided: strip above, lanes with their names at the left, axis below."""

from __future__ import annotations

from dataclasses import dataclass

from board.timeline.scale import Scale

STRIP_PX = 46.0
AXIS_PX = 23.0
STRIP_TOP_PX, STRIP_BOTTOM_PX = 5.0, 6.0  # air above and below the bars of the strip
PAD_PX = 14.0  # between the plot and the window's ends, so that marks at the ends are whole
SCROLLBAR_PX = 10.0  # beside the plot, so that it never lies over the last day
NAMES_LEAST, NAMES_MOST = 104.0, 190.0
NAME_LEFT = 14.0


@dataclass(frozen=True, slots=True)
class Frame:
    """Places in device-independent pixels of the view; `left`: where the plot begins, beside the lanes' names."""

    width: float
    height: float
    left: float

    @property
    def lanes_top(self) -> float:
        """Where the lanes begin."""
        return STRIP_PX

    @property
    def lanes_bottom(self) -> float:
        """Where the lanes end and the axis begins."""
        return max(self.height - AXIS_PX, self.lanes_top)

    @property
    def lanes_height(self) -> float:
        """The room for lanes; more are reached by scrolling."""
        return self.lanes_bottom - self.lanes_top

    @property
    def right(self) -> float:
        """Where the plot ends."""
        return max(self.width, self.left + 60)

    def lane_scale(self, window: tuple[int, int]) -> Scale:
        """The scale of the lanes for a window."""
        return Scale(window[0], window[1] + 1, self.left + PAD_PX, self.right - PAD_PX - SCROLLBAR_PX)

    def strip_scale(self, span: tuple[int, int]) -> Scale:
        """The scale of the strip for the whole span of the board."""
        return Scale(span[0], span[1] + 1, self.left + PAD_PX, self.right - PAD_PX - SCROLLBAR_PX)
