"""More words that tell of incidents, in the form of `kind_lines`: rarer verbs, and nouns that need what follows."""

from __future__ import annotations

LINES = r"""
clash 3 n combat combats | (?=\s(?:between|with|against|in|near|at|around|on|broke|continued|continues|erupted
  |resumed))
clash 2 v shot fired | \s(?:on|upon|at)\b
clash 2 v sank sunk
clash 2 v wiped | \sout\b
clash 2 v wounded killed shot injured hit | \s(?:dead\s)?by\s~3(?:snipers?|gunmen|gunman|gunfire|gunshots?|bullets?)\b
clash 3 v overpowered outflanked besieged
clash 2 v crushed foiled thwarted | \s~5(?:attacks?|attempts?|assaults?|infiltration|offensive)\b
clash 2 v opened opens | \sup\s(?:on|with)\b
clash 3 n hostilities
clash 2 n shooting shootings | (?!\s?(?:down|range|position))
abduction 3 v took taken takes | \s(?!place|part)~4(?:people|persons|men|women|youths?|boys?|girls?|villagers
  |residents
  |passengers|travellers|travelers|students?|workers?|fishermen|herders|drivers?|elders?|pupils|teachers?)\b(?!\sto\s)
abduction 3 v took taken | \s(?:away|captive|prisoner|hostage)\b
abduction 3 v apprehended snatched disappeared jailed imprisoned
abduction 2 v picked | \sup\s(?=(?:by|a|an|the|two|three|four|five|several|at|in|on|this|yesterday|from)\b)
abduction 2 v caught | (?=\s(?:in|at|near|on|by|with)\b)
abduction 2 n missing | (?=\ssince|\safter)
abduction 2 n release | (?=\sof\s~4(?:hostages?|prisoners?|detainees?|captives?|soldiers?|men|people|workers?
  |officers?))
abduction 3 n hostage | [ -]taking\b
explosive 2 v defused dismantled disarmed | \s~6(?:charges?|devices?|bombs?|ieds?|mines?|explosives?)\b
explosive 2 v mined
explosive 3 n home | [ -]?made\s~1(?:bombs?|mines?|explosives?|devices?)\b
explosive 3 v ripped tore | \sthrough\b
explosive 3 v planted laid | \s~4(?:bombs?|mines?|ieds?|explosives?|charges?)\b
explosive 2 v detonates explodes
shelling 3 v rocketed mortared
shelling 3 n heavy | \s(?:weapons?|gun)\s~1fire\b
shelling 3 v rained | \s~3(?:down|on|onto)\b
shelling 3 n projectile projectiles shrapnel howitzers
shelling 2 n shell missile rocket | (?=\s(?:launched|fired|on|attack))
control 2 v taken took | \s(?:back\s)?(?-i:[A-Z])[\w'’-]{2,20}(?=[,.;]|\s(?:in|on|from|after|and|yesterday|today
  |last|overnight|this|at)\b)
control 2 v wrested dislodged ejected
control 3 n fall | (?=\sof\s(?:the\s)?(?:(?-i:[A-Z])|town|city|village|base|district))
control 3 v ceded relinquished
protest 3 n youths residents locals villagers students mothers women family relatives drivers crowd crowds | \s~1(?:blocked
  |barricaded|blockaded|gathered|picketed|marched|burned tyres|burnt tyres)\b
protest 3 n march marches vigil | (?=\s(?:in|through|against|for|to|by|on)\b)
aid 3 v gave | \sout\b
aid 3 n aid relief humanitarian food medical | \s(?:boats?|teams?|vessels?|planes?|mission)\s(?=.{0,40}\b(?:reached
  |arrived|entered|delivered
  |landed|docked)\b)
aid 3 v airdropped airlifted | (?!\s~4(?:troops|soldiers|reinforcements|fighters))
damage 3 v plundered pillaged bulldozed
deployment 3 v mobilised mobilized amassed garrisoned
movement 3 v pressed | \s~1(?:on|forward|into|toward|towards)\b
civilians 3 n killing killings slaying | (?=\sof\s~5(?:civilians?|villagers?|drivers?|teachers?|leaders?|activists?
  |journalists?|farmers?|herders?
  |women|woman|children|child|boys?|girls?|students?|traders?|worshippers|families|priests?|elders?|shepherds?
  |workers?|mayor|people)\b)
statement 2 n fatwa communique
abduction 3 v took taken | \s~4into\scustody\b
abduction 3 v held | \s~2(?:for\sransom|captive|hostage)\b
abduction 3 v seized | (?=\son\s\d|\sat\sa\scheckpoint|\sfrom\s(?:his|her|their)\s)
movement 3 v seen spotted observed | \s(?:heading|moving|driving|travelling|traveling|advancing|crossing|entering)\b
aid 3 n convoy convoys lorries trucks | \s~4(?:with|carrying|loaded\swith|of)\s~3(?:aid|food|relief|medicines?|supplies
  |flour|fuel)\s~1(?:reached|arrived|entered|crossed|got)\b
control 3 v regained retaken recovered | (?=\sthe\s|\s(?-i:[A-Z]))
civilians 3 g executing beheading slaughtering murdering massacring
hit 3 v targeted | (?=\s(?:a|an|the|two|three|several)\s)
control 3 v chased driven forced flushed pushed thrown | \sout\b
movement 2 v moved | \sin\b(?!\swith)
damage 3 v robbed
civilians 2 v beaten | \b(?!\s(?:back|off))
shelling 3 v shelled bombarded | (?=[.,;:]|$)
kill 1 v perished
kill 1 v slain
"""
