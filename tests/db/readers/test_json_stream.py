"""JSON read piece by piece is what Python reads of it as a whole, wherever the pieces are cut."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.readers import json_stream
from db.readers.json_stream import JsonStream

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)
_OBJECTS = st.dictionaries(st.text(max_size=6), st.lists(_VALUES, max_size=6) | _VALUES, max_size=6)


def read(data: bytes) -> dict[str, Any]:
    stream = JsonStream(io.BytesIO(data))
    found: dict[str, Any] = {}
    for name in stream.members():
        found[name] = list(stream.items()) if stream.begins_list() else stream.value()
    stream.end()
    return found


@pytest.fixture(autouse=True, params=[1, 3, 1 << 20])
def piece(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "PIECE", request.param)


@pytest.mark.parametrize("indent", [None, 2])
@given(told=_OBJECTS, plain=st.booleans())
def test_it_reads_what_python_reads(indent: int | None, told: dict[str, Any], plain: bool) -> None:
    data = json.dumps(told, ensure_ascii=plain, indent=indent).encode("utf-8", "surrogatepass")
    try:
        data.decode()
    except UnicodeDecodeError:
        return
    assert read(data) == told
    assert read(b"\xef\xbb\xbf" + data) == told


@given(before=st.text(max_size=9), items=st.lists(_VALUES, max_size=5))
def test_a_list_is_found_again_by_its_place(before: str, items: list[Any]) -> None:
    data = json.dumps({"a": before, "list": items, "b": 1}).encode()
    stream = JsonStream(io.BytesIO(data))
    places = {}
    for name in stream.members():
        stream.begins_list()
        places[name] = stream.place
        stream.value()
    again = JsonStream(io.BytesIO(data), places["list"])
    assert list(again.items()) == items


@pytest.mark.parametrize(
    "data",
    [b"", b" ", b"[1]", b"{", b'{"a"', b'{"a":', b'{"a":1', b'{"a":1,}', b'{"a":1}x', b'{"a":[1', b'{"a":[1,]}',
     b"{a:1}", b'{"a" 1}', b'{"a":1 "b":2}', b"\xff{}", b'{"a":"\xc3"}', b'{"a":tru}'],
)  # fmt: skip
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        read(data)


def test_a_value_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "LARGEST_VALUE", 50)
    with pytest.raises(ValueError, match="too long"):
        read(b'{"a":"' + b"x" * 500)
