"""Words of foreign tables for kinds of incident: ACLED's types, and what people call things in several languages."""

from __future__ import annotations

import re

from db.readers.month_names import plain
from db.vocabulary import ACLED_KINDS, INCIDENT_KINDS

# The first line that fits decides, so the special stand before the general.
_WORDS: tuple[tuple[str, str], ...] = (
    ("banned_weapon", r"chemical|chlorine|sarin|poison gas|chimique|quimic|chemisch|كيماوي|كيميائي|cluster munition|phosph"),
    ("shoot_down", r"shoot.?down|shot down|downed|abattu|derrib|abgeschossen|اسقاط|إسقاط"),
    ("air_strike", r"air.?(?:strike|raid|attack|bomb)|drone|uav|raid aerien|frappe|bombardeo aereo|luft(?:angriff|schlag)|barrel bomb|غارة|غارات|جوي"),
    ("explosive", r"\bv?b?s?v?ieds?\b|landmine|\bmines?\b|suicide|car bomb|explosi|explosion|grenade|detonat|sprengs|عبوة|انفجار|لغم|تفجير|مفخخة"),
    ("shelling", r"shell|artiller|mortar|missile|rocket|bombard|pilonnage|obus|cohete|mortero|beschuss|rakete|قصف|صاروخ|مدفع"),
    ("abduction", r"abduct|kidnap|arrest|detain|detention|hostage|disappear|enlevement|secuestr|entfuhr|festnahme|verhaft|اعتقال|خطف|اختطاف"),
    ("protest", r"protest|demonstrat|riot|manifest|emeute|disturbio|unruh|مظاهر|احتجاج"),
    ("truce", r"cease.?fire|truce|agreement|reconcil|peace deal|cessez|accord|tregua|acuerdo|waffen(?:ruhe|stillstand)|abkommen|هدنة|اتفاق|مصالحة"),
    ("civilians", r"civilian|massacre|execution|assassinat|murder|homicide|sexual|rape|torture|civils|civiles|zivil|مدني|اغتيال|اعدام|إعدام|مجزرة"),
    ("control", r"captur|takeover|territor|regain|seiz(?:e|ure)|overrun|control|prise de|eroberung|سيطرة|تحرير"),
    ("clash", r"clash|battle|firefight|fighting|combat|skirmish|armed attack|ambush|engagement|raid|affrontement|enfrentamiento|gefecht|kampf|اشتباك|معركة|معارك|كمين"),
    ("deployment", r"deploy|build.?up|reinforce|headquarters|checkpoint|despliegue|verlegung|تعزيز|انتشار"),
    ("movement", r"movement|advance|withdraw|retreat|convoy|displace|mouvement|avance|retirada|vormarsch|ruckzug|تقدم|انسحاب|رتل"),
    ("aid", r"humanitar|\baid\b|evacuat|relief|ayuda|hilfe|evacuac|مساعد|اجلاء|إجلاء|إغاثة"),
    ("damage", r"damage|destruct|loot|arson|burn|vandal|sabotage|degat|pillage|saqueo|zerstor|تدمير|نهب|حرق"),
    ("statement", r"statement|warning|threat|declar|announce|communique|erklarung|drohung|بيان|تهديد"),
    ("clash", r"attack|attaque|ataque|angriff|armed|هجوم"),
)  # fmt: skip
_PATTERNS = tuple((kind, re.compile(words)) for kind, words in _WORDS)


def kind_of(cells: tuple[str, ...]) -> str | None:
    """The kind that the cells of a row name, the first cell that names one; None where none does."""
    for cell in cells:
        text = " ".join(cell.split())
        found = INCIDENT_KINDS.find(text) or ACLED_KINDS.get(text.casefold())
        if found:
            return found
    for cell in cells:
        text = plain(cell)[:200]
        for kind, pattern in _PATTERNS:
            if pattern.search(text):
                return kind
    return None
