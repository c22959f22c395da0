"""The last step of every reader: fields cleaned and bounded, and what is missing filled in from the text itself."""

from __future__ import annotations

from dataclasses import replace

from db.readers.documents import ReadDocument, ReadFile
from db.readers.texts.cleaning import clean_field, clean_text, first_words
from db.readers.texts.language import guess_language, language_code
from db.readers.texts.limits import told_size
from db.readers.texts.names import address_of, safe_name, stem
from db.readers.texts.publication import date_in_address, date_in_head

_READ_AS_TEXT = ("text", "markdown", "html", "web_archive", "mail", "pdf", "word", "open_document", "rtf")
_MOST_SENTENCES = 40


def finished(document: ReadDocument) -> ReadDocument:
    """The document as it is handed on: text with offsets that hold when it is shown, a title, a language, a day."""
    text, sentences = clean_text(document.text)
    address = address_of(document.address)
    published, time = document.published, document.published_time
    if document.format in _READ_AS_TEXT and (not published or published.endswith("?")):
        found, at = date_in_head(text)
        if found or not published:
            published, time = (found, at) if found else (date_in_address(address), "")
    name = safe_name(document.name)
    told = (*document.sentences, *sentences)
    if not text and not any(told) and not document.files and document.format in _READ_AS_TEXT:
        told = (f"No text was found in “{name}”; it is kept as an attachment.",)
    return replace(
        document,
        name=name,
        title=clean_field(document.title, 300) or first_words(text) or stem(name),
        publisher=clean_field(document.publisher, 200),
        author=clean_field(document.author, 300),
        address=address,
        published=published,
        published_time=time if published else "",
        language=language_code(document.language) or guess_language(text),
        text=text,
        files=tuple(_safe_file(file, place) for place, file in enumerate(document.files, 1)),
        sentences=tuple(dict.fromkeys(clean_field(sentence, 600) for sentence in told if sentence))[:_MOST_SENTENCES],
    )


def _safe_file(file: ReadFile, place: int) -> ReadFile:
    return replace(file, name=safe_name(file.name, f"file {place}"), media_type=clean_field(file.media_type, 100))


def kept_unread(name: str, media_type: str, size: int, why: str, kind: str = "unknown") -> ReadDocument:
    """A document of which only the original is kept, and the sentence that says why."""
    name = safe_name(name)
    sentence = f"“{name}” ({told_size(size)}) is kept as an attachment; it was not read. {why}".strip()
    return ReadDocument(name, kind, media_type, size=size, title=stem(name), sentences=(sentence,))
