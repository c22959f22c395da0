"""How code in this house is written, as functions that list what breaks the rule: sizes, words, forbidden shapes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from tests.source_tree import Module, called

FILE_LINES = 400
FUNCTION_LINES = 60

# What may lie at the top of the repository.
TOP_LEVEL = {
    ".ci", ".gitattributes", ".gitignore", "CHANGELOG.md", "LICENSE", "Makefile", "README.md", "board", "db", "docs",
    "main.py", "pyproject.toml", "requirements-dev.txt", "requirements.txt", "resources", "tests",
}  # fmt: skip

# Where a bug must end as a sentence for the user rather than end the program: there a broad except may stand,
# if it logs what happened.
BOUNDARIES = ("board/guards.py", "board/session.py", "board/tasks.py")
_TOLD = ("exception", "meet", "report")

# A folder of one machine, which no file may name; put together here so that this file does not name one either.
_MACHINE_PATH = re.compile(r"(?<![\w/.~*-])/(?:" + "|".join(("work", "tmp", "root", "home", "Users")) + r")/\w")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _functions(module: Module) -> Iterator[Function]:
    for node in ast.walk(module.syntax):
        if isinstance(node, Function):
            yield node


def long_files(module: Module) -> list[str]:
    """A file is read whole: 400 lines at most."""
    lines = len(module.text.splitlines())
    return [f"{module.path}: {lines} lines, {FILE_LINES} at most"] if lines > FILE_LINES else []


def long_functions(module: Module) -> list[str]:
    """A function fits a screen; its docstring does not count."""
    found = []
    for node in _functions(module):
        first = node.body[1] if ast.get_docstring(node) is not None and len(node.body) > 1 else node.body[0]
        lines = (node.end_lineno or node.lineno) - first.lineno + 1
        if lines > FUNCTION_LINES:
            found.append(f"{module.path}:{node.lineno}: {node.name} has {lines} lines, {FUNCTION_LINES} at most")
    return found


def silent_modules(module: Module) -> list[str]:
    """Every module opens with one sentence on its job."""
    opening = (ast.get_docstring(module.syntax) or "").split("\n\n")[0]
    return [] if opening.endswith((".", "?")) else [f"{module.path}:1: does not open with a sentence on its job"]


def unlisted_signals(module: Module) -> list[str]:
    """A class with signals lists them in its docstring."""
    found = []
    for owner in ast.walk(module.syntax):
        if isinstance(owner, ast.ClassDef):
            told = ast.get_docstring(owner) or ""
            for node in owner.body:
                if isinstance(node, ast.Assign) and called(node.value) == "Signal" and isinstance(node.value, ast.Call):
                    names = [target.id for target in node.targets if isinstance(target, ast.Name)]
                    found += [
                        f"{module.path}:{node.lineno}: {owner.name}'s docstring does not name its signal {name}"
                        for name in names
                        if not name.startswith("_") and not re.search(rf"\b{name}\b", told)
                    ]
    return found


def process_events(module: Module) -> list[str]:
    """Nobody turns the event loop by hand: slots would run inside other slots."""
    return [
        f"{module.path}:{node.lineno}: processEvents"
        for node in ast.walk(module.syntax)
        if isinstance(node, ast.Attribute | ast.Name) and called(node) == "processEvents"
    ]


def lambda_slots(module: Module) -> list[str]:
    """A lambda in connect keeps its object alive and cannot be disconnected."""
    return [
        f"{module.path}:{node.lineno}: a lambda in connect"
        for node in ast.walk(module.syntax)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "connect"
        for argument in (*node.args, *(keyword.value for keyword in node.keywords))
        if any(isinstance(part, ast.Lambda) for part in ast.walk(argument))
    ]


def broad_excepts(module: Module) -> list[str]:
    """An error that nobody foresaw is not swallowed: catch what is known, raise again, or log it at a boundary."""
    return [
        f"{module.path}:{node.lineno}: a broad except"
        for node in ast.walk(module.syntax)
        if isinstance(node, ast.ExceptHandler)
        and _is_broad(node.type)
        and not isinstance(node.body[-1], ast.Raise)
        and not (module.path in BOUNDARIES and any(called(part) in _TOLD for part in ast.walk(node)))
    ]


def _is_broad(caught: ast.expr | None) -> bool:
    if isinstance(caught, ast.Tuple):
        return any(_is_broad(part) for part in caught.elts)
    return caught is None or called(caught) in ("Exception", "BaseException")


def globals_changed(module: Module) -> list[str]:
    """No module changes its own globals: what lives is passed to constructors."""
    return [
        f"{module.path}:{node.lineno}: global {', '.join(node.names)}"
        for node in ast.walk(module.syntax)
        if isinstance(node, ast.Global)
    ]


def waits_by_the_clock(module: Module) -> list[str]:
    """A test waits for what it waits for, never for a time, and as long as tests/patience.py says."""
    return [
        f"{module.path}:{node.lineno}: waits by the clock"
        for node in ast.walk(module.syntax)
        if isinstance(node, ast.Call)
        and (
            called(node) in ("sleep", "qWait", "qSleep", "msleep")
            or (called(node).startswith("wait") and any(keyword.arg == "timeout" for keyword in node.keywords))
            or (called(node) == "wait" and isinstance(node.func, ast.Attribute) and called(node.func.value) == "qtbot")
        )
    ]


def mocks(module: Module) -> list[str]:
    """Tests use the real thing."""
    return [
        f"{module.path}:{found.line}: {found.target}"
        for found in module.imports()
        if found.target.startswith(("unittest.mock", "pytest_mock", "mock."))
    ]


def foreign_case(module: Module, qt_names: frozenset[str]) -> list[str]:
    """camelCase is for overriding Qt, and for nothing else."""
    return [
        f"{module.path}:{node.lineno}: {node.name} overrides nothing of Qt's"
        for node in _functions(module)
        if re.search(r"[a-z][A-Z]", node.name) and node.name not in qt_names
    ]


def strays(tracked: Iterable[str]) -> list[str]:
    """The top of the repository stays as the house laid it out."""
    return sorted({path.split("/")[0] for path in tracked} - TOP_LEVEL)


def machine_paths(path: str, text: str) -> list[str]:
    """No file names a folder of the machine that it was written on."""
    return [
        f"{path}:{number}: {found.group()}…"
        for number, line in enumerate(text.splitlines(), 1)
        for found in _MACHINE_PATH.finditer(line)
    ]
