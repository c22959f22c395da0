"""The values of an incident as words: unknown is not zero, doubt is said, and nothing is rounded away."""

from __future__ import annotations

from board.forms.figures import NOT_KNOWN, figure
from board.forms.positions import position_text
from db.dates import ImpreciseDate
from db.records import Incident
from db.vocabulary import CREDIBILITIES, PRECISION_RADIUS_KM, RELIABILITIES

_PRECISION_WORDS = {
    "exact": "exact",
    "vicinity": "about {km:.0f} km",
    "town": "somewhere in the town, about {km:.0f} km",
    "district": "somewhere in the district, about {km:.0f} km",
    "country": "somewhere in the country",
}


def when(date: ImpreciseDate, time: str = "", zone: str = "") -> tuple[str, str]:
    """The date with its time in words, and its EDTF to stand quietly below where the words carry doubt or a span."""
    words = date.text()
    if time:
        words += f", {time} {zone}" if zone else f", {time} (zone not known)"
    return words, date.edtf if date.is_approximate or date.is_uncertain or "/" in date.edtf else ""


def precision(code: str) -> str:
    """How near a position is: “about 5 km”; empty where nothing is known of it."""
    return _PRECISION_WORDS[code].format(km=PRECISION_RADIUS_KM[code]) if code else ""


def where(incident: Incident) -> list[str]:
    """The place by name from small to large, then its position with how near it is; one line each."""
    names = dict.fromkeys(filter(None, (incident.place, incident.district, incident.province, incident.country)))
    lines = [" · ".join(names)] if names else []
    if incident.latitude is not None and incident.longitude is not None:
        spot = position_text(incident.latitude, incident.longitude)
        lines.append(", ".join(filter(None, (spot, precision(incident.precision)))))
    elif names and incident.precision:
        lines[0] += f" ({precision(incident.precision)})"
    return lines


def killed(incident: Incident) -> str:
    """The dead with their range and the civilians among them; “none reported” only where somebody says none."""
    low, best, high = incident.deaths_low, incident.deaths_best, incident.deaths_high
    if best is None and low == 0 and not high and incident.dataset.upper().startswith("ACLED"):
        return "0 or unknown"  # ACLED writes 0 for both
    words = figure(low, best, high)
    civilians = incident.deaths_civilians
    if civilians is None or (civilians == 0 and not (low or best or high)):
        return words
    if words == NOT_KNOWN:
        return f"number not known, {civilians:,} civilian{'' if civilians == 1 else 's'} among them"
    return f"{words}, {'no' if civilians == 0 else f'{civilians:,}'} civilian{'' if civilians == 1 else 's'} among them"


def injured(incident: Incident) -> str:
    """The injured."""
    return figure(incident.injured_low, None, incident.injured_high)


def grade(reliability: str, credibility: str) -> str:
    """Such as “C3 · fairly reliable, possibly true”; “not graded” for none."""
    if not (reliability or credibility):
        return "not graded"
    source = _after_dot(RELIABILITIES.label(reliability)) or "source not judged"
    said = _after_dot(CREDIBILITIES.label(credibility)) or "information not judged"
    if reliability == "F" and credibility == "6":
        return "F6 · neither source nor information can be judged"
    source = "source cannot be judged" if reliability == "F" else source
    said = "information cannot be judged" if credibility == "6" else said
    return f"{reliability or '–'}{credibility or '–'} · {source}, {said}"


def _after_dot(label: str) -> str:
    text = label.partition("· ")[2]
    return text[:1].lower() + text[1:]


def quoted(words: str) -> str:
    """Somebody else's words in quotation marks, which they may have had already; empty for none."""
    bare = words.strip().strip('“”"')
    return f"“{bare}”" if bare else ""


def doubts(incident: Incident) -> list[str]:
    """What keeps the incident from being plain fact, a word or two each; the source's own words are quoted."""
    found = [quoted(incident.hedge)]
    for flag, word in (
        (incident.disputed, "disputed"),
        (incident.recurring, "recurring"),
        (incident.withdrawn, "withdrawn by its data set"),
    ):
        found.append(word if flag else "")
    return [word for word in found if word]


def short(title: str, length: int = 48) -> str:
    """A title cut to fit a line of the history."""
    return title if len(title) <= length else title[: length - 1].rstrip() + "…"
