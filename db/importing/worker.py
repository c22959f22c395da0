"""The child process that reads a foreign file: it may be slow, swell or die without taking the program along.

It gets one JSON request on stdin and answers on stdout with frames: four bytes of length, then a marshalled tuple.
Actors and sources are sent once and then named by number, which spares the parent most of the work.
"""

from __future__ import annotations

import contextlib
import gc
import json
import marshal
import struct
import sys
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import blake2b
from itertools import islice
from typing import Any, BinaryIO

from db.errors import FileProblem
from db.importing.batch import F, packed
from db.name_folding import search_shadow
from db.readers import TableStream, look, preview, propose_mapping, read
from db.readers.any_table import read_rows
from db.readers.mapping import Mapping
from db.readers.other_board import BoardRows
from db.readers.rows import (
    LeftOut,
    NotIncidents,
    ReadActor,
    ReadIncident,
    ReadSource,
    TableShape,
    Warned,
)

ROWS_A_FRAME = 4000
MEMORY_LIMIT = 1_500_000_000  # bytes of data
_SEARCHED = ("title", "summary", "place", "note")


def limit_memory(limit: int = MEMORY_LIMIT) -> None:
    """Cap this process, where the system can (not on Windows)."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


class Numbered:
    """Gives each distinct actor or source a number, and keeps the new ones until they are sent."""

    def __init__(self) -> None:
        self._numbers: dict[Any, int] = {}
        self.new: list[tuple[str, ...]] = []

    def actor(self, actor: ReadActor) -> int:
        """The number of an actor apart from its role."""
        key = (actor.outside_id, actor.name, actor.kind)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._numbers)
            self.new.append(key)
        return number

    def source(self, source: ReadSource) -> int:
        """The number of a source; only a short hash is kept, since data sets name hundreds of thousands."""
        key = blake2b("\0".join(source).encode("utf-8", "replace"), digest_size=8).digest()
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._numbers)
            self.new.append(tuple(source))
        return number


class Sender:
    """Sends frames, among them rows a few thousand at a time."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._actors = Numbered()
        self._sources = Numbered()
        self._actor_cache: dict[tuple[ReadActor, ...], tuple[tuple[int, str], ...]] = {}
        self._source_cache: dict[tuple[ReadSource, ...], tuple[int, ...]] = {}

    def send(self, *frame: Any) -> None:
        """Write one frame."""
        data = marshal.dumps(frame)
        self._out.write(struct.pack(">I", len(data)))
        self._out.write(data)
        self._out.flush()

    def send_all(self, stream: TableStream | BoardRows) -> None:
        """Send all that a stream gives, in its order."""
        read_rows = iter(stream)
        while gathered := list(islice(read_rows, ROWS_A_FRAME)):
            rows = [row for row in gathered if isinstance(row, ReadIncident)]
            left_out = [tuple(row) for row in gathered if isinstance(row, LeftOut)] if len(rows) < len(gathered) else []
            warned = [tuple(row) for row in gathered if isinstance(row, Warned)] if len(rows) < len(gathered) else []
            columns = self._columns(rows) if rows else []
            self.send(
                "rows", self._actors.new, self._sources.new, len(rows), columns, left_out, warned, stream.bytes_read
            )
            self._actors.new, self._sources.new = [], []

    def _columns(self, rows: list[ReadIncident]) -> list[Any]:
        """The rows as the columns of a `db.importing.batch.Batch`, packed."""
        columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
        columns[F["actors"]] = list(map(self._roles_of, columns[F["actors"]]))
        columns[F["sources"]] = list(map(self._numbers_of, columns[F["sources"]]))
        columns.append(_shadows(*(columns[F[field]] for field in _SEARCHED)))
        return packed(columns)

    def _roles_of(self, actors: tuple[ReadActor, ...]) -> tuple[tuple[int, str], ...]:
        found = self._actor_cache.get(actors)
        if found is None:
            roles = dict.fromkeys((self._actors.actor(actor), actor.role) for actor in actors)
            if len(self._actor_cache) > 50_000:
                self._actor_cache.clear()
            found = self._actor_cache[actors] = tuple(roles)
        return found

    def _numbers_of(self, sources: tuple[ReadSource, ...]) -> tuple[int, ...]:
        found = self._source_cache.get(sources)
        if found is None:
            if len(self._source_cache) > 50_000:
                self._source_cache.clear()
            found = self._source_cache[sources] = tuple(dict.fromkeys(map(self._sources.source, sources)))
        return found


def _shadows(*texts: Sequence[str]) -> list[str]:
    """What the search index holds beside the words of each row; a dash alone, as many titles have, needs nothing."""
    return [
        "" if words.replace("–", "-").isascii() else search_shadow(words)
        for words in map(" ".join, zip(*texts, strict=True))
    ]


def do_read(request: dict[str, Any], sender: Sender) -> None:
    """Stream all rows of the file."""
    path = request["path"]
    shape = look(path, request.get("as"))
    mapping = Mapping.from_json(request["mapping"]) if request.get("mapping") else None
    if mapping is not None and shape.kind not in ("table", "board") and request.get("as") is None:
        shape = look(path, "table")
    stream: TableStream | BoardRows = (
        BoardRows(path, shape, request.get("beside")) if shape.kind == "board" else read(path, shape, mapping)
    )
    with contextlib.closing(stream):
        # the stream knows the mapping's own data set, and what a proposal assumed
        told = {**asdict(shape), "dataset": stream.dataset, "notes": tuple(stream.notes)}
        sender.send("shape", told, stream.total_bytes)
        sender.send_all(stream)
    sender.send("end")


def do_look(request: dict[str, Any], sender: Sender) -> None:
    """Say what the file is, show its first rows and propose a mapping."""
    shape = look(request["path"], request.get("as"))
    rows = preview(request["path"], shape, rows=int(request.get("rows", 20)))
    proposal = propose_mapping(request["path"], shape) if shape.kind == "table" else None
    sender.send(
        "look",
        asdict(shape),
        rows,
        proposal.to_json() if proposal else "",
        proposal.assumptions if proposal else (),
    )


def do_try(request: dict[str, Any], sender: Sender) -> None:
    """Say what a few rows become under a mapping, each with what was made of it in whole."""
    mapping = Mapping.from_json(request["mapping"])
    made: list[tuple[str, tuple[Any, ...]]] = []
    for row in read_rows(request["rows"], tuple(request["header"]), mapping):
        if isinstance(row, ReadIncident):
            actors, sources = tuple(map(tuple, row.actors)), tuple(map(tuple, row.sources))
            made.append(("incident", (*row[: F["actors"]], actors, sources)))
        else:
            made.append(("left_out" if isinstance(row, LeftOut) else "warned", tuple(row)))
    sender.send("tried", made)


def main() -> None:
    """Serve one request."""
    limit_memory()
    gc.disable()  # nothing here makes cycles, and looking for them among millions of tuples took a tenth of the time
    request = json.loads(sys.stdin.buffer.readline())
    sender = Sender(sys.stdout.buffer)
    try:
        {"look": do_look, "try": do_try, "read": do_read}[request["do"]](request, sender)
    except (NotIncidents, FileProblem) as error:
        sender.send("refused", str(error))
    except OSError as error:
        sender.send("refused", f"The file cannot be read: {error.strerror or error}.")
    except MemoryError:
        sender.send("refused", "The file needs more memory than is given to one file. Split it and read the parts.")


def shape_from(values: dict[str, Any]) -> TableShape:
    """The shape that a frame carried."""
    return TableShape(**{**values, "header": tuple(values["header"]), "notes": tuple(values["notes"])})
