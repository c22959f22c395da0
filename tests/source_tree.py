"""Reads a tree of Python files for the tests that hold the house's rules: modules, imports, texts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROGRAM = ("board", "db", "main.py")
TESTS = ("tests",)


@dataclass(frozen=True, slots=True)
class Import:
    """One name that a module asks for: the dotted target as written, made absolute."""

    target: str
    line: int
    at_start: bool  # it happens when the module is loaded: not inside a function, not for type checkers only


@dataclass(frozen=True)
class Module:
    """One file: its dotted name, its path below the tree, its text and syntax."""

    name: str
    path: str
    text: str
    syntax: ast.Module

    @property
    def is_package(self) -> bool:
        return self.path.endswith("__init__.py")

    def imports(self) -> list[Import]:
        """Every import of the file, also those in functions and those of `import_module("…")`."""
        return list(self._imports(self.syntax, at_start=True))

    def _imports(self, node: ast.AST, at_start: bool) -> Iterator[Import]:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node.lineno, at_start)
        elif isinstance(node, ast.ImportFrom):
            base = self._absolute(node)
            for alias in node.names:
                yield Import(base if alias.name == "*" else f"{base}.{alias.name}", node.lineno, at_start)
        elif isinstance(node, ast.Call) and called(node) in ("import_module", "__import__") and node.args:
            named = node.args[0]
            if isinstance(named, ast.Constant) and isinstance(named.value, str):
                yield Import(named.value, node.lineno, at_start)
        elif isinstance(node, ast.If) and called(node.test) == "TYPE_CHECKING":
            for child in node.body:
                yield from self._imports(child, at_start=False)
            for child in node.orelse:
                yield from self._imports(child, at_start)
            return
        inside = at_start and not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for child in ast.iter_child_nodes(node):
            yield from self._imports(child, inside)

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        folders = self.name.split(".") if self.is_package else self.name.split(".")[:-1]
        base = folders[: len(folders) - (node.level - 1)]
        return ".".join([*base, *([node.module] if node.module else [])])


def called(node: ast.AST) -> str:
    """The last name of `a.b.name`, `name` or a call of either; an empty text for anything else."""
    if isinstance(node, ast.Call):
        return called(node.func)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


class Tree:
    """All modules below some entries of a folder, by dotted name."""

    def __init__(self, root: Path, entries: tuple[str, ...]) -> None:
        self.root = root
        self.modules: dict[str, Module] = {}
        for entry in entries:
            place = root / entry
            for path in sorted(place.rglob("*.py")) if place.is_dir() else [place] * place.is_file():
                relative = path.relative_to(root)
                parts = relative.with_suffix("").parts
                name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
                text = path.read_text(encoding="utf-8")
                self.modules[name] = Module(name, relative.as_posix(), text, ast.parse(text, str(relative)))

    def __iter__(self) -> Iterator[Module]:
        return iter(self.modules.values())

    def below(self, *packages: str) -> list[Module]:
        """The modules of these packages, themselves included."""
        return [module for module in self if is_below(module.name, *packages)]

    def module_of(self, target: str) -> str | None:
        """The module of this tree that an import target names or lies in; None where it is from elsewhere.

        `db.Board` is `db`; `db.dates` and `db.dates.parse` are `db.dates`.
        """
        while target:
            if target in self.modules:
                return target
            target = target.rpartition(".")[0]
        return None

    def gives(self, package: str, name: str) -> bool:
        """Whether the package's own `__init__` binds this name, so that it is given out on purpose."""
        module = self.modules.get(package)
        return module is not None and any(name in _bound(node) for node in module.syntax.body)


def _bound(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {alias.asname or alias.name for alias in node.names}
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return {target.id for target in targets if isinstance(target, ast.Name)}


def is_below(name: str, *packages: str) -> bool:
    """Whether a dotted name is one of the packages or lies in one."""
    return any(name == package or name.startswith(package + ".") for package in packages)


def texts(module: Module) -> Iterator[tuple[int, str]]:
    """Line and value of every string of a module but its docstrings; of an f-string what is fixed in it."""
    skipped = _docstrings(module.syntax)
    for node in ast.walk(module.syntax):
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "?" for part in node.values]
            skipped.update(id(part) for part in node.values)
            yield node.lineno, "".join(str(part) for part in parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.lineno, node.value


def _docstrings(syntax: ast.Module) -> set[int]:
    found = set()
    for node in ast.walk(syntax):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                found.add(id(first.value))
    return found


def write_tree(root: Path, files: dict[str, str]) -> Path:
    """A small tree for a test of a rule: path → text."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root
