"""What users type for a date to the date it means: a small grammar over the plain words of db.date_lexicon.

Numbers are read day first; month first only where day first is impossible.  A date without a year is the latest
that had begun by today.  A doubt before or after a span with a dash holds for both ends; after "from" and
"between", each end carries its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from db.date_lexicon import MONTH_LETTERS, WEEKDAYS, plain_english
from db.date_parts import (
    LONGEST_TEXT,
    UNKNOWN_SHAPE,
    DateError,
    Pair,
    Point,
    Shape,
    date_of,
    interval,
    named_span,
    one_of,
    single,
    unreadable,
)


@dataclass(frozen=True, slots=True)
class _Part:
    """One date as typed, 0 where something is left out; name is one that db.date_parts knows."""

    year: int = 0
    month: int = 0
    day: int = 0
    name: str = ""
    approximate: bool = False
    uncertain: bool = False
    weekday: str = ""

    @property
    def complete(self) -> bool:
        return bool(self.year) and not (self.day and not self.month)

    def pair(self) -> Pair:
        """Its first and last point; DateError where the day does not exist."""
        if self.name:
            start, end = named_span(self.name, self.year, self.month)
        else:
            start = end = Point(self.year, self.month, self.day)
        if self.weekday and WEEKDAYS[date_of(start.first).weekday()] != self.weekday:
            told, true = self.weekday.title(), WEEKDAYS[date_of(start.first).weekday()].title()
            raise DateError(f"{start.plain} was a {true}, not a {told}. Correct the day, or leave the weekday out.")
        return start.doubted(self.approximate, self.uncertain), end.doubted(self.approximate, self.uncertain)


_D, _Y, _YY, _M, _S = r"[0-9]{1,2}", r"[0-9]{4}", r"'?[0-9]{2}", f"[{MONTH_LETTERS}]", r"\s?[-/.,]?\s?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?P<d>{_D})\.?{_S}(?P<M>{_M})(?:{_S}(?P<y>{_Y}|{_YY}))?",  # 8 June 2017, 7-Oct-14
        rf"(?P<M>{_M})\s?(?P<d>{_D})(?:\s?,?\s?(?P<y>{_Y}|'[0-9]{{2}}))?",  # June 8, 2017
        rf"(?P<M>{_M})-(?P<d>{_D})-(?P<y>{_Y})",
        rf"(?P<M>{_M}){_S}(?P<y>{_Y}|'[0-9]{{2}})",  # June 2017
        rf"(?P<y>{_Y}){_S}(?P<M>{_M})(?:{_S}(?P<d>{_D}))?",  # 2017 June 8
        rf"(?P<y>{_Y})(?P<sep>\s?[-/.]\s?)(?P<m>{_D})(?P=sep)(?P<d>{_D})",  # 2017/06/08
        rf"(?P<a>{_D})(?P<sep>[-/.]\s?)(?P<b>{_D})(?P=sep)(?P<y>{_Y}|{_YY})",  # 8.6.2017
        rf"(?P<y>{_Y})[-/.](?P<m>{_D})",
        rf"(?P<m>{_D})[-/.](?P<y>{_Y})",
        rf"(?P<d>{_D})\.\s?(?P<m>{_D})\.",  # 30.5. as in 30.5.–2.6.2017
        rf"(?P<d>{_D})\s?,?\s(?P<y>{_Y})",  # the end of June 8–10, 2017
        rf"(?P<y>{_Y})",
        rf"(?P<M>{_M})",
        rf"(?P<d>{_D})\.?",
        rf"(?P<name>early|mid|late)\s?-?\s?(?P<M>{_M})(?:{_S}(?P<y>{_Y}|'[0-9]{{2}}))?",
        rf"(?P<name>early|mid|late)\s?-?\s?(?P<y>{_Y})",
        rf"(?P<name>spring|summer|autumn|winter)(?:\s(?P<y>{_Y}))?",
        rf"(?P<name>winter)\s(?P<y>{_Y})\s?[-–/]\s?(?P<next>{_Y}|[0-9]{{2}})",
    )
)
_BEFORE = re.compile(rf"(?:about|uncertain|on|(?P<weekday>{'|'.join(WEEKDAYS)}))(?![^\W\d_])\s?,?\s?")
_AFTER = re.compile(r"\s?(?:[?%]|about|\(\s?\?\s?\)|\(?\s?uncertain\s?\)?)$")
_OPENING = re.compile(r"(by|until|before|after|since|from|between)\s(.+)")
_ONWARDS = re.compile(r"(.+)\s(?:onwards|on)")
# what may stand between the ends of a span, the clearest first
_JOINTS = tuple(map(re.compile, (r"\s(?:to|until)\s", r"\s?–\s?", r"\s?-\s?", r"\s?/\s?")))
_AND = re.compile(r"\sand\s")


def _short_year(digits: str, today: int) -> int:
    """A year of two digits: the latest that is at most five years ahead of today."""
    if len(digits) == 4:
        return int(digits)
    this_year = date_of(today).year
    year = this_year - this_year % 100 + int(digits.lstrip("'"))
    return year - 100 if year > this_year + 5 else year


def _atom(text: str, today: int) -> _Part | None:
    """One date without any joint; None where the text is none."""
    approximate = uncertain = False
    weekday = ""
    while found := _BEFORE.match(text) or _AFTER.search(text):
        approximate |= "about" in found[0] or "%" in found[0]
        uncertain |= any(sign in found[0] for sign in ("uncertain", "?", "%"))
        weekday = found["weekday"] or weekday if found.re is _BEFORE else weekday
        text = text[found.end() :] if found.start() == 0 else text[: found.start()]
    if text in ("today", "yesterday"):
        day = date_of(today - (text == "yesterday"))
        return _Part(day.year, day.month, day.day, "", approximate, uncertain, weekday)
    for form in _FORMS:
        matched = form.fullmatch(text)
        part = _part(matched.groupdict(), today) if matched else None
        if part and (part.day or not weekday):
            return replace(part, approximate=approximate, uncertain=uncertain, weekday=weekday)
    return None


def _part(found: dict[str, str | None], today: int) -> _Part | None:
    """The numbers of a matched form; None where they cannot be meant."""
    year_text, letter = found.get("y"), found.get("M")
    year = _short_year(year_text, today) if year_text else 0
    month = MONTH_LETTERS.index(letter) + 1 if letter else int(found.get("m") or 0)
    day = int(found.get("d") or 0)
    if found.get("a"):
        day, month = int(found["a"] or 0), int(found["b"] or 0)
        if month > 12 >= day:
            day, month = month, day
    name = found.get("name") or ""
    following = found.get("next")
    if following and int(following) not in (year + 1, (year + 1) % 100):
        return None
    if (year_text and not year) or (found.get("m") and not 1 <= month <= 12):
        raise DateError("Years run from 0001 to 9999 and months from 1 to 12; one of these numbers lies outside.")
    if (found.get("d") or found.get("a")) and not day:
        raise DateError("Days are counted from 1. Leave the day out where it is not known, as in June 2017.")
    return _Part(year, month, day, name)


def _filled(parts: list[_Part], today: int, *, spanning: bool) -> list[_Part]:
    """The parts with what was left out: taken from their neighbours, the year else from today."""
    last = parts[-1]
    if last.day and not last.month:
        # "June 8–10, 2017": the month stands with the first day only
        left = parts[-2] if len(parts) > 1 else last
        if not (left.day and left.month):
            raise DateError(f"Day {last.day} of which month? Add it, as in {last.day} June 2017.")
        last = replace(last, month=left.month)
    if not last.year:
        dated = [part for part in parts[:-1] if part.year]
        last = _after(last, dated[-1]) if dated else _recent(last, today)
    done = [last]
    for part in reversed(parts[:-1]):
        following = done[0]
        if part.day and not part.month:
            if not following.month:
                raise DateError(f"Day {part.day} of which month? Add it, as in {part.day} June 2017.")
            part = replace(part, month=following.month)
        if not part.year:
            part = replace(part, year=following.year)
            # "30 December – 2 January 2017" began the year before
            if spanning and part.pair()[0].first > following.pair()[1].last:
                part = replace(part, year=part.year - 1)
        done.insert(0, part)
    return done


def _after(part: _Part, left: _Part) -> _Part:
    """The part with the year of the one to its left, or the next where it would come before that."""
    same = replace(part, year=left.year)
    if left.complete and same.pair()[1].last < left.pair()[0].first:
        return replace(part, year=left.year + 1)
    return same


def _recent(part: _Part, today: int) -> _Part:
    """The part in the latest year in which it had begun by today; 29 February may be eight years back."""
    this_year = date_of(today).year
    problem: DateError | None = None
    for year in range(this_year, max(0, this_year - 9), -1):
        dated = replace(part, year=year)
        try:
            if dated.pair()[0].first <= today:
                return dated
        except DateError as error:
            problem = problem or error
    raise problem or DateError("Add the year, as in 8 June 2017.")


def _split(text: str, today: int, *joints: re.Pattern[str]) -> tuple[_Part, _Part, re.Pattern[str]] | None:
    """The two ends of a span and what joins them; None where there is no joint or it could be one of several."""
    for joint in joints:
        splits: list[tuple[_Part, _Part, re.Pattern[str]]] = []
        for found in joint.finditer(text):
            right = _atom(text[found.end() :], today)
            left = _atom(text[: found.start()], today) if right else None
            if left and right:
                splits.append((left, right, joint))
        if splits:
            return splits[0] if len(splits) == 1 else None
    return None


def _span(left: _Part, right: _Part, today: int, *, shared_doubt: bool) -> Shape:
    if shared_doubt and not right.approximate:
        right = replace(right, approximate=left.approximate)
    if shared_doubt and not left.uncertain:
        left = replace(left, uncertain=right.uncertain)
    start, end = _filled([left, right], today, spanning=True)
    return interval(start.pair()[0], end.pair()[1])


def _alternatives(text: str, today: int) -> Shape | None:
    """Several dates joined by "or" and commas; None where the text is not that."""
    parts: list[_Part] = []
    for piece in (piece.strip(" ,") for piece in text.split(" or ")):
        whole = _atom(piece, today)
        found = [whole] if whole else [_atom(item.strip(), today) for item in piece.split(",")]
        if not all(found):
            return None
        parts.extend(part for part in found if part)
    if not all(part.complete for part in parts):
        # "about 5 or 6 June": one statement, one doubt
        approximate, uncertain = any(part.approximate for part in parts), any(part.uncertain for part in parts)
        parts = [replace(part, approximate=approximate, uncertain=uncertain) for part in parts]
    return one_of([part.pair() for part in _filled(parts, today, spanning=False)])


def _closed(text: str, today: int) -> Shape | None:
    """A date without an open end; None where the text is none."""
    part = _atom(text, today)
    if part:
        return single(_filled([part], today, spanning=False)[0].pair())
    if " or " in text:
        return _alternatives(text, today)
    split = _split(text, today, *_JOINTS)
    return _span(split[0], split[1], today, shared_doubt=True) if split else None


def _opened(word: str, text: str, today: int) -> Shape | None:
    """What follows by, before, after, since or from, as an interval that is open at one end."""
    shape = _closed(text, today)
    if shape is None or shape.kind == "unknown":
        return None
    start, end = shape.points[0], shape.points[-1]
    if start is None or end is None:
        return None
    if word in ("by", "until"):
        return interval(None, end)
    if word == "before":
        return interval(None, start.stepped(-1))
    return interval(end.stepped(1) if word == "after" else start, None)


def read_typed(text: str, today: int) -> Shape:
    """The date that a typed text means, EDTF aside; today is a day number.  DateError where it means none."""
    if len(text) > LONGEST_TEXT:
        raise unreadable(text)
    words = plain_english(text)
    if len(words) > 2 * LONGEST_TEXT:
        raise unreadable(text)  # some signs stand for many letters
    if words in ("", "unknown", "?"):
        return UNKNOWN_SHAPE
    onwards = _ONWARDS.fullmatch(words)
    if onwards:
        words = "since " + onwards[1].removeprefix("from ").removeprefix("since ")
    opening = _OPENING.fullmatch(words)
    shape: Shape | None
    if opening is None:
        shape = _closed(words, today)
    elif opening[1] in ("from", "between"):
        shape = _from(opening[1], opening[2], today)
    else:
        shape = _opened(opening[1], opening[2], today)
    if shape is None:
        raise unreadable(text)
    return shape


def _from(word: str, text: str, today: int) -> Shape | None:
    """What follows "from" or "between": two ends, or for "from" one that is open after it."""
    joints = (*_JOINTS[:3], _AND) if word == "between" else _JOINTS[:3]
    whole = _atom(text, today) if word == "from" else None
    split = None if whole else _split(text, today, *joints)
    if split:
        return _span(split[0], split[1], today, shared_doubt=False)
    return _opened("since", text, today) if word == "from" else None
