"""Dates and times of day in prose, resolved against the day of publication and against one another."""

from __future__ import annotations

from dataclasses import replace

from db.dates import UNKNOWN, ImpreciseDate
from db.drafting.budget import Budget, loop_of
from db.drafting.date_background import is_background, usual_day, written_on
from db.drafting.date_mentions import Mention, mentions_of
from db.drafting.date_order import in_order
from db.drafting.date_parts_in_text import Part
from db.drafting.date_relative import Relative
from db.drafting.date_resolving import Resolved, Resolver
from db.drafting.date_tokens import Tokens, tokens_of
from db.drafting.found import FoundDate

__all__ = ["dates_in"]

_BETWEEN_DAY_AND_TIME = frozenset(
    "at on , around about approximately the of in early hours morning afternoon evening night local time - – shortly"
    " after before just".split()
)
_AND = frozenset(("and", "or", ",", "&", "to", "et", "und", "و"))


def dates_in(text: str, published: ImpreciseDate = UNKNOWN, budget: Budget | None = None) -> list[FoundDate]:
    """The dates of a text in text order; none overlap.

    A date without its year is the latest that is not after publication; where the day of publication is not
    known, it is taken from a line of the text that tells it, and else left open: nothing is made up.
    """
    tokens = tokens_of(text, budget)
    mentions = in_order(_joined(tokens, mentions_of(tokens, budget)), published)
    published = written_on(tokens, mentions, published)
    resolver = Resolver(tokens, published, mentions)
    resolved: list[Resolved] = []
    goes_on = loop_of(budget, "resolving")
    for mention in mentions:
        if not goes_on(tokens.starts[mention.place]):
            break
        before = resolver.anchor
        found = _time_alone(mention) if mention.first is None else resolver.resolve(mention)
        if found is None:
            continue
        resolved.append(found)
        if found.mention.first is not None and is_background(tokens, found, published, None):
            resolver.forget(before)
    usual = usual_day(resolved)
    goes_on = loop_of(budget, "dates")
    return [
        _found(tokens, each, published, usual) for each in resolved if goes_on(tokens.starts[each.mention.place])
    ]


def _time_alone(mention: Mention) -> Resolved:
    """A time of day without a day of its own."""
    return Resolved(mention, UNKNOWN, "a time of day, its day is not told here")


def _found(tokens: Tokens, each: Resolved, published: ImpreciseDate, usual: float | None) -> FoundDate:
    mention = each.mention
    clock = mention.clock
    return FoundDate(
        start=tokens.starts[mention.place],
        end=tokens.ends[mention.end - 1],
        date=each.date,
        why=each.why,
        time=clock.time if clock else "",
        zone=clock.zone if clock else "",
        anchor=mention.first is not None and each.date != UNKNOWN,
        background=mention.first is not None and is_background(tokens, each, published, usual),
        relative=isinstance(mention.first, Relative),
    )


def _joined(tokens: Tokens, mentions: list[Mention]) -> list[Mention]:
    """The mentions with times of day taken into the dates beside them, and years told once for several days."""
    merged: list[Mention] = []
    for mention in mentions:
        if merged and _belong_together(tokens, merged[-1], mention):
            before = merged[-1]
            clock = before.clock or mention.clock
            first = before if before.first is not None else mention
            merged[-1] = replace(first, place=before.place, end=mention.end, clock=clock)
        else:
            merged.append(mention)
    for at in range(len(merged) - 2, -1, -1):
        merged[at] = _with_year_of(tokens, merged[at], merged[at + 1])
    return merged


def _belong_together(tokens: Tokens, one: Mention, other: Mention) -> bool:
    """Whether one is a date without time and the other a time of day beside it."""
    if (one.first is None) == (other.first is None) or (one.clock is not None and other.clock is not None):
        return False
    gap = tokens.words[one.end : other.place]
    return len(gap) <= 5 and all(word in _BETWEEN_DAY_AND_TIME for word in gap)


def _with_year_of(tokens: Tokens, one: Mention, following: Mention) -> Mention:
    """ "18 May and 5 June 2017": the year stands once."""
    first, next_one = one.first, following.last or following.first
    if not isinstance(first, Part) or not isinstance(next_one, Part) or first.year or one.last is not None:
        return one
    gap = tokens.words[one.end : following.place]
    if not next_one.year or not next_one.month or not first.month or not gap or len(gap) > 2:
        return one
    if not all(word in _AND for word in gap):
        return one
    behind = (first.month, first.day) > (next_one.month, next_one.day or 31)
    return replace(one, first=replace(first, year=next_one.year - behind))
