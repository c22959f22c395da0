"""What the dates of a text mean: years that are left out, days counted from others, spans and open ends."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from db.date_edtf import read_edtf
from db.date_parts import DateError, Point, date_of, interval
from db.dates import UNKNOWN, ImpreciseDate, from_edtf
from db.drafting.date_counting import Base, counted
from db.drafting.date_mentions import Mention
from db.drafting.date_parts_in_text import PAST_YEAR, Part
from db.drafting.date_relative import ANCHOR, Relative
from db.drafting.date_tokens import Tokens
from db.drafting.date_years import latest_year, nearest_year, opened, pair_of, pair_or_year, told_day, valid

# a date without its year is the latest that is not later than so many days after publication
SLACK = 3
# how many days before publication a report's own dates lie; beyond, the years told in the text count for more
_RECENT = 45
_FAR_BEHIND, _FAR_AHEAD, _SOON = 200, 120, 60
_RARE = 270  # nobody writes of days so long ago without their year, where the next such day is near
_NARRATIVE = 300
_COMING = frozenset(
    "will would scheduled planned plan plans planning due expected upcoming set slated must should shall ultimatum going"
    " i'll we'll they'll he'll"
    " deadline demanded demand ordered".split()
)
_SPEAKING = frozenset("said says told reported announced killed was were had took began started has have".split())
_LASTED = frozenset("lasted continued fought remained was were raged went had stayed held kept on from since".split())
NO_DAY = "the day of publication is not known"
NO_YEAR = "no year: the day of publication is not known"

_NARROW = frozenset(("spring", "summer", "autumn", "winter", "quarter 1", "quarter 2", "quarter 3", "quarter 4"))


@dataclass(frozen=True, slots=True)
class Resolved:
    """A mention with its date; `explicit`: its own words name the year; `loose`: a year, or a span of years."""

    mention: Mention
    date: ImpreciseDate
    why: str = ""
    explicit: bool = False
    years_only: bool = False


def publication_base(published: ImpreciseDate) -> Base | None:
    """What is counted from publication; None where it is unknown or open at one end."""
    shape = read_edtf(published.edtf)
    points = [point for point in shape.points if point is not None]
    if not points or len(points) != len(shape.points):
        return None
    start, end = points[0], points[-1]
    approximate, uncertain = start.approximate or end.approximate, start.uncertain or end.uncertain
    return Base(start.first, end.last, approximate, uncertain)


class Resolver:
    """Gives the mentions of one text, taken in their order, their dates."""

    def __init__(self, tokens: Tokens, published: ImpreciseDate, mentions: list[Mention]) -> None:
        self._tokens = tokens
        self._published = publication_base(published)
        self._anchor: Base | None = None
        self._heading: Base | None = None
        told = [(mention.place, day) for mention in mentions for day in told_day(mention)]
        self._narrative = self._tells_of_another_time(mentions, [day for _, day in told])
        told += [(mention.place, day) for mention in mentions for day in self._year_heading(mention)]
        told.sort()
        self._told_places = [place for place, _ in told]
        self._told_days = [day for _, day in told]

    def _year_heading(self, mention: Mention) -> list[int]:
        """The first day of a year that stands alone on its line: the dates below it are of that year."""
        part, tokens = mention.first, self._tokens
        if not isinstance(part, Part) or part.month or part.name or part.year < 1 or mention.last is not None:
            return []
        alone = tokens.at(mention.place - 1) in ("", "\n") and tokens.at(mention.end) in ("", "\n", ":")
        return [Point(part.year).first] if alone else []

    def _tells_of_another_time(self, mentions: list[Mention], told: list[int]) -> bool:
        """Whether the text tells of years long before it was published, as a chronicle does and a report does not."""
        if self._published is None:
            return True
        today = sum(isinstance(mention.first, Relative) and mention.first.base != ANCHOR for mention in mentions)
        far = sum(self._published.first - day > _NARRATIVE for day in told)
        return far > max(today, len(told) / 2)

    def resolve(self, mention: Mention) -> Resolved | None:
        """The date of a mention; None where it turns out to be none that could be told."""
        try:
            resolved = self._resolved(mention)
        except DateError:
            return None  # 31 June
        if resolved is not None and resolved.date != UNKNOWN and not resolved.years_only:
            self._remember(resolved)
        return resolved

    def forget(self, anchor: Base | None) -> None:
        """Take back what the last mention set."""
        self._anchor = anchor

    @property
    def anchor(self) -> Base | None:
        """What "two days later" counts from now."""
        return self._anchor

    def _remember(self, resolved: Resolved) -> None:
        mention, date = resolved.mention, resolved.date
        points = [point for point in read_edtf(date.edtf).points if point is not None]
        if mention.opening == "before" and points:
            points = [points[-1].stepped(1)] if points[-1].day else points
        if not points:
            return
        approximate, uncertain = points[-1].approximate, points[-1].uncertain
        words = " ".join(self._tokens.text[self._tokens.starts[mention.place] : self._ends(mention)].split())
        relative = isinstance(mention.first, Relative)
        day = ImpreciseDate.text(from_edtf(points[-1].edtf)) if relative else words
        first = points[0].first if mention.last is None and mention.opening == "" else points[-1].first
        alone = self._tokens.at(mention.place - 1) in ("", "\n") and self._tokens.at(mention.end) in ("", "\n", ":")
        self._anchor = Base(first, points[-1].last, approximate, uncertain, f"“{day}”")
        if alone and not self._anchor.one_day:
            self._heading = self._anchor  # under "June 2017" the days are its own

    def _ends(self, mention: Mention) -> int:
        return self._tokens.ends[mention.end - 1]

    def _resolved(self, mention: Mention) -> Resolved | None:
        first = mention.first
        if isinstance(first, Relative):
            return self._counted(mention, first)
        if first is None:
            return None
        last = mention.last if isinstance(mention.last, Part) else None
        first, last = self._told_year(first), self._told_year(last) if last else None
        if first is None or (mention.last is not None and last is None):
            return Resolved(mention, UNKNOWN, NO_DAY)
        explicit = bool(first.year or (last and last.year))
        why = ""
        if last is not None:
            first, last, why = self._both_years(first, last, mention)
        elif not first.year and not first.month and first.day:
            first, why = self._month_of(first, mention)
        elif not first.year and first.name.startswith("last "):
            first, why = self._past_season(first)
        elif not first.year:
            year, why = self._year(first, mention)
            first = replace(first, year=year)
        if not first.year:
            # with the day of publication every day that the calendar has finds its year
            return Resolved(mention, UNKNOWN, NO_YEAR) if self._published is None else None
        pair, end = pair_of(first), pair_of(last) if last else None
        if mention.opening in ("by", "before", "until") and first.name == "late" and first.month:
            # "before the end of February": until its last day
            last_day = Point(first.year, first.month)
            pair = (Point(first.year, first.month, last_day.last - last_day.first + 1),) * 2
            mention = replace(mention, opening="until")
        shape = opened(mention.opening, (pair[0], (end or pair)[1]))
        if first.weekday >= 0 and first.day and date_of(pair[0].first).weekday() != first.weekday:
            why = f"{why}; the weekday does not fit" if why else "the weekday does not fit"
        years_only = not first.month and first.name not in _NARROW and not (last and last.month)
        return Resolved(mention, from_edtf(shape.edtf), why, explicit, years_only)

    def _both_years(self, first: Part, last: Part, mention: Mention) -> tuple[Part, Part, str]:
        why = ""
        if not last.month and first.month:
            last = replace(last, month=first.month)
        elif not first.month and first.day:
            first = replace(first, month=last.month)
        if not last.year:
            if first.year:
                last = replace(last, year=first.year + ((last.month, last.day) < (first.month, first.day)))
            else:
                year, why = self._year(last, mention)
                last = replace(last, year=year)
        if not first.year and last.year:
            behind = (first.month, first.day) > (last.month, last.day) and bool(first.month and last.month)
            first = replace(first, year=last.year - (behind and not (first.month == last.month and not last.day)))
        return first, last, why

    def _year(self, part: Part, mention: Mention) -> tuple[int, str]:
        """The year that a date without one means, and how it was found; 0 where nothing tells it."""
        told = self._told_near(mention.place)
        if self._published is None:
            return (nearest_year(part, told[0]), f"year from “{told[1]}”") if told else (0, "")
        latest = self._published.last + SLACK
        year = latest_year(part, latest)
        behind = self._published.first - pair_or_year(part, year)
        if told and behind > _RECENT and self._narrative:
            near = nearest_year(part, told[0])
            if near and pair_or_year(part, near) <= latest and self._published.first - told[0] > _RECENT:
                return near, f"year from “{told[1]}”"
        if behind > _FAR_BEHIND and year:
            following = pair_or_year(part, year + 1) - self._published.last
            if (following <= _SOON and behind > _RARE) or (following <= _FAR_AHEAD and self._ahead(mention)):
                return year + 1, "year from publication date, still to come"
        return year, "year from publication date"

    def _told_year(self, part: Part) -> Part | None:
        """With "this year" and "last year" as numbers; None where publication is not known."""
        if part.year >= 0:
            return part
        if self._published is None:
            return None
        return replace(part, year=date_of(self._published.last).year - (part.year == PAST_YEAR))

    def _month_of(self, part: Part, mention: Mention) -> tuple[Part, str]:
        """A day of a month that is not told: the one next to the date before it, else the latest before publication."""
        if self._published is None:
            return part, ""
        if part.name:
            told = date_of(self._published.last)
            months = told.year * 12 + told.month - 1 - (part.name == "last month")
            return Part(months // 12, months % 12 + 1, part.day), "month of publication"
        anchor = self._anchor if self._anchor is not None and self._anchor.one_day else self._heading
        near = anchor is not None
        base = anchor.first if anchor is not None else self._published.last
        latest = self._published.last + (_SOON if self._ahead(mention) else SLACK)
        best, cost = part, 10_000.0
        middle = date_of(base)
        for step in (-2, -1, 0, 1):
            months = middle.year * 12 + middle.month - 1 + step
            dated = replace(part, year=months // 12, month=months % 12 + 1)
            if not valid(dated, dated.year) or pair_or_year(dated, dated.year) > latest:
                continue
            day = pair_of(dated)[0].first
            if part.weekday >= 0 and date_of(day).weekday() != part.weekday:
                continue
            # after a date in the text the days go on; of publication the latest is meant
            this_cost = day - base if day >= base else (base - day) * (1.5 if near else 1.0)
            if this_cost < cost:
                best, cost = dated, this_cost
        return best, "month from the date before" if near else "month from publication date"

    def _past_season(self, part: Part) -> tuple[Part, str]:
        """ "last autumn": the latest that was over on the day of publication."""
        season = replace(part, name=part.name.removeprefix("last "))
        if self._published is None:
            return season, ""
        year = date_of(self._published.last).year
        while year > 1 and pair_of(replace(season, year=year))[1].last >= self._published.last:
            year -= 1
        return replace(season, year=year), "year from publication date"

    def _told_near(self, place: int) -> tuple[int, str] | None:
        """The day of the last date before a place that names its year, else of the first after it; and its words."""
        if not self._told_days:
            return None
        at = max(0, bisect_right(self._told_places, place) - 1)
        day = self._told_days[at]
        found = date_of(day)
        return day, str(found.year)

    def _ahead(self, mention: Mention) -> bool:
        """Whether the sentence speaks of what is to come."""
        tokens = self._tokens
        if mention.opening == "until" and isinstance(mention.first, Relative):
            # "gave them until Sunday", but "lasted until Sunday"
            return not _LASTED.intersection(tokens.words[max(0, mention.place - 6) : mention.place])
        for at in range(mention.place - 1, max(-1, mention.place - 10), -1):
            word = tokens.words[at]
            if word in _COMING or (word == "to" and mention.opening in ("by", "until")):
                return True
            if word == "to" and tokens.at(at - 1) in ("is", "are"):
                return True  # "is to host a summit"
            if word in _SPEAKING or word in (".", "\n", ";"):
                break
        begins = tokens.at(mention.place - 1) in ("", ".", "\n") or (
            tokens.at(mention.place - 1) in ("on", "in") and tokens.at(mention.place - 2) in ("", ".", "\n")
        )
        for at in range(mention.end, min(len(tokens), mention.end + 8) if begins else 0):
            word = tokens.words[at]
            if word in _SPEAKING or word in (".", "\n", ";"):
                return False
            if word in ("will", "scheduled", "due", "expected"):
                return True
        return False

    def _base(self, how: Relative) -> Base | None:
        if how.base == ANCHOR:
            if self._anchor is not None and (self._anchor.one_day or how.unit in ("month", "year")):
                return self._anchor
            # "two days earlier" without a day in the text is most likely meant of publication
            back = how.kind == "offset" and how.high < 0 and not how.uncertain
            if self._anchor is None and back and self._published is not None:
                return replace(self._published, uncertain=True)
            return None
        if self._narrative and self._anchor is not None and self._published is not None and how.kind == "weekday":
            return replace(self._anchor, uncertain=True)
        return self._published

    def _counted(self, mention: Mention, how: Relative) -> Resolved | None:
        base = self._base(how)
        if base is None:
            # of what is counted from the text itself nothing can be said without a day in the text
            return None if how.base == ANCHOR else Resolved(mention, UNKNOWN, NO_DAY)
        ahead = self._ahead(mention)
        found = counted(how, base, ahead=ahead)
        if found is None:
            return None if how.base == ANCHOR else Resolved(mention, UNKNOWN, NO_DAY)
        date, why = found
        if isinstance(mention.last, Relative):
            end = counted(mention.last, base, ahead=ahead)
            if end is None or end[0].latest is None or date.earliest is None:
                return None
            start = date.earliest - 7 if date.earliest > end[0].latest else date.earliest
            edge = date_of(start), date_of(end[0].latest)
            points = [Point(day.year, day.month, day.day, base.approximate, base.uncertain) for day in edge]
            date, why = from_edtf(interval(points[0], points[1]).edtf), end[1]
        points_of = read_edtf(date.edtf).points
        if mention.opening and points_of and points_of[0] is not None and points_of[-1] is not None:
            date = from_edtf(opened(mention.opening, (points_of[0], points_of[-1])).edtf)
        years = how.unit in ("year", "decade") and how.kind in ("period", "offset", "past") and not how.which
        return Resolved(mention, date, why, False, years)
