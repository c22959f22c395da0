"""Release profiles: what may leave the board, kept with it; and two that every board has."""

from __future__ import annotations

import json
from collections.abc import Sequence
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

    def standing(self, wished: Profile) -> tuple[Profile, str]:
        """The profile to use where this one was chosen, as it stands now, and a sentence where it is not the one chosen.

        One of the board's own is known by its id, whatever it is called by now. Where it is gone, what lets the least
        out stands in: nothing may leave because a choice was lost.
        """
        profiles = self.all()
        for profile in profiles:
            if profile.id == wished.id if wished.id else profile.name.casefold() == wished.name.casefold():
                return profile, ""
        safe = safest(profiles)
        return safe, (
            f"The release profile “{wished.name}” is no longer on this board. “{safe.name}” stands in: "
            "of those that there are it lets the least out."
        )

    def save(self, profile: Profile) -> int:
        """Keep a profile with the board; raises `EntryProblem`.

        One that is there already (by its id) is changed in place, its name too. A new one of an equal name is written
        over that one, which keeps its id.
        """
        check(profile)
        name = profile.name.strip()
        names = {row["id"]: str(row["name"]) for row in self._rows("SELECT id, name FROM profiles")}
        namesake = next((key for key, other in names.items() if other.casefold() == name.casefold()), 0)
        kept = profile.id if profile.id in names else namesake
        if namesake not in (0, kept):
            raise EntryProblem(f"A release profile is called “{names[namesake]}” already. Choose another name.", "name")
        columns = {"name": name, "rules": rules_of(profile)}
        with self._board.command(saving(names.get(kept, name), name)) as command:
            if kept:
                command.update("profiles", (kept,), columns)
                return kept
            profile_id = profile.id or self._board.ids.next()
            command.insert("profiles", {"id": profile_id, **columns})
        return profile_id

    def delete(self, profile_id: int) -> None:
        """Forget one of the board's own profiles; raises `EntryProblem` for one that every board has."""
        if not profile_id:
            raise EntryProblem("The release profiles that come with every board cannot be deleted.")
        name = self._row(profile_id)["name"]
        with self._board.command(deleting(name)) as command:
            command.delete("profiles", (profile_id,))


def saving(old: str, new: str) -> str:
    """The name of the step that keeps a profile."""
    return f"Save release profile {new}" if old == new else f"Rename release profile {old} to {new}"


def deleting(name: str) -> str:
    """The name of the step that deletes a profile."""
    return f"Delete release profile {name}"


def safest(profiles: Sequence[Profile]) -> Profile:
    """Which lets the least out: the lowest marking first, then the coarsest and the barest."""
    return min(profiles, key=_openness)


def _openness(profile: Profile) -> tuple[int, ...]:
    return (
        -MARKINGS.number(profile.highest_marking),
        -COARSE_POSITIONS.index(profile.positions),
        -COARSE_DATES.index(profile.dates),
        -PSEUDONYMS.index(profile.pseudonyms),
        -len(profile.drop),
        int(profile.keep_exif),
    )


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


_POSITIONS = {
    "exact": "Positions leave as exact as they are.",
    "district": "Positions leave by the district, not by the point.",
    "none": "No position leaves.",
}
_DATES = {
    "day": "Dates leave to the day.",
    "month": "Dates leave by the month.",
    "year": "Dates leave by the year.",
}
_NAMES = {
    "none": "Actors and sources leave by name.",
    "sources": "Sources leave as numbers; actors leave by name.",
    "actors": "Actors and sources leave as numbers.",
}


def in_words(profile: Profile) -> list[str]:
    """Exactly what a profile does, a sentence for each of its rules."""
    highest = MARKINGS.number(profile.highest_marking)
    staying = [MARKINGS.label(code) for code in MARKINGS.codes[:highest]]
    lowest = highest == len(MARKINGS.codes) - 1
    leaving = f"What is marked {MARKINGS.label(profile.highest_marking)}{'' if lowest else ' or lower'} leaves"
    stays = f"{', '.join(staying[:-1])} and {staying[-1]} stay" if staying[1:] else f"{''.join(staying)} stays"
    dropped = [words for what, words in DROPPABLE_WORDS.items() if what in profile.drop]
    exif = "with the place, time and camera" if profile.keep_exif else "without the place, time and camera"
    return [
        f"{leaving}; {stays} on the board."
        if staying
        else "Every marking leaves, TLP:RED too.",
        f"Left out: {', '.join(dropped)}." if dropped else "No field is left out.",
        _POSITIONS[profile.positions],
        _DATES[profile.dates],
        _NAMES[profile.pseudonyms],
        "No picture leaves." if "attachments" in profile.drop else f"Pictures leave {exif} that stand in them.",
    ]


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
