"""Which dates of a text date no incident: when it was published, when an agreement was made, years alone."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from db.date_parts import DateError, Point
from db.dates import UNKNOWN, ImpreciseDate, date_of, from_days
from db.drafting.date_mentions import Mention
from db.drafting.date_parts_in_text import Part
from db.drafting.date_relative import Relative
from db.drafting.date_resolving import Resolved
from db.drafting.date_tokens import DASHES, Tokens

_PUBLICATION_WORDS = frozenset(
    "published updated posted modified retrieved accessed date issued dated released filed copyright ©".split()
)
_MADE = frozenset(
    "founded established formed created born elected appointed signed adopted ratified enacted inaugurated built"
    " independence resolution".split()
)
_NOUNS = frozenset(
    "agreement accord accords deal treaty memorandum resolution constitution referendum election elections coup"
    " revolution uprising invasion decree law".split()
)
_OLD = 300  # days before publication from which a date tells of another time, where the text's others do not
_LATER = 7  # days that may lie between a date line and publication
_HEAD = 400  # code points in which a text may say when it was published


def is_background(tokens: Tokens, each: Resolved, published: ImpreciseDate, usual: float | None) -> bool:
    """Whether a date does not say when something in this text happened; `usual`: the `usual_day` of the text."""
    mention = each.mention
    if each.years_only:
        return True
    if is_publication_line(tokens, mention):
        return True
    first = mention.first
    if isinstance(first, Relative):
        return False
    made = _made_then(tokens, mention)
    if published.earliest is None or each.date.latest is None:
        return made
    age = published.earliest - each.date.latest
    if made and age > 60:
        return True
    return age > _OLD and usual is not None and published.earliest - usual < _OLD / 3


def usual_day(all_of_them: Sequence[Resolved]) -> float | None:
    """The day in the midst of all that the text tells; None where it tells none."""
    days = [each.date.latest for each in all_of_them if each.date.latest is not None and not each.years_only]
    return median(days) if days else None


def _made_then(tokens: Tokens, mention: Mention) -> bool:
    """Whether the date says when an agreement or the like came to be."""
    before = tokens.words[max(0, mention.place - 4) : mention.place]
    if any(word in _MADE for word in before[-2:]) or (before and before[-1] == "of" and _NOUNS.intersection(before)):
        return True
    return tokens.at(mention.end) in _NOUNS


def is_publication_line(tokens: Tokens, mention: Mention) -> bool:
    """Whether the words say when the text was published: "Updated 16 June 2017", "RAQQA, June 16 (Reuters) –"."""
    start = mention.place
    begin = start
    while begin > 0 and start - begin < 14 and tokens.words[begin - 1] != "\n":
        begin -= 1
    line = tokens.words[begin:start]
    if any(word in _PUBLICATION_WORDS for word in line[:3]) and len(line) <= 5:
        return True
    if any(word in ("updated", "published", "posted") for word in line[-3:]):
        return True
    if (begin and tokens.words[begin - 1] != "\n") or tokens.starts[start] > _HEAD * 4:
        return False
    return _is_dateline(tokens, mention, begin)


def _is_dateline(tokens: Tokens, mention: Mention, begin: int) -> bool:
    """ "AMMAN, Jordan, June 16 (Reuters) -", "DAMASCUS — June 16 —": a place, a date, then an agency or a dash."""
    end = mention.end
    following = tokens.at(end)
    agency = following == "(" and tokens.capital(end + 1) and ")" in tokens.words[end + 2 : end + 8]
    if not agency and following not in DASHES:
        return False
    place = tokens.raw(begin)
    if begin >= mention.place or len(place) < 3:
        return False
    # "Menaka, 4 April (Studio) –": a place in small letters needs its comma before the date
    return place.isupper() or (tokens.capital(begin) and tokens.at(mention.place - 1) == ",")


def written_on(tokens: Tokens, mentions: Sequence[Mention], published: ImpreciseDate) -> ImpreciseDate:
    """The day that the text itself counts from: its own date line, where that is some days before publication.

    Without a known day of publication, the day that the head of the text tells in full.
    """
    if published == UNKNOWN:
        return published_in(tokens, mentions)
    if published.earliest is None or published.earliest != published.latest:
        return published
    for mention in mentions:
        part = mention.first
        if tokens.starts[mention.place] > _HEAD:
            break
        if not isinstance(part, Part) or not (part.month and part.day) or mention.last is not None:
            continue
        if not is_publication_line(tokens, mention):
            continue
        last = date_of(published.earliest)
        for year in (part.year,) if part.year > 0 else (last.year, last.year - 1):
            day = _day(year, part)
            if day is not None and 0 <= published.earliest - day <= _LATER:
                return from_days(day, day)
    return published


def _day(year: int, part: Part) -> int | None:
    try:
        return Point(year, part.month, part.day).first
    except DateError:
        return None


def published_in(tokens: Tokens, mentions: Sequence[Mention]) -> ImpreciseDate:
    """The day of publication as the head of the text tells it; unknown where it does not."""
    for mention in mentions:
        part = mention.first
        if tokens.starts[mention.place] > _HEAD:
            break
        if not isinstance(part, Part) or part.year < 1 or not (part.month and part.day) or mention.last is not None:
            continue
        day = _day(part.year, part)
        if day is not None and is_publication_line(tokens, mention):
            return from_days(day, day)
    return UNKNOWN
