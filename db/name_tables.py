"""The letter and word tables behind db/names.py: which spellings of a name count as the same letter.

Sources: the ALA-LC, BGN/PCGN and DIN 31635 romanisations of Arabic and the French and German newspaper
habits beside them; Bedirxan's Kurdish alphabet; Unicode's own decompositions do the rest.
"""

from __future__ import annotations

# What casefolding and decomposing leave of letters that people nevertheless type without their stroke.
FOLDED_LETTERS: dict[str, str] = {
    # Latin
    "ı": "i",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ø": "o",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ħ": "h",
    "ŧ": "t",
    "ŋ": "n",
    "ə": "e",
    # Arabic script: alef wasla, alef maqsura, ta marbuta, hamza on the line, tatweel
    "ٱ": "ا",
    "ى": "ي",
    "ة": "ه",
    "ء": "",
    "ـ": "",
    # Persian, Urdu and Kurdish forms of the same letters
    "ک": "ك",
    "ڪ": "ك",
    "ی": "ي",
    "ې": "ي",
    "ێ": "ي",
    "ے": "ي",
    "ھ": "ه",
    "ہ": "ه",
    "ە": "ه",
    "ۃ": "ه",
    "ۆ": "و",
    "ۇ": "و",
    "ڕ": "ر",
    "ڵ": "ل",
}

# Apostrophes and the letters and marks used for ayn and hamza: these join, they do not part a word.
JOINING_MARKS = frozenset("'’‘‛ʼʻʽʾʿˈˊˋ`´ʹʺ′＇ʔʕ׳")

# Ranges of combining marks that are dropped: Latin, Greek and Cyrillic accents, Hebrew points, Arabic
# tashkeel and Quranic signs, Syriac points.  Vowel signs of Indic and Thai writing are letters and stay.
DROPPED_MARKS: tuple[tuple[int, int], ...] = (
    (0x0300, 0x036F),
    (0x0483, 0x0489),
    (0x0591, 0x05C7),
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
    (0x0730, 0x074A),
    (0x0898, 0x08FF),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
)

# Letters of scholarly, Turkish and Cyrillic spelling whose accent carries the sound, before folding drops it.
SOUNDED_LETTERS: dict[int, str] = str.maketrans(
    {
        "š": "sh",
        "ş": "sh",
        "ș": "sh",
        "č": "ch",
        "ç": "ch",
        "ž": "zh",
        "ǧ": "j",
        "ḫ": "kh",
        "ẖ": "kh",
        "ġ": "gh",
        "ḡ": "gh",
        "ḏ": "dh",
        "ṯ": "th",
        "й": "y",
        # Russian writes h so, and kh too: h is the likelier in names from the Arabic.
        "х": "h",
    }
)

# The sound classes: each right-hand side is one letter of the key (c stands for sh and ch, x for kh).
# Longest first, so that "dsch" is seen before "sch".
DIGRAPHS: tuple[tuple[str, str], ...] = (
    ("tsch", "c"),
    ("dsch", "j"),
    ("dzh", "j"),
    ("sch", "c"),
    ("tch", "c"),
    ("sh", "c"),
    ("ch", "c"),
    ("kh", "x"),
    ("gh", "g"),
    ("th", "t"),
    ("dh", "d"),
    ("ph", "f"),
    ("zh", "j"),
    ("dj", "j"),
    ("ck", "k"),
)

LATIN_SOUNDS: dict[int, str] = str.maketrans({"q": "k", "p": "b", "v": "f", "e": "i", "y": "i", "o": "u", "w": "u"})

# The same classes for Arabic writing, after folding: long vowels and ayn are vowels, the rest consonants.
ARABIC_SOUNDS: dict[str, str] = {
    "ا": "a",
    "ع": "a",
    "و": "u",
    "ي": "i",
    "ب": "b",
    "پ": "b",
    "ت": "t",
    "ث": "t",
    "ط": "t",
    "ج": "j",
    "ژ": "j",
    "چ": "c",
    "ش": "c",
    "ح": "h",
    "ه": "h",
    "خ": "x",
    "د": "d",
    "ذ": "d",
    "ض": "d",
    "ر": "r",
    "ز": "z",
    "ظ": "z",
    "س": "s",
    "ص": "s",
    "غ": "g",
    "گ": "g",
    "ف": "f",
    "ڤ": "f",
    "ق": "k",
    "ك": "k",
    "ل": "l",
    "م": "m",
    "ن": "n",
}

# Articles: "al" before any word, the assimilated ones only before a sun letter (t d r z s n l and their kin).
PLAIN_ARTICLES = frozenset({"al", "el", "ul", "the"})
SUN_ARTICLES = frozenset(
    {"ar", "er", "ur", "as", "es", "us", "ash", "esh", "at", "et", "ut", "ath", "eth", "ad", "ed", "ud", "adh"}
    | {"az", "ez", "uz", "an", "en", "un", "ass", "ach"}
)
SUN_LETTERS = frozenset("tdrzsnl")

# Words with many spellings, brought to one: "father of", which opens hundreds of place and battle names,
# the "servant of the" that joins a name of God, and God.
SHORTENED_WORDS: dict[str, str] = {
    **dict.fromkeys(("abu", "abou", "abo", "ebu", "bu", "bou", "albu", "ابو", "البو", "بو"), "bu"),
    **dict.fromkeys(("abdul", "abdel", "abdal", "abdur", "abdu"), "abd"),
    "allah": "lah",
}

# Words that tell two otherwise equal names apart: a match never bridges a difference in these or in numbers.
TELLING_WORDS: dict[str, str] = {
    word: sense
    for sense, words in {
        "north": "north northern nord shamali shamaliyah shamaliya شمال شمالي الشمالي شماليه الشماليه",
        "south": "south southern sud janubi janubiyah janubiya جنوب جنوبي الجنوبي جنوبيه الجنوبيه",
        "east": "east eastern est sharqi sharqiyah sharqiya شرق شرقي الشرقي شرقيه الشرقيه",
        "west": "west western ouest gharbi gharbiyah gharbiya غرب غربي الغربي غربيه الغربيه",
        "upper": "upper fawqani fawqaniyah fawqaniya فوقاني الفوقاني",
        "lower": "lower tahtani tahtaniyah tahtaniya تحتاني التحتاني",
        "great": "great greater big kabir kabirah kabira كبير الكبير كبيره الكبيره",
        "small": "small little lesser saghir saghirah saghira صغير الصغير صغيره الصغيره",
        "new": "new neo jadid jadidah jadida جديد الجديد جديده الجديده",
        "old": "old former qadim qadimah qadima قديم القديم قديمه القديمه",
        "first": "first",
        "second": "second",
        "third": "third",
        "fourth": "fourth",
        "fifth": "fifth",
        "anti": "anti",
        "pro": "pro",
    }.items()
    for word in words.split()
}
