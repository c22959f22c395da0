"""The script in db/README.md runs as it stands there, and says what it is said to do."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import db
from tests.patience import PATIENCE_S
from tests.table_files import GED_49, ged, write_table


def script(repo_root: Path) -> str:
    (found,) = re.findall(r"```python\n(.*?)```", (repo_root / "db" / "README.md").read_text(encoding="utf-8"), re.S)
    return str(found)


def test_it_is_ten_lines(repo_root: Path) -> None:
    assert len([line for line in script(repo_root).splitlines() if line.strip()]) == 10


def test_the_script_runs_as_it_stands(repo_root: Path, tmp_path: Path) -> None:
    write_table(tmp_path / "events.csv", [GED_49, ged(GED_49, id="1"), ged(GED_49, id="2")])
    code = f"import sys; sys.path.insert(0, {str(repo_root)!r})\n" + script(repo_root)
    run = subprocess.run(
        [sys.executable, "-W", "error", "-X", "utf8", "-c", code],
        cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=PATIENCE_S, check=False,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.splitlines() == [
        "events.csv (UCDP GED): 2 added, 0 updated, 0 unchanged, 0 left out.",
        "['Push on Tabqa']",
    ]
    with db.open_board(tmp_path / "summer.sitboard") as board:
        assert (board.title, board.redo_name) == ("Summer 2017", "Import events.csv")
        assert len(board.columns()) == 1
        assert board.check() == []
