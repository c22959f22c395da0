"""What every test stands on: no screen, no network, no settings of the user's, and repeatable examples."""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.patience import PatientBot

REPO_ROOT = Path(__file__).resolve().parent.parent
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def _live_in_a_folder_of_our_own() -> None:
    """Point every place that settings, caches and data are kept in to a temporary folder, before Qt looks."""
    home = Path(tempfile.mkdtemp(prefix="situation-board-tests-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    places = {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "config",
        "LOCALAPPDATA": home / "data",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_DATA_HOME": home / "data",
        "XDG_STATE_HOME": home / "state",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_RUNTIME_DIR": home / "runtime",
    }
    for name, place in places.items():
        place.mkdir(mode=0o700, exist_ok=True)
        os.environ[name] = str(place)


if os.environ.get("QT_QPA_PLATFORM") == "xcb" and "XAUTHORITY" not in os.environ:
    # The key to the X server lies in the home that we are about to leave.
    os.environ["XAUTHORITY"] = str(Path.home() / ".Xauthority")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_live_in_a_folder_of_our_own()

# Slow is not wrong: other work may share the machine. Whoever runs the tests gets the same examples each time, or the
# same clone would pass today and fail tomorrow; --hypothesis-profile=wide, which beats this choice, seeks new ones.
# What it finds is kept beside its test as an @example.
settings.register_profile("steady", deadline=None, derandomize=True, database=None, suppress_health_check=SLOW)
settings.register_profile(  # all told, since Hypothesis chooses otherwise where the variable CI is set
    "wide",
    deadline=None,
    derandomize=False,
    max_examples=1000,
    suppress_health_check=SLOW,
    print_blob=True,
    database=DirectoryBasedExampleDatabase(REPO_ROOT / ".hypothesis" / "examples"),
)
settings.load_profile("steady")


class NetworkUsed(AssertionError):
    """A test, or what it tests, reached for the network: the program works without one."""


class NetworkGuard:
    """Refuses every internet connection of this process, and remembers it where the refusal was swallowed."""

    def __init__(self) -> None:
        self.attempts: list[str] = []

    def __call__(self, event: str, args: tuple[object, ...]) -> None:
        """Called by Python's audit events, `socket.*` among them, before they happen."""
        if event in ("socket.connect", "socket.sendto", "socket.bind", "socket.sendmsg"):
            reached = isinstance(args[0], socket.socket) and args[0].family in (socket.AF_INET, socket.AF_INET6)
        else:
            reached = event == "socket.getaddrinfo"
        if reached:
            self.attempts.append(f"{event} {args[1:] if event != 'socket.getaddrinfo' else args[:2]}")
            raise NetworkUsed(self.attempts[-1])


_guard = NetworkGuard()
sys.addaudithook(_guard)


@pytest.fixture(autouse=True)
def network_guard() -> Iterator[NetworkGuard]:
    """Fail the test that used the network, even if its code took the refusal for an ordinary error."""
    _guard.attempts.clear()
    yield _guard
    assert not _guard.attempts, f"the network was used: {_guard.attempts}"


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """The user at the window, who waits as long as it takes."""
    return PatientBot(request)


@pytest.fixture(scope="session")
def repo_root() -> Path:
    """The top folder of the project."""
    return REPO_ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data beside the repository; skips the test where it is absent."""
    folder = REPO_ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the real data (shared/data beside the repository) is not here")
    return folder
