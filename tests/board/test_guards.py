"""What Qt calls of ours is guarded: a fault in any override leaves the program alive, is told once, and loses nothing."""

from __future__ import annotations

import importlib
import inspect
import logging
import pkgutil
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from types import FunctionType

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from pytestqt.qtbot import QtBot

import board
from board.app import build_window
from board.faults import Fault, Faults, Harm, meet
from board.guards import GUARDED, PASSED_ON, guarded
from board.log_file import log_to
from board.tasks import TaskControl, Tasks
from board.theme.apply import apply_theme
from board.theme.palette import LIGHT
from board.theme.widgets import Banner
from board.window import MainWindow
from db import create_board, open_board
from tests.db.stored_board import fill

CANARY = "Canary-of-the-board"
KEPT: list[object] = []  # an object of Qt's holds on to the override that it called first, without counting as its user
# Of a name that Qt's classes have too, but called by our own code alone, or guarded by itself.
NOT_CALLED_BY_QT = {"setText", "setAccessibleName", "run"}


def classes() -> list[type]:
    """Every class of the application that is one of Qt's too."""
    found = []
    for module in pkgutil.walk_packages(board.__path__, "board."):
        for value in vars(importlib.import_module(module.name)).values():
            ours = isinstance(value, type) and value.__module__ == module.name
            if ours and any(base.__module__.startswith("PySide6") for base in value.__mro__):
                found.append(value)
    return found


def overrides(kind: type) -> list[str]:
    """The methods of a class whose name one of its Qt bases has."""
    qt = [base for base in kind.__mro__ if base.__module__.startswith("PySide6")]
    return [
        name
        for name, value in vars(kind).items()
        if isinstance(value, FunctionType) and not name.startswith("_") and any(hasattr(base, name) for base in qt)
    ]


CLASSES = classes()
EACH = [(kind, name) for kind in CLASSES for name in overrides(kind) if name in GUARDED]
ALONE = [(kind, name) for kind, name in EACH if name not in PASSED_ON]  # Qt, which answers then, takes no stand-ins


def test_every_override_of_qt_is_guarded() -> None:
    bare = [
        f"{kind.__module__}.{kind.__qualname__}.{name}"
        for kind in CLASSES
        for name in overrides(kind)
        if name not in NOT_CALLED_BY_QT and not hasattr(vars(kind)[name], "__wrapped__")
    ]
    assert bare == []
    assert len(EACH) > 200


def boom(*_values: object, **_named: object) -> object:
    """Stands in for the inside of an override."""
    raise RuntimeError(CANARY)


def spoil(monkeypatch: pytest.MonkeyPatch, kind: type, name: str) -> None:
    """Let the inside of a guarded override throw; the guard stays."""
    monkeypatch.setattr(kind, name, boom)
    guarded(kind)
    KEPT.append(vars(kind)[name])


def spoil_later(monkeypatch: pytest.MonkeyPatch, kind: type, name: str, armed: threading.Event) -> None:
    """The same from when it is armed. It must stand before an object does, which keeps the override that it called first."""
    sound = vars(kind)[name].__wrapped__

    def inside(*values: object, **named: object) -> object:
        return boom() if armed.is_set() else sound(*values, **named)

    monkeypatch.setattr(kind, name, wraps(sound)(inside))
    guarded(kind)
    KEPT.append(vars(kind)[name])


@pytest.fixture
def met(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Iterator[list[Fault]]:
    """The faults that the application heard of, with its own hooks in place."""
    assert qapp is not None
    faults = Faults(qapp)
    monkeypatch.setattr(Faults, "of_application", staticmethod(lambda: faults))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    faults.watch()
    told: list[Fault] = []
    faults.met.connect(told.append)
    yield told
    faults.deleteLater()


@pytest.mark.parametrize(("kind", "name"), ALONE, ids=[f"{kind.__name__}-{name}" for kind, name in ALONE])
def test_a_throwing_override_answers_and_is_told(
    kind: type, name: str, met: list[Fault], monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(monkeypatch, kind, name)
    values = [None] * (len(inspect.signature(getattr(kind, name)).parameters) + 1)
    vars(kind)[name](*values)
    assert [fault.kind for fault in met] == ["RuntimeError"]
    assert CANARY not in met[0].details + met[0].sentence


def test_a_fault_in_a_test_is_still_seen(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(monkeypatch, Banner, "paintEvent")
    with qtbot.captureExceptions() as seen:
        widget = Banner("info", "A sentence.")
        qtbot.addWidget(widget)
        widget.grab()
    assert [kind for kind, *_ in seen]
    assert {kind for kind, *_ in seen} == {RuntimeError}


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Callable[[], MainWindow]:
    apply_theme(qapp, LIGHT)
    path = tmp_path / "a.sitboard"
    with create_board(path, title="Stored") as made:
        fill(made, tmp_path)

    def show() -> MainWindow:
        window = build_window(open_board(path), LIGHT)
        window.resize(1200, 800)
        with qtbot.waitExposed(window):
            window.show()
        return window

    return show


def banners(window: MainWindow) -> list[Banner]:
    return [one for one in window.findChildren(Banner) if one.property("fault")]


def use(qtbot: QtBot, window: MainWindow) -> None:
    """What a hand does everywhere: size, paint, point, press, type, leave."""
    window.resize(1300, 840)
    window.grab()
    for widget in [one for one in window.findChildren(QWidget) if one.isVisible()]:
        middle = widget.rect().center()
        qtbot.mouseMove(widget, middle)
        QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.Leave))
        QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.FontChange))
    for panel in window.panels.values():
        panel.show()
        panel.raise_()
        inner = panel.focusProxy() or panel.widget()
        inner.setFocus()
        qtbot.keyClick(inner, Qt.Key.Key_Down)
        qtbot.mouseClick(inner, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    window.resize(1200, 800)
    window.grab()


def hit(qtbot: QtBot, window: MainWindow, name: str) -> None:
    """Press and type where a class of ours answers."""
    for widget in [one for one in window.findChildren(QWidget) if one.isVisible() and name in vars(type(one))]:
        if name == "keyPressEvent":
            qtbot.keyClick(widget, Qt.Key.Key_Down)
        elif isinstance(widget, QAbstractScrollArea):
            qtbot.mouseClick(widget.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))


