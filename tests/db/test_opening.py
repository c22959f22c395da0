"""Opening a file that is no sound board: each thing that can be wrong has its own sentence, and nothing is touched."""

from __future__ import annotations

import os
import shutil
import sqlite3
import struct
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

import db
from tests.db.other_process import OPENS_AND_TELLS, REFUSES_IN_LITTLE_ROOM, start
from tests.patience import PATIENCE_S

Spoil = Callable[[Path], None]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "sound.sitboard"
    with db.create_board(path, title="Sound") as board:
        for number in range(30):
            board.incidents.add(db.Incident(f"Incident {number}", summary="words " * 400))
    return path


def run(*statements: str) -> Spoil:
    """Do to a file what a stranger with any SQLite program can do."""

    def spoil(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as conn:
            conn.execute("PRAGMA writable_schema = ON")
            for statement in statements:
                conn.execute(statement)

    return spoil


def cut(path: Path) -> None:
    size = path.stat().st_size
    os.truncate(path, size // 2)


def cut_last_page(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 1)


def overwrite(data: bytes) -> Spoil:
    def spoil(path: Path) -> None:
        path.write_bytes(data)

    return spoil


def become_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


ADD_TO_SCHEMA = "INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) VALUES "
PROBLEMS: list[tuple[str, Spoil, type[db.FileProblem], str]] = [
    ("foreign", run("PRAGMA application_id = 1"), db.NotABoard, "not a board of this program"),
    ("no id", run("PRAGMA application_id = 0"), db.NotABoard, "not a board of this program"),
    ("newer", run("PRAGMA user_version = 99"), db.BoardTooNew, "written by a later version"),
    ("text", overwrite(b"Dear Sir or Madam, " * 50), db.FileProblem, "some other kind of file"),
    ("empty", overwrite(b""), db.NotABoard, "is empty or cut short: it holds 0 bytes"),
    ("a few bytes", overwrite(b"SQLite format 3\0"), db.NotABoard, "it holds 16 bytes"),
    ("cut in half", cut, db.FileProblem, "is cut short"),
    ("cut in its last page", cut_last_page, db.FileProblem, "is cut short"),
    ("folder", become_folder, db.NotABoard, "is not a file"),
    ("gone", Path.unlink, db.FileProblem, "is not there"),
    (
        "trigger",
        run("CREATE TRIGGER t AFTER INSERT ON actors BEGIN DELETE FROM incidents; END"),
        db.NotABoard,
        "holds a trigger named “t” that a board never has",
    ),
    (
        "hidden trigger",
        run(
            ADD_TO_SCHEMA + "('trigger', 'sqlite_stat1', 'actors', 0, 'CREATE TRIGGER sqlite_stat1 AFTER INSERT ON actors "
            "BEGIN DELETE FROM incidents; END')"
        ),
        db.NotABoard,
        "holds a trigger named “sqlite_stat1”",
    ),
    ("view", run("CREATE VIEW v AS SELECT * FROM actors"), db.NotABoard, "holds a view named “v”"),
    ("table", run("CREATE TABLE more (a)"), db.NotABoard, "holds a table named “more”"),
    ("index", run("CREATE INDEX i ON incidents(upper(title))"), db.NotABoard, "holds an index named “i”"),
    ("virtual table", run("CREATE VIRTUAL TABLE x USING fts5(a)"), db.NotABoard, "holds a virtual table named “x”"),
    ("dropped table", run("DROP TABLE sheets"), db.NotABoard, "lacks the table “sheets”"),
    ("dropped index", run("DROP INDEX levels_flashpoint"), db.NotABoard, "lacks the index “levels_flashpoint”"),
    ("added column", run("ALTER TABLE actors ADD COLUMN extra TEXT"), db.NotABoard, "table “actors” is not made as"),
    (
        "weaker table",
        run("UPDATE sqlite_master SET sql = replace(sql, ' CHECK (radius_km > 0)', '') WHERE name = 'flashpoints'"),
        db.NotABoard,
        "table “flashpoints” is not made as in a board",
    ),
    ("no title page", run("DELETE FROM board"), db.NotABoard, "its title page is missing"),
]


@pytest.mark.parametrize(("spoil", "kind", "sentence"), [p[1:] for p in PROBLEMS], ids=[p[0] for p in PROBLEMS])
@pytest.mark.parametrize("read_only", [False, True])
def test_each_problem_has_its_own_sentence(
    sound: Path, tmp_path: Path, spoil: Spoil, kind: type[db.FileProblem], sentence: str, read_only: bool
) -> None:
    path = tmp_path / "theirs.sitboard"
    shutil.copyfile(sound, path)
    spoil(path)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir() if file.is_file()}
    with pytest.raises(db.FileProblem) as caught:
        db.open_board(path, read_only=read_only)
    told = str(caught.value)
    assert type(caught.value) is kind
    assert sentence in told
    assert "theirs.sitboard" in told
    assert told.endswith(".")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir() if file.is_file()} == before


