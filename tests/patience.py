"""How long tests wait for what must come: a wait ends with it, so a busy machine costs time and fails nothing."""

from __future__ import annotations

from functools import partialmethod

from pytestqt.qtbot import QtBot

PATIENCE_S = 180
_MS = PATIENCE_S * 1000


class PatientBot(QtBot):
    """The bot of pytest-qt, whose waits would else give up after five seconds."""

    waitUntil = partialmethod(QtBot.waitUntil, timeout=_MS)  # noqa: N815
    waitSignal = partialmethod(QtBot.waitSignal, timeout=_MS)  # noqa: N815
    waitSignals = partialmethod(QtBot.waitSignals, timeout=_MS)  # noqa: N815
    waitExposed = partialmethod(QtBot.waitExposed, timeout=_MS)  # noqa: N815
    waitActive = partialmethod(QtBot.waitActive, timeout=_MS)  # noqa: N815
