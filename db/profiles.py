"""Release profiles: what may leave the board, kept with it; and two that every board has."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

from db.errors import EntryProblem, NotOnBoard
from db.records import COARSE_DATES, COARSE_POSITIONS, DROPPABLE, PSEUDONYMS, Profile
from db.store import Store, check_code, check_text
from db.vocabulary import MARKINGS

# what passes where nobody chose: the markings that the users call "not to leave the house" stay
PARTNERS = Profile("Up to AMBER")
EVERYTHING = Profile("Everything, for this house only", highest_marking="RED", keep_exif=True)
PUBLIC = Profile(
    "Public",
    highest_marking="CLEAR",
    drop=frozenset({"notes", "authors", "attachments", "outside_ids"}),
    positions="district",
    pseudonyms="sources",
)
BUILT_IN = (PARTNERS, EVERYTHING, PUBLIC)


class ProfileStore(Store):
    """The profiles that can be chosen: those built in, and the board's own."""

    table = "profiles"

    def all(self) -> list[Profile]:
        """Those built in (id 0), then the board's own by name; one of the board's stands for a built-in of its name."""
        own = [_record(row) for row in self._rows("SELECT * FROM profiles ORDER BY name COLLATE NOCASE")]
        names = {profile.name.casefold() for profile in own}
        return [profile for profile in BUILT_IN if profile.name.casefold() not in names] + own

    def named(self, name: str) -> Profile:
        """The profile of that name, capitals aside; raises `NotOnBoard`."""
        for profile in self.all():
            if profile.name.casefold() == name.strip().casefold():
                return profile
        known = ", ".join(f"“{profile.name}”" for profile in self.all())
        raise NotOnBoard(f"No release profile is called “{name}”. There are: {known}.")

    def save(self, profile: Profile) -> int:
        """Keep a profile with the board; one of an equal name is written over. Raises `EntryProblem`."""
        check(profile)
        name = profile.name.strip()
        with self._board.command(f"Save release profile {name}") as command:
            for row in self._rows("SELECT id, name FROM profiles"):
                if row["name"].casefold() == name.casefold():
                    command.delete("profiles", (row["id"],))
            profile_id = profile.id or self._board.ids.next()
            command.insert("profiles", {"id": profile_id, "name": name, "rules": rules_of(profile)})
        return profile_id

    def delete(self, profile_id: int) -> None:
        """Forget one of the board's own profiles."""
        name = self._row(profile_id)["name"]
        with self._board.command(f"Delete release profile {name}") as command:
            command.delete("profiles", (profile_id,))


def check(profile: Profile) -> None:
    """Raise an `EntryProblem` where a profile cannot be."""
    check_text(profile.name, "name", "A release profile")
    check_code(MARKINGS, profile.highest_marking, "highest_marking")
    for value, known, field in (
        (profile.positions, COARSE_POSITIONS, "positions"),
        (profile.dates, COARSE_DATES, "dates"),
        (profile.pseudonyms, PSEUDONYMS, "pseudonyms"),
        *((dropped, DROPPABLE, "drop") for dropped in profile.drop),
    ):
        if value not in known:
            raise EntryProblem(f"“{value}” is none of: {', '.join(known)}.", field)


DROPPABLE_WORDS = {
    "notes": "notes of the analyst",
    "summaries": "summaries",
    "quotes": "quotes",
    "authors": "authors",
    "addresses": "addresses of sources",
    "attachments": "attachments",
    "graphic": "graphic attachments",
    "tags": "tags",
    "outside_ids": "ids in other data sets",
}


def described(profile: Profile) -> str:
    """A profile in one sentence."""
    told = [f"up to {MARKINGS.label(profile.highest_marking)}"]
    dropped = [words for what, words in DROPPABLE_WORDS.items() if what in profile.drop]
    if dropped:
        told.append(f"without {', '.join(dropped)}")
    if profile.positions != "exact":
        told.append("without positions" if profile.positions == "none" else "positions by the district")
    if profile.dates != "day":
        told.append(f"dates by the {profile.dates}")
    if profile.pseudonyms != "none":
        told.append("actors and sources under numbers" if profile.pseudonyms == "actors" else "sources under numbers")
    told.append("pictures with their metadata" if profile.keep_exif else "pictures without metadata")
    return "; ".join(told) + "."


def rules_of(profile: Profile) -> str:
    """A profile without its name as JSON."""
    rules = {field.name: getattr(profile, field.name) for field in fields(profile) if field.name not in ("id", "name")}
    return json.dumps({**rules, "drop": sorted(profile.drop)}, ensure_ascii=False)


def _record(row: dict[str, Any]) -> Profile:
    """A stored profile. One with a rule that this program does not know lets nothing of that sort out."""
    rules = json.loads(row["rules"])
    known = {field.name for field in fields(Profile)}
    profile = Profile(row["name"], row["id"], **{name: rules[name] for name in rules if name in known})
    profile = replace(profile, drop=frozenset(profile.drop))
    try:
        check(profile)
    except EntryProblem:
        return replace(PUBLIC, name=profile.name, id=profile.id)
    return profile