def test_the_sentences_differ() -> None:
    assert len({sentence for *_, sentence in PROBLEMS}) == len(PROBLEMS) - 2  # no id is a wrong id, every cut is a cut


def test_statistics_of_sqlite_are_no_problem(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.sitboard"
    shutil.copyfile(sound, path)
    run("ANALYZE")(path)
    with db.open_board(path) as board:
        assert board.title == "Sound"


def test_a_damaged_page_is_told_when_it_is_read(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.sitboard"
    data = bytearray(sound.read_bytes())
    with closing(sqlite3.connect(sound)) as conn:
        (page,) = conn.execute("SELECT rootpage FROM sqlite_master WHERE name = 'incidents'").fetchone()
        (size,) = conn.execute("PRAGMA page_size").fetchone()
    data[(page - 1) * size : page * size] = bytes([0xAA]) * size
    path.write_bytes(data)
    with db.open_board(path, read_only=True) as board:
        ids = board.columns().ids.tolist()  # which are kept apart
        with pytest.raises(db.FileProblem, match="is damaged .*Restore"):
            board.incidents.many(ids)


def test_bad_utf_8_in_a_cell_costs_only_that_cell(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.sitboard"
    shutil.copyfile(sound, path)
    run("UPDATE incidents SET summary = CAST(x'61ff62' AS TEXT)")(path)
    with db.open_board(path, read_only=True) as board:
        assert board.incidents.get(int(board.columns().ids[0])).summary == "a\ufffdb"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


def opened_by_another(path: Path, folder_rights: int, file_rights: int) -> list[str]:
    """What another user is told, for whom these rights hold: for the superuser nothing is protected."""
    for file in path.parent.iterdir():
        file.chmod(file_rights)
    path.parent.chmod(folder_rights)
    child = start(OPENS_AND_TELLS, path, user=65534 if os.geteuid() == 0 else None)
    told, errors = child.communicate(timeout=PATIENCE_S)
    assert errors == ""
    return told.splitlines()


@pytest.mark.skipif(os.name == "nt", reason="rights are other on Windows")
@pytest.mark.parametrize("log", [False, True])
def test_a_board_copied_while_open_on_a_medium_that_takes_no_writes(sound: Path, open_folder: Path, log: bool) -> None:
    path, here = open_folder / "copied.sitboard", open_folder.parent / (open_folder.name + "-here.sitboard")
    shutil.copyfile(sound, here)
    try:
        with db.open_board(here) as board:
            board.actors.add(db.Actor("SDF"))
            shutil.copyfile(here, path)
            if log:
                shutil.copyfile(f"{here}-wal", f"{path}-wal")
    finally:
        here.unlink()
    told = opened_by_another(path, 0o555, 0o444)
    if log:
        assert told[0].startswith("“copied.sitboard” was not closed properly, and here it can only be read.")
    else:
        assert told[0].startswith("True|")
        assert "open for reading only" in told[1]


def test_a_board_opened_by_a_link_is_the_same_board(sound: Path, tmp_path: Path) -> None:
    path, link = tmp_path / "a.sitboard", tmp_path / "link.sitboard"
    shutil.copyfile(sound, path)
    link.symlink_to(path)
    with db.open_board(path), pytest.raises(db.BoardInUse):
        db.open_board(link)
    with db.open_board(link) as board:
        board.actors.add(db.Actor("SDF"))
    with db.open_board(path) as board:
        assert len(board.actors.all()) == 1
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.sitboard", "link.sitboard"]


def test_nonsense_in_the_cells_of_a_board_from_elsewhere_breaks_nothing(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.sitboard"
    shutil.copyfile(sound, path)
    with db.open_board(path) as board:
        incident = board.incidents.add(db.Incident("Clash", deaths_best=1))
        board.citations.add(db.Citation(board.sources.add(db.Source("News")), incident_id=incident))
        board.flashpoints.add(db.Flashpoint("At Tanf"))
    run(
        "UPDATE incidents SET date = 'soon', earliest = -9e15, latest = 9e15, deaths_best = 9e15 WHERE title = 'Clash'",
        "UPDATE sources SET published = '2017-99'",
        "UPDATE citations SET claims = '[1'",
        "UPDATE flashpoints SET opened = 'x', area = '{', other_names = char(10)",
        "DELETE FROM columns_cache",
    )(path)
    with db.open_board(path) as board:
        assert board.incidents.get(incident).date.edtf == ""
        assert board.citations.of("incident", incident)[0].claims == {}
        assert board.sources.all()[0].published.edtf == ""
        assert board.flashpoints.all()[0].other_names == ()
        place = board.columns().place_of(incident)
        assert board.columns().deaths[place] == 2**31 - 1
        assert any("“soon” of an incident is no date" in problem for problem in board.check())


@pytest.mark.skipif(os.name == "nt", reason="rights are other on Windows")
@pytest.mark.parametrize("protected", ["file", "folder"])
def test_a_write_protected_board_opens_for_reading_and_says_so(sound: Path, open_folder: Path, protected: str) -> None:
    path = open_folder / "protected.sitboard"
    shutil.copyfile(sound, path)
    before = path.read_bytes()
    rights = (0o777, 0o444) if protected == "file" else (0o555, 0o666)
    first, second = opened_by_another(path, *rights)
    assert first == "True|“protected.sitboard” is write-protected: it is open for reading only."
    assert second == "“protected.sitboard” is open for reading only. Use File ▸ Save a copy to work on a copy."
    assert path.read_bytes() == before
    assert [file.name for file in open_folder.iterdir()] == [path.name]


def super_journal(path: Path, victim: Path) -> None:
    """Put a journal beside a board that names a file, as SQLite writes it when several databases change together."""
    magic, name = bytes.fromhex("d9d505f920a163d7"), os.fsencode(victim)
    check = sum(byte - 256 if byte > 127 else byte for byte in name) & 0xFFFFFFFF
    header = magic + struct.pack(">5I", 0, 0, 1, 512, 8192)
    tail = struct.pack(">I", 1) + name + struct.pack(">2I", len(name), check) + magic
    path.with_name(path.name + "-journal").write_bytes(header.ljust(512, b"\0") + tail)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows makes links only for who may")
@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm", "-lock"])
@pytest.mark.parametrize("link", [os.symlink, os.link], ids=["symlink", "hard link"])
@pytest.mark.parametrize("read_only", [False, True])
def test_what_lies_beside_a_board_and_leads_elsewhere_is_refused(
    sound: Path, tmp_path: Path, ending: str, link: Callable[[Path, Path], None], read_only: bool
) -> None:
    path = Path(shutil.copy(sound, tmp_path / "theirs.sitboard"))
    mine = tmp_path / "mine.txt"
    mine.write_text("Mine")
    link(mine, tmp_path / f"theirs.sitboard{ending}")
    with pytest.raises(db.NotABoard, match="leads elsewhere"):
        db.open_board(path, read_only=read_only)
    assert mine.read_text() == "Mine"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["mine.txt", "theirs.sitboard", f"theirs.sitboard{ending}"]


@pytest.mark.parametrize("read_only", [False, True])
def test_a_journal_beside_a_board_deletes_no_file_of_the_users(sound: Path, tmp_path: Path, read_only: bool) -> None:
    path, mine = tmp_path / "theirs.sitboard", tmp_path / "my thesis.txt"
    shutil.copyfile(sound, path)
    mine.write_text("years of work")
    super_journal(path, mine)
    with pytest.raises(db.NotABoard, match="another file deleted"):
        db.open_board(path, read_only=read_only)
    assert mine.read_text() == "years of work"


def test_a_board_of_two_names_is_written_by_neither(sound: Path, tmp_path: Path) -> None:
    path, other = tmp_path / "a.sitboard", tmp_path / "b.sitboard"
    shutil.copyfile(sound, path)
    os.link(path, other)
    for name in (path, other):
        with db.open_board(name) as board:
            assert board.read_only
            (sentence,) = board.warnings
            assert "second name" in sentence
            assert "Save a copy" in sentence
    other.unlink()
    with db.open_board(path) as board:
        assert not board.read_only


SWELLS = "hex(hex(hex(zeroblob(200000000))))"
DOUBLES = "||".join(["a1"] * 2000)
STATISTICS = [
    f"tbl,idx,stat AS ({SWELLS})",
    f"tbl,idx,a1 AS (tbl||tbl||tbl||tbl), a2 AS ({DOUBLES}), stat AS ({DOUBLES.replace('a1', 'a2')})",
    "tbl,idx,stat,more",
]


@pytest.mark.skipif(sys.platform == "win32", reason="memory is told otherwise there")
@pytest.mark.parametrize("columns", STATISTICS, ids=["swells", "doubles", "one column more"])
def test_a_strangers_table_of_statistics_runs_nothing(sound: Path, tmp_path: Path, columns: str) -> None:
    path = tmp_path / "theirs.sitboard"
    shutil.copyfile(sound, path)
    run("ANALYZE", "INSERT INTO sqlite_stat1 (tbl, idx) VALUES (printf('%1000s', 'x'), 'i')")(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("PRAGMA writable_schema = ON")
        conn.execute(
            "UPDATE sqlite_master SET sql = ? WHERE name = 'sqlite_stat1'", (f"CREATE TABLE sqlite_stat1({columns})",)
        )
    child = start(REFUSES_IN_LITTLE_ROOM, path)
    told, errors = child.communicate(timeout=PATIENCE_S)
    *sentence, numbers = told.strip().splitlines()
    assert "theirs.sitboard" in " ".join(sentence), errors
    memory, seconds = map(float, numbers.split())
    assert memory < 100_000  # KB
    assert seconds < 20


def test_statistics_without_end_are_refused(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "theirs.sitboard"
    shutil.copyfile(sound, path)
    run(
        "ANALYZE",
        "INSERT INTO sqlite_stat1 WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 5000) "
        "SELECT 'incidents', 'i' || i, '1' FROM n",
    )(path)
    with pytest.raises(db.NotABoard, match="statistics"):
        db.open_board(path)
