"""Themes change the whole application: each test here leaves it as on paper."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from board.theme.apply import apply_theme
from board.theme.palette import LIGHT


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    """The application in the light theme, before and after."""
    apply_theme(qapp, LIGHT)
    yield qapp
    apply_theme(qapp, LIGHT)
