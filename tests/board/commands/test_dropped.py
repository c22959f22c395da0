"""What a drop carries: names in any bytes, other computers, links, text, pictures, files that are none."""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from board.commands.dropped import decode, glance
from board.commands.uris import Link, link_of, read_uris

posix = pytest.mark.skipif(sys.platform == "win32", reason="names of files are Unicode there")
PNG = b"\x89PNG\r\n\x1a\n and so on"
DESCRIPTOR = 'application/x-qt-windows-mime;value="FileGroupDescriptorW"'
CF_HTML = 'application/x-qt-windows-mime;value="HTML Format"'


def _mime(**formats: bytes | str) -> QMimeData:
    """`text_plain="…"` and the like."""
    return _of({name.replace("_", "/", 1).replace("_", "-"): data for name, data in formats.items()})


def _of(formats: dict[str, bytes | str]) -> QMimeData:
    mime = QMimeData()
    for name, data in formats.items():
        mime.setData(name, data.encode() if isinstance(data, str) else data)
    return mime


def _is_a_name(name: bytes) -> bool:
    """Whether a file can be called so: the dots name folders."""
    return b"/" not in name and b"\0" not in name and name not in (b".", b"..")


@posix
@given(st.binary(min_size=1, max_size=40).filter(_is_a_name))
def test_any_name_that_a_file_can_have_comes_out_of_a_drop(name: bytes) -> None:
    written = b"".join(b"%%%02X" % byte for byte in name)
    mime = _of({"text/uri-list": b"# dropped\r\nfile:///some/" + written + b"\r\nfile://localhost/any/" + written})
    dropped = decode(mime)
    assert [os.fsencode(path) for path in dropped.uris.files] == [b"/some/" + name, b"/any/" + name]
    assert dropped.sentences == ()


@pytest.mark.parametrize(
    "uri",
    [
        "file://server/share/a.html",
        "file:////server/share/a.html",
        "file:///%2Fserver/share/a.html",
        "file:///%5Cserver/share/a.html",
        "file:///a%00.html",
        "file:a.html",
        "smb://server/share/a.html",
        "sftp://server/a.html",
    ],
)
def test_a_file_of_another_computer_is_not_touched(uri: str) -> None:
    dropped = decode(_of({"text/uri-list": uri}))
    assert dropped.empty
    assert "another computer" in dropped.sentences[0]
    assert glance(_of({"text/uri-list": uri})).empty


@given(st.lists(st.binary(max_size=60), max_size=8))
def test_no_list_of_addresses_is_too_odd(lines: list[bytes]) -> None:
    uris = read_uris(b"\r\n".join(lines))
    assert all(path.is_absolute() for path in uris.files)
    assert all(link.address.startswith(("http", "HTTP", "Http")) or link_of(link.address) for link in uris.links)


def test_very_many_files_are_cut_and_said() -> None:
    uris = read_uris(b"\n".join(b"file:///some/%d.txt" % number for number in range(100_000)))
    assert len(uris.files) == 1000
    assert uris.problems == ("Only the first 1,000 of 100,000 files were taken. Drop the rest afterwards.",)


def test_a_file_manager_may_call_its_list_something_else() -> None:
    copied = _of({"x-special/gnome-copied-files": "copy\nfile:///some/a.pdf\nfile:///some/b.pdf"})
    assert [path.name for path in decode(copied).uris.files] == ["a.pdf", "b.pdf"]
    newer = _of({"text/plain": "x-special/nautilus-clipboard\ncopy\nfile:///some/a.pdf\n"})
    assert [path.name for path in decode(newer).uris.files] == ["a.pdf"]


# -- links
def test_a_link_keeps_its_title() -> None:
    address = "https://example.org/report?id=1"
    mozilla = _of({"text/x-moz-url": f"{address}\nThe report".encode("utf-16-le"), "text/uri-list": address})
    assert decode(mozilla).uris.links == (Link(address, "The report"),)
    netscape = _of({"_NETSCAPE_URL": f"{address}\nThe report", "text/plain": address})
    assert decode(netscape).uris.links == (Link(address, "The report"),)
    anchor = _of(
        {"text/uri-list": address, "text/html": f'<meta charset="utf-8"><a href="{address}">The <b>report</b></a>'}
    )
    assert decode(anchor).uris.links == (Link(address, "The report"),)
    described = _of({"text/uri-list": address, "text/x-moz-url-data": address, "text/x-moz-url-desc": "The report"})
    assert decode(described).uris.links == (Link(address, "The report"),)
    bare = _mime(text_plain=f"  {address}\n")
    assert decode(bare).uris.links == (Link(address, ""),)


@pytest.mark.parametrize("text", ["see https://example.org", "https://", "ftp://example.org/a", "https://a b", ""])
def test_what_is_not_only_an_address_is_no_link(text: str) -> None:
    assert link_of(text) is None


