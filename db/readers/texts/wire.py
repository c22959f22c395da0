"""A read document as plain tuples for the pipe between the reading process and the program, and back with every type checked."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from db.errors import FileProblem
from db.readers.documents import FORMATS, ReadDocument, ReadFile, ReadPlace
from db.readers.texts.limits import DEEPEST

_NESTED: dict[str, type[Any]] = {"places": ReadPlace, "files": ReadFile, "inner": ReadDocument}
_OTHER = {"size": (int,), "duration_s": (int, float, type(None)), "data": (bytes,)}
_NUMBERS = {"latitude": (int, float, type(None)), "longitude": (int, float, type(None))}
_MOST = 20_000_000  # characters of any one text
MOST_PARTS = 100_000


def packed(record: ReadDocument | ReadFile | ReadPlace) -> dict[str, Any]:
    """Nothing but dicts, tuples, texts, numbers and bytes."""
    told: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        told[field.name] = tuple(map(packed, value)) if field.name in _NESTED else value
    return told


def unpacked(told: Any, depth: int = 0) -> ReadDocument:
    """The document again; `FileProblem` for what no honest reader sends."""
    document = _record(ReadDocument, told, depth)
    assert isinstance(document, ReadDocument)
    if document.format not in FORMATS:
        raise _nonsense()
    return document


def _record(kind: type[Any], told: Any, depth: int) -> Any:
    names = {field.name for field in fields(kind)}
    if not isinstance(told, dict) or set(told) - names or depth > DEEPEST:
        raise _nonsense()
    return kind(**{name: _value(name, value, depth) for name, value in told.items()})


def _value(name: str, value: Any, depth: int) -> Any:
    if name in _NESTED:
        if not isinstance(value, tuple) or len(value) > MOST_PARTS:
            raise _nonsense()
        if name == "inner":
            return tuple(unpacked(part, depth + 1) for part in value)
        return tuple(_record(_NESTED[name], part, depth) for part in value)
    if name == "sentences":
        if not isinstance(value, tuple) or not all(isinstance(part, str) for part in value):
            raise _nonsense()
        return value
    if not isinstance(value, _OTHER.get(name) or _NUMBERS.get(name) or (str,)):
        raise _nonsense()
    if isinstance(value, str) and len(value) > _MOST:
        raise _nonsense()
    return value


def _nonsense() -> FileProblem:
    return FileProblem("The reading process answered with nonsense, so nothing was taken from the file.")
