"""Documents made to do harm: each gives a sentence within bounds, and nothing else of the computer is touched."""

from __future__ import annotations

import io
import os
import signal
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import reading
from db.errors import FileProblem
from db.readers.documents import FORMATS, ReadDocument
from db.readers.texts import pipe
from db.readers.texts.limits import LARGEST, MOST_FILES, MOST_TEXT
from tests.db.readers.texts import documents
from tests.strategies import examples

LONGEST_S = 30.0  # the child has 5 s of work; the rest is for a busy computer
SECRET = "the words of another file"


def read(data: bytes, name: str) -> ReadDocument:
    """Read it, and hold it to the time."""
    start = time.monotonic()
    document = reading.read_bytes(data, name)
    assert time.monotonic() - start < LONGEST_S
    return document


def nested_mail(depth: int) -> bytes:
    heads = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(depth))
    return b"From: a@b.example\nSubject: deep\nMIME-Version: 1.0\n" + heads + b"\n\nwords"


def lying_docx() -> bytes:
    """A document whose part says that it is small and unpacks to 300 MB."""
    data = bytearray(documents.zipped({"[Content_Types].xml": "", "word/document.xml": b" " * 300_000_000}))
    real = struct.pack("<I", 300_000_000)
    return bytes(data).replace(real, struct.pack("<I", 900))


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
HARM = {
    "a billion laughs.docx": documents.docx(documents.paragraph("&j;"), prolog=LAUGHS),
    "deep.docx": documents.docx("<w:p>" * 50_000 + "</w:p>" * 50_000),
    "bomb.docx": documents.zipped({"word/document.xml": b"<a>" + b" " * 400_000_000}),
    "lies.docx": lying_docx(),
    "bomb.odt": documents.zipped(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": b"<a>" + b"x" * 200_000_000}
    ),
    "parts.zip": documents.zipped({f"{number}.txt": "" for number in range(25_000)}),
    "deep.html": b"<html><body>" + b"<div>" * 200_000 + b"words",
    "attributes.html": b"<html><body><p " + b" ".join(b"a%d=1" % number for number in range(150_000)) + b">words",
    "comments.html": b"<html>" + b"<!--" * 200_000,
    "tables.html": b"<html><body>" + b"<table><tr><td>" * 30_000 + b"words",
    "links.html": b"<html><body>" + b"<div><a>x</a>" * 30_000,
    "json.html": b'<html><script type="application/ld+json">' + b"[" * 200_000 + b"</script><p>words",
    "deep.eml": nested_mail(20_000),
    "deep enough.eml": nested_mail(900),
    "addresses.eml": b"From: " + b"<a@b.example>, (" * 100_000 + b"\nSubject: x\nMessage-ID: 1\n\nwords",
    "words.eml": b"From: a@b.example\nMessage-ID: 1\nSubject: " + b"=?utf-8?q?a?= " * 200_000 + b"\n\nwords",
    "braces.rtf": b"{\\rtf1 " + b"{" * 500_000 + b"words",
    "links.rtf": b"{\\rtf1 " + b'{\\field{\\*\\fldinst{HYPERLINK "' * 50_000,
    "numbers.rtf": b"{\\rtf1 \\u99999999999 \\uc \\u-1 \\'zz \\bin99999999 words}",
    "pages.pdf": documents.pdf_of(
        ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2000000000 >>"]
    ),
    "giant page.pdf": documents.pdf_of(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99999999 99999999] /Contents 4 0 R >>",
            "<< /Length 30 >>\nstream\n1 0 0 rg 0 0 9999 9999 re f   \nendstream",
        ]
    ),
    "cut.pdf": b"%PDF-1.7\n1 0 obj << /Length 999999999 >> stream",
    "cut.msg": documents.msg({0x37: "x"}, {}, {})[:1500],
    "cut.docx": documents.docx(documents.paragraph("words"))[:300],
    "rings.msg": documents.compound({"__properties_version1.0": bytes(32)})[:512] + bytes(4096),
    "empty": b"",
    "null": b"\0" * 100_000,
}


@pytest.mark.parametrize("name", HARM)
def test_harm_ends_in_a_document_and_a_bound(name: str) -> None:
    document = read(HARM[name], name)
    assert document.format in FORMATS
    assert len(document.text) <= MOST_TEXT + 100
    assert document.size == len(HARM[name])
    assert document.text or document.sentences or not HARM[name].strip(b"\0")


def test_more_text_than_is_read_is_told() -> None:
    document = read(b"On 8 June 2017 it rained. " * 400_000, "long.txt")
    assert len(document.text) <= MOST_TEXT
    assert any("longer than" in sentence for sentence in document.sentences)


def test_a_gigabyte_of_text_is_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "large.txt"
    with file.open("wb") as out:
        out.write(b"words\n" * 20_000)
        out.truncate(1_000_000_000)  # the rest is a hole and takes no room on the disk
    document, original = reading.read_with_original(file)
    assert original is None
    assert document.size == 1_000_000_000 > LARGEST
    assert len(document.sha256) == 64
    assert "too large" in document.sentences[0]
    assert document.text == ""


