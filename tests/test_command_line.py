"""The command line as its users meet it: `main.py` run as a program, its exit codes, its one sentence, its JSON."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import db

MAIN = Path(__file__).resolve().parent.parent / "main.py"
Run = Callable[..., "subprocess.CompletedProcess[str]"]

TABLE = """id,date,what,where,note
1,2017-06-01,Shelling at Tabqa,Tabqa,=HYPERLINK("x")
2,2017-06-02,Clash at Tabqa,Tabqa,-
3,31 Foo 2017,Clash at Raqqa,Raqqa,
"""
MAPPING = {
    "dataset": "Field notes",
    "columns": {"outside_id": "id", "date": "date", "title": "what", "place": "where", "note": "note"},
}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs the program in an empty folder, with no display."""

    def run_it(*words: str, code: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
        kept.pop("QT_QPA_PLATFORM", None)
        done = subprocess.run(
            [sys.executable, "-W", "error", str(MAIN), *words],
            cwd=tmp_path,
            env={**kept, **environment},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert done.returncode == code, (words, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
        return done

    return run_it


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample board, made once; only read."""
    path = tmp_path_factory.mktemp("boards") / "sample.sitboard"
    subprocess.run([sys.executable, str(MAIN), "new", str(path), "--sample"], check=True, capture_output=True)
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "mapping.json").write_text(json.dumps(MAPPING), "utf-8")
    file = tmp_path / "notes.csv"
    file.write_text(TABLE, "utf-8")
    return file


def _refused(run: Run, *words: str, code: int = 1) -> str:
    """The one sentence with which the program refuses; nothing else is said, and nothing on stdout."""
    done = run(*words, code=code)
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert len(done.stderr.strip()) > 20
    return done.stderr.strip()


def _json(done: subprocess.CompletedProcess[str]) -> Any:
    return json.loads(done.stdout)


# -- new


def test_new_makes_an_empty_board_named_by_its_file_or_title(run: Run, tmp_path: Path) -> None:
    run("new", "a.sitboard")
    run("new", "b.sitboard", "--title", "Qalamoun – القلمون")
    titles = []
    for name in ("a", "b"):
        with db.open_board(tmp_path / f"{name}.sitboard") as board:
            titles.append(board.title)
    assert titles == ["a", "Qalamoun – القلمون"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.sitboard", "b.sitboard"]


def test_new_with_the_sample_and_a_title_of_ones_own(run: Run, tmp_path: Path) -> None:
    done = run("new", "a.sitboard", "--sample", "--title", "Exercise", "--marking", "clear")
    assert "4 flashpoints, 16 actors, 14 incidents" in done.stdout
    found = _json(run("info", "a.sitboard", "--json"))
    assert (found["title"], found["marking"]) == ("Exercise", "CLEAR")


def test_new_writes_nothing_over(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.sitboard").write_bytes(b"precious")
    assert "“a.sitboard” is there already" in _refused(run, "new", "a.sitboard", "--sample")
    assert (tmp_path / "a.sitboard").read_bytes() == b"precious"
    assert "not there" in _refused(run, "new", "missing/a.sitboard")
    assert "title" in _refused(run, "new", "b.sitboard", "--title", " ", code=2)


# -- info


def test_info_has_exactly_the_keys_that_scripts_rely_on(run: Run, sample: Path) -> None:
    assert _json(run("info", str(sample), "--json")) == {
        "title": "Syria, summer 2017",
        "marking": "AMBER",
        "flashpoints": 4,
        "actors": 16,
        "relationships": 30,
        "incidents": 14,
        "sources": 4,
        "citations": 52,
        "attachments": 0,
        "earliest": "2017-02-26",
        "latest": "2017-06-30",
        "deaths_best": None,  # unknown is not zero
        "schema_version": 1,
    }
    shown = run("info", str(sample)).stdout
    assert "deaths best:    not known" in shown


def test_info_of_an_empty_board_invents_no_days(run: Run) -> None:
    run("new", "a.sitboard")
    found = _json(run("info", "a.sitboard", "--json"))
    assert (found["incidents"], found["earliest"], found["latest"], found["deaths_best"]) == (0, None, None, None)


# -- import


def test_import_by_a_mapping_tells_truthfully_what_went_in(run: Run, table: Path) -> None:
    run("new", "a.sitboard")
    words = ("import", "a.sitboard", "notes.csv", "--as", "table", "--map", "mapping.json")
    done = run(*words, "--json")
    found = _json(done)
    assert done.stderr == ""  # no progress where nobody watches
    assert {"added", "updated", "unchanged", "withdrawn", "left_out", "seconds", "files"} == set(found)
    assert (found["added"], found["updated"], found["unchanged"], found["withdrawn"]) == (2, 0, 0, 0)
    (left_out,) = found["left_out"]
    assert set(left_out) == {"row", "why"}
    assert left_out["row"] == 3
    assert "31 Foo 2017" in left_out["why"]
    assert found["seconds"] > 0
    again = _json(run(*words, "--json"))
    assert (again["added"], again["unchanged"]) == (0, 2)
    told = run(*words)
    assert "0 added, 0 updated, 2 unchanged" in told.stdout
    assert "Row 3 was left out" in told.stderr


def test_import_of_several_files_adds_up_and_says_which_file_a_row_was_in(
    run: Run, table: Path, tmp_path: Path
) -> None:
    (tmp_path / "more.csv").write_text(TABLE.replace("\n1,", "\n11,").replace("\n2,", "\n12,"), "utf-8")
    run("new", "a.sitboard")
    found = _json(run("import", "a.sitboard", "notes.csv", "more.csv", "--map", "mapping.json", "--json"))
    assert [entry["file"] for entry in found["files"]] == ["notes.csv", "more.csv"]
    assert found["added"] == sum(entry["added"] for entry in found["files"]) >= 2
    assert [row["file"] for row in found["left_out"]] == ["notes.csv", "more.csv"]


def test_import_of_the_real_ucdp_file(run: Run, shared_data: Path) -> None:
    run("new", "a.sitboard")
    found = _json(run("import", "a.sitboard", str(shared_data / "ucdp" / "ged_syria_2017_05_07.csv"), "--json"))
    told = _json(run("info", "a.sitboard", "--json"))
    assert found["added"] == told["incidents"] == 1430
    assert told["deaths_best"] > 1000
    assert told["sources"] > 1000


def test_a_wrong_file_among_several_changes_nothing(run: Run, table: Path, tmp_path: Path) -> None:
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    run("new", "a.sitboard")
    assert "picture" in _refused(run, "import", "a.sitboard", "notes.csv", "picture.csv")
    assert _json(run("info", "a.sitboard", "--json"))["incidents"] == 0


def test_import_refuses_with_a_sentence(run: Run, table: Path, tmp_path: Path) -> None:
    run("new", "a.sitboard")
    (tmp_path / "bad.json").write_text("{", "utf-8")
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00\xd8")
    assert "not there" in _refused(run, "import", "b.sitboard", "notes.csv")
    assert "missing.csv" in _refused(run, "import", "a.sitboard", "missing.csv")
    assert "not JSON" in _refused(run, "import", "a.sitboard", "notes.csv", "--map", "bad.json")
    assert "bytes.json" in _refused(run, "import", "a.sitboard", "notes.csv", "--map", "bytes.json")
    assert "none.json" in _refused(run, "import", "a.sitboard", "notes.csv", "--map", "none.json")
    assert "ucdp" in _refused(run, "import", "a.sitboard", "notes.csv", "--as", "gdelt", code=2)
    assert "FILES" in _refused(run, "import", "a.sitboard", code=2)


def test_files_named_like_commands_are_files(run: Run, table: Path, tmp_path: Path) -> None:
    table.rename(tmp_path / "list")
    run("new", "import")
    run("import", "import", "list", "--map", "mapping.json")
    assert _json(run("info", "./import", "--json"))["incidents"] == 2


# -- list


def test_list_of_every_noun_as_json_and_csv(run: Run, sample: Path) -> None:
    counts = {"incidents": 14, "actors": 16, "flashpoints": 4, "relationships": 30, "sources": 4}
    for noun, count in counts.items():
        found = _json(run("list", str(sample), noun, "--json"))
        assert list(found) == [noun]
        assert len(found[noun]) == count
        rows = list(csv.DictReader(io.StringIO(run("list", str(sample), noun, "--csv").stdout)))
        assert len(rows) == count
        assert set(rows[0]) == set(found[noun][0])
        assert run("list", str(sample), noun).stdout.count("\n") == count + 1


def test_an_incident_as_json_keeps_what_is_not_known_apart_from_zero(run: Run, sample: Path) -> None:
    (found,) = _json(run("list", str(sample), "incidents", "--json", "--filter", "is:disputed"))["incidents"]
    assert found["date"] == "2017-06-05/2017-06-06"
    assert (found["earliest"], found["latest"]) == ("2017-06-05", "2017-06-06")
    assert (found["deaths_best"], found["flashpoint"], found["grade"]) == (None, "At Tanf", "C2")
    assert found["actors"][0] == {"name": "United States", "role": "initiator", "as_named": ""}
    (row,) = csv.DictReader(
        io.StringIO(run("list", str(sample), "incidents", "--csv", "--filter", "is:disputed").stdout)
    )
    assert (row["deaths_best"], row["disputed"]) == ("", "yes")
    assert row["actors"] == "United States (initiator); Pro-gov. militias (target)"


@pytest.mark.parametrize(
    ("noun", "wanted", "count"),
    [
        ("incidents", "actor:SDF", 5),
        ("incidents", "flashpoint:التنف kind:air_strike", 2),
        ("incidents", "actor:ISIS -flashpoint:Tabqa", 1),
        ("incidents", "after:2017-06-07 before:2017-06-09 kind:shoot_down", 1),
        ("incidents", "HIMARS", 1),
        ("actors", "daesh", 1),
        ("actors", "actor:PMF", 1),
        ("flashpoints", "Der Ezoir", 1),
        ("relationships", "actor:NSA", 8),
        ("relationships", "actor:NSA -actor:ISIS blocks", 3),
        ("relationships", "flashpoint:Hasakah hostile", 1),
        ("sources", "video", 1),
    ],
)
def test_filters(run: Run, sample: Path, noun: str, wanted: str, count: int) -> None:
    assert len(_json(run("list", str(sample), noun, "--json", "--filter", wanted))[noun]) == count


def test_filters_that_mean_nothing_are_refused(run: Run, sample: Path) -> None:
    assert "Atlantis" in _refused(run, "list", str(sample), "incidents", "--filter", "actor:Atlantis")
    assert "Atlantis" in _refused(run, "list", str(sample), "relationships", "--filter", "actor:Atlantis", "--json")
    assert "kind:" in _refused(run, "list", str(sample), "actors", "--filter", "kind:clash")
    assert "incidents" in _refused(run, "list", str(sample), "rumours", code=2)
    assert "--csv" in _refused(run, "list", str(sample), "incidents", "--json", "--csv", code=2)


def test_a_list_of_nothing_says_so(run: Run, sample: Path) -> None:
    done = run("list", str(sample), "incidents", "--filter", "after:2019")
    assert (done.stdout, done.stderr) == ("", "No incidents on the board that the filter finds.\n")
    assert _json(run("list", str(sample), "incidents", "--json", "--filter", "after:2019")) == {"incidents": []}


def test_text_from_strangers_steers_neither_terminal_nor_spreadsheet(run: Run, tmp_path: Path) -> None:
    with db.create_board(tmp_path / "a.sitboard") as board:
        board.sources.add(db.Source(title="=cmd()\x1b[2J\n\u202enew line", publisher="-1+1"))
    (row,) = csv.DictReader(io.StringIO(run("list", "a.sitboard", "sources", "--csv").stdout))
    assert (row["title"][:5], row["publisher"]) == ("'=cmd", "'-1+1")
    shown = run("list", "a.sitboard", "sources").stdout
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert shown.count("\n") == 2


# -- check


def test_check_of_a_whole_board(run: Run, sample: Path) -> None:
    assert _json(run("check", str(sample), "--json")) == {"ok": True, "problems": []}
    assert "is whole" in run("check", str(sample)).stdout


def test_check_of_what_is_no_board(run: Run, tmp_path: Path, sample: Path) -> None:
    (tmp_path / "a.sitboard").write_bytes(b"no board at all " * 20)
    found = _json(run("check", "a.sitboard", "--json", code=1))
    assert found["ok"] is False
    assert "a.sitboard" in found["problems"][0]
    assert "a.sitboard" in _refused(run, "check", "a.sitboard")
    assert "not there" in _refused(run, "check", "b.sitboard", "--json")
    (tmp_path / "c.sitboard").write_bytes(sample.read_bytes()[:-20_000])
    assert "cut short" in _json(run("check", "c.sitboard", "--json", code=1))["problems"][0]
    for words in (("info",), ("list", "incidents"), ("import", "notes.csv")):
        (tmp_path / "notes.csv").write_text(TABLE, "utf-8")
        assert "c.sitboard" in _refused(run, words[0], "c.sitboard", *words[1:])


# -- shot, and the window


def test_shot_refuses_what_it_cannot_draw(run: Run, sample: Path) -> None:
    board = str(sample)
    assert ".png" in _refused(run, "shot", board, "--out", "x.jpg", code=2)
    assert "1600x1000" in _refused(run, "shot", board, "--out", "x.png", "--size", "big", code=2)
    assert "8000" in _refused(run, "shot", board, "--out", "x.png", "--size", "99999x10", code=2)
    assert "2017-06-14" in _refused(run, "shot", board, "--out", "x.png", "--as-of", "2017-06")
    assert "someday" in _refused(run, "shot", board, "--out", "x.png", "--as-of", "someday")
    assert "not there" in _refused(run, "shot", board, "--out", "missing/x.png")
    assert "--out" in _refused(run, "shot", board, code=2)


def test_without_a_display_the_window_is_refused_in_a_sentence(run: Run, sample: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("only on Linux can a display be missing")
    assert "no display" in _refused(run, str(sample))
    assert "no display" in _refused(run)


def test_a_word_that_is_neither_board_nor_command(run: Run) -> None:
    said = _refused(run, "imprt", "a.csv", code=2)
    assert "imprt" in said or "a.csv" in said
    assert "neither a board" in _refused(run, "imprt", code=2)
    assert "main.py new a.sitboard" in _refused(run, "a.sitboard")
    assert "--sampel" in _refused(run, "new", "a.sitboard", "--sampel", code=2)


def test_help_names_every_command(run: Run) -> None:
    shown = run("--help").stdout
    for command in ("new", "import", "info", "list", "check", "shot"):
        assert f"\n  {command} " in shown


# -- the process itself


def test_commands_without_a_window_load_no_qt(sample: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from board.command_line import run; code = run(sys.argv[1:]);"
        " sys.exit(code or any(name.split('.')[0] in ('PySide6', 'pyqtgraph') for name in sys.modules))"
    )
    for words in (["info", str(sample)], ["list", str(sample), "incidents"], ["new", str(tmp_path / "n.sitboard")]):
        subprocess.run([sys.executable, "-c", script, *words], cwd=MAIN.parent, check=True, capture_output=True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither head nor this signal")
def test_a_reader_that_leaves_early_is_no_fault(tmp_path: Path) -> None:
    with db.create_board(tmp_path / "a.sitboard") as board, board.command("Add many"):
        for number in range(3000):
            board.sources.add(db.Source(title=f"Source {number} " + "x" * 80))
    words = [sys.executable, str(MAIN), "list", str(tmp_path / "a.sitboard"), "sources", "--csv"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as listing:
        assert listing.stdout is not None
        assert listing.stderr is not None
        assert listing.stdout.readline().startswith(b"id,")
        listing.stdout.close()
        assert listing.stderr.read() == b""
    assert listing.returncode == 128 + signal.SIGPIPE


@pytest.mark.skipif(sys.platform == "win32", reason="Windows interrupts in another way")
def test_progress_is_shown_on_a_terminal_and_ctrl_c_leaves_nothing_behind(run: Run, tmp_path: Path) -> None:
    import pty

    run("new", "a.sitboard")
    with (tmp_path / "big.csv").open("w", encoding="utf-8") as file:
        file.write("id,date,what\n")
        file.writelines(f"{number},2017-06-01,Clash number {number}\n" for number in range(60_000))
    ours, theirs = pty.openpty()
    words = [sys.executable, str(MAIN), "import", "a.sitboard", "big.csv"]
    with subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.PIPE, stderr=theirs) as importing:
        os.close(theirs)
        said = b""
        while b"rows read" not in said:
            said += os.read(ours, 1000)
        importing.send_signal(signal.SIGINT)
        said += _rest(ours)
        assert importing.stdout is not None
        assert importing.stdout.read() == b""
    os.close(ours)
    assert importing.returncode == 128 + signal.SIGINT
    assert b"big.csv: " in said
    assert said.endswith(b"Stopped; what was not finished was not kept.\r\n")
    assert _json(run("info", "a.sitboard", "--json"))["incidents"] == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.sitboard", "big.csv"]


def _rest(terminal: int) -> bytes:
    """What a terminal still says until the program behind it has ended."""
    said = b""
    try:
        while part := os.read(terminal, 1000):
            said += part
    except OSError:  # how Linux tells that nobody is left
        pass
    return said


def test_a_fault_of_ours_is_one_sentence_too(tmp_path: Path) -> None:
    script = "import sys; from board.command_line import run; run(['info', sys.argv[1]]); {}['fault']"
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "a.sitboard")],
        cwd=MAIN.parent,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "a fault of its own (KeyError: 'fault')" in done.stderr
