"""Markdown, HTML and the ZIP of originals; how files are written; and that no format lets out what a profile drops."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

import db
from db.profiles import EVERYTHING, PARTNERS
from db.records import DROPPABLE
from db.releasing import Scope, release, scope_of
from db.writers import FORMATS, write
from tests.db.writers.conftest import RED, SECRETS


def contents(path: Path) -> bytes:
    """The bytes of a file, and of all that is packed in it."""
    data = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            data += b"".join(archive.read(name) for name in archive.namelist())
    return data.replace(b"\r\n ", b"")  # a calendar folds its lines


@pytest.mark.parametrize("kind", FORMATS)
def test_what_is_dropped_is_not_in_the_bytes(board: db.Board, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "out"
    write(release(board, db.Profile("Strict", drop=frozenset(DROPPABLE))), kind, path)
    found = contents(path)
    for secret in (*SECRETS.values(), RED, "SECRETPHOTOGRAPHER"):
        assert secret.encode() not in found
    write(release(board, EVERYTHING), kind, path, replace=True)
    found = contents(path)
    assert RED.encode() in found or kind == "zip"


@pytest.mark.parametrize("kind", FORMATS)
def test_pseudonyms_and_no_positions_hold_in_every_format(board: db.Board, tmp_path: Path, kind: str) -> None:
    profile = db.Profile("Hidden", pseudonyms="actors", positions="none", dates="year")
    write(release(board, profile), kind, tmp_path / "out")
    found = contents(tmp_path / "out")
    for secret in ("حرس الطاحون", "Brigade", "33.51", "2017-06-08", "2017-05-03", "Evening news"):
        assert secret.encode() not in found


@pytest.mark.parametrize("kind", sorted(set(FORMATS) - {"csv"}))
def test_the_export_names_profile_marking_and_state_and_no_user_or_path(
    board: db.Board, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USER", "USERSECRET")
    monkeypatch.setenv("LOGNAME", "USERSECRET")
    released = release(board, PARTNERS)
    write(released, kind, tmp_path / "out")
    found = contents(tmp_path / "out").decode(errors="replace").replace("\\", "")
    for words in ("Up to AMBER", "TLP:AMBER", released.state_id):
        assert words in found
    for secret in ("USERSECRET", str(tmp_path), "a.sitboard"):
        assert secret not in found


@pytest.mark.parametrize("kind", FORMATS)
def test_a_stopped_export_leaves_nothing(board: db.Board, tmp_path: Path, kind: str) -> None:
    def stop(done: int, total: int, what: str) -> None:
        raise db.Cancelled("Stopped.")

    folder = tmp_path / "exports"
    folder.mkdir()
    with pytest.raises(db.Cancelled):
        write(release(board, EVERYTHING), kind, folder / "out", stop)
    assert list(folder.iterdir()) == []
    (folder / "out").write_bytes(b"kept")
    with pytest.raises(db.Cancelled):
        write(release(board, EVERYTHING), kind, folder / "out", stop, replace=True)
    assert (folder / "out").read_bytes() == b"kept"
    assert len(list(folder.iterdir())) == 1


def test_a_file_that_is_there_is_only_replaced_when_asked(board: db.Board, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"kept")
    with pytest.raises(db.FileProblem, match="is there already"):
        write(release(board), "csv", tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == b"kept"
    write(release(board), "csv", tmp_path / "a.csv", replace=True)
    assert (tmp_path / "a.csv").read_bytes() != b"kept"
    with pytest.raises(db.FileProblem):
        write(release(board), "csv", tmp_path / "none" / "a.csv")
    with pytest.raises(db.EntryProblem):
        write(release(board), "stix", tmp_path / "a.stix")


def test_a_page_holds_all_it_needs_and_runs_nothing(board: db.Board, tmp_path: Path) -> None:
    write(release(board, PARTNERS), "html", tmp_path / "a.html")
    page = LexborHTMLParser((tmp_path / "a.html").read_text(encoding="utf-8"))
    assert not page.css("script, link, img, iframe, object, [src], [onclick]")
    assert all(link.attributes["href"].startswith("#") for link in page.css("a"))
    policy = page.css_first('meta[http-equiv="Content-Security-Policy"]').attributes["content"]
    assert policy.startswith("default-src 'none'")
    words = page.body.text()
    assert "River <Brigade> & Sons" in words
    assert '=HYPERLINK("x") clash' in words
    assert "not known" in words
    assert all(page.css(link.attributes["href"]) for link in page.css("a"))


def test_a_chronology_in_markdown_keeps_its_words_words(board: db.Board, tmp_path: Path) -> None:
    board.incidents.add(db.Incident("# <b>no</b> [link](http://x) *bold*"))
    write(release(board, PARTNERS), "md", tmp_path / "a.md")
    lines = (tmp_path / "a.md").read_text(encoding="utf-8").splitlines()
    assert "## 2017-06" in lines
    assert "## Date not known" in lines
    assert any("\\# \\<b\\>no\\</b\\> \\[link\\](http://x) \\*bold\\*" in line for line in lines)
    clash = next(line for line in lines if "clash" in line)
    assert "[^1] (B2)" in clash
    assert any(line.startswith("[^1]: SECRETAUTHOR") and line.endswith("Repeats [^2]") for line in lines)
    assert any(line.startswith("[^2]: Radio") for line in lines)


def test_originals_are_packed_with_sums_that_hold(board: db.Board, tmp_path: Path) -> None:
    told = write(release(board, PARTNERS), "zip", tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "out")
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"photo.jpg", "Photo (2).jpg", "file con.txt", "manifest.json", "SHA256SUMS"}
    sums = (tmp_path / "out" / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    for line in sums:
        digest, name = line.split("  ")
        assert hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest() == digest
    assert len(sums) == 4
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=tmp_path / "out", check=True)
    listed = {one["name"]: one for one in json.loads((tmp_path / "out" / "manifest.json").read_bytes())["files"]}
    photo = listed["photo.jpg"]
    assert photo["metadata_removed"]
    assert photo["sha256"] != photo["original_sha256"]
    assert not Image.open(io.BytesIO((tmp_path / "out" / "photo.jpg").read_bytes())).getexif()
    assert any("The metadata of 1 picture was taken out" in sentence for sentence in told)


def test_a_search_and_a_window_are_a_scope(board: db.Board) -> None:
    assert scope_of(board) == Scope()
    asked = scope_of(board, "clash", first=17_000, last=18_000)
    assert [one.kind for one in release(board, PARTNERS, asked).incidents()] == ["clash"]
    assert len(release(board, PARTNERS, scope_of(board, first=1, last=2)).incident_ids) == 0
