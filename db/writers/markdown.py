"""Markdown: a chronology by month, with the sources as footnotes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TextIO

from db.dates import iso_of
from db.records import Incident
from db.releasing import Released
from db.vocabulary import INCIDENT_KINDS
from db.writers.footnotes import Footnotes
from db.writers.telling import Cited, Progress, Telling, facts, killed_words, one_line, plain, source_words

# what means something in CommonMark or in its tables and footnotes, wherever on a line it stands
_MEANING = re.compile(r"([\\`*_{}\[\]<>#|~&!$^])")
_AT_START = re.compile(r"^(\s*)([-+=:]|\d+[.)])", re.MULTILINE)


def write(released: Released, path: Path, progress: Progress | None = None) -> list[str]:
    """Write the chronology in the order of days."""
    telling, notes = Telling(released, progress), Footnotes(released)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"# {_text(released.title)}\n\n")
        for name, value in facts(released):
            file.write(f"- {name}: {_text(value)}\n")
        for sentence in released.held_back_sentences():
            file.write(f"- {_text(sentence)}\n")
        _chronology(file, telling, notes)
        _sources(file, notes)
    return []


def _chronology(file: TextIO, telling: Telling, notes: Footnotes) -> None:
    month = None
    for incident, cited in telling.in_order():
        this = month_of(incident)
        if this != month:
            month = this
            file.write(f"\n## {this}\n\n")
        file.write(_entry(telling, incident, notes, cited))


def month_of(incident: Incident) -> str:
    """The month that an incident stands under: that of its first day, else of its last."""
    day = incident.date.earliest if incident.date.earliest is not None else incident.date.latest
    return "Date not known" if day is None else iso_of(day)[:7]


def _entry(telling: Telling, one: Incident, notes: Footnotes, cited: list[Cited]) -> str:
    when = " ".join(filter(None, (one.date.text() if one.date.edtf else "Date not known", one.time, one.zone)))
    where = one.place or telling.flashpoint(one.flashpoint_id) or one.district or one.province or one.country
    head = ", ".join(_text(one_line(words)) for words in (when, where) if words)
    marks = "".join(f"[^{number}]{f' ({_text(words)})' if words else ''}" for number, words in notes.marks(cited))
    lines = [f"- **{head}**: {_text(one_line(one.title))}{marks}"]
    killed = killed_words(one)
    flags = {"recurring": one.recurring, "disputed": one.disputed, "withdrawn by its data set": one.withdrawn}
    told = (
        INCIDENT_KINDS.label(one.kind),
        f"killed: {killed or 'not known'}",
        f"grade {one.grade}" if one.grade else "not graded",
        f"in the words of the source “{one_line(one.hedge)}”" if one.hedge else "",
        telling.roles(one),
        ", ".join(words for words, holds in flags.items() if holds),
        ", ".join(map(one_line, one.tags)),
    )
    lines.append(f"  {_text(' · '.join(filter(None, told)))}")
    lines += [f"  {_text(one_line(text))}" for text in (one.summary, one.note) if text]
    return "  \n".join(lines) + "\n"


def _sources(file: TextIO, notes: Footnotes) -> None:
    first = True
    for number, source, repeats in notes.sources():
        if first:
            file.write("\n")
            first = False
        repeated = f". Repeats {', '.join(f'[^{one}]' for one in repeats)}" if repeats else ""
        file.write(f"[^{number}]: {_text(source_words(source))}{repeated}\n")


def _text(text: str) -> str:
    """Words as they are: nothing in them is a heading, a link, a picture or HTML."""
    return _AT_START.sub(_escaped_start, _MEANING.sub(r"\\\1", plain(text)))


def _escaped_start(found: re.Match[str]) -> str:
    mark = found.group(2)
    return found.group(1) + (f"{mark[:-1]}\\{mark[-1]}" if len(mark) > 1 else f"\\{mark}")
