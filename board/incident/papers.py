"""What is done with the sources, citations and attachments of the incident that is shown."""

from __future__ import annotations

import mimetypes
import os
import stat
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QFileDialog, QMenu

from board.commands.copying import copy_quote
from board.forms.asking import ask
from board.incident.citation_form import CitationForm
from board.incident.page import IncidentPage
from board.incident.source_form import SourceForm
from board.incident.thumbnails import PicturePreview, Thumbnail
from board.pictures import is_picture
from board.session import Session
from db.records import Citation
from db.releasing import without_metadata

LARGEST_BYTES = 100_000_000


class Papers(QObject):
    """Opens the forms and menus that the sections of the page ask for."""

    def __init__(self, session: Session, page: IncidentPage) -> None:
        super().__init__(page)
        self._session = session
        self._page = page
        page.sources.citation_asked.connect(self.add_citation)
        page.sources.citation_opened.connect(self.open_citation)
        page.sources.menu_asked.connect(self._citation_menu)
        page.attachments.attachment_opened.connect(self.open_attachment)
        page.attachments.menu_asked.connect(self._attachment_menu)
        page.attachments.attach_asked.connect(self._ask_file)

    # -- sources and citations
    def new_source(self) -> None:
        """A new source by its form."""
        ask(SourceForm(self._session, None, self._page))

    def show_source(self, source_id: int) -> None:
        """One source in its form. Raises `NotOnBoard`."""
        ask(SourceForm(self._session, self._session.board.sources.get(source_id), self._page))

    def add_citation(self) -> None:
        """Cite a source for the incident."""
        if self._page.incident is not None and not self._session.refuses() and self._page.editing.save():
            ask(CitationForm(self._session, self._page.incident, None, self._page))

    def cite(self, source_id: int, incident_id: int) -> None:
        """The form that cites a source for an incident, whichever is shown. Raises `NotOnBoard`."""
        if not self._session.refuses() and self._page.editing.save():
            incident = self._session.board.incidents.get(incident_id)
            ask(CitationForm(self._session, incident, None, self._page, source_id=source_id))

    def open_citation(self, citation_id: int) -> None:
        """One citation in its form."""
        if self._page.incident is not None and self._page.editing.save():
            citation = self._session.board.citations.get(citation_id)
            ask(CitationForm(self._session, self._page.incident, citation, self._page))

    def menu_for_citation(self, citation_id: int) -> QMenu:
        """What can be done with one citation."""
        citation = self._session.board.citations.get(citation_id)
        menu = QMenu(self._page)
        menu.addAction("Open the source…").triggered.connect(partial(self._open_source, citation.source_id))
        if citation.quote:
            menu.addAction("Copy the quote").triggered.connect(partial(self._copy, citation))
        copy = partial(self._session.ask_copy, "source", [citation.source_id])
        menu.addAction("Copy the source as words", "Ctrl+C").triggered.connect(copy)
        if not self._session.read_only:
            menu.addSeparator()
            menu.addAction("Edit the citation…", "Return").triggered.connect(partial(self._open, citation_id))
            menu.addAction("Remove the citation").triggered.connect(partial(self._remove_citation, citation_id))
        return menu

    def _citation_menu(self, citation_id: int, place: QPoint) -> None:
        menu = self.menu_for_citation(citation_id)
        menu.exec(place)
        menu.deleteLater()

    def _open(self, citation_id: int, _checked: bool = False) -> None:
        self.open_citation(citation_id)

    def _open_source(self, source_id: int, _checked: bool = False) -> None:
        self.show_source(source_id)

    def _copy(self, citation: Citation, _checked: bool = False) -> None:
        copy_quote(self._session, citation)

    def _remove_citation(self, citation_id: int, _checked: bool = False) -> None:
        self._session.run("Remove citation", partial(self._session.board.citations.delete, citation_id))

    # -- attachments
    def open_attachment(self, thumbnail: Thumbnail) -> None:
        """A graphic picture is shown first, any other picture is shown large, another file can be saved."""
        attachment = thumbnail.attachment
        if thumbnail.hidden_picture:
            thumbnail.reveal()
        elif is_picture(attachment.media_type):
            data = self._session.board.attachments.data(attachment.sha256)
            ask(PicturePreview(attachment.name, data, attachment.media_type, self._page))
        else:
            self._save_copy(attachment.id, can_lose_metadata(attachment.media_type))

    def menu_for_attachment(self, attachment_id: int) -> QMenu:
        """What can be done with one attachment."""
        attachment = self._session.board.attachments.get(attachment_id)
        menu = QMenu(self._page)
        if can_lose_metadata(attachment.media_type):
            copy = menu.addAction("Save a copy without what the camera wrote…")
            copy.triggered.connect(partial(self._save_copy, attachment_id, True))
            whole = menu.addAction("Save a copy as it is, with what the camera wrote…")
            whole.triggered.connect(partial(self._save_copy, attachment_id, False))
        else:
            menu.addAction("Save a copy…").triggered.connect(partial(self._save_copy, attachment_id, False))
        if not self._session.read_only:
            words = "Not graphic" if attachment.graphic else "Mark as graphic"
            menu.addAction(words).triggered.connect(partial(self._mark, attachment_id, not attachment.graphic))
            menu.addAction("Remove the attachment").triggered.connect(partial(self._remove, attachment_id))
        return menu

    def _attachment_menu(self, attachment_id: int, place: QPoint) -> None:
        menu = self.menu_for_attachment(attachment_id)
        menu.exec(place)
        menu.deleteLater()

    def _mark(self, attachment_id: int, graphic: bool, _checked: bool = False) -> None:
        words = "Mark attachment as graphic" if graphic else "Mark attachment as not graphic"
        update = partial(self._session.board.attachments.update, attachment_id, graphic=graphic)
        self._session.run(words, update)

    def _remove(self, attachment_id: int, _checked: bool = False) -> None:
        self._session.run("Remove attachment", partial(self._session.board.attachments.delete, attachment_id))

    def _save_copy(self, attachment_id: int, bare: bool, _checked: bool = False) -> None:
        """Save a copy where the user says; `bare`: of a picture without its metadata."""
        attachment = self._session.board.attachments.get(attachment_id)
        name = Path(attachment.name).name or "attachment"
        target, _ = QFileDialog.getSaveFileName(self._page, "Save a copy", name)
        if target:
            self.save_copy(attachment_id, Path(target), bare=bare)

    def save_copy(self, attachment_id: int, target: Path, *, bare: bool) -> bool:
        """Write an attachment to a file; says why where that can't be."""
        attachment = self._session.board.attachments.get(attachment_id)
        data: bytes | None = self._session.board.attachments.data(attachment.sha256)
        if bare and data is not None:
            data = without_metadata(data)
        if data is None:
            self._session.said.emit(
                f"What the camera wrote cannot be taken out of “{attachment.name}”, so nothing was saved. "
                "It can be saved as it is.",
                "error",
            )
            return False
        try:
            target.write_bytes(data)
        except OSError as error:
            self._session.said.emit(f"“{target.name}” was not saved: {error.strerror}.", "error")
            return False
        less = " without what the camera wrote" if bare else ""
        self._session.said.emit(f"Saved as {target.name}{less}.", "done")
        return True

    def _ask_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self._page, "Keep a file with this incident")
        if chosen:
            self.attach_file(Path(chosen))

    def attach_file(self, path: Path) -> bool:
        """Keep a file with the incident; says why where it can't be."""
        incident = self._page.incident
        if incident is None:
            return False
        data, sentence = read_for_keeping(path, self._session.board.path)
        if data is None:
            self._session.said.emit(sentence, "error")
            return False
        media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        store = self._session.board.attachments
        keep = partial(store.attach, data, path.name, media_type, incident_id=incident.id)
        return self._session.run(f"Attach {path.name}", keep) is not None


def can_lose_metadata(media_type: str) -> bool:
    """Whether it is a picture, which may tell when, where and by whom it was taken."""
    return media_type.startswith("image/") and media_type != "image/svg+xml"


def read_for_keeping(path: Path, board: Path) -> tuple[bytes | None, str]:
    """The bytes of a regular file, or None and why not; the board's own file is never opened.

    Closing a second handle of the board's file would drop SQLite's lock on it.
    """
    try:
        found = os.stat(path)
        ours = os.stat(board)
        if (found.st_dev, found.st_ino) == (ours.st_dev, ours.st_ino):
            return None, "This file is the board itself."
        if not stat.S_ISREG(found.st_mode):
            return None, f"“{path.name}” is no file that can be kept."
        with path.open("rb") as file:
            data = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        return None, f"“{path.name}” cannot be read: {error.strerror}."
    if len(data) > LARGEST_BYTES:
        return None, f"“{path.name}” is larger than {LARGEST_BYTES // 1_000_000} MB and is not kept in a board."
    return data, ""
