"""Closes files and network to this process in the Linux kernel (Landlock and seccomp), as far as the kernel can.

Where it cannot (an old kernel, another processor, another system) nothing happens here: the audit events remain.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys

# Landlock's system calls have the same numbers on every processor; rights to files as of its first version.
_CREATE, _ADD, _RESTRICT = 444, 445, 446
_EVERY_RIGHT = (1 << 13) - 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_PATH_BENEATH = 1
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_LIBRARIES = (b"/lib", b"/lib64", b"/usr/lib", b"/usr/lib64", b"/usr/local/lib")
_LOADER = b"/etc/ld.so.cache"

# Per processor: its audit number, and the system calls that reading never needs (sockets, programs, other processes).
_REFUSED = {
    "x86_64": (
        0xC000003E,
        (
            41, 42, 43, 44, 46, 49, 50, 53, 57, 58, 59, 62, 101, 161, 165, 200, 272, 288, 304, 307, 308, 310, 311, 321,
            322, 323, 425, 434, 438, 442,
        ),
    ),
    "aarch64": (
        0xC00000B7,
        (
            198, 199, 200, 201, 202, 203, 206, 211, 221, 281, 117, 129, 130, 51, 40, 97, 242, 265, 268, 269, 270, 271,
            280, 282, 425, 434, 438, 442,
        ),
    ),
}  # fmt: skip
_X32 = 0x40000000
_ALLOW, _EPERM = 0x7FFF0000, 0x00050001


def close_doors(document: bytes | None, folders: list[bytes]) -> None:
    """Let the kernel refuse all files but these folders and the document, all sockets, and all other programs."""
    if not sys.platform.startswith("linux"):
        return
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0:
        _close_files(libc, document, folders)
        _close_calls(libc)


def _close_files(libc: ctypes.CDLL, document: bytes | None, folders: list[bytes]) -> None:
    rights = ctypes.create_string_buffer(struct.pack("=Q", _EVERY_RIGHT), 8)
    ruleset = libc.syscall(ctypes.c_long(_CREATE), rights, ctypes.c_size_t(8), ctypes.c_uint(0))
    if ruleset < 0:
        return  # this kernel has no Landlock
    library = os.path.realpath(os.path.join(os.path.dirname(os.fsencode(sys.executable)), b"..", b"lib"))
    base = os.path.join(os.fsencode(sys.base_prefix), b"lib")
    for folder in (*folders, *_LIBRARIES, library, base):
        _allow(libc, ruleset, folder, _READ_FILE | _READ_DIR)
    for file in (_LOADER, document):
        if file is not None:
            _allow(libc, ruleset, file, _READ_FILE)
    libc.syscall(ctypes.c_long(_RESTRICT), ctypes.c_int(ruleset), ctypes.c_uint(0))
    os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, path: bytes, rights: int) -> None:
    try:
        beneath = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    rule = ctypes.create_string_buffer(struct.pack("=Qi", rights, beneath), 12)
    libc.syscall(ctypes.c_long(_ADD), ctypes.c_int(ruleset), ctypes.c_int(_PATH_BENEATH), rule, ctypes.c_uint(0))
    os.close(beneath)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))


def _close_calls(libc: ctypes.CDLL) -> None:
    if platform.machine() not in _REFUSED or sys.maxsize < 2**32:
        return
    processor, calls = _REFUSED[platform.machine()]

    def step(code: int, jump: int, other: int, value: int) -> bytes:
        return struct.pack("=HBBI", code, jump, other, value)

    load, equal, at_least, give = 0x20, 0x15, 0x35, 0x06
    count = len(calls)
    # each jump to the refusal, the last step, tells how many steps are left out
    code = b"".join(
        [
            step(load, 0, 0, 4),  # the processor
            step(equal, 0, count + 3, processor),
            step(load, 0, 0, 0),  # the number of the call
            step(at_least, count + 1, 0, _X32),
            *(step(equal, count - place, 0, call) for place, call in enumerate(calls)),
            step(give, 0, 0, _ALLOW),
            step(give, 0, 0, _EPERM),
        ]
    )
    steps = ctypes.create_string_buffer(code, len(code))
    filter_ = _Program(len(code) // 8, ctypes.cast(steps, ctypes.c_void_p))
    libc.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(filter_), 0, 0)
