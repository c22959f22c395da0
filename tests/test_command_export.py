"""The commands export, profiles and new --from, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from board.command_line import run
from db.writers import FORMATS


@pytest.fixture
def board(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "a.sitboard"
    assert run(["new", str(path), "--sample"]) == 0
    capsys.readouterr()
    return path


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_is_written_and_never_over_a_file(
    board: Path, tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    line = [
        "export",
        str(board),
        "--as",
        kind,
        "--out",
        str(tmp_path / "out"),
        "--filter",
        "kind:clash",
        "--from",
        "2017",
    ]
    assert run(line) == 0
    assert "under the release profile “Up to AMBER”" in capsys.readouterr().out
    assert run(line) == 1
    assert "is there already" in capsys.readouterr().err
    assert run([*line, "--replace", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["format"] == kind


def test_what_was_held_back_is_told_and_a_board_is_made_again(
    board: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "a.json")
    assert run(["export", str(board), "--as", "json", "--out", out, "--profile", "public"]) == 0
    assert "incidents were held back" in capsys.readouterr().err
    everything = "everything, for this house only"
    assert run(["export", str(board), "--as", "json", "--out", out, "--profile", everything, "--replace"]) == 0
    assert run(["new", str(tmp_path / "b.sitboard"), "--from", out]) == 0
    assert "14 incidents" in capsys.readouterr().out
    assert run(["export", str(board), "--as", "csv", "--out", out, "--profile", "nobody"]) == 1
    assert "“Public”" in capsys.readouterr().err
    assert run(["profiles", str(board)]) == 0
    assert "Up to AMBER: up to TLP:AMBER" in capsys.readouterr().out