IN_A_WINDOW = ["paintEvent", "paint", "data", "eventFilter", "event", "viewportEvent", "sizeHint", "boundingRect", "flags",
               "resizeEvent", "mouseMoveEvent", "mousePressEvent", "keyPressEvent", "leaveEvent", "showEvent",
               "changeEvent"]  # fmt: skip


@pytest.mark.parametrize("name", IN_A_WINDOW)
def test_a_window_whose_overrides_throw_lives_says_so_and_closes(
    name: str,
    qtbot: QtBot,
    met: list[Fault],
    open_window: Callable[[], MainWindow],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    armed = threading.Event()
    for kind in CLASSES:
        if name in vars(kind):
            spoil_later(monkeypatch, kind, name, armed)
    window = open_window()
    armed.set()
    use(qtbot, window)
    if name in ("mousePressEvent", "keyPressEvent"):
        hit(qtbot, window, name)
    assert met
    qtbot.waitUntil(lambda: bool(banners(window)))
    assert "The program met a fault of its own" in banners(window)[0].sentence
    title, path = window.session.board.title, window.session.board.path
    assert window.close()
    window.deleteLater()
    armed.clear()  # what Qt deletes later, it deletes in the midst of another test
    with open_board(path) as again:
        assert again.title == title
        assert again.check() == []


def test_the_same_fault_again_is_counted_in_one_strip(
    qtbot: QtBot, met: list[Fault], open_window: Callable[[], MainWindow]
) -> None:
    window = open_window()
    for _ in range(12):
        fail(Harm.NONE)
    qtbot.waitUntil(lambda: bool(banners(window)))
    [banner] = banners(window)
    assert "(×12)" in banner.sentence
    assert "Nothing was lost" in banner.sentence
    qtbot.mouseClick(banner.button, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert "RuntimeError, 12 times" in copied
    assert "test_guards.py" in copied
    assert CANARY not in copied
    QGuiApplication.clipboard().clear()
    window.close()
    window.deleteLater()


def fail(harm: Harm) -> None:
    try:
        boom()
    except RuntimeError as error:
        meet(error, harm)


def test_a_command_that_throws_is_taken_back_and_told(
    met: list[Fault], open_window: Callable[[], MainWindow]
) -> None:
    window = open_window()
    session = window.session

    def half() -> None:
        session.board.describe(title="Half")
        boom()

    assert session.run("Half a step", half) is None
    assert session.board.title == "Stored"
    assert [fault.harm for fault in met] == [Harm.TAKEN_BACK]
    window.close()
    window.deleteLater()


def test_a_task_and_a_thread_that_throw_are_told(qtbot: QtBot, met: list[Fault]) -> None:
    tasks = Tasks()

    def work(_control: TaskControl) -> None:
        boom()

    said: list[str] = []
    tasks.start("Counting", work, on_failure=said.append)
    qtbot.waitUntil(lambda: bool(said))
    thread = threading.Thread(target=boom)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(met) == 2)
    assert CANARY not in said[0] + "".join(fault.details for fault in met)
    tasks.stop_all()


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """The log, kept as the program keeps it, beside an old one that all may read."""
    for name in ("situation-board.log", "situation-board.log.1"):
        (tmp_path / name).write_text("old\n")
        (tmp_path / name).chmod(0o644)
    handler = log_to(tmp_path)
    yield tmp_path / "situation-board.log"
    logging.getLogger().removeHandler(handler)
    handler.close()


def test_the_log_is_its_owners_alone(log: Path) -> None:
    logging.getLogger("board").error("A line")
    modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in log.parent.iterdir()}
    assert modes == {"situation-board.log": 0o600, "situation-board.log.1": 0o600}


def test_a_rotated_log_is_its_owners_alone(log: Path) -> None:
    handler = next(one for one in logging.getLogger().handlers if getattr(one, "baseFilename", "") == str(log))
    handler.doRollover()  # type: ignore[attr-defined]
    assert {stat.S_IMODE(one.stat().st_mode) for one in log.parent.iterdir()} == {0o600}


def test_the_log_tells_type_and_place_and_nothing_of_the_board(log: Path, met: list[Fault]) -> None:
    fail(Harm.NONE)
    try:
        try:
            boom()
        except RuntimeError as error:
            raise ValueError(CANARY) from error
    except ValueError:
        logging.getLogger("board.anything").exception("Reading %s took %d tries", CANARY, 3)
        logging.getLogger("pypdf").warning(f"{CANARY} is odd")
    thread = threading.Thread(target=boom, name=CANARY)
    thread.start()
    thread.join()
    text = log.read_text()
    assert CANARY not in text
    assert text.count("RuntimeError") == 2  # the thread's is the second of one place, which is counted and not written again
    assert "ValueError" in text
    assert "test_guards.py" in text
    assert "Reading … took 3 tries" in text
