"""The child process that reads one foreign document: it may be slow, swell or die without taking the program along.

It gets one JSON line on stdin, followed by the bytes where the document is no file, and answers on stdout with
frames as `db.importing.worker` does: ("alive", done, total), ("original", sha256, size, format, media type),
("bytes", part) where the original was asked for, and ("document", …) or ("refused", sentence) last.
"""

from __future__ import annotations

import hashlib
import io
import json
import marshal
import os
import stat
import struct
import sys
from dataclasses import replace
from typing import Any, BinaryIO

from db.errors import FileProblem
from db.readers.documents import ReadDocument
from db.readers.texts import jail
from db.readers.texts.dispatch import Within, read_kind
from db.readers.texts.finishing import finished
from db.readers.texts.limits import LARGEST, LARGEST_HASHED, Budget, told_size
from db.readers.texts.names import safe_name
from db.readers.texts.recognise import HEAD, Kind, recognise
from db.readers.texts.wire import packed

_CHUNK = 1 << 20
_PART = 4 << 20


class Sender:
    """Sends frames."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def send(self, *frame: Any) -> None:
        """Write one frame."""
        data = marshal.dumps(frame)
        self._out.write(struct.pack(">I", len(data)))
        self._out.write(data)
        self._out.flush()

    def alive(self, done: int, total: int) -> None:
        """Tell that the work goes on."""
        self.send("alive", done, total)


def _open(path: bytes) -> BinaryIO:
    """The regular file at that path; devices and pipes are opened without waiting for them, and refused."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
    file = os.fdopen(os.open(path, flags), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise FileProblem("It is no ordinary file.")
    return file


def _load(stream: BinaryIO, sender: Sender) -> tuple[bytes, str, int]:
    """The bytes (only the head of what is larger than `LARGEST`), the SHA-256 and the size of all of it."""
    digest, kept, size = hashlib.sha256(), bytearray(), 0
    total = os.fstat(stream.fileno()).st_size
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
        if size > LARGEST_HASHED:
            raise FileProblem(f"It has more than {told_size(LARGEST_HASHED)}, too much to be looked at.")
        if size <= LARGEST:
            kept += chunk
        elif len(kept) > HEAD:
            del kept[HEAD:]
        if size % (64 * _CHUNK) == 0:
            sender.alive(size, max(total, size))
    return bytes(kept), digest.hexdigest(), size


def do_read(request: dict[str, Any], sender: Sender) -> ReadDocument:
    """Read a file, or the bytes that follow the request."""
    name, media_type = request["name"], request.get("media_type", "")
    if "path" in request:
        stream = _open(bytes.fromhex(request["path"]))
        data, sha256, size = _load(stream, sender)
    else:
        stream = io.BytesIO()
        data = sys.stdin.buffer.read()
        sha256, size = hashlib.sha256(data).hexdigest(), len(data)
    jail.cap_work()
    kind = recognise(data, name, media_type)
    sender.send("original", sha256, size, kind.format, kind.media_type)
    if request.get("original") and size <= LARGEST:
        for start in range(0, size, _PART):
            sender.send("bytes", data[start : start + _PART])
    within = Within(Budget(), report=sender.alive)
    if size > LARGEST:
        document = _too_large(stream, name, kind, size)
    else:
        document = read_kind(data, name, kind, within)
    return replace(document, sha256=sha256, size=size)


def _too_large(stream: BinaryIO, name: str, kind: Kind, size: int) -> ReadDocument:
    """Of what is too large to be kept: what a film's container says, else nothing but a sentence."""
    why = (
        f"At most {told_size(LARGEST)} of one file are read and kept; put it where it is safe and name it as a source."
    )
    problem = f"“{safe_name(name)}” ({told_size(size)}) is too large to be kept on the board. {why}"
    if kind.format in ("video", "audio"):
        from db.readers import media

        stream.seek(0)
        try:
            document = media.read(stream, name)
        except FileProblem:
            document = ReadDocument(name, kind.format)
    else:
        document = ReadDocument(name, kind.format if kind.format in ("board", "table") else "unknown")
    return finished(replace(document, media_type=kind.media_type, sentences=(problem, *document.sentences)))


def do_clip(request: dict[str, Any], _sender: Sender) -> ReadDocument:
    """Read what was dragged as text, HTML or a link."""
    from db.readers.texts import clip

    jail.cap_work()
    return clip.read(request["text"], request["html"], request["address"], request["title"], request["name"])


def main() -> None:
    """Serve one request."""
    sender = Sender(sys.stdout.buffer)
    request = json.loads(sys.stdin.buffer.readline())
    jail.close_doors(bytes.fromhex(request["path"]) if "path" in request else None)
    try:
        document = {"read": do_read, "clip": do_clip}[request["do"]](request, sender)
        sender.send("document", packed(document))
    except FileProblem as error:
        sender.send("refused", str(error))
    except OSError as error:
        sender.send("refused", f"It cannot be read: {error.strerror or error}.")
    except MemoryError:
        sender.send("swollen")
