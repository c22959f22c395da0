"""What tables call their columns: headers in several languages and HXL tags -> fields of a mapping."""

from __future__ import annotations

import re

from db.readers.month_names import plain

# A name that stands twice is the field where it stands first; within a field the better names come first.
_NAMES = """
outside_id: id|event id|eventid|incident id|incident no|incident number|incident nr|case id|case number|
  record id|uid|uuid|ref|ref no|reference|reference number|globaleventid|objectid|fid|no|nr|n°|number|
  identifiant|numero|numéro|kennung|lfd nr|رقم|رقم الحادث|المعرف
date: date|event date|incident date|date of incident|date of event|date start|start date|date from|
  from date|date begin|begin date|day|date time|datetime|date time utc|date and time|date reported|
  report date|occurred|occurred on|when|dtg|date de l incident|date incident|date debut|fecha|
  fecha del incidente|fecha inicio|datum|vorfallsdatum|التاريخ|تاريخ|تاريخ الحادث|اليوم|sqldate
date_end: date end|end date|date to|to date|date until|last day|until|date fin|fecha fin|enddatum|bis|
  تاريخ الانتهاء
year: year|iyear|annee|ano|año|jahr|السنة
month: month|imonth|mois|mes|monat|الشهر
day: iday|day of month|jour|dia
time: time|event time|incident time|time of day|hour|local time|time local|time utc|utc time|time zulu|
  heure|hora|uhrzeit|zeit|الوقت|الساعة
zone: time zone|timezone|tz|utc offset
latitude: latitude|lat|y|y coord|coord y|y coordinate|gps lat|gps latitude|lat dd|latitud|breite|
  breitengrad|geogr breite|خط العرض|actiongeo lat
longitude: longitude|lon|long|lng|x|x coord|coord x|x coordinate|gps lon|gps long|gps longitude|lon dd|
  long dd|longitud|lange|langengrad|geogr lange|خط الطول|actiongeo long
position: mgrs|grid|grid reference|grid ref|mgrs grid|coordinates|coordinate|coords|position|gps|lat long|
  lat lon|latlong|latlon|geom|geometry|geom wkt|wkt|the geom|coordonnees|coordenadas|koordinaten|
  الاحداثيات|الإحداثيات
precision: precision|geo precision|location precision|location accuracy|accuracy|specificity|where prec|
  geo accuracy
deaths_civilians: civilian deaths|civilians killed|civilian fatalities|deaths civilians|civ killed|kia civ|
  civils tues|civiles muertos|getotete zivilisten|مدنيين قتلى|القتلى المدنيون
deaths_low: deaths low|killed low|killed min|min killed|fatalities low|fatalities min|deaths min|
  minimum deaths|low
deaths_high: deaths high|killed high|killed max|max killed|fatalities high|fatalities max|deaths max|
  maximum deaths|high
deaths: deaths|fatalities|killed|dead|kia|nkill|number killed|no killed|total killed|total deaths|
  people killed|victims killed|best|deaths best|total fatalities|morts|tues|nombre de morts|deces|muertos|
  fallecidos|victimas mortales|tote|todesopfer|getotete|القتلى|قتلى|عدد القتلى|الوفيات|الشهداء
injured_low: injured low|injured min|wounded min
injured_high: injured high|injured max|wounded max
injured: injured|wounded|wia|nwound|injuries|number injured|total injured|blesses|heridos|verletzte|
  verwundete|الجرحى|جرحى|عدد الجرحى|المصابين
kind: kind|sub event type|subcategory|sub category|event type|incident type|type of incident|type of event|
  type|category|incident category|event category|event|attack type|attacktype1 txt|class|classification|
  nature|type d incident|type incident|categorie|tipo|tipo de incidente|categoria|art|vorfallart|kategorie|
  النوع|نوع الحادث|نوع|التصنيف
title: title|headline|name|event name|incident|incident name|subject|titre|intitule|titulo|titel|
  uberschrift|العنوان|الحادث|الحدث
summary: summary|description|details|detail|narrative|event description|incident description|what happened|
  text|report|resume|recit|descripcion|detalles|resumen|beschreibung|schilderung|الوصف|وصف|التفاصيل|
  تفاصيل|الملخص
place: place|location|location name|area|sector|site|settlement|village|town|city|town village|community|
  locality|place name|where|where coordinates|lieu|localite|ville|lugar|localidad|ciudad|pueblo|ort|
  stadt|ortschaft|المكان|الموقع|المدينة|القرية|البلدة|actiongeo fullname
district: district|adm2|admin2|admin 2|adm 2|adm2 name|admin2 name|county|subdistrict|sub district|
  municipality|distrito|municipio|bezirk|kreis|المنطقة|الناحية|القضاء
province: province|governorate|state|region|adm1|admin1|admin 1|adm 1|adm1 name|admin1 name|oblast|
  provstate|gouvernorat|provincia|departamento|provinz|gouvernement|bundesland|المحافظة|محافظة|الولاية
country: country|country name|country txt|adm0|admin0|nation|pays|pais|land|الدولة|البلد
initiator: initiator|perpetrator|perpetrators|attacker|attacking force|aggressor|gname|perpetrator group|
  auteur|auteurs|perpetrador|autor|angreifer|tater|الفاعل|الجهة المهاجمة|المهاجم|الجاني|الجهة المسؤولة
target: target|targets|victim|victims|target group|targeted|cible|victime|victimes|objetivo|victima|ziel|
  opfer|الهدف|المستهدف|الضحية|الضحايا
participant: actor|actors|actor1|actor2|actor 1|actor 2|actor a|actor b|party|parties|side a|side b|
  armed group|group|groups|force|forces|unit|belligerents|acteur|acteurs|actores|grupo|akteur|akteure|
  partei|who|الجهة|الجهات|الأطراف|الاطراف|الطرف|actor1name|actor2name
source_date: source date|date of source|publication date|published|date published|date source|
  fecha de publicacion|quelldatum
source_title: source title|source headline|article title|article|headline of source
source_address: source url|url|link|links|web|website|hyperlink|source link|address|sourceurl|lien|
  enlace|الرابط|رابط
quoted: quoted|original source|source original|according to|quelle zitiert
source: source|sources|reported by|reporting|source name|media|outlet|publisher|organisation|organization|
  reporter|fuente|fuentes|quelle|quellen|المصدر|المصادر
grade: grade|grading|admiralty|admiralty code|source grading|evaluation
reliability: reliability|source reliability|fiabilite|confiabilidad|zuverlassigkeit
credibility: credibility|information credibility|confidence|veracity|credibilite|credibilidad|glaubwurdigkeit
flashpoint: flashpoint|hotspot|hot spot|theatre|area of operations
tags: tags|tag|keywords|labels|mots cles|etiquetas|schlagworte|stichworte
note: note|notes|comment|comments|remark|remarks|analyst comment|analyst note|remarques|commentaire|
  observaciones|comentarios|notas|bemerkung|bemerkungen|anmerkung|ملاحظات|ملاحظة
hedge: hedge|caveat|certainty
recurring: recurring|repeated
"""
BY_NAME: dict[str, str] = {}
_RANK: dict[str, int] = {}


