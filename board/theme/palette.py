"""Every colour of the program by its role, for the light "paper" and the dark "night desk" theme.

Stances, levels and kinds start from the Okabe-Ito set (bluish green, vermillion, orange, sky blue, reddish
purple) and were darkened or lightened until they read as text on the panel; the levels also darken step by
step on paper, so that they keep their order for a colour-blind reader.  Marking colours are those of TLP 2.0
(FIRST), always on black.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as stored
from types import MappingProxyType


def mix(over: str, under: str, share: float) -> str:
    """The opaque '#rrggbb' of ``over`` laid on ``under`` at an opacity of ``share`` (0 to 1)."""
    pairs = ((int(over[at : at + 2], 16), int(under[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(top * share + bottom * (1 - share)):02x}" for top, bottom in pairs)


@dataclass(frozen=True)
class Theme:
    """One look: '#rrggbb' colours by what they are for.

    ``window`` lies behind cards and sheets, ``panel`` under all text, ``raised`` under menus and cards,
    ``field`` under typed text.  ``accent_text`` is text on ``accent``, ``accent_soft`` the selected background.
    """

    name: str
    window: str
    panel: str
    raised: str
    field: str
    chip: str
    hover: str
    tooltip: str
    hairline: str
    outline: str  # the edge of what can be typed in or pressed
    text: str
    text_soft: str
    text_faint: str  # disabled text and idle decoration: never the only bearer of a meaning
    accent: str
    accent_soft: str
    accent_text: str
    danger: str
    warn: str
    ok: str
    density: str  # bars of the density strip, outside and inside the brush
    density_in: str
    brush: str
    brush_edge: str
    grid: str
    as_of: str
    roles: Mapping[str, str] = stored(hash=False, repr=False)
    fills: Mapping[str, str] = stored(hash=False, repr=False)

    @property
    def dark(self) -> bool:
        """Whether this is the night desk."""
        return self.name == "dark"

    def role(self, name: str) -> str:
        """The colour of a vocabulary role such as 'stance.hostile', readable as text on the panel.

        Raises KeyError with the role's name where the theme gives it no colour.
        """
        return self.roles[name]

    def fill(self, name: str) -> str:
        """The same role for bars, marks and wide lines: livelier, at least 3:1 against the panel."""
        return self.fills.get(name) or self.roles[name]

    def tint(self, name: str, share: float = 0.33) -> str:
        """The same role as a wash that text stays readable on: ``fill`` on the panel at ``share``."""
        return mix(self.fill(name), self.panel, share)


# one in both themes: TLP 2.0 gives these on a black ground
MARKING_GROUND = "#000000"
_MARKINGS = {"tlp.red": "#ff2b2b", "tlp.amber": "#ffc000", "tlp.green": "#33ff00", "tlp.clear": "#ffffff"}

LIGHT = Theme(
    name="light",
    window="#f4f3ef",
    panel="#fefefe",
    raised="#ffffff",
    field="#f3f3f0",
    chip="#eeece7",
    hover="#f0eeea",
    tooltip="#ffffff",
    hairline="#dbd9d3",
    outline="#c9c6be",
    text="#1d232b",
    text_soft="#5f6873",
    text_faint="#868c94",
    accent="#1f5fa8",
    accent_soft="#e6edf7",
    accent_text="#ffffff",
    danger="#b3261e",
    warn="#8f5b00",
    ok="#085f50",
    density="#a9c1dc",
    density_in="#86a8d0",
    brush="#dee7f2",
    brush_edge="#1f5fa8",
    grid="#dddcd7",
    as_of="#1f5fa8",
    roles=MappingProxyType(
        {
            "level.calm": "#27717f",
            "level.watch": "#626770",
            "level.tense": "#706919",
            "level.skirmishes": "#8f5b00",
            "level.clashes": "#a4420a",
            "level.open_fighting": "#98122a",
            "stance.support": "#085f50",
            "stance.hostile": "#be3119",
            "stance.neutral": "#656a76",
            "stance.structure": "#5b4b9a",
            "actor.state": "#44566c",
            "actor.group": "#7a5230",
            "actor.civilian": "#5c6a4a",
            "kind.fighting": "#be3119",
            "kind.civilians": "#8a2f7d",
            "kind.movement": "#8f5d00",
            "kind.talk": "#1f6f9f",
            "kind.other": "#646a74",
            "highlight.date": "#f5e3b3",
            "highlight.place": "#cfe7da",
            "highlight.actor": "#cfdef3",
            "highlight.kind": "#f4ccc8",
            **_MARKINGS,
        }
    ),
    fills=MappingProxyType(
        {
            "level.calm": "#4a97a6",
            "level.watch": "#868c94",
            "level.tense": "#a09430",
            "level.skirmishes": "#b87808",
            "level.clashes": "#cc5310",
            "level.open_fighting": "#a5182b",
            "stance.hostile": "#c8371f",
            "stance.neutral": "#7c828d",
            "kind.fighting": "#c8371f",
            "kind.movement": "#b87808",
            "kind.talk": "#2d8bba",
            "kind.other": "#868c94",
        }
    ),
)

DARK = Theme(
    name="dark",
    window="#13171b",
    panel="#1b2026",
    raised="#232931",
    field="#14181d",
    chip="#262d36",
    hover="#252c35",
    tooltip="#2b323a",
    hairline="#303842",
    outline="#414b57",
    text="#e2e5e9",
    text_soft="#9aa4b0",
    text_faint="#747c85",
    accent="#69a8ed",
    accent_soft="#243447",
    accent_text="#0f151c",
    danger="#ff8a7a",
    warn="#e3a83e",
    ok="#6fd6bd",
    density="#385472",
    density_in="#4a729e",
    brush="#243447",
    brush_edge="#69a8ed",
    grid="#2b323a",
    as_of="#69a8ed",
    roles=MappingProxyType(
        {
            "level.calm": "#6fb7c8",
            "level.watch": "#98a2ae",
            "level.tense": "#d9cf7e",
            "level.skirmishes": "#e3a83e",
            "level.clashes": "#f08a4b",
            "level.open_fighting": "#fc7772",
            "stance.support": "#6fd6bd",
            "stance.hostile": "#f57c67",
            "stance.neutral": "#98a2ae",
            "stance.structure": "#b0a4f0",
            "actor.state": "#a5b8cf",
            "actor.group": "#d3ad8a",
            "actor.civilian": "#b3c29d",
            "kind.fighting": "#f57c67",
            "kind.civilians": "#d583c6",
            "kind.movement": "#e1aa44",
            "kind.talk": "#6cb4ea",
            "kind.other": "#98a2ae",
            "highlight.date": "#4d4322",
            "highlight.place": "#23463a",
            "highlight.actor": "#28415f",
            "highlight.kind": "#5a302d",
            **_MARKINGS,
        }
    ),
    fills=MappingProxyType({}),
)

THEMES: Mapping[str, Theme] = MappingProxyType({theme.name: theme for theme in (LIGHT, DARK)})
