"""Words that mean actors the world over: demonyms and capitals of states, names of well-known groups, sorts of actors."""

from __future__ import annotations

# the common name of a state: (other names that a board may give it, its adjectives and people, what stands for it)
_STATES = """
Afghanistan | | afghan afghans | kabul
Armenia | | armenian armenians | yerevan
Australia | | australian | canberra
Azerbaijan | | azerbaijani azeri azeris | baku
Bahrain | | bahraini | manama
Belarus | | belarusian | minsk
Burkina Faso | | burkinabe | ouagadougou
Burundi | | burundian |
Cameroon | | cameroonian |
Canada | | canadian canadians | ottawa
Central African Republic | CAR | central-african | bangui
Chad | | chadian chadians | ndjamena
China | People's Republic of China | chinese | beijing
Colombia | | colombian colombians | bogota
Democratic Republic of the Congo | DRC, DR Congo, Congo, Democratic Republic of Congo | congolese | kinshasa
Egypt | | egyptian egyptians | cairo
Eritrea | | eritrean eritreans | asmara
Ethiopia | | ethiopian ethiopians | addis-ababa
France | | french | paris
Georgia | | georgian georgians | tbilisi
Germany | | german germans | berlin
India | | indian indians | new-delhi
Iran | Islamic Republic of Iran | iranian iranians | tehran teheran
Iraq | | iraqi iraqis | baghdad
Israel | | israeli israelis | jerusalem tel-aviv
Jordan | | jordanian jordanians | amman
Kenya | | kenyan kenyans | nairobi
Kuwait | | kuwaiti kuwaitis |
Lebanon | | lebanese | beirut
Libya | | libyan libyans | tripoli
Mali | | malian malians | bamako
Mozambique | | mozambican |
Myanmar | Burma | burmese | naypyidaw
Niger | | nigerien | niamey
Nigeria | | nigerian nigerians | abuja
North Korea | DPRK | north-korean | pyongyang
Oman | | omani | muscat
Pakistan | | pakistani pakistanis | islamabad
Philippines | | philippine filipino filipinos | manila
Poland | | polish | warsaw
Qatar | | qatari qataris | doha
Russia | Russian Federation | russian russians | moscow kremlin
Rwanda | | rwandan rwandans | kigali
Saudi Arabia | Kingdom of Saudi Arabia | saudi saudis saudi-arabian | riyadh
Somalia | | somali somalis | mogadishu
South Sudan | | south-sudanese | juba
Sudan | | sudanese | khartoum
Syria | Syrian Arab Republic, Syrian government | syrian syrians | damascus
Turkey | Türkiye, Turkiye | turkish turks | ankara
Uganda | | ugandan ugandans | kampala
Ukraine | | ukrainian ukrainians | kyiv kiev
United Arab Emirates | UAE, Emirates | emirati emiratis | abu-dhabi
United Kingdom | UK, Britain, Great Britain, U.K. | british britons | london whitehall
United States | US, USA, U.S., U.S.A., America, United States of America | american americans | washington pentagon white-house
Yemen | | yemeni yemenis | sanaa
"""


def _read_states() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...]:
    found = []
    for line in _STATES.strip().splitlines():
        name, others, people, stands_for = (part.strip() for part in line.split("|"))
        aliases = tuple(filter(None, (other.strip() for other in others.split(","))))
        found.append((name, aliases, _spaced(people), _spaced(stands_for)))
    return tuple(found)


def _spaced(words: str) -> tuple[str, ...]:
    return tuple(word.replace("-", " ") for word in words.split())


STATES = _read_states()

