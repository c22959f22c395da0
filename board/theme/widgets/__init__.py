"""Small themed widgets that know no data: panels and dialogs are put together from these."""

from __future__ import annotations

from board.theme.widgets.badges import GradeBadge, LevelBar, MarkingBadge
from board.theme.widgets.banner import Banner, BannerKind
from board.theme.widgets.chip import Chip
from board.theme.widgets.drop_hint import DropHint
from board.theme.widgets.empty_state import EmptyState
from board.theme.widgets.flow import FlowLayout
from board.theme.widgets.labels import ElidedLabel, SectionLabel, plain_label, plain_tooltip
from board.theme.widgets.tables import quieten_table
from board.theme.widgets.title_bar import DockTitleBar

__all__ = [
    "Banner",
    "BannerKind",
    "Chip",
    "DockTitleBar",
    "DropHint",
    "ElidedLabel",
    "EmptyState",
    "FlowLayout",
    "GradeBadge",
    "LevelBar",
    "MarkingBadge",
    "SectionLabel",
    "plain_label",
    "plain_tooltip",
    "quieten_table",
]
