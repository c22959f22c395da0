"""Folders in which a board is in danger: network shares, where the write-ahead log hangs, and synced ones."""

from __future__ import annotations

import re
from pathlib import Path

_SYNCED = re.compile(
    r"^(dropbox|onedrive.*|google ?drive|icloud.*|mobile documents|nextcloud|owncloud|pcloud.*|syncthing|sync)$", re.I
)
_REMOTE = ("nfs", "cifs", "smb", "fuse.sshfs", "afpfs", "davfs", "9p", "fuse.rclone")


def warnings_for(path: Path) -> list[str]:
    """What the owner of a board at this path should know; empty where all is well."""
    found = []
    folder = path.absolute().parent
    synced = next((part for part in folder.parts if _SYNCED.match(part)), None)
    if synced:
        found.append(
            f"The folder “{synced}” is kept in step by another program, which can tear an open board apart. "
            "Work on a copy in a folder of this machine (File ▸ Save a copy) and put it back when it is closed."
        )
    if str(folder).startswith("\\\\") or _file_system(folder).startswith(_REMOTE):
        found.append(
            "This board lies on a network share, where saving can hang. Work on a copy on this machine (File ▸ Save a copy)."
        )
    return found


def _file_system(folder: Path) -> str:
    """The type of the file system, where the machine tells (Linux); else an empty text."""
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return ""
    best, kind = "", ""
    for line in mounts.read_text(errors="replace").splitlines():
        parts = line.split(" ")
        point = parts[1].replace("\\040", " ") if len(parts) > 2 else ""
        inside = str(folder) == point or str(folder).startswith(point.rstrip("/") + "/")
        if point and inside and len(point) >= len(best):
            best, kind = point, parts[2]
    return kind
