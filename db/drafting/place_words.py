"""Words around places in prose: what points to a place, what belongs to it, and what is no place though it is in capitals."""

from __future__ import annotations

from db.names import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# English words and given names that are towns somewhere, and what prose writes in capitals without meaning a place
NO_PLACES = _words(
    """
    name can more but add same than time since run long log most share main content along off normal pop look date real
    much put limit deal man var reading side save bad hope nor shell basic port best rest seen turn bar big tell hook
    tar far come lock fall progress union say goes center nodes bottom pool marks nice human media manage sale hang
    region sin bare delta green vary rich cos said semi big march ran gold peer tan tune dim plot paper sane shut bat
    ast gap mul opportunity compound sides noisy salt sake central gamma band pas ten bell hot cal chop principal para
    palmer tap era aim perm shot luck pin shields she sim pan pen dam nix ares till superior lone diamond rapid moses
    roles filler hunt tok jam sad walker turbo boo bear dig leon forest eagle centre cascade thorn torn independence
    hat north island page trio spoken tin bury leader federal tape mine liberal cot sing shaping wal highland landau
    moss crystal postal bacon brick spring car mega smile ray rim mon bank hub buy lame engineer fore enterprise east
    south west opera tall boom deer banana retreat young lime surprise hold mobile sunset punch unity pax capital
    police feng sad possession dare summit liberty vote bone hand kum officer anew male clay mason fate bites tactic
    trident manor prince sort mile mud monster les sue tire soul vine soviet snow phoenix jordanian rain chair bud
    hudson trap temple lay alloy cheese soldier villa villas hero sparks normal price best media buffalo orange green
    reading battle war attack victory of on in at by to the a an and or if it is as we he they i his her their this that
    these those there then here when where while who what which why how after before during until although though
    because however meanwhile also both each some any all many few several most other another such no not yes one two
    three four five six seven eight nine ten eleven twelve dozens hundreds thousands scores at least about around nearly
    almost over under more less than only just even still yet so too very now today yesterday tomorrow tonight monday
    tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december jan feb mar apr jun jul aug sep sept oct nov dec spring summer autumn winter fall
    army navy police air force forces front council party ministry minister president prime governor general colonel
    major captain lieutenant sergeant brigadier commander commanders admiral marshal king queen prince princess sheikh
    imam emir sultan spokesman spokeswoman official officials sources source residents resident villagers activists
    witnesses civilians soldiers troops fighters militants rebels gunmen insurgents militia militias forces coalition
    alliance united nations security resolution agreement accord operation battalion brigade division regiment corps
    unit units command headquarters group groups movement committee commission court parliament senate congress house
    office agency news press television radio newspaper journal times post herald guardian telegraph reuters observatory
    human rights watch amnesty international red cross crescent médecins médecin doctors without borders msf icrc ocha
    unhcr unicef wfp who un eu nato ngo ngos idp idps state states islamic republic democratic people popular national
    free revolutionary liberation resistance defense defence guard guards special local regional central federal
    humanitarian response overview situation highlights update flash report reports reportedly summary key background
    developments needs funding contact note notes annex map table figure page photo video image god allah christian
    muslim sunni shia shiite shi jewish kurdish kurd kurds arab arabs turkmen yazidi yezidi alawite druze english french
    german spanish russian arabic turkish according earlier later last next first second third fourth final early late
    mid between among against from with without within into through across near outside inside behind beyond towards
    toward upon via per despite since mr mrs ms dr hi dear regards best thanks please pls hello sincerely yours our us
    will would could should may might must can cannot was were has have had been being is are do does did done claims
    claim claimed denies denied killed wounded injured dead deaths fire fires fighting clashes clash shelling strike
    strikes airstrike airstrikes raid raids bomb bombs bombing blast explosion mine mines rocket rockets missile
    missiles drone drones tank tanks gun guns ceasefire truce talks peace deal statement warning protest protests riot
    aid convoy convoys hospital hospitals school schools mosque church market road highway bridge dam airport airbase
    base camp border crossing checkpoint town city village district province governorate region area countryside river
    lake mountain hill valley sea gulf ocean desert island peninsula street square quarter neighbourhood neighborhood
    northern southern eastern western northwest northeast southwest southeast upper lower old new great greater
    total number none unknown yes ok okay access staff health education water food shelter protection logistics
    save children food programme program mission monitor monitoring project fund bank oil gas field fields media center
    david michael robert adam john paul peter james thomas george charles william henry edward albert victor daniel
    samuel joseph simon stephen steven patrick brian kevin alan eric mark philip richard anthony francis martin vincent
    oliver andrew andreas alexander alexei sergei vladimir ivan igor oleg boris viktor mikhail dmitry andrei yuri nikolai
    maria anna julia sophia elena olga natalia linda alice mary elizabeth catherine margaret ruth sarah laura emma
    mohammed muhammad mohamed mohammad ahmed ahmad ali hassan hasan hussein hussain ibrahim omar osman othman khaled
    khalid mustafa mahmoud yusuf youssef yousef abdullah abdallah abdul salah saleh jamal kamal karim rashid said saeed
    tariq faisal fahd nasser hamid hamza bilal ismail adel amin anwar bashar bashir marwan riad walid ziad carlos juan
    jose luis miguel pedro pablo diego jorge antonio francisco fernando gustavo santos martinez garcia hernandez lopez
    gonzalez perez rodriguez guerrero mendoza castillo washington's wagner khan singh kumar chen wang li zhang allen
    adams anderson davis douglas hamilton harrison hayes jackson jacob jones kelly kent lewis lucas macdonald murphy
    nelson newton norman parker ross russell scott shaw sherman smith stuart sutton taylor thomson walker wilson wright
    putin biden trump obama clinton bush carter reagan kerry tillerson blinken lavrov macron merkel erdogan assad maduro
    hezbollah hizbullah hamas taliban daesh isis isil houthi houthis peshmerga hashd kataib jaish harakat liwa ahrar
    ansar wazalendo janjaweed pentagon kremlin interpol ramadan eid christmas easter ukrainian thai
    lady lord sir father mother brother sister son daughter family abu bin ibn um umm al el as ad ar ash at az an la le
    les los las de del da do du van von der den
    """
)
TITLES = _words(
    "mr mrs ms dr president minister governor mayor general colonel major captain lieutenant sergeant brigadier commander"
    " sheikh imam emir king prince queen spokesman spokeswoman ambassador envoy secretary senator professor judge"
    " journalist activist father leader chief director admiral marshal col gen maj capt lt sgt brig cmdr reporter"
)
# words before a place that place something there
CUES = _words(
    "in at near of from to towards toward around outside inside into on across over between and leaving entering reached"
    " reach entered left besieged captured capture seized seize retook retake recaptured recapture liberated shelled hit"
    " bombed struck attacked attack via through for along beyond behind off past within throughout north south east west"
    " northeast northwest southeast southwest northern southern eastern western central rural greater surrounding nearby"
    " overran took stormed storm evacuated fled reaching approaching approached targeting defending en dans à nach bei aus"
    " к в во из под у на біля під до з із у"
)
STRONG_CUES = _words(
    "in at near from towards toward outside inside into north south east west northeast northwest southeast southwest"
    " northern southern eastern western central around dans près bei в во под у біля під возле за"
)
PLACED_BEFORE = _words(  # "the village of Hatla", "Lake Assad": what a place in capitals may follow within its name
    "city town village hamlet district province governorate region oblast county state municipality department camp mount"
    " lake fort port tell tall tal jabal jebel khan wadi ain ayn umm deir bir qala kafr khirbet northern southern eastern"
    " western central north south east west northeast northwest southeast southwest rural greater upper lower"
)
# nouns after a name that make the place: how exact it then is, and whether they belong to its name
KINDS_AFTER: dict[str, str] = {
    **dict.fromkeys(
        "city town village hamlet township settlement municipality suburb suburbs locality".split(), "town"
    ),
    **dict.fromkeys(
        "province governorate region oblast state department county district raion rayon subdistrict countryside area"
        " basin valley front sector axis pocket corridor muhafazah".split(),
        "district",
    ),
    **dict.fromkeys(
        "dam bridge airport airbase airfield crossing camp road highway mountain hill mountains hills hospital prison"
        " refinery junction checkpoint base port university mosque station barracks square market neighbourhood"
        " neighborhood quarter outskirts gate terminal site sites".split(),
        "vicinity",
    ),
}
PROVINCES = _words("province governorate region oblast state department county countryside muhafazah")
_BETWEEN_NAME_AND_KIND = _words("idp refugee border military air international oil gas power railway train central")
BETWEEN_NAME_AND_KIND = _BETWEEN_NAME_AND_KIND
# what makes a name of a body out of the name of a place before it
BODIES = _words(
    "council brigade brigades front army agreement accord accords process declaration ministry battalion military command"
    " room division party movement forces force times post observatory university government agency news media"
    " revolutionaries martyrs shield storm operations operation resistance guard guards police post democratic"
    " liberation centre center institute bank group shura authority militia militias network television tv radio"
    " protocol conference summit talks treaty convention memorandum mission regiment corps legion tribes club"
    " committee coalition alliance union federation people's front's"
)
# words before "of NAME" that make a body of it
BODIES_OF = _words(
    "state government republic kingdom university bank army emirate ministry party front union federation"
    " league council parliament free islamic states"
)
PEOPLE_AFTER = _words("based born backed led trained supported held controlled style made brokered sponsored aligned")
KEPT_AFTER = _words("held controlled")  # "Raqqa-held" names the holder; "rebel-held Idlib" is no matter of this
SPEAKING = _words(
    "said says has had have denied denies accused accuses called calls warned warns blamed blames insists insisted"
    " announced announces rejected rejects claimed claims condemned condemns wants wanted suspended signed agreed refuses"
    " refused vowed vows backs backed supports supported responded demanded demands urged urges hopes fears is was would"
    " will did does could must may might sees saw considers considered declared declares maintains argues believes sent"
    " sends supplies supplied deployed offered offers describes described regards threatened threatens dismissed opposes"
    " opposed continues remains remained again also itself confirmed confirms gave never speak speaks spoke talks"
)
BEFORE_METONYM = _words(
    "by with against accuse accused blamed urged told warned backed asked according between and both while but that whether"
    " which if for"
)
NEAR_WORDS = _words("near outside around outskirts suburbs vicinity environs surroundings close")
DIRECTIONS = {
    "north": 0.0, "northeast": 45.0, "north-east": 45.0, "east": 90.0, "southeast": 135.0, "south-east": 135.0,
    "south": 180.0, "southwest": 225.0, "south-west": 225.0, "west": 270.0, "northwest": 315.0, "north-west": 315.0,
    "northeastern": 45.0, "northwestern": 315.0, "southeastern": 135.0, "southwestern": 225.0, "northern": 0.0,
    "southern": 180.0, "eastern": 90.0, "western": 270.0,
}  # fmt: skip
# words after which a name in capitals that nobody knows is a place nevertheless
PLACES_UNKNOWN = _words(
    "in at near outside around towards toward into to from through via between"
    " reached entered left besieged captured seized shelled bombed"
    " struck recaptured retook liberated stormed overran evacuated attacked"
)
UNKNOWN_KINDS = _words(
    "village town hamlet city township settlement camp district valley mountain mountains hill hills neighbourhood"
    " neighborhood crossing dam bridge airbase airport road subdistrict governorate province outskirts locality quarter"
    " site sites checkpoint camps villages towns localities districts base bases height heights farm farms"
)

