"""HTML: one page that holds all it needs, without script and without anything fetched; it prints well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import TextIO

from db.records import Incident
from db.releasing import Released
from db.vocabulary import ACTOR_KINDS, INCIDENT_KINDS, LEVELS, MARKINGS, STANCES
from db.writers.footnotes import Footnotes
from db.writers.telling import Cited, Progress, Telling, facts, killed_words, one_line, plain, source_words

_STYLE = """
:root { color-scheme: light dark; --ink: #1d2730; --soft: #5b6670; --line: #d5d0c4; --head: #efece4; --paper: #fffdf8 }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e4de; --soft: #a3abb2; --line: #3a444c; --head: #232b31;
  --paper: #171d21 } }
body { font: 15px/1.45 system-ui, "Noto Sans", "Noto Sans Arabic", sans-serif; color: var(--ink);
  background: var(--paper); margin: 2rem auto; max-width: 76rem; padding: 0 1.2rem }
h1 { font-size: 1.6rem; margin: 0 0 .3rem } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem }
.marking { font-weight: 600; text-align: center; letter-spacing: .04em; margin: .6rem 0 }
.facts, .held { color: var(--soft) } .facts span { margin-inline-end: 1.4em }
table { border-collapse: collapse; width: 100%; font-size: .92rem }
th, td { text-align: start; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line) }
th { background: var(--head); position: sticky; top: 0 } td.number { white-space: nowrap }
td p { margin: .25rem 0 0; color: var(--soft); white-space: pre-line }
ol { padding-inline-start: 2.2rem } .soft { color: var(--soft) } a { color: inherit }
@media print { :root { color-scheme: light; --ink: #000; --soft: #333; --line: #999; --head: #eee; --paper: #fff }
  body { margin: 0; max-width: none; padding: 0; font-size: 9.5pt } h2 { break-after: avoid }
  tr { break-inside: avoid } thead { display: table-header-group } th { position: static } @page { margin: 16mm } }
"""


def write(released: Released, path: Path, progress: Progress | None = None) -> list[str]:
    """Write the page; addresses of sources are text and no links, so that nobody visits one by a slip."""
    telling, notes = Telling(released, progress), Footnotes(released)
    marking = f'<p class="marking">{escape(MARKINGS.label(released.marking))}</p>\n'
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
            "base-uri 'none'; form-action 'none'\">\n"
            '<meta name="referrer" content="no-referrer">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{_text(released.title)} – {escape(MARKINGS.label(released.marking))}</title>\n"
            f'<style>{_STYLE}</style>\n</head>\n<body>\n{marking}<h1 dir="auto">{_text(released.title)}</h1>\n'
        )
        told = "".join(f"<span>{escape(name)}: {_text(value)}</span> " for name, value in facts(released))
        file.write(f'<p class="facts">{told}</p>\n')
        for sentence in released.held_back_sentences():
            file.write(f'<p class="held">{_text(sentence)}</p>\n')
        _flashpoints(file, telling)
        _actors(file, telling)
        _ties(file, telling, notes)
        _incidents(file, telling, notes)
        _sources(file, notes)
        file.write(f"{marking}</body>\n</html>\n")
    return []


def _text(text: str) -> str:
    return escape(plain(text))


def _cell(text: str, more: str = "") -> str:
    return f'<td dir="auto">{_text(text)}{more}</td>'


def _paragraphs(*texts: str) -> str:
    return "".join(f'<p dir="auto">{_text(text)}</p>' for text in texts if text)


def _open_table(file: TextIO, title: str, headers: Sequence[str]) -> None:
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in headers)
    file.write(f"<h2>{escape(title)}</h2>\n<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n")


def _table(file: TextIO, title: str, headers: Sequence[str], rows: Iterable[str]) -> None:
    """A table with its rows; no table where there is no row."""
    begun = False
    for row in rows:
        if not begun:
            _open_table(file, title, headers)
            begun = True
        file.write(f"<tr>{row}</tr>\n")
    if begun:
        file.write("</tbody>\n</table>\n")


def _flashpoints(file: TextIO, telling: Telling) -> None:
    rows = []
    for one in telling.released.flashpoints:
        history = telling.released.levels.get(one.id, ())
        level = LEVELS.label(history[-1].level if history else one.level)
        since = history[-1].since.text() if history and history[-1].since.edtf else ""
        checked = one.last_checked.text() if one.last_checked.edtf else "never"
        names = _paragraphs("; ".join(one.other_names))
        rows.append(
            _cell(one.name, names) + _cell(level) + _cell(since) + _cell(checked)
            + _cell("", _paragraphs(one.description, one.note))
        )  # fmt: skip
    _table(file, "Flashpoints", ("Flashpoint", "Level", "Since", "Last checked", "About"), rows)


def _actors(file: TextIO, telling: Telling) -> None:
    rows = (
        _cell(one.name, _paragraphs("; ".join(filter(None, (one.short_name, *one.other_names)))))
        + _cell(ACTOR_KINDS.label(one.kind) + (", identity contested" if one.contested else ""))
        + _cell(telling.actors.get(one.parent_id or 0, ""))
        + _cell("", _paragraphs(one.identity_note, one.note))
        for one in telling.released.actors
    )
    _table(file, "Actors", ("Actor", "Kind", "Part of", "About"), rows)


def _ties(file: TextIO, telling: Telling, notes: Footnotes) -> None:
    rows = []
    for one in telling.released.relationships:
        since, until = (date.text() if date.edtf else "" for date in (one.since, one.until))
        told = filter(None, (one.label, "contested" if one.contested else "", telling.flashpoint(one.flashpoint_id)))
        marks = _marks(notes, telling.cited("relationship", one.id))
        rows.append(
            _cell(telling.actors[one.from_id]) + _cell(STANCES.label(one.stance)) + _cell(telling.actors[one.to_id])
            + _cell(since) + _cell(until) + _cell("; ".join(told), _paragraphs(one.note)) + marks
        )  # fmt: skip
    _table(file, "Relationships", ("From", "Stance", "To", "Since", "Until", "About", "Sources"), rows)


def _incidents(file: TextIO, telling: Telling, notes: Footnotes) -> None:
    headers = ("When", "Where", "What", "Who", "Killed", "Grade", "Sources")
    rows = (_incident(telling, notes, incident, cited) for incident, cited in telling.in_order())
    _table(file, "Incidents", headers, rows)


def _incident(telling: Telling, notes: Footnotes, one: Incident, cited: list[Cited]) -> str:
    when = " ".join(filter(None, (one.date.text() if one.date.edtf else "not known", one.time, one.zone)))
    place = one.place or telling.flashpoint(one.flashpoint_id) or one.district or one.province or one.country
    flags = {"recurring": one.recurring, "disputed": one.disputed, "withdrawn by its data set": one.withdrawn}
    about = (INCIDENT_KINDS.label(one.kind), one_line(one.hedge), *(words for words, holds in flags.items() if holds))
    what = _paragraphs(" · ".join(filter(None, about)), one.summary, one.note, ", ".join(one.tags))
    who = "".join(f'<div dir="auto">{_text(part)}</div>' for part in telling.roles(one).split("; ") if part)
    killed = killed_words(one)
    unknown = '<span class="soft">not known</span>'
    return (
        _cell(when) + _cell(place) + _cell(one.title, what) + f"<td>{who}</td>"
        + f'<td class="number">{escape(killed) or unknown}</td>' + _cell(one.grade or "–") + _marks(notes, cited)
    )  # fmt: skip


def _marks(notes: Footnotes, cited: Iterable[Cited]) -> str:
    told = []
    for number, words in notes.marks(cited):
        told.append(f'<a href="#source-{number}">{number}</a>' + (f" ({_text(words)})" if words else ""))
    return f"<td>{', '.join(told)}</td>"


def _sources(file: TextIO, notes: Footnotes) -> None:
    begun = False
    for number, source, repeats in notes.sources():
        if not begun:
            file.write("<h2>Sources</h2>\n<ol>\n")
            begun = True
        repeated = f" Repeats {', '.join(map(str, repeats))}." if repeats else ""
        file.write(
            f'<li id="source-{number}" value="{number}" dir="auto">{_text(source_words(source))}.{repeated}'
            f"{_paragraphs(source.note)}</li>\n"
        )
    if begun:
        file.write("</ol>\n")