def test_a_mail_of_very_many_files_is_cut_and_told() -> None:
    part = b"--b\nContent-Type: application/x\nContent-Disposition: attachment; filename=a.bin\n\n\x01\x02\n"
    data = (
        b'From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n'
        + part * 400
        + b"--b--\n"
    )
    document = read(data, "a.eml")
    assert len(document.files) == MOST_FILES
    assert any("were left out" in sentence for sentence in document.sentences)


def test_marks_that_turn_letters_around_are_seen() -> None:
    document = read("The file \u202egpj.exe was sent\u2066.".encode(), "invoice\u202efdp.exe")
    assert document.text == "The file ⟦U+202E⟧gpj.exe was sent."
    assert document.name == "invoice⟦U+202E⟧fdp.exe"
    assert any("direction of writing" in sentence for sentence in document.sentences)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """Another file of this computer."""
    file = tmp_path / "secret.txt"
    file.write_text(SECRET)
    return file


def external(address: str) -> dict[str, bytes]:
    """Documents that name something outside of themselves in every way that their formats know."""
    entity = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "{address}">]>'
    template = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="attachedTemplate" TargetMode="External" Target="{address}"/></Relationships>'
    )
    page = (
        f'<html><head><link rel="stylesheet" href="{address}"><style>@import "{address}"; p {{ background: url({address}) }}'
        f'</style><base href="{address}"><meta http-equiv="refresh" content="0;url={address}"><script src="{address}"></script>'
        f'</head><body><p>words</p><img src="{address}"><iframe src="{address}"></iframe><object data="{address}"></object>'
        f'<embed src="{address}"><video src="{address}" poster="{address}"></video>'
        f'<svg><use href="{address}"/></svg></body></html>'
    ).encode()
    pdf = [
        f"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /URI /URI ({address}) >> >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /AA << /O << /S /GoToR /F ({address}) /D [0 /Fit] >> >> >>",
    ]
    rtf = (
        '{\\rtf1 words{\\field{\\*\\fldinst{INCLUDETEXT "'
        + address
        + '"}}{\\fldrslt }}{\\*\\template '
        + address
        + "}}"
    )
    body = documents.paragraph("words") + '<w:altChunk xmlns:r="r" r:id="rId1"/>'
    return {
        "a.html": page,
        "a.docx": documents.docx(documents.paragraph("&x;"), prolog=entity),
        "b.docx": documents.docx(
            body, more={"word/_rels/document.xml.rels": template, "word/_rels/settings.xml.rels": template}
        ),
        "a.eml": b"From: a@b.example\nMessage-ID: 1\nMIME-Version: 1.0\nContent-Type: text/html\n\n" + page,
        "b.eml": (
            f'From: a@b.example\nMessage-ID: 1\nContent-Type: message/external-body; access-type=URL; URL="{address}"\n\n\n'
        ).encode(),
        "a.pdf": documents.pdf_of(pdf),
        "a.rtf": rtf.encode(),
        "a.kml": (
            f'{entity}<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>&x;</name><NetworkLink>'
            f"<Link><href>{address}</href></Link></NetworkLink></Document></kml>"
        ).encode(),
    }


@pytest.mark.parametrize("name", external(""))
def test_no_other_file_is_read_through_a_document(name: str, secret: Path) -> None:
    for address in (secret.as_uri(), str(secret)):
        document = read(external(address)[name], name)
        assert SECRET not in repr(document)


_LISTENER = """
import socket, sys
server = socket.create_server(("127.0.0.1", 0))
print(server.getsockname()[1], flush=True)
sys.stdin.readline()
server.setblocking(False)
try:
    server.accept()
    print("reached", flush=True)
except BlockingIOError:
    print("nobody came", flush=True)
"""