# what follows an adjective of a state: then the words mean its armed force, or those who speak for it
FORCE_NOUNS = frozenset(
    "force army troop soldier military jet warplane plane aircraft helicopter gunship bomber fighter navy naval warship "
    "drone commando marine paratrooper airstrike strike raid shelling bombardment fire missile rocket tank convoy "
    "adviser advisor personnel serviceman officer offensive operation patrol artillery unit brigade battalion side "
    "position base vehicle police guard ranger general colonel pilot operator sniper infantry armour armor "
    "airforce gunner garrison invasion incursion attack assault bombing outpost checkpoint barrage regiment division "
    "reinforcement column howitzer mortar border".split()
)
OFFICIAL_NOUNS = frozenset(
    "government official authority ministry minister president spokesman spokeswoman spokesperson embassy parliament "
    "media agency television tv state diplomat ambassador envoy senator leader leadership regime observatory foreign "
    "defence defense intelligence commander secretary prime administration delegation negotiator source".split()
)
# between the adjective and its noun
BETWEEN = frozenset(
    "air special armed ground military attack combat fighter state army regular government security operation border "
    "allied naval artillery tank war reconnaissance surveillance f su mig elite coalition marine and "
    "strategic heavy nuclear long range precision unmanned armoured armored mechanised mechanized mobile riot republican "
    "revolutionary aerospace tactical led senior top joint defence defense foreign prime".split()
)
# "X-made": X takes no part
MAKERS = frozenset(
    "made built supplied designed manufactured produced born registered language speaking held occupied controlled "
    "owned provided donated bought delivered style era".split()
)
# "X-backed": X stands behind what follows
BACKERS: dict[str, str] = {
    **dict.fromkeys(("backed", "supported", "sponsored", "funded", "financed", "equipped", "armed"), "backs"),
    **dict.fromkeys(("led", "run", "commanded", "directed"), "leads"),
    **dict.fromkeys(("trained", "advised"), "trains"),
    **dict.fromkeys(("allied", "aligned"), "allied"),
    **dict.fromkeys(("affiliated", "linked"), ""),
}

# well-known groups, for a board that does not name them yet: name, kind, other names
GROUPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Islamic State", "armed_group", ("ISIS", "ISIL", "Daesh", "Da'esh", "Islamic State of Iraq and Syria",
      "Islamic State of Iraq and the Levant", "Islamic State group", "داعش")),
    ("Hezbollah", "armed_group", ("Hizbullah", "Hizballah", "Hizbollah", "Lebanese Hezbollah", "حزب الله")),
    ("Hamas", "armed_group", ("حماس",)),
    ("Houthis", "armed_group", ("Houthi", "Ansar Allah", "Ansarallah", "Houthi rebels", "الحوثيون")),
    ("Taliban", "armed_group", ("طالبان",)),
    ("Al-Qaeda", "armed_group", ("al-Qaida", "al Qaeda", "القاعدة")),
    ("Al-Shabaab", "armed_group", ("al Shabaab", "al-Shabab")),
    ("Boko Haram", "armed_group", ()),
    ("PKK", "armed_group", ("Kurdistan Workers' Party",)),
    ("YPG", "armed_group", ("People's Protection Units",)),
    ("Syrian Democratic Forces", "armed_group", ("SDF",)),
    ("Free Syrian Army", "armed_group", ("FSA",)),
    ("Syrian National Army", "armed_group", ()),
    ("Hay'at Tahrir al-Sham", "armed_group", ("HTS", "Hayat Tahrir al-Sham")),
    ("Jabhat al-Nusra", "armed_group", ("Nusra Front", "al-Nusra Front", "al-Nusra")),
    ("Ahrar al-Sham", "armed_group", ()),
    ("Popular Mobilization Forces", "militia", ("Popular Mobilization Units", "Popular Mobilisation Forces",
      "Popular Mobilisation Units", "Hashd al-Shaabi", "Hashd al-Sha'abi", "الحشد الشعبي")),
    ("Peshmerga", "state_force", ()),
    ("Wagner Group", "armed_group", ("Wagner",)),
    ("Rapid Support Forces", "armed_group", ("RSF",)),
    ("Sudanese Armed Forces", "state_force", ("SAF",)),
    ("IRGC", "state_force", ("Islamic Revolutionary Guard Corps", "Revolutionary Guards", "Revolutionary Guard")),
    ("NATO", "coalition", ()),
    ("UNIFIL", "organisation", ()),
    ("MINUSMA", "organisation", ()),
    ("MONUSCO", "organisation", ()),
    ("M23", "armed_group", ()),
    ("ADF", "armed_group", ("Allied Democratic Forces",)),
)  # fmt: skip