def words_of(header: str) -> str:
    """A header as plain words: small letters, no accents, no brackets and units, marks as spaces; camelCase parted."""
    header = header[:200]
    text = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", header) if not header.strip().startswith(("(", "[")) else header
    text = re.sub(r"(?<=[a-zß-ÿ])(?=[A-Z])", " ", text) if not text.isupper() else text
    return " ".join(re.sub(r"[^\w°]+|_", " ", plain(text)).split())


def _entries(block: str) -> list[tuple[str, str]]:
    """The (field, names) of a block of lines "field: names", of which the indented go on."""
    lines = block.strip().replace("\n  ", "").splitlines()
    return [(field, names) for field, _, names in (line.partition(": ") for line in lines)]


def _fill() -> None:
    for field, names in _entries(_NAMES):
        for rank, name in enumerate(names.split("|"), 1):
            for spelling in (words_of(name), words_of(name).replace(" ", "")):
                if spelling not in BY_NAME:
                    BY_NAME[spelling], _RANK[spelling] = field, rank


_fill()

# https://hxlstandard.org/standard/1-1final/dictionary/ -- the first line whose hashtag and attributes are all there
_TAGS = """
#date+end=date_end #date+reported=source_date #date+year=year #date+month=month #date=date #geo+lat=latitude
#geo+lon=longitude #geo+coord=position #geo+precision=precision #geo+mgrs=position
#affected+killed+civilian=deaths_civilians #affected+killed+min=deaths_low #affected+killed+max=deaths_high
#affected+killed+low=deaths_low #affected+killed+high=deaths_high #affected+killed=deaths #affected+deaths=deaths
#affected+fatalities=deaths #affected+dead=deaths #affected+injured=injured #affected+wounded=injured #country+code=
#adm1+code= #adm2+code= #loc+code= #country=country #adm1=province #adm2=district #loc=place #adm3= #adm4=
#event+id=outside_id #meta+id=outside_id #cause=kind #event+type=kind #event+name=title #event+title=title #event+code=
#event+description=summary #event=kind #crisis= #description=summary #title=title #actor+perpetrator=initiator
#actor+initiator=initiator #actor+target=target #actor+victim=target #actor+code= #group=participant
#actor=participant #meta+source=source #meta+url=source_address #source+url=source_address #source=source
#org=source #time=time #comment=note #meta+comment=note
"""


def field_of_tag(tag: str) -> str | None:
    """The field of an HXL tag ("#geo+lat"); an empty text for a tag that has none, None for what is no known tag."""
    parts = {part for part in re.split(r"(?=[+#])", tag.strip().casefold().replace(" ", "")) if part}
    for known, _, field in (entry.partition("=") for entry in _TAGS.split()):
        if set(re.split(r"(?=[+#])", known)[1:]) <= parts:
            return field
    return None


def rank_of(words: str) -> int:
    """How good a name the words are for their field, 1 the best; 99 for words that name none."""
    return _RANK.get(words, 99)
