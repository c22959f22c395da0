"""Names of months as tables spell them, in the languages of the ministries, agencies and NGOs that make them."""

from __future__ import annotations

import unicodedata

_NAMES = (
    "january jan janvier janv enero ene januar jänner jan. ocak января январь يناير كانون_الثاني جانفي",
    "february feb février févr fév febrero februar şubat февраля февраль فبراير شباط فيفري",
    "march mar mars marzo märz mrz mart марта март مارس آذار",
    "april apr avril avr abril abr nisan апреля апрель أبريل ابريل نيسان أفريل",
    "may mai mayo mayıs мая май مايو أيار ايار ماي",
    "june jun juin junio juni haziran июня июнь يونيو حزيران جوان",
    "july jul juillet juil julio juli temmuz июля июль يوليو تموز جويلية",
    "august aug août agosto ago ağustos августа август أغسطس اغسطس آب أوت",
    "september sept sep septembre septiembre setiembre eylül сентября сентябрь سبتمبر أيلول ايلول",
    "october oct octobre octubre oktober okt ekim октября октябрь أكتوبر اكتوبر تشرين_الأول تشرين_الاول",
    "november nov novembre noviembre kasım ноября ноябрь نوفمبر تشرين_الثاني",
    "december dec décembre déc diciembre dic dezember dez aralık декабря декабрь ديسمبر كانون_الأول كانون_الاول",
)


def plain(text: str) -> str:
    """Small letters without accents; Arabic letters keep their hamza."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    parts = unicodedata.normalize("NFD", folded)
    bare = "".join(ch for ch in parts if not unicodedata.combining(ch) or "\u0600" <= ch <= "\u06ff")
    return unicodedata.normalize("NFC", bare).replace("ı", "i")


MONTHS: dict[str, int] = {
    plain(name.replace("_", " ").rstrip(".")): number for number, line in enumerate(_NAMES, 1) for name in line.split()
}
