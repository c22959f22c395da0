"""The command line as its users meet it: `main.py` run as a program, its exit codes, its one sentence, its JSON."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

import db
from tests.running import MAIN, Run, as_json, refusal, run_program

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
    """Runs the program in an empty folder."""
    return partial(run_program, tmp_path)


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
    found = as_json(run("info", "a.sitboard", "--json"))
    assert (found["title"], found["marking"]) == ("Exercise", "CLEAR")


def test_new_writes_nothing_over(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.sitboard").write_bytes(b"precious")
    assert "“a.sitboard” is there already" in refusal(run, "new", "a.sitboard", "--sample")
    assert (tmp_path / "a.sitboard").read_bytes() == b"precious"
    assert "not there" in refusal(run, "new", "missing/a.sitboard")
    assert "title" in refusal(run, "new", "b.sitboard", "--title", " ", code=2)


# -- info


def test_info_has_exactly_the_keys_that_scripts_rely_on(run: Run, sample: Path) -> None:
    with db.open_board(sample, read_only=True) as board:
        version = board.info().schema_version
    assert as_json(run("info", str(sample), "--json")) == {
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
        "schema_version": version,
    }
    shown = run("info", str(sample)).stdout
    assert "deaths best:    not known" in shown


def test_info_of_an_empty_board_invents_no_days(run: Run) -> None:
    run("new", "a.sitboard")
    found = as_json(run("info", "a.sitboard", "--json"))
    assert (found["incidents"], found["earliest"], found["latest"], found["deaths_best"]) == (0, None, None, None)


# -- import


def test_import_by_a_mapping_tells_truthfully_what_went_in(run: Run, table: Path) -> None:
    run("new", "a.sitboard")
    words = ("import", "a.sitboard", "notes.csv", "--as", "table", "--map", "mapping.json")
    done = run(*words, "--json")
    found = as_json(done)
    assert done.stderr == ""  # no progress where nobody watches
    assert {"added", "updated", "unchanged", "withdrawn", "left_out", "seconds", "files"} == set(found)
    assert (found["added"], found["updated"], found["unchanged"], found["withdrawn"]) == (2, 0, 0, 0)
    (left_out,) = found["left_out"]
    assert set(left_out) == {"row", "why"}
    assert left_out["row"] == 3
    assert "31 Foo 2017" in left_out["why"]
    assert found["seconds"] > 0
    again = as_json(run(*words, "--json"))
    assert (again["added"], again["unchanged"]) == (0, 2)
    told = run(*words)
    assert "0 added, 0 updated, 2 unchanged" in told.stdout
    assert "Row 3 was left out" in told.stderr


def test_the_mapping_that_help_shows_reads_a_table(run: Run, tmp_path: Path, repo_root: Path) -> None:
    shown = run("import", "--help").stdout
    example = json.loads(shown[shown.index('{"dataset"') : shown.index("dataset: ")])
    (in_readme,) = re.findall(r"```json\n(.*?)```", (repo_root / "db" / "README.md").read_text("utf-8"), re.S)
    assert json.loads(in_readme) == example
    (tmp_path / "m.json").write_text(json.dumps(example), "utf-8")
    table = "Ref;Day;What happened;Village;District;Killed;Type\n7;8/6/2017;Mill held;Tell Mill;Suran;3;x\n"
    (tmp_path / "t.csv").write_text(table, "utf-8")
    run("new", "a.sitboard")
    assert as_json(run("import", "a.sitboard", "t.csv", "--map", "m.json", "--json"))["added"] == 1
    (found,) = as_json(run("list", "a.sitboard", "incidents", "--json"))["incidents"]
    told = {name: found[name] for name in ("outside_id", "date", "title", "place", "deaths_best", "country", "dataset")}
    assert told == {
        "outside_id": "7", "date": "2017-06-08", "title": "Mill held", "place": "Tell Mill – Suran", "deaths_best": 3,
        "country": "Syria", "dataset": "Field notes",
    }  # fmt: skip


def test_import_of_several_files_adds_up_and_says_which_file_a_row_was_in(
    run: Run, table: Path, tmp_path: Path
) -> None:
    (tmp_path / "more.csv").write_text(TABLE.replace("\n1,", "\n11,").replace("\n2,", "\n12,"), "utf-8")
    run("new", "a.sitboard")
    found = as_json(run("import", "a.sitboard", "notes.csv", "more.csv", "--map", "mapping.json", "--json"))
    assert [entry["file"] for entry in found["files"]] == ["notes.csv", "more.csv"]
    assert found["added"] == sum(entry["added"] for entry in found["files"]) >= 2
    assert [row["file"] for row in found["left_out"]] == ["notes.csv", "more.csv"]


def test_import_of_the_real_ucdp_file(run: Run, shared_data: Path) -> None:
    run("new", "a.sitboard")
    found = as_json(run("import", "a.sitboard", str(shared_data / "ucdp" / "ged_syria_2017_05_07.csv"), "--json"))
    told = as_json(run("info", "a.sitboard", "--json"))
    assert found["added"] == told["incidents"] == 1430
    assert told["deaths_best"] > 1000
    assert told["sources"] > 1000


def test_a_wrong_file_among_several_changes_nothing(run: Run, table: Path, tmp_path: Path) -> None:
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    run("new", "a.sitboard")
    assert "picture" in refusal(run, "import", "a.sitboard", "notes.csv", "picture.csv")
    assert as_json(run("info", "a.sitboard", "--json"))["incidents"] == 0


def test_import_refuses_with_a_sentence(run: Run, table: Path, tmp_path: Path) -> None:
    run("new", "a.sitboard")
    (tmp_path / "bad.json").write_text("{", "utf-8")
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00\xd8")
    assert "not there" in refusal(run, "import", "b.sitboard", "notes.csv")
    assert "missing.csv" in refusal(run, "import", "a.sitboard", "missing.csv")
    assert "not JSON" in refusal(run, "import", "a.sitboard", "notes.csv", "--map", "bad.json")
    assert "bytes.json" in refusal(run, "import", "a.sitboard", "notes.csv", "--map", "bytes.json")
    assert "none.json" in refusal(run, "import", "a.sitboard", "notes.csv", "--map", "none.json")
    assert "ucdp" in refusal(run, "import", "a.sitboard", "notes.csv", "--as", "gdelt", code=2)
    assert "FILES" in refusal(run, "import", "a.sitboard", code=2)


def test_files_named_like_commands_are_files(run: Run, table: Path, tmp_path: Path) -> None:
    table.rename(tmp_path / "list")
    run("new", "import")
    run("import", "import", "list", "--map", "mapping.json")
    assert as_json(run("info", "./import", "--json"))["incidents"] == 2


# -- list


def test_list_of_every_noun_as_json_and_csv(run: Run, sample: Path) -> None:
    counts = {"incidents": 14, "actors": 16, "flashpoints": 4, "relationships": 30, "sources": 4}
    for noun, count in counts.items():
        found = as_json(run("list", str(sample), noun, "--json"))
        assert list(found) == [noun]
        assert len(found[noun]) == count
        rows = list(csv.DictReader(io.StringIO(run("list", str(sample), noun, "--csv").stdout)))
        assert len(rows) == count
        assert set(rows[0]) == set(found[noun][0])
        assert run("list", str(sample), noun).stdout.count("\n") == count + 1


def test_an_incident_as_json_keeps_what_is_not_known_apart_from_zero(run: Run, sample: Path) -> None:
    (found,) = as_json(run("list", str(sample), "incidents", "--json", "--filter", "is:disputed"))["incidents"]
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
    assert len(as_json(run("list", str(sample), noun, "--json", "--filter", wanted))[noun]) == count


def test_filters_that_mean_nothing_arerefusal(run: Run, sample: Path) -> None:
    assert "Atlantis" in refusal(run, "list", str(sample), "incidents", "--filter", "actor:Atlantis")
    assert "Atlantis" in refusal(run, "list", str(sample), "relationships", "--filter", "actor:Atlantis", "--json")
    assert "kind:" in refusal(run, "list", str(sample), "actors", "--filter", "kind:clash")
    assert "incidents" in refusal(run, "list", str(sample), "rumours", code=2)
    assert "--csv" in refusal(run, "list", str(sample), "incidents", "--json", "--csv", code=2)


def test_a_list_of_nothing_says_so(run: Run, sample: Path) -> None:
    done = run("list", str(sample), "incidents", "--filter", "after:2019")
    assert (done.stdout, done.stderr) == ("", "No incidents on the board that the filter finds.\n")
    assert as_json(run("list", str(sample), "incidents", "--json", "--filter", "after:2019")) == {"incidents": []}


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
    assert as_json(run("check", str(sample), "--json")) == {"ok": True, "problems": []}
    assert "is whole" in run("check", str(sample)).stdout


def test_check_of_what_is_no_board(run: Run, tmp_path: Path, sample: Path) -> None:
    (tmp_path / "a.sitboard").write_bytes(b"no board at all " * 20)
    found = as_json(run("check", "a.sitboard", "--json", code=1))
    assert found["ok"] is False
    assert "a.sitboard" in found["problems"][0]
    assert "a.sitboard" in refusal(run, "check", "a.sitboard")
    assert "not there" in refusal(run, "check", "b.sitboard", "--json")
    (tmp_path / "c.sitboard").write_bytes(sample.read_bytes()[:-20_000])
    assert "cut short" in as_json(run("check", "c.sitboard", "--json", code=1))["problems"][0]
    for words in (("info",), ("list", "incidents"), ("import", "notes.csv")):
        (tmp_path / "notes.csv").write_text(TABLE, "utf-8")
        assert "c.sitboard" in refusal(run, words[0], "c.sitboard", *words[1:])


# -- shot, and the window


def test_shot_refuses_what_it_cannot_draw(run: Run, sample: Path) -> None:
    board = str(sample)
    assert ".png" in refusal(run, "shot", board, "--out", "x.jpg", code=2)
    assert "1600x1000" in refusal(run, "shot", board, "--out", "x.png", "--size", "big", code=2)
    assert "8000" in refusal(run, "shot", board, "--out", "x.png", "--size", "99999x10", code=2)
    assert "2017-06-14" in refusal(run, "shot", board, "--out", "x.png", "--as-of", "2017-06")
    assert "someday" in refusal(run, "shot", board, "--out", "x.png", "--as-of", "someday")
    assert "not there" in refusal(run, "shot", board, "--out", "missing/x.png")
    assert "--out" in refusal(run, "shot", board, code=2)


def test_without_a_display_the_window_is_refused_in_a_sentence(run: Run, sample: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("only on Linux can a display be missing")
    assert "no display" in refusal(run, str(sample))
    assert "no display" in refusal(run)


def test_a_word_that_is_neither_board_nor_command(run: Run) -> None:
    said = refusal(run, "imprt", "a.csv", code=2)
    assert "imprt" in said or "a.csv" in said
    assert "neither a board" in refusal(run, "imprt", code=2)
    assert "main.py new a.sitboard" in refusal(run, "a.sitboard")
    assert "--sampel" in refusal(run, "new", "a.sitboard", "--sampel", code=2)


def test_help_names_every_command(run: Run) -> None:
    shown = run("--help").stdout
    for command in ("new", "import", "info", "list", "check", "shot"):
        assert f"\n  {command} " in shown
