"""The program as a process: what it loads, and how it ends when it is interrupted, left alone, or at fault."""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

import db
from tests.running import MAIN, as_json, refusal, run_program


def test_commands_without_a_window_load_no_qt(tmp_path: Path) -> None:
    made = str(tmp_path / "a.sitboard")
    script = (
        "import sys; from board.command_line import run; code = run(sys.argv[1:]);"
        " sys.exit(code or any(name.split('.')[0] in ('PySide6', 'pyqtgraph') for name in sys.modules))"
    )
    for words in (["new", made, "--sample"], ["info", made], ["list", made, "incidents"], ["check", made]):
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
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_progress_is_shown_on_a_terminal_and_an_asked_for_end_leaves_nothing_behind(
    tmp_path: Path, how: signal.Signals
) -> None:
    import pty

    run_program(tmp_path, "new", "a.sitboard")
    with (tmp_path / "big.csv").open("w", encoding="utf-8") as file:
        file.write("id,date,what\n")
        file.writelines(f"{number},2017-06-01,Clash number {number}\n" for number in range(60_000))
    ours, theirs = pty.openpty()
    words = [sys.executable, str(MAIN), "import", "a.sitboard", "big.csv"]
    # a program in the background inherits that Ctrl+C is none of its concern; a user at a terminal has it, the second way
    # of ending must work without
    heed = signal.default_int_handler if how is signal.SIGINT else signal.SIG_IGN
    before = signal.signal(signal.SIGINT, heed)
    with subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.PIPE, stderr=theirs) as importing:
        signal.signal(signal.SIGINT, before)
        os.close(theirs)
        said = b""
        while b"rows read" not in said:
            said += os.read(ours, 1000)
        importing.send_signal(how)
        said += _rest(ours)
        assert importing.stdout is not None
        assert importing.stdout.read() == b""
    os.close(ours)
    assert importing.returncode == 128 + how
    assert b"big.csv: " in said
    assert said.endswith(b"Stopped; what was not finished was not kept.\r\n")
    assert as_json(run_program(tmp_path, "info", "a.sitboard", "--json"))["incidents"] == 0
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


def test_shot_draws_the_real_window_in_the_size_and_theme_asked_for(tmp_path: Path) -> None:
    run_program(tmp_path, "new", "a.sitboard", "--sample")
    before = (tmp_path / "a.sitboard").read_bytes()
    aim = ("--size", "1000x700", "--flashpoint", "التنف", "--as-of", "14 June 2017")
    for theme in ("light", "dark"):
        run_program(tmp_path, "shot", "a.sitboard", "--out", f"{theme}.png", "--theme", theme, *aim)
    light, dark = ((tmp_path / f"{theme}.png").read_bytes() for theme in ("light", "dark"))
    for picture in (light, dark):
        assert picture.startswith(b"\x89PNG\r\n\x1a\n")
        assert struct.unpack(">II", picture[16:24]) == (1000, 700)
    assert light != dark
    assert (tmp_path / "a.sitboard").read_bytes() == before
    words = ("shot", "a.sitboard", "--out", "none.png", "--flashpoint", "Atlantis")
    assert "Atlantis" in refusal(partial(run_program, tmp_path), *words)
    assert not (tmp_path / "none.png").exists()
