"""A large JSON object read member by member and item by item, so that no list is ever whole in memory.

The values themselves are read by the `json` of Python; here is only what stands between them. Form: RFC 8259.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

PIECE = 1 << 20  # bytes that are read at once
LARGEST_VALUE = 1_000_000_000  # characters of one item: a file of 500 MB in Base64 is 670 million
_DECODER = json.JSONDecoder()
_NO_SPACE = re.compile(r"[^ \t\r\n]")


class JsonStream:
    """Reads a file from a place on; ValueError where it is no JSON (RecursionError where it is nested too deeply)."""

    def __init__(self, file: BinaryIO, place: int = 0) -> None:
        """`place`: in bytes; one that `place` gave."""
        file.seek(place)
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8" if place else "utf-8-sig")()
        self._text, self._at = "", 0

    @property
    def place(self) -> int:
        """Where the reading stands, in bytes from the beginning of the file."""
        undecoded = self._decoder.getstate()[0]
        return self._file.tell() - len(undecoded) - len(self._text[self._at :].encode())

    def members(self) -> Iterator[str]:
        """The names of an object; take the value of each (`value`, `items`) before the next."""
        self._take("{")
        if self._next() == "}":
            self._take("}")
            return
        while True:
            if self._next() != '"':
                raise ValueError("a name is missing")
            name = self.value()
            self._take(":")
            yield name
            if self._next() == "}":
                self._take("}")
                return
            self._take(",")

    def begins_list(self) -> bool:
        """Whether the next value is a list."""
        return self._next() == "["

    def items(self) -> Iterator[Any]:
        """The items of a list, one after the other."""
        self._take("[")
        if self._next() == "]":
            self._take("]")
            return
        while True:
            yield self.value()
            if self._next() == "]":
                self._take("]")
                return
            self._take(",")

    def end(self) -> None:
        """Nothing may follow. ValueError if something does."""
        if self._next():
            raise ValueError("something follows the end")

    def value(self) -> Any:
        """The next value, whole."""
        self._next()
        ended = False
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError:
                if not self._read_on():
                    raise
                continue
            # a number may go on in the next piece: of “1.5e+7” the part up to the “e+” is one, too
            if isinstance(value, int | float) and end >= len(self._text) - 2 and not ended:
                ended = not self._read_on()
                continue
            self._at = end
            return value

    def _next(self) -> str:
        """The next sign that is no space, which stays to be read; an empty text at the end."""
        while (found := _NO_SPACE.search(self._text, self._at)) is None:
            self._at = len(self._text)
            if not self._read_on():
                return ""
        self._at = found.start()
        return found.group()

    def _take(self, sign: str) -> None:
        if self._next() != sign:
            raise ValueError(f"“{sign}” is missing")
        self._at += 1

    def _read_on(self) -> bool:
        """Take in the next piece, a larger one each time that a value is not yet whole; False at the end."""
        rest = self._text[self._at :]
        if len(rest) > LARGEST_VALUE:
            raise ValueError("a value is too long")
        data = self._file.read(max(PIECE, len(rest)))
        self._text, self._at = rest + self._decoder.decode(data, final=not data), 0
        return bool(data)
