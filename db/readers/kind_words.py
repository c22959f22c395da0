"""Words of foreign tables for kinds of incident: ACLED's types, and what people call things in several languages."""

from __future__ import annotations

import re

from db.readers.month_names import plain
from db.vocabulary import ACLED_KINDS, INCIDENT_KINDS

# The first line that fits decides, so the special stand before the general.
_WORDS = r"""
banned_weapon: chemical|chlorine|sarin|poison gas|chimique|quimic|chemisch|كيماوي|كيميائي|cluster munition|
  phosph
shoot_down: shoot.?down|shot down|downed|abattu|derrib|abgeschossen|اسقاط|إسقاط
air_strike: air.?(?:strike|raid|attack|bomb)|drone|uav|raid aerien|frappe|bombardeo aereo|luft(?:angriff|
  schlag)|barrel bomb|غارة|غارات|جوي
explosive: \bv?b?s?v?ieds?\b|landmine|\bmines?\b|suicide|car bomb|explosi|explosion|grenade|detonat|
  sprengs|عبوة|انفجار|لغم|تفجير|مفخخة
shelling: shell|artiller|mortar|missile|rocket|bombard|pilonnage|obus|cohete|mortero|beschuss|rakete|
  قصف|صاروخ|مدفع
abduction: abduct|kidnap|arrest|detain|detention|hostage|disappear|enlevement|secuestr|entfuhr|festnahme|
  verhaft|اعتقال|خطف|اختطاف
protest: protest|demonstrat|riot|manifest|emeute|disturbio|unruh|مظاهر|احتجاج
truce: cease.?fire|truce|agreement|reconcil|peace deal|cessez|accord|tregua|acuerdo|waffen(?:ruhe|
  stillstand)|abkommen|هدنة|اتفاق|مصالحة
civilians: civilian|massacre|execution|assassinat|murder|homicide|sexual|rape|torture|civils|civiles|
  zivil|مدني|اغتيال|اعدام|إعدام|مجزرة
control: captur|takeover|territor|regain|seiz(?:e|ure)|overrun|control|prise de|eroberung|سيطرة|تحرير
clash: clash|battle|firefight|fighting|combat|skirmish|armed attack|ambush|engagement|raid|affrontement|
  enfrentamiento|gefecht|kampf|اشتباك|معركة|معارك|كمين
deployment: deploy|build.?up|reinforce|headquarters|checkpoint|despliegue|verlegung|تعزيز|انتشار
movement: movement|advance|withdraw|retreat|convoy|displace|mouvement|avance|retirada|vormarsch|ruckzug|
  تقدم|انسحاب|رتل
aid: humanitar|\baid\b|evacuat|relief|ayuda|hilfe|evacuac|مساعد|اجلاء|إجلاء|إغاثة
damage: damage|destruct|loot|arson|burn|vandal|sabotage|degat|pillage|saqueo|zerstor|تدمير|نهب|حرق
statement: statement|warning|threat|declar|announce|communique|erklarung|drohung|بيان|تهديد
clash: attack|attaque|ataque|angriff|armed|هجوم
"""
_PATTERNS = tuple(
    (kind, re.compile(words))
    for kind, _, words in (line.partition(": ") for line in _WORDS.strip().replace("\n  ", "").splitlines())
)


def kind_of(cells: tuple[str, ...]) -> str | None:
    """The kind that the cells of a row name, the first cell that names one; None where none does."""
    for cell in cells:
        text = " ".join(cell.split())
        found = INCIDENT_KINDS.find(text) or ACLED_KINDS.get(text.casefold())
        if found:
            return found
    for cell in cells:
        text = plain(cell[:200])
        for kind, pattern in _PATTERNS:
            if pattern.search(text):
                return kind
    return None