@given(st.text(st.sampled_from("<a href='\">/b!- &#x"), max_size=60))
def test_no_html_beside_a_link_is_too_odd(html: str) -> None:
    links = decode(_of({"text/uri-list": "https://example.org/a", "text/html": html})).uris.links
    assert [link.address for link in links] == ["https://example.org/a"]


# -- text
def test_text_comes_with_its_page() -> None:
    html = "<title>The  report</title><p>Clashes near the mill</p>"
    dropped = decode(
        _of(
            {
                "text/plain": "Clashes near the mill",
                "text/html": html.encode("utf-16"),
                "text/x-moz-url-priv": "https://example.org/r".encode("utf-16-le"),
            }
        )
    )
    assert dropped.clip is not None
    assert (dropped.clip.text, dropped.clip.html) == ("Clashes near the mill", html)
    assert (dropped.clip.address, dropped.clip.title) == ("https://example.org/r", "The report")


def test_windows_says_where_html_came_from() -> None:
    header = "Version:0.9\r\nStartHTML:00\r\nSourceURL:https://example.org/page\r\n<html>"
    dropped = decode(_of({"text/html": "<p>words</p>", "text/plain": "words", CF_HTML: header}))
    assert dropped.clip is not None
    assert dropped.clip.address == "https://example.org/page"
    local = decode(_of({"text/html": "<p>words</p>", CF_HTML: "SourceURL:file:///C:/secret.html\r\n"}))
    assert local.clip is not None
    assert local.clip.address == ""


def test_rich_text_is_kept_where_there_is_no_html() -> None:
    rtf = rb"{\rtf1 Clashes}"
    dropped = decode(_of({"text/rtf": rtf, "text/plain": "Clashes"}))
    assert dropped.clip is not None
    assert dropped.clip.rtf == rtf
    with_html = decode(_of({"text/rtf": rtf, "text/plain": "Clashes", "text/html": "<b>Clashes</b>"}))
    assert with_html.clip is not None
    assert with_html.clip.rtf == b""


def test_text_without_an_end_is_refused_with_a_sentence() -> None:
    dropped = decode(_mime(text_plain=b"a" * 64_000_001))
    assert dropped.empty
    assert "longer than 64 million characters" in dropped.sentences[0]


# -- pictures
def test_a_picture_of_a_page_keeps_its_own_bytes() -> None:
    dropped = decode(_of({"image/png": PNG, "text/uri-list": "https://example.org/pics/tower%20b.jpg?x=1"}))
    assert dropped.blob is not None
    assert (dropped.blob.data, dropped.blob.media_type) == (PNG, "image/png")
    assert (dropped.blob.name, dropped.blob.address) == ("tower b.png", "https://example.org/pics/tower%20b.jpg?x=1")
    named = decode(_of({'application/octet-stream;name="tower.jpg"': b"\xff\xd8\xff", "text/html": "<img src='x'>"}))
    assert named.blob is not None
    assert (named.blob.name, named.blob.data) == ("tower.jpg", b"\xff\xd8\xff")


def test_a_picture_without_bytes_becomes_a_png(qapp: QApplication) -> None:
    mime = QMimeData()
    mime.setImageData(QImage(4, 3, QImage.Format.Format_RGB32))
    dropped = decode(mime)
    assert dropped.blob is not None
    assert dropped.blob.data.startswith(b"\x89PNG")
    assert glance(mime).picture


def test_the_picture_that_an_office_program_adds_is_not_meant() -> None:
    dropped = decode(_of({"image/png": PNG, "text/plain": "Deaths\t3", "text/html": "<table></table>"}))
    assert dropped.blob is None
    assert dropped.clip is not None


# -- what cannot be read
def test_a_file_inside_another_program_is_said_to_be_so() -> None:
    entry = struct.pack("<I", 1) + b"\0" * 72 + "Report.pdf".encode("utf-16-le").ljust(520, b"\0")
    dropped = decode(_of({DESCRIPTOR: entry}))
    assert dropped.empty
    assert dropped.sentences[0].startswith("“Report.pdf” exists only inside the program that it comes from.")
    promised = decode(
        _of(
            {
                "application/x-moz-file-promise": "https://example.org/a.pdf",
                "application/x-moz-file-promise-dest-filename": "a.pdf".encode("utf-16-le"),
                "text/uri-list": "https://example.org/a.pdf",
            }
        )
    )
    assert promised.uris.links == (Link("https://example.org/a.pdf"),)
    assert "“a.pdf”" in promised.sentences[0]
    assert "was taken" in promised.sentences[0]
    mail = _of({"text/uri-list": "mailbox:///tmp?number=1"})
    assert "(.eml)" in decode(mail).sentences[0]


def test_a_glance_asks_for_nothing_but_the_list_of_addresses() -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/some/a.pdf")])
    mime.setData("text/html", b"<p>")
    seen = glance(mime)
    assert seen.uris.files == (Path("/some/a.pdf"),)
    assert (seen.text, seen.picture, seen.virtual) == (True, False, False)
