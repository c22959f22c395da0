"""The packed rich text in which Outlook keeps a mail's body (LZFu, as [MS-OXRTFCP] tells it), unpacked."""

from __future__ import annotations

import struct

from db.errors import FileProblem
from db.readers.texts.limits import LARGEST_MARKUP

# What the dictionary holds before the first byte, given by the specification.
_START = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans "
    b"SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_WINDOW = 4096
_PACKED, _RAW = b"LZFu", b"MELA"


def unpacked_rtf(data: bytes) -> bytes:
    """The rich text.  Raises `FileProblem` for what is not packed so."""
    if len(data) < 16 or data[8:12] not in (_PACKED, _RAW):
        raise FileProblem("The rich text of the mail is damaged.")
    (size,) = struct.unpack_from("<I", data, 4)
    size = min(size, LARGEST_MARKUP)
    if data[8:12] == _RAW:
        return data[16 : 16 + size]
    window = bytearray(_START.ljust(_WINDOW, b"\0"))
    write = len(_START)
    out = bytearray()
    at = 16
    while at < len(data) and len(out) < size:
        control = data[at]
        at += 1
        for bit in range(8):
            if at >= len(data) or len(out) >= size:
                break
            if not control >> bit & 1:
                out.append(data[at])
                window[write] = data[at]
                write = (write + 1) % _WINDOW
                at += 1
                continue
            if at + 1 >= len(data):
                return bytes(out)
            place, length = (data[at] << 4) | (data[at + 1] >> 4), (data[at + 1] & 15) + 2
            at += 2
            if place == write:
                return bytes(out)
            for step in range(length):
                byte = window[(place + step) % _WINDOW]
                out.append(byte)
                window[write] = byte
                write = (write + 1) % _WINDOW
    return bytes(out)
