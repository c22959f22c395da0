"""Text as tokens for the finder of dates, and the words that it knows."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from db.drafting.budget import Budget, loop_of
from db.readers.month_names import MONTHS, plain

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+|\n|[^\w\s]")

# months that are other words or names too: with a small letter they are no month
MONTHS_IN_CAPITALS = frozenset(("may", "march", "mar", "august", "april", "june", "dec", "sept", "sep", "jan", "mai"))
SHORT_MONTHS = frozenset(
    name
    for name in MONTHS
    if len(name) <= 4 and name not in ("may", "june", "july", "juin", "juni", "mai", "mayo", "marz")
)
ENGLISH_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug"
    " sep sept oct nov dec".split()
)
_WEEKDAYS = (
    "monday montag lundi lunes pazartesi понедельник понеделок понедельника الاثنين الإثنين",
    "tuesday dienstag mardi martes salı вторник вівторок вторника الثلاثاء",
    "wednesday mittwoch mercredi miércoles çarşamba среда среду середа середу الأربعاء الاربعاء",
    "thursday donnerstag jeudi jueves perşembe четверг четвер четверга الخميس",
    "friday freitag vendredi viernes cuma пятница пятницу п'ятниця п'ятницю الجمعة",
    "saturday samstag sonnabend samedi sábado cumartesi суббота субботу субота суботу السبت",
    "sunday sonntag dimanche domingo pazar воскресенье неділя неділю الأحد الاحد",
)
_SHORT_WEEKDAYS = "mon tue wed thu fri sat sun"
WEEKDAYS: dict[str, int] = {plain(word): n for n, line in enumerate(_WEEKDAYS) for word in line.split()}
SHORT_WEEKDAYS: dict[str, int] = {word: n for n, word in enumerate(_SHORT_WEEKDAYS.split())} | {
    "tues": 1, "thur": 3, "thurs": 3,
}  # fmt: skip
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(), 1
    )
} | {"a": 1, "an": 1, "twenty": 20, "thirty": 30}
# vague numbers of days, weeks …: how few and how many may be meant
VAGUE = {"few": (2, 5), "several": (3, 7), "couple": (2, 3), "some": (2, 5), "many": (5, 12)}
UNITS = {
    "minute": "hour", "minutes": "hour", "hour": "hour", "hours": "hour", "day": "day", "days": "day",
    "night": "day", "nights": "day", "week": "week", "weeks": "week", "fortnight": "fortnight", "month": "month",
    "months": "month", "year": "year", "years": "year", "decade": "decade", "decades": "decade",
    "weekend": "weekend", "morning": "day", "evening": "day", "afternoon": "day",
}  # fmt: skip
DAY_PARTS = frozenset("morning afternoon evening night noon midday dawn dusk overnight midnight sunrise sunset".split())
ORDINALS = frozenset(("st", "nd", "rd", "th", "er", "ème", "eme", "º", "ª", "го"))
ORDINAL_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1, "final": -1, "opening": 1}
DASHES = frozenset("-–—‒−")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text: small letters without accents, where each begins and ends, and the text itself."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    months: list[int]  # the places where a word may be the name of a month

    def month_within(self, place: int, reach: int) -> bool:
        """Whether a month may be named among the next so many tokens."""
        at = bisect_left(self.months, place)
        return at < len(self.months) and self.months[at] <= place + reach

    def __len__(self) -> int:
        return len(self.words)

    def at(self, place: int) -> str:
        """The token at a place; empty before the first and after the last."""
        return self.words[place] if 0 <= place < len(self.words) else ""

    def raw(self, place: int) -> str:
        """The token as it is written."""
        return self.text[self.starts[place] : self.ends[place]] if 0 <= place < len(self.words) else ""

    def capital(self, place: int) -> bool:
        """Whether the token begins with a capital letter."""
        return 0 <= place < len(self.words) and self.text[self.starts[place]].isupper()

    def number(self, place: int, longest: int = 4) -> int | None:
        """The token as a number of at most so many figures."""
        word = self.at(place)
        return int(word) if word and len(word) <= longest and word.isdecimal() else None

    def touching(self, place: int) -> bool:
        """Whether nothing stands between a token and the one before it."""
        return 0 < place < len(self.words) and self.starts[place] == self.ends[place - 1]

    def in_larger_number(self, place: int) -> bool:
        """Whether a number is a part of one such as 12,000 or 3.5, or of a sum of money or a share."""
        before, after = self.starts[place], self.ends[place]
        text = self.text
        if before > 1 and text[before - 1] in ",.٬٫" and text[before - 2].isdecimal():
            return True
        if before and text[before - 1] in "$€£#№":
            return True
        following = text[after : after + 2]
        return (len(following) == 2 and following[0] in ",.٬٫" and following[1].isdecimal()) or following[:1] == "%"

    def month(self, place: int) -> tuple[int, int]:
        """The month named at a place and the place after it; (0, place) where none is."""
        word = self.at(place)
        month = MONTHS.get(word, 0)
        following = place + 1
        if word in ("كانون", "تشرين") or not month:
            month = MONTHS.get(f"{word} {self.at(place + 1)}", 0)
            following = place + 2
        if not month or (word in MONTHS_IN_CAPITALS and not self.capital(place)):
            return 0, place
        # "Jan. 5", "حزيران/يونيو"
        if self.at(following) == "." and word in SHORT_MONTHS and self.touching(following):
            following += 1
        if self.at(following) in ("/", "(") and self._same_month(following + 1, month):
            following = self._same_month(following + 1, month)
            following += self.at(following) == ")"
        return month, following

    def _same_month(self, place: int, month: int) -> int:
        """The place after another name of the same month; 0 where there is none."""
        for length in (1, 2):
            if MONTHS.get(" ".join(self.words[place : place + length])) == month:
                return place + length
        return 0


_SHORTEST_WRAPPED = 45


def within_paragraph(text: str, place: int) -> bool:
    """Whether a line break only wraps a long line, so that words before and after it belong together."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if not (before.isalnum() or before in (",", ")")) or not after.isalnum():
        return False
    return "\n" not in text[max(0, place - _SHORTEST_WRAPPED) : place] and place > _SHORTEST_WRAPPED


def tokens_of(text: str, budget: Budget | None = None) -> Tokens:
    """The text taken apart into words, numbers, signs and line breaks."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    goes_on = loop_of(budget, "tokens")
    for found in _TOKEN.finditer(text):
        if not goes_on(found.start()):
            break
        word = found.group()
        if word == "\n" and within_paragraph(text, found.start()):
            continue
        words.append(word.lower() if word.isascii() else plain(word.replace("’", "'")))
        starts.append(found.start())
        ends.append(found.end())
    months = [place for place, word in enumerate(words) if word in MONTHS or word in ("كانون", "تشرين")]
    return Tokens(text, words, starts, ends, months)
