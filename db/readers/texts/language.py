"""The language of a text, guessed from its script and a few words that every page of a language has."""

from __future__ import annotations

import re
from collections import Counter

_SAMPLE = 20_000
_WORDS = {
    "en": "the of and to in that was for with on by from said have were which",
    "fr": "le la les des et dans une est que pour du par sur avec qui pas",
    "de": "der die das und den von zu mit ist nicht ein eine auf dem für im",
    "es": "el los las del en que una por con para se es su como más fue",
    "it": "il di che la per un non con una della sono nel gli dei da",
    "pt": "o os das dos em que uma por com para não se da do foi ao",
    "nl": "de het een van en in dat is op te zijn met voor niet door",
    "tr": "ve bir bu için ile da de olarak olan tarafından çok daha sonra",
    "ku": "û li di ji bo ku de ya yê ên ser re ne wê hate jî",
    "pl": "i w na z do się nie że jest oraz przez od dla po",
    "id": "dan yang di dari untuk dengan pada dalam ini itu oleh",
    "ar": "في من على إلى أن عن التي الذي كان مع قال هذا هذه بعد",
    "fa": "در از به که این است را با برای آن های می شد کرد",
    "ckb": "لە و بۆ کە بە ئەو ئەم دەکات لەگەڵ سەر",
    "ur": "کے کی میں ہے اور سے کو نے کا پر یہ",
    "ru": "и в не на что с по как из от для было это также",
    "uk": "і в не на що з до та як від для було це також",
}
_FREQUENT = {code: frozenset(words.split()) for code, words in _WORDS.items()}
_SCRIPTS = (
    ("arabic", re.compile("[\u0600-\u06ff]"), ("ar", "fa", "ckb", "ur")),
    ("cyrillic", re.compile("[\u0400-\u04ff]"), ("ru", "uk")),
    ("hebrew", re.compile("[\u0590-\u05ff]"), ("he",)),
    ("greek", re.compile("[\u0370-\u03ff]"), ("el",)),
    ("kana", re.compile("[\u3040-\u30ff]"), ("ja",)),
    ("hangul", re.compile("[\uac00-\ud7af]"), ("ko",)),
    ("han", re.compile("[\u4e00-\u9fff]"), ("zh",)),
    ("devanagari", re.compile("[\u0900-\u097f]"), ("hi",)),
    ("latin", re.compile("[A-Za-zÀ-ɏ]"), ("en", "fr", "de", "es", "it", "pt", "nl", "tr", "ku", "pl", "id")),
)
# Letters that only one of the languages of a script has.
_TELLING = {"uk": "їєґ", "fa": "پچژگ", "ckb": "ێۆڕڵەڤ", "ur": "ٹڈڑےں"}
_WORD = re.compile(r"[^\W\d_]+")


def guess_language(text: str) -> str:
    """A code such as "ar", "en", "ku"; empty where the text is too short or of no language known here."""
    sample = text[:_SAMPLE]
    counts = {name: len(pattern.findall(sample)) for name, pattern, _ in _SCRIPTS}
    if counts["kana"] * 10 > counts["han"]:
        counts["kana"] += counts["han"]
    script = max(counts, key=lambda name: counts[name])
    letters = counts[script]
    if letters < 12:
        return ""
    codes = next(codes for name, _, codes in _SCRIPTS if name == script)
    if len(codes) == 1:
        return codes[0]
    words = Counter(_WORD.findall(sample.lower()))
    scores = {code: sum(words[word] for word in _FREQUENT[code]) * 10 for code in codes}
    for code in codes:
        scores[code] += sum(sample.count(letter) for letter in _TELLING.get(code, ""))
    best = max(codes, key=lambda code: scores[code])
    total = sum(words.values())
    if scores[best] >= (10 if total < 40 else total * 0.4):
        return best
    return {"arabic": "ar", "cyrillic": "ru"}.get(script, "") if scores[best] == 0 else ""


def language_code(told: str) -> str:
    """The language of a tag such as "en-GB" or "ar_SY"; empty for what is no tag."""
    found = re.match(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*\s*$", told.strip()[:40])
    return found.group(1).lower() if found else ""
