"""Reads the command line; opens the window or runs one command without it."""

from __future__ import annotations

import sys

from board.command_line import run

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
