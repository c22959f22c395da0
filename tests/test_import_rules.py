"""The house's rule 1: who imports whom. Each rule is held on the project and shown to bite."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import import_rules as rules
from tests.source_tree import PROGRAM, TESTS, Tree, write_tree

Rule = Callable[[Tree], list[str]]
RULES: list[Rule] = [
    rules.qt_in_db,
    rules.store_outside_db,
    rules.past_the_door,
    rules.panels_together,
    rules.against_the_stream,
    rules.network,
    rules.cycles,
]


@pytest.fixture(scope="module")
def project(repo_root: Path) -> Tree:
    return Tree(repo_root, (*PROGRAM, *TESTS))


def test_the_project_is_read(project: Tree) -> None:
    assert {"db.vocabulary", "board", "tests.test_import_rules"} <= set(project.modules)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_project_keeps_the_rule(rule: Rule, project: Tree) -> None:
    found = rule(project)
    assert not found, "\n".join(found)


# What breaks a rule, on its last line: where it stands, the code, and what must be said of it.
BREAKS: dict[Rule, list[tuple[str, str, str]]] = {
    rules.qt_in_db: [
        ("db/a.py", "from PySide6.QtCore import QObject", "db imports PySide6.QtCore.QObject"),
        ("db/a.py", "def f():\n    import pyqtgraph", "db imports pyqtgraph"),
        ("db/deep/a.py", "from board import session", "db imports board.session"),
    ],
    rules.store_outside_db: [
        ("board/a.py", "import sqlite3", "sqlite3 outside db"),
        ("main.py", "from sqlite_utils import Database", "sqlite_utils.Database outside db"),
        ("tests/board/test_a.py", "import sqlite3", "sqlite3 outside db"),
        ("board/a.py", "import importlib\nimportlib.import_module('sqlite3')", "sqlite3 outside db"),
        ("board/a.py", "x = 'SELECT id\\nFROM actors'", "SQL outside db: SELECT id FROM actors"),
        ("board/a.py", "def f(t):\n    return f'DELETE FROM {t}'", "SQL outside db: DELETE FROM ?"),
        ("board/a.py", "x = 'INSERT OR IGNORE INTO t'", "SQL outside db: INSERT OR IGNORE INTO t"),
        ("board/a.py", "x = 'UPDATE t SET a = 1'", "SQL outside db: UPDATE t SET a = 1"),
        ("board/a.py", "x = 'CREATE TABLE t(a)'", "SQL outside db: CREATE TABLE t(a)"),
        ("board/a.py", "x = 'PRAGMA user_version'", "SQL outside db: PRAGMA user_version"),
        ("board/a.py", "x = 'select * from actors'", "SQL outside db: select * from actors"),
    ],
    rules.past_the_door: [
        ("board/a.py", "from db.history import undo", "db.history.undo is private to db"),
        ("board/a.py", "from db import history", "db.history is private to db"),
        ("tests/board/test_a.py", "import db.history", "db.history is private to db"),
        ("board/a.py", "import db.readers.ucdp", "db.readers.ucdp is private to db"),
    ],
    rules.panels_together: [
        ("board/actors/view.py", "from board.timeline.scale import x", "board.actors imports board.timeline.scale.x"),
        ("board/actors/view.py", "from ..timeline import x", "board.actors imports board.timeline.x"),
        ("board/notes/panel.py", "from board import map", "board.notes imports board.map"),
    ],
    rules.against_the_stream: [
        ("board/a.py", "import main", "board imports main"),
        ("main.py", "from tests.builders import x", "the program imports tests.builders.x"),
        ("board/map/panel.py", "from board.window import Window", "a panel imports board.window.Window"),
        ("board/commands/a.py", "from board.map.panel import P", "commands import board.map.panel.P"),
        ("board/focus.py", "import board.commands.undo", "session and focus import board.commands.undo"),
    ],
    rules.network: [
        ("main.py", "import urllib.request", "urllib.request reaches for a network"),
        ("db/a.py", "from http.client import HTTPConnection", "http.client.HTTPConnection reaches for a network"),
        ("board/a.py", "from PySide6 import QtNetwork", "PySide6.QtNetwork reaches for a network"),
    ],
}
STANDING = {"db/__init__.py": "", "db/history.py": "", "db/readers/__init__.py": "", "db/readers/ucdp.py": ""}
CASES = [(rule, *case) for rule, cases in BREAKS.items() for case in cases]


@pytest.mark.parametrize(("rule", "path", "code", "said"), CASES, ids=[case[3] for case in CASES])
def test_the_rule_bites(rule: Rule, path: str, code: str, said: str, tmp_path: Path) -> None:
    tree = Tree(write_tree(tmp_path, {**STANDING, path: code}), (*PROGRAM, *TESTS))
    line = code.count("\n") + 1
    assert rule(tree) == [f"{path}:{line}: {said}"]


@pytest.mark.parametrize(
    ("files", "ring"),
    [
        ({"db/a.py": "from db import b", "db/b.py": "import db.a"}, {"db.a", "db.b"}),
        ({"db/__init__.py": "from db.a import x", "db/a.py": "from db import x"}, {"db", "db.a"}),
        ({"board/a.py": "from . import b", "board/b.py": "class B:\n    from .a import x"}, {"board.a", "board.b"}),
    ],
)
def test_a_ring_is_found(files: dict[str, str], ring: set[str], tmp_path: Path) -> None:
    [found] = rules.cycles(Tree(write_tree(tmp_path, files), PROGRAM))
    assert set(found.split(" → ")) == ring


KEEPS: dict[str, dict[str, str]] = {
    "the doors": {
        "db/__init__.py": "from db.store import Board as Board\nfrom db.search import search",
        "db/store.py": "import sqlite3\nSQL = 'SELECT 1 FROM t'",
        "db/search.py": "",
        "db/dates.py": "",
        "board/a.py": "from db import Board, search\nfrom db.dates import parse\nimport db.vocabulary",
    },
    "words that are no SQL": {
        "board/a.py": '"""SELECT what FROM where."""\nx = "Select a row from the list"\ny = "update the set"',
    },
    "downstream": {
        "main.py": "from board import app",
        "board/app.py": "from board.map.panel import Panel\nfrom board.window import Window",
        "board/map/panel.py": "from board.commands.move import move\nfrom board.map.model import M",
        "board/commands/move.py": "from board.session import Session",
        "board/session.py": "from db import Board",
        "db/__init__.py": "class Board: ...",
    },
    "rings for type checkers or at need": {
        "db/a.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from db.b import B",
        "db/b.py": "from db.a import A\n",
        "db/c.py": "def f():\n    import db.d",
        "db/d.py": "import db.c",
    },
    "a path without a request": {"db/a.py": "from urllib.parse import urlsplit"},
}


@pytest.mark.parametrize("files", KEEPS.values(), ids=KEEPS)
def test_what_is_right_is_left_alone(files: dict[str, str], tmp_path: Path) -> None:
    tree = Tree(write_tree(tmp_path, files), (*PROGRAM, *TESTS))
    assert {rule.__name__: rule(tree) for rule in RULES} == {rule.__name__: [] for rule in RULES}
