"""The words that tell of incidents: for each the kind, how plainly it says so, and its grammar.

A line is `kind weight form heads | rest`: `heads` are the first words it may begin with, `rest` a pattern that must
follow, in which ~3 stands for up to three words; an indented line goes on.  Form v: a verb, its past may be active
or passive; g: a verb in -ing or an infinitive; b: the present behind who does it ("rebels take the town"); n: a noun.  The
kind `hit` is settled by what was used (aircraft, artillery, a bomb) and by who was hit; `kill` is a consequence.
"""

from __future__ import annotations

LINES = r"""
air_strike 3 n airstrike airstrikes
air_strike 3 n air | [ -](?:strikes?|raids?|attacks?|bombardments?|bombings?|campaign)\b
air_strike 3 n aerial | \s(?:strikes?|raids?|attacks?|bombardments?|bombings?)\b
air_strike 3 n drone uav helicopter | \s(?:strikes?|attacks?|raids?)\b
air_strike 3 n bombing | \s(?:raids?|runs?|sorties?|campaign)\b
air_strike 3 n barrel | \sbombs?\b
air_strike 2 n bombing bombings bombardment bombardments
air_strike 3 v bombed
air_strike 3 g bombing
air_strike 3 v dropped drops | \s~3(?:bombs?|grenades?|munitions?|barrel bombs?)\b
air_strike 3 n sortie sorties
air_strike 2 v strafed
hit 3 n strike strikes
hit 3 v struck strikes
hit 3 g striking
hit 2 v targets | (?=\s(?:the|a|an|its|their|(?-i:[A-Z])))
hit 2 v hit hits targeted pounded pounds pummelled pummeled
hit 2 g hitting targeting pounding
hit 2 v carried launched conducted | \s(?:out\s)?~3(?:strikes?|raids?)\b
shelling 3 n shelling
shelling 3 v shelled shells | (?=\s(?!from|fired|fell|landed|hit|and))
shelling 3 n artillery | \s(?:fire|shelling|strikes?|bombardment|barrages?|attacks?|duels?|rounds|shells?)\b
shelling 3 n mortar rocket missile | \s(?:fire|attacks?|strikes?|barrages?|shelling|salvos?|rounds?|launch(?:es)?)\b
shelling 3 n rockets missiles mortars shells | \s~2(?:that |which )?(?:landed|lands?|struck|hit|fell|impacted
  |slammed|were fired|exploded|were launched|rained)\b
shelling 3 n rocket missile mortar shell | \s(?:shells?\s|rounds?\s)?~2(?:that |which )?(?:landed|lands?|struck|hit
  |fell|impacted|dropp?e?d?|slammed|was fired|exploded|was launched)\b
shelling 3 v fired fires launched shot | \s~5(?:heavy weapons?|rockets?|missiles?|mortars?|shells?|mortar rounds
  |artillery)\b
shelling 3 g firing launching | \s~4(?:rockets?|missiles?|mortars?|shells?|mortar rounds|artillery)\b
shelling 3 n grad rocket artillery | \s~1(?:salvos?|volleys?)\b
shelling 3 v bombarded bombards
shelling 3 g bombarding shelling
explosive 3 n ied ieds vbied svbied vbieds svbieds
explosive 3 n roadside car truck suicide motorcycle vehicle parcel magnetic sticky | [ -](?:bombs?|bombings?
  |bombers?|bomb attacks?|vest|attacks?|blasts?)\b
explosive 3 n improvised explosive | \s(?:explosive\s)?(?:devices?|charges?)\b
explosive 3 n landmine landmines
explosive 3 n land anti naval | [ -](?:personnel |tank )?mines?\b
explosive 3 v drove hit struck stepped ran triggered | \s(?:over|on|upon|by)?\s?(?:a|an|the)\s~2(?:land)?mines?\b
explosive 3 n unexploded | \s(?:ordnance|bombs?|shells?|munitions?)\b
air_strike 3 n glide | \sbombs?\b
air_strike 3 n drones uavs | \s(?:launched|attacked|struck|hit|targeted|crashed)\b
clash 2 n defeat | (?=\sof)
explosive 2 n mine mines | \s(?:explosions?|blasts?|exploded|went off|detonated)\b
explosive 2 n bomb bombs | \s~3(?:exploded|went off|detonated|attacks?|blasts?|explosions?)\b
explosive 2 n explosion explosions blast blasts
explosive 2 v exploded detonated
explosive 3 v blew | \s(?:himself|herself|themselves|up)\b
shoot_down 3 v shot shoots | \sdown\b
shoot_down 3 v shot shoots | \s(?:the |a |an )?[\w'-]{1,24}\s~3down\b
shoot_down 3 g shooting | \sdown\b
shoot_down 3 v downed downs
shoot_down 3 n downing
shoot_down 3 n shootdown
shoot_down 3 n shoot | [ -]down\b
shoot_down 3 v brought bring brings | \sdown\s~3(?:drones?|aircraft|jets?|helicopters?|planes?|uavs?|missiles?)\b
shoot_down 3 v intercepted | \s~4(?:drones?|aircraft|missiles?|rockets?|uavs?)\b
clash 3 n clash clashes
clash 3 v clashed
clash 3 g clashing
clash 3 n skirmish skirmishes
clash 3 v skirmished
clash 3 n firefight firefights gunfight gunfights gunbattle gunbattles
clash 3 n gun | [ -](?:battles?|fights?)\b
clash 3 n fighting fightings
protest 3 n tear | \sgas\b
clash 3 n fierce heavy intense sporadic renewed | \s(?:fighting|battles?|combat)\b
clash 3 v fought
clash 2 n battle battles | (?=\s(?:between|with|against|broke|erupted|raged|near|in|for|at))
clash 2 v battled battles
clash 3 v exchanged traded | \s~3fire\b
clash 3 n exchange exchanges | \sof\s~2fire\b
clash 3 n ambush
clash 3 v ambushed ambushes raids storms
clash 3 v stormed
clash 3 v raided
clash 2 n raid raids
clash 3 v repelled repulsed | \s~4(?:attacks?|assaults?|offensives?|advances?)\b
clash 2 v engaged | (?=\s~3(?:forces|fighters|militants|troops|each))
clash 2 n attack attacks assault assaults
clash 2 v attacked assaulted attacks
clash 2 g attacking assaulting
clash 2 v opened | \s(?:the\s)?fire\b
clash 3 v harassed
clash 2 n shots | \swere\sfired
clash 2 n gunfire
clash 2 v exchanged | \sgunfire\b
clash 2 n offensive offensives counterattack counteroffensive
clash 2 v launched mounted began started staged carried | \s(?:out\s)?~4(?:attacks?|assaults?|offensives?
  |counter-?attacks?|counter-?offensives?)\b
civilians 3 n massacre massacres
civilians 3 v executed | (?!\s(?:a|an|the|its|their|this)?\s?~1(?:ambush|operation|attack|strike|mission|raid|plan|order|action))
civilians 3 v beat beaten stabbed hacked | \s~4to\sdeath\b
civilians 3 v massacred beheaded lynched
civilians 3 n execution executions beheading beheadings
civilians 3 n murder murders | (?=\sof)
civilians 3 v murdered
civilians 3 v assassinated
civilians 3 n assassination assassinations
civilians 2 v stabbed
civilians 3 v tortured raped
abduction 3 v captured captures | \s~3(?:fighters|soldiers|prisoners|militants|men|troops|members)\b
civilians 2 n bodies body | \s~6(?:found|discovered|recovered|exhumed|dumped)\b
protest 3 v dispersed | \s~3(?:crowds?|protest\w*|demonstrat\w+|rally)\b
abduction 3 v abducted kidnapped abducts kidnaps abduct kidnap detains arrests detain
abduction 3 g abducting kidnapping
abduction 3 n abduction abductions kidnapping kidnappings
abduction 3 v arrested detained
abduction 3 n arrest arrests | (?!\swarrant)
abduction 3 v took takes taken held | \s~4(?:hostages?|prisoners?|captive)\b
abduction 3 v took taken | \saway\s(?=(?:\d|a|an|the|two|three|four|five|six|several|some|his|her)\b)
abduction 2 n raid raids | \s(?=.{0,60}\b(?:arrest|detain))
banned_weapon 3 n chemical gas chlorine sarin mustard | \s(?:gas |weapons? )?(?:attacks?|strikes?|bombs?|barrels?
  |shells?|bombing)\b
banned_weapon 3 n sarin chlorine
banned_weapon 3 n nerve | \s(?:agents?|gas)\b
banned_weapon 3 n cluster | \s(?:munitions?|bombs?)\b
banned_weapon 3 n white | \sphosphorus\b
banned_weapon 3 n toxic poison | \sgas(?:es)?\b
deployment 3 v deployed deploys redeployed
deployment 3 g deploying redeploying
deployment 3 n deployment deployments redeployment
deployment 3 n reinforcements
deployment 3 v reinforced | (?=\s(?:its|their|positions|the|troops))
deployment 3 v massed
deployment 3 g massing
deployment 3 n buildup
deployment 3 n build | [ -]up\b
deployment 3 v put set sets established erected built opened builds build opens | \s(?:up\s)?~4(?:positions?|bases?
  |checkpoints?|outposts?|camps?|roadblocks?|posts?|fortifications|garrison|berms?|trenches)\b
deployment 3 g setting establishing building | \s(?:up\s)?~3(?:positions?|bases?|checkpoints?|outposts?|camps?
  |roadblocks?|fortifications)\b
deployment 3 v stationed positioned
deployment 3 v sent sends dispatched rushed airlifted ferried flew brought | \s~5(?:reinforcements?|troops|soldiers
  |fighters|tanks|vehicles|artillery|convoys?|forces|units|missiles|launchers|warships?|aircraft|jets)\b
deployment 3 v moved moves transferred | \s~5(?:artillery|launchers?|rocket launchers|batter(?:y|ies)|howitzers
  |himars|tanks|missiles|reinforcements|equipment|vehicles)\b
deployment 2 v dug | \sin\b
movement 3 v advanced advances | (?=\s(?:to|on|toward|towards|into|from|in|up|along|north|south|east|west|through
  |against|within|out|by|\d|several|some|about|near|deeper|further))
movement 3 g advancing
movement 3 n advance advances | (?=\s(?:to|on|toward|towards|into|from|in|by|along|of))
movement 3 v pushed pushes | \s~2(?:into|toward|towards|north|south|east|west|to|deeper|through|past|westward
  |eastward|northward|southward|forward|out|back)\b
movement 3 g pushing | \s~2(?:into|toward|towards|north|south|east|west|to|deeper|through|past)\b
movement 3 v entered enters enter | (?=\s(?!into\sforce|force|into\san?\s(?:agreement|ceasefire)|talks|negotiations
  |its|the\s(?:war|conflict|talks|race)))
movement 3 v crossed crosses cross | \s~4(?:into|it\b|at\s(?-i:[A-Z])|border|river|euphrates|from|frontier|line|to)\b
movement 3 g crossing | \s(?:into|the\s(?:border|river|euphrates|frontier))\b
movement 3 v withdrew withdrawn withdraws withdraw retreated retreats repositioned relocated
movement 3 g withdrawing retreating
movement 3 n withdrawal withdrawals retreat pullout
movement 3 v pulled pulls | \s~5(?:out|back)\b
movement 3 v moved moves headed swung swings drove drives | \s~3(?:into|toward|towards|north
  |south|east|west|up|through|across|eastward|westward|northward|southward|out|back|in)\b
movement 3 g moving marching heading swinging driving | \s~2(?:into|toward|towards|north|south|east|west|through
  |across|eastward|westward)\b
movement 2 v left leaves leave | (?=\s(?:for\s|the\s)?(?-i:[A-Z]))
movement 3 n encirclement | (?=\sof)
movement 2 g leaving | (?=\s(?:for\s|the\s)?(?-i:[A-Z]))
movement 3 v encircled besieged surrounded
movement 3 v reached reaches reach | (?=\s(?:(?-i:[A-Z])|the\s~2(?:border|outskirts|edge|town|city|village|highway
  |road|river
  |frontier|suburbs|banks)))
movement 2 v arrived | (?=\s(?:in|at|near|from))
abduction 3 v drove made | \soff\swith\s~2(?:drivers?|passengers?|staff|crew|men|people|workers?)\b
abduction 3 v held seized | \s(?:its|their|the|two|three|four|several|his|her)?\s?~2(?:staff|drivers|passengers|crew
  |workers|captive|hostages?)\b
movement 3 n incursion incursions
movement 3 v fled | (?=\s(?:from|to|towards|the\s(?:city|town|village|area|front)))
control 3 v overrun
control 3 v captures recaptures seizes retakes liberates captured recaptured seized retook overran retaken reclaimed liberated
control 3 g taking | \s(?:the\s)?(?-i:[A-Z])
control 3 v occupied | (?=\s(?:the|a|several|two|three|parts)\b)
control 3 g occupying
control 3 g capturing recapturing seizing retaking liberating overrunning
control 3 n capture recapture seizure liberation takeover | (?=\sof)
control 3 v took takes taken gained regained lost loses secured regains | \s(?:full |complete |partial )?(?:control
  |back)\b
control 3 g taking gaining regaining losing | \s(?:full |complete |partial )?control\b
control 3 v took takes taken seized | \s~4(?:villages?|towns?|hills?|districts?|neighbou?rhoods?|bases?|airbase
  |airport|oil ?fields?|territory|posts?|outposts?|points|junction|bridge|dam|heights?|ridge|suburbs?|quarter|port
  |crossing|camp|prison|barracks|headquarters|positions?|square|island|checkpoints?)\b
control 3 v took takes | \s(?:the\s)?(?-i:[A-Z])[\w'’-]{1,20}\s~2from\b
control 3 v took takes | \sover\b
control 3 v fell falls fallen | \s(?:back\s)?(?:in)?to\s(?!pieces)
control 3 v drove driven expelled ousted pushed forced flushed cleared chased dislodged | \s~5(?:from|off|out of)\b
control 3 v cleared | \s~4of\b
control 3 v handed | \s~4over\b
control 3 n clearing clearance | (?=\sof)
control 3 n handover
control 3 v changed | \shands\b
control 2 v surrendered
truce 3 n ceasefire ceasefires truce truces armistice
truce 3 n cease | [ -]fires?\b
truce 3 n cessation | \sof\shostilities\b
truce 3 n peace prisoner withdrawal evacuation reconciliation surrender security deconfliction | \s(?:agreements?
  |deals?|accords?|exchange|swap|pact)\b
truce 2 n agreement agreements accord accords deal
truce 3 v agreed agrees | (?=\s(?:to|on|upon|that|a))
truce 2 v met meet | (?=\s(?:at|in|with)\s(?-i:[A-Z]))
truce 3 v signed | (?=\s(?:a|an|the))
truce 3 v reached struck brokered | \s~3(?:agreements?|deals?|truces?|accords?|understanding)\b
truce 3 v suspended resumed broke called halted | \s(?:off\s)?~2(?:talks|negotiations|ceasefire|truce|dialogue)\b
truce 3 v held ended began opened concluded hosted resumed | \s~5(?:talks|negotiations)\b
statement 3 v offered proposed | \s~3(?:ceasefire|truce|talks|amnesty)\b
truce 3 n memorandum agreement deal pact accord | \s~2(?:comes|came|entered|goes|went|takes
  |took)\s(?:into\s)?(?:force|effect)\b
control 3 b take | \s(?:the\s)?(?-i:[A-Z])
control 3 b seize capture recapture retake liberate | (?=\s)
movement 3 b push advance withdraw retreat | (?=\s)
shelling 3 b shell bombard | (?=\s)
air_strike 3 b bomb | (?=\s)
hit 3 b strike | (?=\s)
clash 2 b attack storm clash ambush raid fight repel | (?=\s)
kill 1 b kill | (?=\s)
abduction 3 b arrest detain kidnap abduct | (?=\s)
truce 3 v laid | \sdown\s~1(?:arms|weapons)\b
statement 3 v warned warns
statement 2 g warning
statement 3 n warning warnings ultimatum
statement 3 v threatened threatens
statement 2 n threat threats
statement 3 v vowed vows pledged pledges
statement 3 v condemned condemns denounced
statement 3 v accused accuses
statement 3 v demanded demands urged urges
statement 3 v announced announces declared declares
statement 3 v claimed claims | \s~1(?:responsibility|credit)\b
statement 3 n claim | \sof\sresponsibility\b
statement 3 v released issued published aired broadcast releases | \s~4(?:videos?|statements?|warnings?|footage
  |messages?|communiques?|communiqué|declaration|leaflets?|ultimatum)\b
statement 2 v called calls | \s(?:on|for|upon)\b
protest 3 n protest protests demonstration demonstrations riot riots rally rallies sit-in unrest
protest 3 v protested demonstrated rioted rallied
protest 3 n protesters demonstrators rioters
protest 3 n thousands hundreds dozens crowds residents people | \s~5(?:marched|rallied|demonstrated|protested
  |took to the streets)\b
protest 3 v took takes | \sto\s(?:the\s)?streets\b
protest 2 v marched | \s(?=.{0,60}\b(?:protest|demand|chant|streets))
aid 3 n aid humanitarian relief | \s(?:aid\s)?(?:convoys?|deliver(?:y|ies)|trucks?|shipments?|supplies
  |workers\sreached|flights?|drops?|airdrops?)\b
aid 3 v delivered distributed | \s~6(?:aid|food|supplies|assistance|parcels|relief|medicine|medical|kits?|tents
  |blankets|water|rations)\b
aid 3 n aid supplies food | \s(?:was|were)\s~2(?:dropped|delivered|distributed)\b
aid 3 n convoy convoys | \s~5(?:reached|arrived|entered|delivered)\b(?=[^.]{0,60}\b(?:food|aid|relief|supplies
  |medicine|medical))
aid 3 v evacuated
aid 3 g evacuating
aid 3 n evacuation evacuations
damage 3 v looted torched vandalised vandalized ransacked burned burnt demolished razed
damage 3 n looting arson demolition
damage 3 g looting torching burning demolishing
damage 3 v set | \s(?:fire\sto|alight|ablaze)\b
damage 3 v set | \s~4(?:on\s|a)fire\b
clash 3 v broke breaks | \s(?:through\s|into\s(?:the\s)?(?:town|city|village|base|camp|line|position))
clash 3 v came come coming | \sunder\s~3(?:fire|attack|assault)\b
clash 2 v beat fended pushed drove | \s(?:back|off)\s~3(?:attacks?|assaults?|attackers?|offensive)\b
clash 2 v eliminated neutralised neutralized liquidated annihilated | \s~3(?:\d+|dozens|several|terrorists?
  |militants?|fighters?|rebels?|soldiers?|servicemen|members?)\b
clash 3 n shootout shootouts confrontation confrontations standoff
clash 2 n sniper snipers
clash 2 v shot | \sat\b
clash 2 v thrown threw throws | \sback\b
damage 2 v derailed
explosive 2 n sabotage
statement 3 v dropped drops | \s~3leaflets\b
clash 2 n sniper | \s(?:fire|attack)\b
clash 2 n infiltration
clash 3 v counterattacked infiltrated
clash 2 v inflicted | \s~2(?:losses|casualties)\b
clash 2 n mopping | [ -]up\b
air_strike 3 n shahed shaheds fpv kamikaze loitering | [ -]?~1(?:drones?|munitions?|attacks?|hit|struck|strikes?)\b
air_strike 3 n drone drones uav quadcopter | \s~2(?:hit|struck|attacked|dropped|targeted|destroyed|bombed|exploded
  |slammed)\b
air_strike 3 n bomb bombs | \s~1(?:fell|landed|hit|struck)\b
air_strike 3 n guided | \sbombs?\b
shelling 3 n cruise ballistic surface | [ -]~2missiles?\b
shelling 3 v came come | \sunder\s~2(?:shelling|bombardment|mortar|artillery|rocket)\b
shelling 3 n mlrs grads iskander barrage barrages
explosive 3 n grenade grenades device devices charge | \s~2(?:exploded|went off|detonated|was thrown|were thrown
  |was hurled)\b
explosive 3 v threw lobbed hurled | \s~3grenades?\b
explosive 2 v sabotaged
explosive 3 v blown | \sup\b
civilians 3 v shot gunned | \s(?:dead|and killed|down\s(?:a|an|the|two|three|four|five|his|her|\d)\s~2(?:civilians?
  |people|men|women|villagers?|farmers?|teachers?|chief|leader|journalists?|activists?|residents?))\b
civilians 3 v slaughtered hacked lynched murdered
civilians 3 n mass | \s(?:killing|killings)\b
civilians 3 n sexual | \sviolence\b
civilians 3 n lynching rape rapes
abduction 3 v rounded | \sup\b
abduction 2 v released freed | \s~4(?:hostages?|prisoners?|detainees?|captives?)\b
deployment 3 v brought | \sup\s~4(?:tanks|artillery|missiles?|system|reinforcements|launchers?|troops|guns)\b
deployment 3 v took taken taking take | \sup\s~2positions\b
deployment 2 v reinforced
deployment 2 v moved | \sin\s~3(?:troops|tanks|forces|soldiers|armour|armor|artillery)\b
movement 3 v fell falls | \sback\b
movement 3 v pulled pulls pull | \s(?:back|out)\b
movement 2 v closed | \sin\son\b
movement 2 v made makes | \s~2(?:gains|progress|advances)\b
movement 2 v gained gains | \sground\b
movement 3 v cut cuts | \s(?:off\s)?~2(?:road|highway|supply|route|line)\b
movement 2 v blocked closed | \s~3(?:road|highway|crossing|border|bridge|route)\b
movement 3 v abandoned | \s~4(?:positions?|bases?|posts?|outposts?|town|village|checkpoints?|camp|trenches)\b
control 3 v raised hoisted planted | \s~2(?:flag|flags|banner)\b
control 2 v conquered wrested
control 3 n control | \sof\s~4(?:town|city|village|base|airport|bridge|hill|district|road|area|positions?)\b
truce 3 n talks negotiations | \s~2(?:were|was|have|had|has)?\s?~1(?:called off|suspended|postponed|collapsed
  |resumed|broke down|broken down)\b
truce 2 n humanitarian | \spause\b
protest 2 v stoned
protest 2 n barricades roadblocks
protest 2 v blockaded
aid 3 n medicines medicine supplies food aid relief | \s~4(?:flown|trucked|airlifted|brought|distributed|delivered
  |handed out|airdropped)\b
aid 3 v handing handed | \sout\s~3(?:food|aid|blankets|kits|water|supplies)\b
aid 2 v vaccinated
damage 3 v burned burnt burn | \sdown\b
damage 2 v stole vandalised
other 2 n helicopter plane aircraft jet drone | \s~3crashed\b
damage 1 v destroyed damaged
kill 1 v killed kills
kill 1 g killing
kill 1 v lost cost | \s(?:the [\w-]{2,20} )?(?:at least |some |about |more than |up to )?(?:\d+|one|two|three|four
  |five|six|seven|eight|nine|ten|\w+teen|\w+ty|dozens)\s~2(?:men|fighters|soldiers|troops|militants|people|dead
  |lives|members)\b
kill 1 v martyred
kill 1 n martyrs
kill 1 v perished succumbed
kill 1 v died dies die
kill 1 n dead
kill 1 v wounded injured
kill 1 v shot
"""
