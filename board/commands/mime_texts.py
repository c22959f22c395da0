"""The text formats of browsers, mail and office programs: what they are called, how they are written."""

from __future__ import annotations

import codecs
import re
import struct
from html import unescape
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import QMimeData

from board.commands.uris import Link, link_of
from db.names import show_controls

_URIS = "text/uri-list"
_COPIED_FILES = ("x-special/gnome-copied-files", "x-special/nautilus-clipboard")
_NAUTILUS = "x-special/nautilus-clipboard\n"
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
_CF_HTML = _WINDOWS.format("HTML Format")
_DESCRIPTOR = _WINDOWS.format("FileGroupDescriptorW")
_PROMISED_NAME = "application/x-moz-file-promise-dest-filename"
_VIRTUAL = (
    "application/x-moz-file-promise",
    "XdndDirectSave0",
    "text/x-moz-message",
    _DESCRIPTOR,
    _WINDOWS.format("FileContents"),
    _WINDOWS.format("FileGroupDescriptor"),
    "application/vnd.portal.filetransfer",
    "application/vnd.portal.files",
)
_PAGE_ADDRESSES = (
    "text/x-moz-url-priv",
    "chromium/x-source-url",
    "chromium/x-internal-source-url",
    "text/_moz_htmlinfo",
)
_TITLED = ("text/x-moz-url", "_NETSCAPE_URL")
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,400})</title", re.IGNORECASE)
_ANCHOR = re.compile(
    r"""<a\b[^<>]{0,1000}?\bhref=["']([^"'<>]{1,4000})["'][^<>]{0,1000}>(.{1,2000})</a>""", re.I | re.S
)
_AROUND = re.compile(r"<!--(?:Start|End)Fragment-->|</?(?:html|head|body|meta)\b[^<>]{0,200}>", re.I)
_TAG = re.compile(r"<[^<>]{0,1000}>")
_ANCHOR_BYTES = 20_000
_ENTRY = 592  # bytes of a FILEDESCRIPTORW; its name is the last 520
_SHORT = 4_000_000  # bytes of any format that is not the text itself


def decoded(data: bytes) -> str:
    """Text of a format that does not tell its encoding: browsers send UTF-16 with and without a mark, others UTF-8."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace").rstrip("\0")
    if b"\0" in data[:200] and data[1:200:2].count(0) > len(data[:200]) // 4:
        return data.decode("utf-16-le", "replace").rstrip("\0")
    return data.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace").rstrip("\0")


def _raw(mime: QMimeData, name: str) -> bytes:
    return bytes(mime.data(name).data()) if mime.hasFormat(name) else b""


def uri_list(mime: QMimeData) -> bytes:
    """The list of addresses, also where a file manager calls it something else."""
    listed = _raw(mime, _URIS)
    if listed.strip():
        return listed
    for name in _COPIED_FILES:
        copied = _raw(mime, name)
        if copied:
            return b"\n".join(line for line in copied.splitlines() if b":" in line)
    if mime.hasText():  # newer ones put it where text stands
        plain = mime.text()
        if plain.startswith(_NAUTILUS):
            return "\n".join(line for line in plain.splitlines() if line.startswith("file:")).encode()
    return b""


def plain_text(mime: QMimeData) -> str:
    """The plain text, empty where there is none."""
    return mime.text() if any(name.startswith("text/plain") for name in mime.formats()) else ""


def html_text(mime: QMimeData) -> str:
    """The HTML, without what browsers put round it on the way."""
    return decoded(_raw(mime, "text/html"))


def rtf_bytes(mime: QMimeData) -> bytes:
    """The RTF as it stands."""
    for name in ("text/rtf", "application/rtf", "text/richtext", _WINDOWS.format("Rich Text Format")):
        data = _raw(mime, name)
        if data.lstrip().startswith(b"{\\rtf"):
            return data
    return b""


def titled_link(mime: QMimeData) -> Link | None:
    """The link of a browser with its title: an address, and below it the title; or the one anchor of its HTML.

    On X11 Qt makes a plain list of addresses out of `text/x-moz-url`, so its title has to be found elsewhere.
    """
    for name in _TITLED:
        address, _, title = decoded(_raw(mime, name)[:_SHORT]).partition("\n")
        found = link_of(address, title)
        if found is not None:
            return found
    address = decoded(_raw(mime, "text/x-moz-url-data")[:_SHORT])
    found = link_of(address, decoded(_raw(mime, "text/x-moz-url-desc")[:_SHORT]))
    return found if found is not None and found.title else _anchor(decoded(_raw(mime, "text/html")[:_ANCHOR_BYTES]))


def _anchor(html: str) -> Link | None:
    """The link that a piece of HTML is, where it is one link and nothing else."""
    found = _ANCHOR.fullmatch(_AROUND.sub("", html).strip())
    return link_of(unescape(found.group(1)), unescape(_TAG.sub("", found.group(2)))) if found is not None else None


def source_address(mime: QMimeData) -> str:
    """The page that selected words came from; empty where the other program does not say."""
    for line in _raw(mime, _CF_HTML)[:2000].splitlines():
        if line.lower().startswith(b"sourceurl:"):
            found = link_of(line.split(b":", 1)[1].decode("utf-8", "replace"))
            if found is not None:
                return found.address
    for name in _PAGE_ADDRESSES:
        for told in decoded(_raw(mime, name)[:_SHORT]).splitlines():
            found = link_of(told)
            if found is not None:
                return found.address
    return ""


def source_title(mime: QMimeData) -> str:
    """The title of the page, where the selected HTML brings one."""
    found = _TITLE.search(decoded(_raw(mime, "text/html")[:20_000]))
    return " ".join(found.group(1).split())[:300] if found is not None else ""


def picture_name(address: str, ending: str) -> str:
    """A name for a picture that came without one, out of its address."""
    try:
        last = unquote(urlsplit(address).path).rsplit("/", 1)[-1]
    except ValueError:
        last = ""
    stem = last.rsplit(".", 1)[0][:80] if last else ""
    return (show_controls(stem) or "picture") + ending


def has_virtual_files(formats: list[str]) -> bool:
    """Whether files are promised that exist only inside the other program."""
    return any(name in _VIRTUAL for name in formats)


def virtual_sentence(mime: QMimeData, something_else: bool) -> str:
    """Why a promised file cannot be read, and what was taken in its place."""
    names = _promised_names(mime)
    what = f"“{show_controls(names[0])}”" if len(names) == 1 else f"{len(names)} files" if names else "What was dropped"
    verb = "exist" if len(names) > 1 else "exists"
    rest = " What else came with it was taken." if something_else else ""
    return (
        f"{what} {verb} only inside the program that it comes from. Save it as a file there, then drop the file.{rest}"
    )


def _promised_names(mime: QMimeData) -> list[str]:
    promised = decoded(_raw(mime, _PROMISED_NAME)[:2000]).strip()
    if promised:
        return [promised.rsplit("/", 1)[-1]]
    described = _raw(mime, _DESCRIPTOR)
    if len(described) < 4:
        return []
    count = min(struct.unpack_from("<I", described)[0], (len(described) - 4) // _ENTRY, 100)
    entries = (described[4 + place * _ENTRY : 4 + (place + 1) * _ENTRY] for place in range(count))
    return [entry[72:].decode("utf-16-le", "replace").split("\0")[0] for entry in entries]
