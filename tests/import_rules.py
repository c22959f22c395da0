"""Who may import whom, as functions that list what breaks the rule: house.md's rule 1 and its directions."""

from __future__ import annotations

import graphlib
import re

from tests.source_tree import PROGRAM, TESTS, Import, Module, Tree, is_below, texts

QT = ("PySide6", "shiboken6", "pyqtgraph", "superqt", "PyQt6", "PyQt5", "PySide2", "qtpy", "pytestqt")
STORES = ("sqlite3", "_sqlite3", "sqlite_utils", "sqlite_fts4", "apsw", "pysqlite3", "sqlcipher3")
NETWORK = (
    "socket", "_socket", "ssl", "socketserver", "http", "urllib.request", "ftplib", "smtplib", "poplib", "imaplib",
    "xmlrpc", "telnetlib", "nntplib", "requests", "httpx", "aiohttp", "urllib3", "websockets", "websocket", "pycurl",
    "PySide6.QtNetwork", "PySide6.QtNetworkAuth", "PySide6.QtWebSockets", "PySide6.QtHttpServer",
    "PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets", "PySide6.QtWebEngineQuick", "PySide6.QtWebView",
)  # fmt: skip

# The doors of db/: what the program and its tests may import of it.
DOORS = (
    "db", "db.activity", "db.areas", "db.backups", "db.basemap", "db.columns", "db.dates", "db.drafting",
    "db.drafts", "db.errors", "db.filters", "db.names", "db.profiles", "db.readers", "db.readers.board_json",
    "db.readers.documents", "db.reading", "db.records", "db.releasing", "db.sample", "db.source_activity",
    "db.taking", "db.trend", "db.unassigned", "db.vocabulary", "db.wording", "db.writers",
)  # fmt: skip
# Where SQL and the store are at home, and the one test that has to show what breaks the rule.
SQL_AT_HOME = ("db", "tests.db", "tests.bench", "tests.test_import_rules")

PANELS = ("flashpoints", "actors", "timeline", "incident", "search", "intake", "tray", "sheets", "map")

_SQL = re.compile(
    r"\bSELECT\b.+\bFROM\b|\bINSERT\s+(OR\s+\w+\s+)?INTO\b|\bUPDATE\b.+\bSET\b|\bDELETE\s+FROM\b|\bPRAGMA\s+\w"
    r"|\b(CREATE|DROP|ALTER)\s+(VIRTUAL\s+|TEMP\s+|UNIQUE\s+)?(TABLE|INDEX|VIEW|TRIGGER)\b",
    re.DOTALL,
)
# In small letters the same words are English too ("select a row from the list"): only what no sentence says.
_SMALL_SQL = re.compile(
    r"^\s*(select\s+(\*|count\s*\(|\w+(\s*,\s*\w+)+)\s+from\s+\w+|insert\s+(or\s+\w+\s+)?into\s+\S+\s*(\(|values|select)"
    r"|update\s+\S+\s+set\s+\S+\s*=|delete\s+from\s+\S+\s*(where\b|;|$)"
    r"|(create|drop|alter)\s+(virtual\s+)?(table|index|view|trigger)\s+\w|pragma\s+\w+\s*[=(;])",
)


def _places(modules: list[Module], breaks: str, *, unwanted: tuple[str, ...]) -> list[str]:
    return [
        f"{module.path}:{found.line}: {breaks.format(found.target)}"
        for module in modules
        for found in module.imports()
        if is_below(found.target, *unwanted)
    ]


def qt_in_db(tree: Tree) -> list[str]:
    """`db/` is a library without a window: no Qt, and nothing of the application."""
    return _places(tree.below("db"), "db imports {}", unwanted=(*QT, "board", "main", "tests"))


def store_outside_db(tree: Tree) -> list[str]:
    """Nothing outside `db/` knows how a board is stored: no sqlite, no SQL."""
    outside = [module for module in tree if not is_below(module.name, *SQL_AT_HOME)]
    found = _places(outside, "{} outside db", unwanted=STORES)
    for module in outside:
        for line, text in texts(module):
            if _SQL.search(text) or _SMALL_SQL.search(text):
                found.append(f"{module.path}:{line}: SQL outside db: {' '.join(text.split())[:60]}")
    return found


def past_the_door(tree: Tree) -> list[str]:
    """From outside, `db` is entered by its doors only."""

    def comes_in(found: Import) -> bool:
        if found.target.count(".") == 1 and found.target not in tree.modules:
            return True  # a name, asked of the door itself
        name = found.target.removeprefix("db.")
        return (tree.module_of(found.target) or found.target) in DOORS or ("." not in name and tree.gives("db", name))

    return [
        f"{module.path}:{found.line}: {found.target} is private to db"
        for module in tree
        if not is_below(module.name, "db", "tests.db", "tests.bench")
        for found in module.imports()
        if is_below(found.target, "db") and not comes_in(found)
    ]


def panels_of(tree: Tree) -> list[str]:
    """The panel folders: those that the house names, and any other folder of `board/` with a panel in it."""
    found = {name.split(".")[1] for name in tree.modules if re.fullmatch(r"board\.\w+\.panel", name)}
    return [f"board.{name}" for name in sorted(found | set(PANELS))]


def panels_together(tree: Tree) -> list[str]:
    """No panel knows another: they meet in the focus and the commands."""
    panels = panels_of(tree)
    return [
        place
        for panel in panels
        for place in _places(
            tree.below(panel), f"{panel} imports {{}}", unwanted=tuple(other for other in panels if other != panel)
        )
    ]


def against_the_stream(tree: Tree) -> list[str]:
    """main → board → db, and inside board: shell → panels → commands → session, focus."""
    panels = tuple(panels_of(tree))
    shell = ("board.app", "board.window")
    return [
        *_places(tree.below(*PROGRAM, "main"), "the program imports {}", unwanted=TESTS),
        *_places(tree.below("board"), "board imports {}", unwanted=("main",)),
        *_places(tree.below(*panels), "a panel imports {}", unwanted=shell),
        *_places(tree.below("board.commands"), "commands import {}", unwanted=(*panels, *shell)),
        *_places(
            tree.below("board.session", "board.focus"),
            "session and focus import {}",
            unwanted=("board.commands", *panels, *shell),
        ),
    ]


def network(tree: Tree) -> list[str]:
    """The program works without a network, and so asks for nothing that could use one."""
    return _places(tree.below("board", "db", "main"), "{} reaches for a network", unwanted=NETWORK)


def cycles(tree: Tree) -> list[str]:
    """No module waits for itself while it loads; the first such ring, if there is one."""
    waits_for: dict[str, set[str]] = {}
    for module in tree:
        wanted = {tree.module_of(found.target) for found in module.imports() if found.at_start}
        waits_for[module.name] = {name for name in wanted if name is not None and name != module.name}
    try:
        graphlib.TopologicalSorter(waits_for).prepare()
    except graphlib.CycleError as error:
        return [" → ".join(reversed(error.args[1]))]
    return []
