"""The house's way of writing, held on every file; each rule is shown to bite."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6 import QtCore, QtGui, QtPrintSupport, QtSvg, QtWidgets

from tests import house_rules as rules
from tests.source_tree import PROGRAM, TESTS, Module, Tree, write_tree

Rule = Callable[[Module], list[str]]
EVERYWHERE: list[Rule] = [
    rules.long_files,
    rules.long_functions,
    rules.silent_modules,
    rules.unlisted_signals,
    rules.lambda_slots,
    rules.broad_excepts,
    rules.globals_changed,
]
IN_THE_PROGRAM: list[Rule] = [rules.process_events]
IN_TESTS: list[Rule] = [rules.waits_by_the_clock, rules.mocks]


def held(rule: Rule, root: Path, entries: tuple[str, ...]) -> str:
    return "\n".join(line for module in Tree(root, entries) for line in rule(module))


@pytest.mark.parametrize("rule", EVERYWHERE + IN_THE_PROGRAM, ids=lambda rule: rule.__name__)
def test_the_program_keeps_the_rule(rule: Rule, repo_root: Path) -> None:
    assert held(rule, repo_root, PROGRAM) == ""


@pytest.mark.parametrize("rule", EVERYWHERE + IN_TESTS, ids=lambda rule: rule.__name__)
def test_the_tests_keep_the_rule(rule: Rule, repo_root: Path) -> None:
    assert held(rule, repo_root, TESTS) == ""


BITES: list[tuple[Rule, str]] = [
    (rules.long_files, "x = 1\n" * 401),
    (rules.long_functions, "def f():\n" + "    x = 1\n" * 61),
    (rules.silent_modules, "x = 1"),
    (rules.silent_modules, '"""Helpers"""'),
    (rules.unlisted_signals, 'class A:\n    """A."""\n    focus_changed = Signal(int)'),
    (rules.process_events, "app.processEvents()"),
    (rules.process_events, "run = QCoreApplication.processEvents"),
    (rules.lambda_slots, "a.clicked.connect(lambda: b())"),
    (rules.lambda_slots, "a.clicked.connect(partial(lambda x: x, 1))"),
    (rules.broad_excepts, "try:\n    f()\nexcept:\n    pass"),
    (rules.broad_excepts, "try:\n    f()\nexcept Exception as error:\n    log(error)"),
    (rules.broad_excepts, "try:\n    f()\nexcept (ValueError, BaseException):\n    pass"),
    (rules.globals_changed, "def f():\n    global x\n    x = 1"),
    (rules.waits_by_the_clock, "time.sleep(1)"),
    (rules.waits_by_the_clock, "qtbot.wait(100)"),
    (rules.waits_by_the_clock, "qtbot.waitUntil(there, timeout=5000)"),
    (rules.mocks, "from unittest.mock import patch"),
]


@pytest.mark.parametrize(("rule", "code"), BITES, ids=[f"{rule.__name__}-{n}" for n, (rule, _) in enumerate(BITES)])
def test_the_rule_bites(rule: Rule, code: str, tmp_path: Path) -> None:
    assert len(held(rule, write_tree(tmp_path, {"board/a.py": code}), PROGRAM).splitlines()) == 1


def test_a_boundary_may_catch_all_if_it_logs_it(tmp_path: Path) -> None:
    boundary = rules.BOUNDARIES[0]
    logs, silent = (f"try:\n    f()\nexcept Exception:\n    {how}" for how in ("log.exception('f')", "pass"))
    logging = write_tree(tmp_path / "logs", {boundary: logs, "board/a.py": logs})
    assert held(rules.broad_excepts, logging, PROGRAM) == "board/a.py:3: a broad except"
    keeping_silent = write_tree(tmp_path / "silent", {boundary: silent})
    assert held(rules.broad_excepts, keeping_silent, PROGRAM) == f"{boundary}:3: a broad except"


WELL_WRITTEN = '''"""Says what it is for.

And more.
"""

class A:
    """A thing. Signals: focus_changed(int): the focus moved."""

    focus_changed = Signal(int)

    def f(self):
        """Long words.
''' + "\n".join(["        and on"] * 61) + '''
        """
        self.focus_changed.connect(self.g)
        sorted([1], key=lambda x: -x)
        lock.wait(1)
        try:
            f()
        except Exception:
            clean_up()
            raise
'''  # fmt: skip


@pytest.mark.parametrize("rule", EVERYWHERE + IN_THE_PROGRAM + IN_TESTS, ids=lambda rule: rule.__name__)
def test_what_is_right_is_left_alone(rule: Rule, tmp_path: Path) -> None:
    assert held(rule, write_tree(tmp_path, {"board/a.py": WELL_WRITTEN}), PROGRAM) == ""


@pytest.fixture(scope="module")
def qt_names() -> frozenset[str]:
    """Every name that a class of Qt or pyqtgraph has, and so may be overridden."""
    import pyqtgraph  # here: it is slow to load

    modules = (QtCore, QtGui, QtWidgets, QtPrintSupport, QtSvg, pyqtgraph)
    owners = [value for module in modules for value in vars(module).values() if isinstance(value, type)]
    return frozenset(name for owner in owners for name in dir(owner))


def test_camel_case_is_for_overrides(repo_root: Path, qt_names: frozenset[str]) -> None:
    found = [line for module in Tree(repo_root, (*PROGRAM, *TESTS)) for line in rules.foreign_case(module, qt_names)]
    assert "\n".join(found) == ""


def test_camel_case_of_our_own_is_found(tmp_path: Path, qt_names: frozenset[str]) -> None:
    code = "class A(QWidget):\n    def paintEvent(self, event): ...\n    def myOwnWay(self): ..."
    [module] = Tree(write_tree(tmp_path, {"board/a.py": code}), PROGRAM)
    assert rules.foreign_case(module, qt_names) == ["board/a.py:3: myOwnWay overrides nothing of Qt's"]


@pytest.fixture(scope="module")
def tracked(repo_root: Path) -> list[str]:
    """The files that git keeps; skips where the tree is not a clone."""
    if not (repo_root / ".git").exists():
        pytest.skip("this tree is not a git clone, so nothing says which files belong to it")
    # The tree may belong to another user than the one who tests it.
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={repo_root}", "ls-files", "-z"], cwd=repo_root, capture_output=True, check=True
    )
    return [path for path in listed.stdout.decode().split("\0") if path]


def test_the_top_of_the_tree_is_as_laid_out(tracked: list[str]) -> None:
    assert rules.strays(tracked) == []


def test_a_stray_at_the_top_is_found() -> None:
    assert rules.strays(["main.py", "db/dates.py", "setup.py", "bin/x.sh", "bin/y.sh"]) == ["bin", "setup.py"]


def test_no_file_names_a_folder_of_one_machine(tracked: list[str], repo_root: Path) -> None:
    found = []
    for path in tracked:
        whole = repo_root / path
        if whole.is_file():
            found += rules.machine_paths(path, whole.read_bytes().decode("utf-8", errors="replace"))
    assert "\n".join(found) == ""


@pytest.mark.parametrize("folder", ["work", "tmp", "root", "home", "Users"])
def test_a_folder_of_one_machine_is_found(folder: str) -> None:
    assert rules.machine_paths("a.md", f"one\nsee /{folder}/ann/board") == [f"a.md:2: /{folder}/a…"]
    assert rules.machine_paths("a.md", f"https://a.org/{folder}/ann docs/{folder}/ann ~/{folder}/ann") == []
