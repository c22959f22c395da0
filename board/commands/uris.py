"""The entries of a dropped list of addresses: local files, links, and what is neither. Touches no disk and no network.

Read from the raw bytes, since Qt spoils file names that are not UTF-8.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

MOST_FILES = 1000  # of one drop; a folder counts as one here
_MOST_BYTES = 4_000_000  # of a list that are looked at
_LONGEST_ADDRESS = 4000  # characters
ANOTHER_COMPUTER = "A file on another computer is not opened from a drop. Copy it to this one first, then drop it."


@dataclass(frozen=True, slots=True)
class Link:
    """An address of a page: kept, never opened and never looked up."""

    address: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Uris:
    """What a list of addresses holds, in its order; `problems`: a sentence for each kind of entry left aside."""

    files: tuple[Path, ...] = ()
    links: tuple[Link, ...] = ()
    problems: tuple[str, ...] = ()


def read_uris(listed: bytes) -> Uris:
    """The files and links of a `text/uri-list`."""
    lines = [line.strip() for line in listed[:_MOST_BYTES].splitlines()]
    uris = [line for line in lines if line and not line.startswith(b"#")]
    files: list[Path] = []
    links: list[Link] = []
    problems: list[str] = []
    for uri in uris[:MOST_FILES]:
        link = link_of(uri.decode("utf-8", "replace"))
        if link is not None:
            links.append(link)
            continue
        path, problem = _path_of(uri)
        if path is not None:
            files.append(path)
        else:
            problems.append(problem)
    if len(uris) > MOST_FILES or len(listed) > _MOST_BYTES:
        many = f"{len(uris):,}" if len(listed) <= _MOST_BYTES else f"more than {len(uris):,}"
        problems.append(f"Only the first {MOST_FILES:,} of {many} files were taken. Drop the rest afterwards.")
    return Uris(tuple(dict.fromkeys(files)), tuple(dict.fromkeys(links)), tuple(dict.fromkeys(problems)))


def link_of(text: str, title: str = "") -> Link | None:
    """A link, where a text is the address of a page and nothing else."""
    text = text.strip()
    if not text.lower().startswith(("http://", "https://")) or len(text) > _LONGEST_ADDRESS:
        return None
    if len(text.split("//", 1)[1]) == 0 or any(sign.isspace() or not sign.isprintable() for sign in text):
        return None
    title = " ".join(title.split())[:300]
    return Link(text, "" if title == text else title)


def _path_of(uri: bytes) -> tuple[Path | None, str]:
    scheme, _, rest = uri.partition(b":")
    if scheme.lower() != b"file":
        return None, _problem_of_scheme(scheme)
    host = b""
    if rest.startswith(b"//"):
        host, slash, local = rest[2:].partition(b"/")
        rest = slash + local
    raw = unquote_to_bytes(rest)
    # //host/share would be opened over the network by Windows, and so would \\host\share
    remote = host.lower() not in (b"", b"localhost") or raw.startswith((b"//", b"/\\", b"\\"))
    if remote or not raw.startswith(b"/") or b"\0" in raw:
        return None, ANOTHER_COMPUTER
    return Path(os.fsdecode(raw[1:] if os.name == "nt" else raw)), ""


def _problem_of_scheme(scheme: bytes) -> str:
    name = scheme.decode("ascii", "replace").lower()
    if name in ("smb", "sftp", "ftp", "ftps", "dav", "davs", "nfs", "afp", "ssh", "fish", "mtp", "gphoto2", "afc"):
        return ANOTHER_COMPUTER
    if name in ("mailbox", "imap", "news", "mid", "cid"):
        return "A mail is not read out of the mail program. Save it as a file (.eml), then drop that."
    return "An address that is neither a file of this computer nor a page of the web was left aside."
