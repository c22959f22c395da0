"""`python -m tests.db.drafting.score [tune|tune_more|held_back|arabic] [TEXT …] [--show]`: what drafting finds in
marked-up texts.

With --show each miss and each false find of the texts to tune on is listed; of those held back only the sums are told.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from tests.db.drafting.floors import AIMS
from tests.db.drafting.marked import SETS, texts_of
from tests.db.drafting.scoring import NOUNS, SHARES, Score, score_of


def table(score: Score, *, aims: bool = False, nouns: Sequence[str] = NOUNS) -> str:
    """The figures of a set as lines."""
    lines = [f"{'':<14}{'precision':>10}{'recall':>8}{'F1':>7}{'found':>8}{'there':>7}"]
    for noun in nouns:
        tally = score.tallies[noun]
        told = ", ".join(f"{measure} ≥ {aim:.2f}" for (of, measure), aim in AIMS.items() if of == noun and aims)
        figures = f"{tally.precision:>10.3f}{tally.recall:>8.3f}{tally.f1:>7.3f}{tally.found:>8}{tally.true:>7}"
        lines.append(f"{noun:<14}{figures}{'   aim: ' + told if told else ''}")
    if "incidents" in nouns:
        shares = ", ".join(f"{name} {score.share(name):.2f}" for name in SHARES)
        lines.append(f"of the incidents found, right: {shares}")
    return "\n".join(lines)


def main(words: Sequence[str] | None = None) -> int:
    """The command line; 2 where more was asked of the texts held back than their sums."""
    parser = argparse.ArgumentParser(prog="python -m tests.db.drafting.score")
    parser.add_argument("set", choices=SETS, nargs="?", default="tune")
    parser.add_argument("text", nargs="*", help="the names of texts, or parts of them")
    parser.add_argument("--show", action="store_true", help="list what was missed, false or wrong")
    parser.add_argument("--only", choices=NOUNS, help="look at these alone")
    asked = parser.parse_args(words)
    if asked.set == "held_back" and (asked.text or asked.show):
        parser.exit(2, "Of the texts held back only the sums are told.\n")
    nouns = [asked.only] if asked.only else NOUNS
    total = Score()
    for text in texts_of(asked.set):
        if not asked.text or any(part in text.name for part in asked.text):
            given = score_of(text, nouns)
            total.add(given)
            if asked.show:
                sys.stdout.write(_shown(text.name, given) + "\n")
    sys.stdout.write(table(total, aims=asked.set != "arabic", nouns=nouns) + "\n")
    return 0


def _shown(name: str, score: Score) -> str:
    lines = [f"  {slip.noun:<13} {slip.sort:<13} {slip.told}   “{slip.words[:110]}”" for slip in score.slips]
    return "\n".join([f"— {name}", *lines])


if __name__ == "__main__":
    sys.exit(main())