_DEMONYMS = """
SY syrian syrians|IQ iraqi iraqis|IR iranian iranians|JO jordanian jordanians|LB lebanese|IL israeli israelis
PS palestinian palestinians gazan gazans|TR turkish turk turks|SA saudi saudis|YE yemeni yemenis|EG egyptian egyptians
SD sudanese|SS|LY libyan libyans|TN tunisian tunisians|DZ algerian algerians|MA moroccan moroccans|RU russian russians
UA ukrainian ukrainians|BY belarusian belarusians|GE georgian georgians|AM armenian armenians|AZ azerbaijani azeri
AF afghan afghans|PK pakistani pakistanis|IN indian indians|MM burmese|CN chinese|ML malian malians|BF burkinabe
NE nigerien|NG nigerian nigerians|TD chadian chadians|CM cameroonian|CF|CD congolese|RW rwandan rwandans|UG ugandan
ET ethiopian ethiopians|ER eritrean eritreans|SO somali somalis|KE kenyan kenyans|MZ mozambican|CO colombian colombians
VE venezuelan venezuelans|MX mexican mexicans|HT haitian haitians|US american americans|GB british|FR french|DE german
KW kuwaiti|QA qatari|AE emirati|OM omani|BH bahraini|RS serbian serb serbs|XK kosovar|BA bosnian|PH filipino|TH thai
"""
DEMONYMS: dict[str, str] = {
    word: line.split()[0] for line in _DEMONYMS.replace("\n", "|").split("|") if line for word in line.split()[1:]
}
# states outside whose names stand for governments in reports of wars elsewhere
_CAPITALS = """
SY damascus|IQ baghdad|IR tehran teheran|JO amman|LB beirut|IL jerusalem|TR ankara|SA riyadh|YE sanaa|EG cairo
SD khartoum|LY tripoli|RU moscow kremlin|UA kyiv kiev|BY minsk|GE tbilisi|AM yerevan|AZ baku|AF kabul|PK islamabad
IN delhi|CN beijing|ML bamako|BF ouagadougou|NE niamey|NG abuja|TD ndjamena|CD kinshasa|RW kigali|UG kampala
ET addis ababa|ER asmara|SO mogadishu|KE nairobi|CO bogota|VE caracas|MX mexico city|US washington|GB london|FR paris
DE berlin|QA doha|AE abu dhabi|KW kuwait|MM naypyidaw naypyitaw|PS ramallah|BE brussels|CH geneva|JP tokyo|KR seoul
"""
CAPITALS: frozenset[str] = frozenset(
    fold(part.partition(" ")[2])
    for part in _CAPITALS.replace("\n", "|").split("|")
    if (part and len(part.split()) == 2) or part.startswith(("ET", "AE", "MX"))
) | _words("tehran teheran moscow kyiv kiev naypyidaw naypyitaw kremlin")
ARABIC_PREFIXES = ("وبال", "ولل", "وال", "بال", "كال", "فال", "لل", "و", "ب", "ل", "ف")
# Arabic words before or as the beginning of what looks like a place
ARABIC_NO_PLACES = _words("في من الى إلى على عن مع بعد قبل التي الذي هذا هذه كان قال وقال ان أن لم لا ما يوم اليوم")