# sorts of actors: words in the text -> words of which one must stand in a name of the board's actor.
# The first word of `kinds` is what a new actor of the sort would be; "" proposes none.
SORTS: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("Coalition", "coalition",
     ("coalition", "coalition forces", "coalition aircraft", "coalition warplanes", "coalition jets",
      "international coalition", "us led coalition", "american led coalition", "anti isis coalition",
      "coalition advisers", "coalition troops", "us led international coalition", "global coalition",
      "التحالف", "التحالف الدولي"),
     ("coalition", "inherent resolve")),
    ("Saudi-led coalition", "coalition",
     ("saudi led coalition", "arab coalition", "saudi led arab coalition", "saudi coalition",
      "saudi led military coalition"),
     ("saudi led coalition", "arab coalition")),
    ("Pro-government militias", "militia",
     ("pro government militia", "pro government militiamen", "pro government fighter", "pro regime militia",
      "pro regime fighter", "loyalist militia", "pro government militia fighter", "pro assad militia",
      "pro government paramilitary", "progovernment militia", "allied militia", "government militia",
      "pro government force", "pro regime force", "pro assad force", "loyalist force", "pro damascus force"),
     ("pro government", "pro gov", "pro regime", "loyalist")),
    ("Government forces", "state_force",
     ("government force", "government troop", "government soldier", "regime force", "regime troop", "regime soldier",
      "regime army", "regime aircraft", "regime warplane", "regime jet", "regime helicopter", "government aircraft",
      "government warplane", "government jet", "government helicopter", "government artillery", "regime artillery",
      "army troop", "the army", "army unit", "army soldier", "army helicopter", "army artillery", "state force",
      "federal force", "federal troop", "federal army", "national army", "security force", "the regime", "army force",
      "government army", "government gunner", "our force", "our troop", "armed force", "the military", "regime",
      "قوات النظام", "الجيش", "جيش النظام"),
     ("army", "armed force", "military", "security force", "government force", "defence force")),
    ("Rebels", "armed_group",
     ("rebel", "rebel force", "rebel fighter", "rebel group", "rebel faction", "opposition fighter",
      "opposition force", "opposition faction", "insurgent", "opposition group", "opposition gunner",
      "anti government fighter", "anti government force"),
     ("rebel", "opposition", "insurgent", "free syrian army")),
    ("Kurdish forces", "armed_group",
     ("kurdish force", "kurdish fighter", "kurdish militia", "kurdish led force", "kurdish troop", "kurdish unit",
      "kurdish militant", "kurdish led fighter", "kurdish militiamen"),
     ("kurdish", "ypg", "sdf", "peshmerga", "democratic force", "pkk")),
    ("Police", "state_force", ("police", "police officer", "policemen", "riot police", "gendarme"), ("police",)),
    ("Civilians", "civilians",
     ("civilian", "villager", "resident", "farmer", "refugee", "displaced people", "worshipper", "protester",
      "demonstrator", "journalist", "aid worker", "shopper", "المدنيين", "مدنيين", "مدنيون"),
     ("civilian",)),
    ("Tribal fighters", "militia",
     ("tribal fighter", "tribesmen", "tribal force", "tribal gunmen", "tribal militia"), ("tribal", "tribe")),
    ("Unidentified gunmen", "unknown",
     ("gunmen", "gunman", "unidentified gunmen", "unknown gunmen", "unidentified attacker", "armed men", "militant",
      "unknown assailant", "assailant", "attacker", "masked men", "unidentified armed men", "terrorist", "jihadist",
      "مسلحون مجهولون", "مسلحون"),
     ("unidentified", "unknown", "gunmen")),
)  # fmt: skip

# the last word of a name that no board knows yet, and its kind; and words that such a name begins with
GROUP_ENDINGS: dict[str, str] = {
    **dict.fromkeys(
        ("brigade", "battalion", "front", "movement", "militia", "guard", "regiment", "corps"), "armed_group"
    ),
    **dict.fromkeys(("division", "unit", "force", "army", "gang", "faction", "resistance"), "armed_group"),
    **dict.fromkeys(("coalition", "alliance"), "coalition"),
}
GROUP_OPENINGS = frozenset(
    "liwa jaysh jaish harakat hayat kataib kata'ib ahrar faylaq failaq jabhat ansar jund saraya quwat katibat katiba "
    "asaib liwaa usud fursan suqour tehrik lashkar".split()
)
