"""The words of typed dates in English, German, French and Arabic, brought to one plain English form."""

from __future__ import annotations

import re
import unicodedata

# One private-use letter a month, so that the grammar sees months as single letters.
MONTH_LETTERS = "".join(chr(0xE000 + month) for month in range(1, 13))

# Spellings are folded already: no capitals, no diacritics, no hamza or madda over an alif.  Arabic months: Levant,
# Egypt and the Gulf, the Maghreb.
_MONTHS = (
    "january jan januar janner janvier janv|كانون الثاني|يناير|جانفي",
    "february feb februar fevrier fev fevr|شباط|فبراير|فيفري",
    "march mar marz maerz mrz mars|اذار|مارس",
    "april apr avril avr|نيسان|ابريل|افريل",
    "may mai|ايار|مايو|ماي",
    "june jun juni juin|حزيران|يونيو|يونيه|جوان",
    "july jul juli juillet juil|تموز|يوليو|يوليه|جويلية",
    "august aug aout|اب|اغسطس|اوت",
    "september sep sept septembre|ايلول|سبتمبر",
    "october oct oktober okt octobre|تشرين الاول|اكتوبر",
    "november nov novembre|تشرين الثاني|نوفمبر",
    "december dec dezember dez decembre|كانون الاول|ديسمبر",
)

_WORDS = {
    "about": "about|around|circa|ca|c|approx|approximately|roughly|some time around|um|gegen|etwa|ungefahr|vers|environ"
    "|حوالي|نحو|قرابة",
    "uncertain": "uncertain|probably|possibly|perhaps|maybe|unsicher|vermutlich|wohl|incertain|peut-etre|ربما",
    "between": "between|zwischen|entre|بين",
    "from": "from|von|vom|du|من",
    "since": "since|starting|not before|no earlier than|not earlier than|on or after|seit|ab|depuis|a partir de|منذ",
    "after": "after|nach|apres|بعد",
    "before": "before|prior to|vor|avant|قبل",
    "by": "by|up to|not after|no later than|not later than|on or before|bis spatestens",
    "until": "until|till|til|bis|jusqu'au|jusqu'en|jusqu'a|حتى",
    "to": "to|through|thru|zum|a|au|الى",
    "and": "and|und|et|و",
    "or": "or|oder|ou|او",
    "on": "on|in|am|im|en|le|during|في",
    "onwards": "onwards|onward|on wards",
    "early": "early|beginning of|start of|anfang|debut|اوائل|مطلع|بداية",
    "mid": "mid|middle of|mitte|mi|منتصف",
    "late": "late|end of|ende|fin|اواخر|نهاية",
    "spring": "spring|fruhling|fruhjahr|printemps|ربيع",
    "summer": "summer|sommer|ete|صيف",
    "autumn": "autumn|fall|herbst|automne|خريف",
    "winter": "winter|hiver|شتاء",
    "today": "today|heute|aujourd'hui|اليوم",
    "yesterday": "yesterday|gestern|hier|امس",
    "unknown": "unknown|not known|date unknown|date not known|no date|undated|n/a|unbekannt|inconnu|inconnue"
    "|غير معروف|مجهول",
    "": "the|of|de|den|dem|der",
}

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS = (
    "mon|montag|lundi|الاثنين",
    "tue|tues|dienstag|mardi|الثلاثاء",
    "wed|mittwoch|mercredi|الاربعاء",
    "thu|thur|thurs|donnerstag|jeudi|الخميس",
    "fri|freitag|vendredi|الجمعة",
    "sat|samstag|sonnabend|samedi|السبت",
    "sun|sonntag|dimanche|الاحد",
)


def _spellings() -> dict[str, str]:
    table = {spelling: f" {word} " for word, spellings in _WORDS.items() for spelling in spellings.split("|")}
    for weekday, spellings in zip(WEEKDAYS, _WEEKDAYS, strict=True):
        table.update(dict.fromkeys([weekday, *spellings.split("|")], f" {weekday} "))
    for letter, month in zip(MONTH_LETTERS, _MONTHS, strict=True):
        latin, *arabic = month.split("|")
        table.update(dict.fromkeys([*latin.split(), *arabic], f" {letter} "))
    return table


_TABLE = _spellings()
_SIGNS = {
    ord(sign): plain
    for plain, signs in {
        "–": "—―−‒", "-": "‐‑", "'": "’‘`´", "?": "؟", ",": "،", " about ": "~≈", " by ": "≤", " since ": "≥",
    }.items()
    for sign in signs
}  # fmt: skip
_KNOWN = re.compile(
    r"(?<![^\W\d_])(?:" + "|".join(sorted(map(re.escape, _TABLE), key=len, reverse=True)) + r")(?![^\W\d_])"
)
_ORDINAL = re.compile(r"(?<=[0-9])(?:st|nd|rd|th|eme|er|e)(?![^\W_])")
_BOTH_NAMES = re.compile(rf"([{MONTH_LETTERS}])\s*[/(]\s*\1\s*\)?")
_ABBREVIATION_DOT = re.compile(rf"(?<=[{MONTH_LETTERS}a-z] )\.(?!\.)")
_MIDNIGHT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:t| )00:00(?::00(?:\.0+)?)?z?")


def fold(text: str) -> str:
    """The text without capitals, diacritics, direction marks and odd signs, every digit as 0-9, single spaces."""
    kept = []
    for letter in unicodedata.normalize("NFKD", text.translate(_SIGNS)):
        kind = unicodedata.category(letter)
        if letter.isdecimal():
            kept.append(str(unicodedata.decimal(letter)))
        elif kind == "Cc":
            kept.append(" ")
        elif letter != "ـ" and kind not in ("Mn", "Cf", "Co", "Cs"):
            kept.append(letter)
    return " ".join("".join(kept).casefold().split())


def plain_english(text: str) -> str:
    """A typed date in the few words and month letters that db.date_words knows."""
    folded = fold(text)
    midnight = _MIDNIGHT.fullmatch(folded)
    if midnight:
        return midnight[1]
    words = _KNOWN.sub(lambda found: _TABLE[found[0]], _ORDINAL.sub("", folded))
    words = _ABBREVIATION_DOT.sub(" ", words)
    # news in Arabic gives both names of a month: "حزيران/يونيو"
    return " ".join(_BOTH_NAMES.sub(r"\1 ", words).split())
