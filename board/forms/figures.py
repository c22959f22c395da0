"""Numbers that may be unknown, as words: unknown is not zero, and a range stays a range."""

from __future__ import annotations

NOT_KNOWN = "not known"


def figure(low: int | None, best: int | None, high: int | None) -> str:
    """A number with its range: “4 (2–9)”, “at least 2”, “none reported”, “not known”."""
    if best is None:
        return _without_best(low, high)
    if best == 0 and not high:
        return "none reported"
    narrow = low in (None, best) and high in (None, best)
    if narrow:
        return f"{best:,}"
    if low is None:
        return f"{best:,} (up to {high:,})"
    if high is None:
        return f"{best:,} (at least {low:,})"
    return f"{best:,} ({low:,}–{high:,})"


def _without_best(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        if low == high:
            return "none reported" if low == 0 else f"{low:,}"
        return f"{low:,}–{high:,}"
    if high is not None:
        return "none reported" if high == 0 else f"up to {high:,}"
    return f"at least {low:,}" if low else NOT_KNOWN