@pytest.fixture
def listener() -> Iterator[subprocess.Popen[str]]:
    """Another program that waits for connections; it is asked at the end whether any came."""
    program = subprocess.Popen(
        [sys.executable, "-c", _LISTENER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with program:
        yield program
        program.kill()


def test_nothing_is_fetched(listener: subprocess.Popen[str]) -> None:
    assert listener.stdin is not None
    assert listener.stdout is not None
    port = listener.stdout.readline().strip()
    for name, data in external(f"http://127.0.0.1:{port}/tracker").items():
        read(data, name)
    reading.read_clip(html=f'<p>words<img src="http://127.0.0.1:{port}/x"></p>', address=f"http://127.0.0.1:{port}/y")
    listener.stdin.write("\n")
    listener.stdin.flush()
    assert listener.stdout.readline().strip() == "nobody came"


_IN_JAIL = """
import sys, types
for name, folder in (("db", ""), ("db.readers", "/readers"), ("db.readers.texts", "/readers/texts")):
    sys.modules[name] = package = types.ModuleType(name)
    package.__path__ = [sys.argv[1] + folder]
import ctypes, os, socket, subprocess
from db.readers.texts import jail
secret, other = sys.argv[2].encode(), sys.argv[3].encode()
libc = ctypes.CDLL(None, use_errno=True)
jail.close_doors(secret)
def tried(what, *arguments):
    try:
        return what(*arguments)
    except OSError as error:
        return type(error).__name__
tells = [
    open(secret).read(),
    tried(open, other),
    tried(open, other + b".new", "w"),
    tried(socket.socket),
    tried(subprocess.run, ["true"]),
    tried(os.system, "true"),
    libc.open(other, 0) if sys.platform == "linux" else -1,
    libc.socket(2, 1, 0) if sys.platform == "linux" else -1,
]
print(tells)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the kernel's own limits are those of Unix")
def test_the_reading_process_has_given_up_all_but_the_document(tmp_path: Path, secret: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("x")
    folder = str(Path(reading.__file__).parent)
    told = subprocess.run(
        [sys.executable, "-I", "-c", _IN_JAIL, folder, str(secret), str(other)],
        capture_output=True,
        text=True,
        check=True,
    )
    refused = "'PermissionError'"
    assert told.stdout.strip() == f"['{SECRET}', {', '.join([refused] * 5)}, -1, -1]"
    assert not other.with_suffix(".txt.new").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="the kernel's own limits are those of Unix")
def test_work_without_end_is_ended_by_the_system() -> None:
    endless = (
        _IN_JAIL.split("import ctypes")[0] + "from db.readers.texts import jail\njail.cap_work(0)\nwhile True: pass"
    )
    done = subprocess.run([sys.executable, "-I", "-c", endless, str(Path(reading.__file__).parent)], check=False)
    assert done.returncode in (-signal.SIGXCPU, -signal.SIGKILL)


def test_a_child_that_is_killed_leaves_a_document_to_keep(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("words " * 300_000)
    request = {"do": "read", "path": os.fsencode(file).hex(), "name": "a.txt", "original": False}
    with pipe.Reading(request, b"", "a.txt", None, None) as running:
        frames = running.frames()
        assert next(frames)[0] == "original"
        running.kill()
        assert [frame for frame in frames if frame[0] != "document"] == []
        assert running.problem in (pipe.DIED, pipe.TOO_LONG)


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    pipe_path = tmp_path / "pipe"
    os.mkfifo(pipe_path)
    for path, sentence in (
        (pipe_path, "no ordinary file"),
        (tmp_path, "is a folder"),
        (tmp_path / "none", "cannot be read"),
        (Path("/dev/zero"), "no ordinary file"),
    ):
        with pytest.raises(FileProblem, match=sentence):
            reading.read_document(path)


def test_the_open_board_is_never_touched(tmp_path: Path) -> None:
    board = tmp_path / "b.sitboard"
    board.write_bytes(b"x")
    link = tmp_path / "innocent.txt"
    link.symlink_to(board)
    for path in (board, link):
        with pytest.raises(FileProblem, match="open here"):
            reading.read_document(path, never=board)


def test_names_lead_nowhere() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{documents.W}">{documents.paragraph("words")}</w:document>'
        )
        archive.writestr("../../../escaped.txt", "x")
    assert read(out.getvalue(), "../../a.docx").text == "words"
    assert read(b"words", "../../etc/passwd").name == "passwd"
    assert read(b"words", "..").name == "unnamed"


starts = [
    b"%PDF-1.4\n",
    b"{\\rtf1 ",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"<html>",
    b"From: a\nMessage-ID: b\n",
    b"",
]


@examples(25)
@given(
    start=st.sampled_from(starts),
    data=st.binary(max_size=600),
    name=st.text(max_size=30) | st.sampled_from(["a.docx", "a.html", "a.csv", "a.jpg", "a.mp4", "a.kml", "a.msg"]),
)
def test_any_bytes_under_any_name_are_a_document(start: bytes, data: bytes, name: str) -> None:
    document = reading.read_bytes(start + data, name)
    assert document.format in FORMATS
    assert document.name


@examples(25)
@given(place=st.integers(0, 5000), byte=st.integers(0, 255), which=st.sampled_from(["msg", "docx", "odt", "pdf"]))
def test_a_damaged_byte_is_no_harm(place: int, byte: int, which: str) -> None:
    whole = {
        "msg": documents.msg({0x37: "Subject", 0x1000: "words " * 20}, {0x39: bytes(8)}, {"a.txt": b"words"}),
        "docx": documents.docx(documents.paragraph("words")),
        "odt": documents.odt("<text:p>words</text:p>"),
        "pdf": documents.pdf_of_glyphs("words", "words"),
    }[which]
    data = bytearray(whole)
    data[place % len(data)] = byte
    assert reading.read_bytes(bytes(data), f"a.{which}").format in FORMATS
