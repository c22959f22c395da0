"""Every test of the window's parts has an application, also where it runs alone: Qt ends the process that has none."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def application(qapp: QApplication) -> None:
    """The application, for tests that do not name it."""
