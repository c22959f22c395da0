"""The ground under the tests holds: the network is refused, and nothing of the user's is touched."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from PySide6.QtCore import QSettings, QStandardPaths

from tests.conftest import NetworkGuard, NetworkUsed


def test_a_connection_is_refused_and_remembered(network_guard: NetworkGuard) -> None:
    with pytest.raises(NetworkUsed), socket.socket() as tried:
        tried.connect(("127.0.0.1", 9))
    with pytest.raises(NetworkUsed):
        socket.getaddrinfo("localhost", 80)
    assert len(network_guard.attempts) == 2
    network_guard.attempts.clear()


def test_sockets_inside_the_machine_are_left_alone() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(b"word")
        assert theirs.recv(4) == b"word"


def test_settings_and_data_go_to_a_temporary_folder() -> None:
    places = [
        QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "board", "board").fileName(),
        QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation),
        QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation),
        str(Path.home()),
    ]
    assert [place for place in places if not place.startswith(tempfile.gettempdir())] == []


def test_examples_are_the_same_each_time_unless_new_ones_are_sought(repo_root: Path, request: pytest.FixtureRequest) -> None:
    steady = settings.get_profile("steady")
    assert (steady.derandomize, steady.database) == (True, None)
    if not request.config.getoption("--hypothesis-profile"):
        assert settings.get_current_profile_name() == "steady"
    words = ("-m", "pytest", "--collect-only", "-vv", "--hypothesis-profile=wide", "-p", "no:cacheprovider", __file__)
    told = subprocess.run([sys.executable, *words], cwd=repo_root, capture_output=True, encoding="utf-8", check=True)
    assert "hypothesis profile 'wide'" in told.stdout
    wide = settings.get_profile("wide")
    assert (wide.derandomize, wide.max_examples) == (False, 1000)
    assert wide.database is not None
