"""The few Arabic words that tell of incidents, and of deaths: enough to know what a line is about."""

from __future__ import annotations

from db.drafting.parts import FoundKind
from db.drafting.sentences import Sentence
from db.names import fold

_KINDS: dict[str, str] = {
    **dict.fromkeys("غارة غارات جوية طيران طائرات ضربة ضربات".split(), "air_strike"),
    **dict.fromkeys("قصف قصفت يقصف قذائف صواريخ صاروخ مدفعية مدفعي هاون قذيفة".split(), "shelling"),
    **dict.fromkeys("اشتباكات اشتباك معارك معركة اشتبكت مواجهات هجوم هاجم هاجمت كمين".split(), "clash"),
    **dict.fromkeys("انفجار انفجرت انفجر تفجير عبوة لغم مفخخة ناسفة".split(), "explosive"),
    **dict.fromkeys("أسقطت إسقاط أسقط".split(), "shoot_down"),
    **dict.fromkeys("سيطر سيطرت سيطرة استعادت استعاد تحرير".split(), "control"),
    **dict.fromkeys("تقدم تقدمت انسحاب انسحبت توغل دخلت".split(), "movement"),
    **dict.fromkeys("تعزيزات انتشار نشر".split(), "deployment"),
    **dict.fromkeys("اعتقال اعتقلت اعتقل خطف اختطاف".split(), "abduction"),
    **dict.fromkeys("هدنة اتفاق مصالحة".split(), "truce"),
    **dict.fromkeys("مظاهرة مظاهرات تظاهرة احتجاجات احتجاج".split(), "protest"),
    **dict.fromkeys("مساعدات إجلاء إغاثة".split(), "aid"),
    **dict.fromkeys("كيماوي كلور سارين".split(), "banned_weapon"),
    **dict.fromkeys("قتل قتلت مقتل استشهاد قتلى".split(), "kill"),
}
_BY_FOLD = {fold(word): kind for word, kind in _KINDS.items()}
_AIR = {fold(word) for word in "طيران طائرات الطيران الطائرات جوية الجوية طائرة".split()}
_LEADING = ("وال", "بال", "فال", "ال", "و", "ف", "ب", "ل")


def kinds_in_arabic(sentence: Sentence) -> list[FoundKind]:
    """The Arabic words of a sentence that tell of incidents; shelling by aircraft is an air strike."""
    found: list[FoundKind] = []
    air = any(word.folded in _AIR for word in sentence.words)
    for word in sentence.words:
        kind = _kind_of(word.folded)
        if kind is None:
            continue
        if kind == "shelling" and air:
            kind = "air_strike"
        elif kind == "air_strike" and word.folded.removeprefix("ال") in _AIR:
            continue  # what flew, not what happened
        found.append(FoundKind(word.start, word.end, kind, "noun", weight=1 if kind == "kill" else 3))
    return found


def _kind_of(folded: str) -> str | None:
    if folded in _BY_FOLD:
        return _BY_FOLD[folded]
    for lead in _LEADING:
        if folded.startswith(lead) and folded[len(lead) :] in _BY_FOLD:
            return _BY_FOLD[folded[len(lead) :]]
    return None
