"""Drafts and what belongs to them as JSON texts of a checked form: read back only where every field is of its type."""

from __future__ import annotations

import json
import types
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from db.dates import DateError, ImpreciseDate, from_edtf

T = TypeVar("T")


class WrongForm(ValueError):
    """A JSON text that is not of the form that it should have."""


def to_json(value: object, *, leave_out: frozenset[str] = frozenset()) -> str:
    """A frozen dataclass or a tuple of them as JSON; fields with their default, and those named, are left out."""
    plain = _plain(value)
    if isinstance(plain, dict):
        plain = {name: part for name, part in plain.items() if name not in leave_out}
    return json.dumps(plain, ensure_ascii=False, allow_nan=False)


def _plain(value: object) -> Any:
    if isinstance(value, ImpreciseDate):
        return value.edtf
    if is_dataclass(value) and not isinstance(value, type):
        return {
            part.name: _plain(getattr(value, part.name))
            for part in fields(value)
            if getattr(value, part.name) != _default(part)
        }
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return value


def _default(part: Field[Any]) -> object:
    if part.default is not MISSING:
        return part.default
    return part.default_factory() if part.default_factory is not MISSING else MISSING


def from_json(kind: type[T], text: str) -> T:
    """The dataclass of this kind that the text holds. Raises `WrongForm`."""
    return cast(T, _read(kind, _parsed(text), kind.__name__))


def list_from_json(kind: type[T], text: str) -> tuple[T, ...]:
    """The dataclasses, or texts, of this kind that the text lists. Raises `WrongForm`."""
    found = _parsed(text)
    if not isinstance(found, list):
        raise WrongForm(f"a list of {kind.__name__} was expected")
    return tuple(cast(T, _read(kind, part, kind.__name__)) for part in found)


def _parsed(text: str) -> object:
    try:
        found: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise WrongForm(str(error)) from error
    return found


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(wanted: Any, value: object, where: str) -> object:
    origin = get_origin(wanted)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        (wanted,) = (part for part in get_args(wanted) if part is not type(None))
        return _read(wanted, value, where)
    if origin is tuple:
        return _read_tuple(get_args(wanted), value, where)
    if wanted is ImpreciseDate:
        return _read_date(value, where)
    if is_dataclass(wanted) and isinstance(wanted, type):
        return _read_record(wanted, value, where)
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
        raise WrongForm(f"{where} should be a {wanted.__name__}")
    return value


def _read_tuple(parts: tuple[Any, ...], value: object, where: str) -> tuple[object, ...]:
    if not isinstance(value, list):
        raise WrongForm(f"{where} should be a list")
    if len(parts) == 2 and parts[1] is ...:
        return tuple(_read(parts[0], part, where) for part in value)
    if len(parts) != len(value):
        raise WrongForm(f"{where} should have {len(parts)} values")
    return tuple(_read(kind, part, where) for kind, part in zip(parts, value, strict=True))


def _read_date(value: object, where: str) -> ImpreciseDate:
    try:
        return from_edtf(value if isinstance(value, str) else "?")
    except DateError as error:
        raise WrongForm(f"{where} should be a date") from error


def _read_record(kind: type, value: object, where: str) -> object:
    if not isinstance(value, dict):
        raise WrongForm(f"{where} should be a {kind.__name__}")
    hints = _hints(kind)
    unknown = sorted(set(value) - set(hints))
    if unknown:
        raise WrongForm(f"{where} has no {unknown[0]}")
    try:
        return kind(**{name: _read(hints[name], part, f"{where}.{name}") for name, part in value.items()})
    except TypeError as error:  # a field without a default is missing
        raise WrongForm(f"{where}: {error}") from error
