"""Whether a flashpoint heats up or cools down: the last 7 days against the mean of the 4 weeks before.

The test is the exact comparison of two Poisson counts by the conditional binomial test (J. Przyborowski and
H. Wilenski, "Homogeneity of results in testing samples from Poisson series", Biometrika 31, 1940): given their
sum, the count of the last days is binomial with their share of the time.  Two-sided by adding up every outcome
that is no likelier than the one seen, as R's poisson.test does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

LATE_DAYS = 7
EARLIER_DAYS = 28
FEWEST_EARLIER_DAYS = 7
CHANCE = 0.05
_SAME = 1 + 1e-7  # outcomes this close are equally likely, rounding aside


@dataclass(frozen=True, slots=True)
class Trend:
    """The counts of both spans, the ratio of their rates (None: nothing before) and what may be said of it.

    `direction` is 1 for more, -1 for less, 0 where the difference may well be chance; `chance` is the p-value,
    or 1.0 where there was nothing to compare.
    """

    late: int
    earlier: int
    earlier_days: int
    ratio: float | None
    direction: int
    chance: float

    @property
    def known(self) -> bool:
        """Whether there was anything to compare."""
        return self.earlier_days >= FEWEST_EARLIER_DAYS and self.late + self.earlier > 0

    @property
    def mark(self) -> str:
        """▲, ▼ or ▬."""
        return "▲" if self.direction > 0 else "▼" if self.direction < 0 else "▬"

    def ratio_text(self) -> str:
        """Such as “3.0×”, “40×”, “new” where nothing was before, and nothing where nothing is to compare."""
        if not self.known:
            return ""
        if self.ratio is None:
            return "new"
        return f"{self.ratio:.1f}×" if self.ratio < 9.95 else f"{self.ratio:,.0f}×"


def edges(last_day: int, first_known: int | None = None) -> tuple[int, int, int]:
    """The three edges of the two spans that end with `last_day`, for `GroupedDays.series`.

    `first_known` is the first day of which the board knows anything: the time before it is no quiet time.
    """
    late = last_day - LATE_DAYS + 1
    start = late - EARLIER_DAYS
    if first_known is not None:
        start = min(max(start, first_known), late)
    return start, late, last_day + 1


def compare(late: int, earlier: int, earlier_days: int = EARLIER_DAYS) -> Trend:
    """The trend of `late` incidents in 7 days after `earlier` ones in `earlier_days` days."""
    if late < 0 or earlier < 0:
        raise ValueError("incidents cannot be fewer than 0")
    if earlier_days < FEWEST_EARLIER_DAYS or late + earlier == 0:
        return Trend(late, earlier, earlier_days, None, 0, 1.0)
    share = LATE_DAYS / (LATE_DAYS + earlier_days)
    chance = two_sided(late, late + earlier, share)
    ratio = (late / LATE_DAYS) / (earlier / earlier_days) if earlier else None
    more = late * earlier_days > earlier * LATE_DAYS
    direction = 0 if chance > CHANCE else 1 if more else -1
    return Trend(late, earlier, earlier_days, ratio, direction, chance)


@lru_cache(maxsize=4096)
def two_sided(hits: int, trials: int, share: float) -> float:
    """The exact two-sided p-value of `hits` of `trials` where each is a hit with probability `share`."""
    first, weights = _binomial(trials, share)
    place = hits - first
    if not 0 <= place < len(weights):
        return 0.0  # beyond 40 standard deviations
    seen = weights[place]
    return min(1.0, float(weights[weights <= seen * _SAME].sum() / weights.sum()))


def _binomial(trials: int, share: float) -> tuple[int, NDArray[np.float64]]:
    """The first outcome kept, and the weights of the outcomes from there on (not normed).

    Built outward from the likeliest outcome by the ratio of neighbours, so that no factorial overflows; outcomes
    beyond 40 standard deviations weigh nothing in double precision.
    """
    top = min(trials, int((trials + 1) * share))
    reach = 50 + int(40 * (trials * share * (1 - share)) ** 0.5)
    first, last = max(0, top - reach), min(trials, top + reach)
    odds = share / (1 - share)
    above = np.arange(top, last, dtype=np.float64)
    below = np.arange(top, first, -1, dtype=np.float64)
    up = np.cumprod((trials - above) / (above + 1) * odds)
    down = np.cumprod(below / (trials - below + 1) / odds)
    return first, np.concatenate([down[::-1], [1.0], up])


def explain(trend: Trend) -> str:
    """The counts behind the mark, in words, for the tooltip."""
    late = f"{trend.late:,} in the last {LATE_DAYS} days of the window"
    if trend.earlier_days < FEWEST_EARLIER_DAYS:
        return f"{late}. The board knows too few days before them to compare with."
    if trend.late + trend.earlier == 0:
        return f"None in the last {LATE_DAYS} days of the window, none in the {_weeks(trend.earlier_days)} before."
    mean = trend.earlier * LATE_DAYS / trend.earlier_days
    before = f"{trend.earlier:,} in the {_weeks(trend.earlier_days)} before, {mean:.1f} a week"
    if trend.direction:
        verdict = f"{'More' if trend.direction > 0 else 'Fewer'} than chance explains"
    else:
        verdict = "The difference may be chance"
    return f"{late}, {before}. {verdict} (exact Poisson comparison, p = {_p_text(trend.chance)})."


def _weeks(days: int) -> str:
    return f"{days // 7} weeks" if days % 7 == 0 and days > 7 else f"{days} days"


def _p_text(chance: float) -> str:
    return "0.001 or less" if chance < 0.001 else f"{chance:.3f}" if chance < 0.1 else f"{chance:.2f}"
