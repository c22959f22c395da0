"""What the finders of actors, kinds, numbers and hedges hand on: each with its words, text[start:end]."""

from __future__ import annotations

from dataclasses import dataclass

from db.drafts import Choice


@dataclass(frozen=True, slots=True)
class FoundActor:
    """An actor that the text names.

    `actor_id` None and no `choices`: not on the board, a new one of this `kind`.  `choices`: a word that may mean
    several ("government forces").  `side`: how a state is named: "force" (its troops, or the state itself),
    "official" (its officials and media, who speak), "maker" ("Iranian-made", "Syrian town": it takes no part),
    "tie" ("US-backed": it stands behind the actor that follows).  `generic`: a word for a sort of actor, not a name.
    """

    start: int
    end: int
    name: str
    actor_id: int | None = None
    kind: str = "armed_group"
    choices: tuple[Choice, ...] = ()
    why: str = ""
    side: str = "force"
    generic: bool = False

    @property
    def is_nobody(self) -> bool:
        """A word for people that the board does not name ("gunmen", "rebels"): it makes no actor."""
        return self.generic and self.actor_id is None and not self.choices and self.kind != "coalition"

    @property
    def key(self) -> tuple[int | None, str]:
        """Equal for two mentions of one actor."""
        return (self.actor_id, "") if self.actor_id is not None else (None, self.name)


# words for people who bear no arms, for patterns that ignore capitals
CIVILIANS = (
    r"(?:civilians?|villagers?|residents?|child(?:ren)?|women|woman|girls?|boys?|famil(?:y|ies)|worshippers?|journalists?"
    r"|reporters?|aid workers?|protesters?|demonstrators?|farmers?|herders?|traders?|merchants?|employees?|miners?"
    r"|pastoralists?|patients?|shoppers?|shopkeepers?|pilgrims?|students?|pupils?|teachers?|doctors?|nurses?|midwife"
    r"|midwives|refugees?|bystanders?|passengers?|fisherm[ae]n|shepherds?|drivers?|priests?|pastors?|imams?|clerics?"
    r"|elders?|activists?|mayor|bab(?:y|ies)|infants?|elderly|workers?|citizens?|community leaders?|social leaders?)"
)
# the state of a mention of something that happens
HAPPENED, REFERRED, DENIED, NOT_REAL = "happened", "referred", "denied", "not real"


@dataclass(frozen=True, slots=True)
class FoundKind:
    """Words that tell of an incident of this kind.

    `form`: "verb", "passive" or "noun".  `state`: HAPPENED, REFERRED ("the strike": told of elsewhere), DENIED
    ("no clashes were reported") or NOT_REAL (planned, threatened, an exercise).  `weight`: 3 names the kind
    plainly, 2 a general word ("attack"), 1 a mere consequence ("killed") that tells of an incident only where
    nothing else does.  `subordinate`: in a clause that only explains another one.
    """

    start: int
    end: int
    kind: str
    form: str = "verb"
    state: str = "happened"
    weight: int = 3
    subordinate: bool = False
    tool: str = ""  # "drone", "air", "artillery": what it was done with, where the words say so


@dataclass(frozen=True, slots=True)
class FoundCount:
    """Deaths or injuries that the text counts; numbers are None where only `words` stand for them."""

    start: int
    end: int
    what: str  # "deaths" or "injured"
    low: int | None = None
    best: int | None = None
    high: int | None = None
    words: str = ""
    civilians: int | None = None


@dataclass(frozen=True, slots=True)
class FoundHedge:
    """Words of doubt; `strength`: 1 attributed or doubted, 2 denied or contradicted."""

    start: int
    end: int
    words: str
    strength: int = 1
