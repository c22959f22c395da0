"""What is done with the drafts of the document that is shown: accepted, joined, skipped, answered, edited."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from board.commands import tray as commands
from board.session import Session
from board.tray.card_list import CardList
from board.tray.cards import ACCEPT, ANSWER, EDIT, JOIN, LEAVE_OPEN, OPEN, PUT_BACK, REVEAL, SKIP, Offer
from board.tray.draft_model import DraftModel
from board.tray.editor import DraftEditor
from board.tray.rows import is_plain
from db.drafts import ACCEPTED, WAITING, Draft, IncidentDraft, RelationshipDraft


class Deeds(QObject):
    """Does what a card or a key asks for, and goes on to the next draft that waits.

    Signals: incident_opened(int id): what a draft became is to be looked at.
    """

    incident_opened = Signal(object)

    def __init__(self, session: Session, cards: CardList, model: DraftModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._cards = cards
        self._model = model
        self.editor: DraftEditor | None = None
        self._settle = QTimer(self)  # a layout knows its height only when its words have wrapped
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._resize)

    def do(self, draft_id: int, offer: Offer) -> None:
        """What was pressed on a card."""
        draft = self._model.draft(draft_id)
        if draft is None:
            return
        if offer.action == OPEN:
            self._open(draft)
            return
        if offer.action == REVEAL:
            self._model.reveal(draft_id)
            return
        if self._session.read_only or self._session.refuses():
            return
        row = self._model.index_of(draft_id).row()
        if offer.action == ACCEPT and self._may_accept(draft):
            commands.accept_drafts(self._session, [draft])
            self._go_on(draft_id, row)
        elif offer.action == JOIN and isinstance(draft, IncidentDraft) and draft.twin is not None:
            commands.accept_into(self._session, draft, draft.twin.incident_id, draft.twin.title)
            self._go_on(draft_id, row)
        elif offer.action == SKIP:
            commands.skip_drafts(self._session, [draft])
            self._go_on(draft_id, row)
        elif offer.action == PUT_BACK:
            commands.put_back(self._session, [draft])
        elif offer.action == ANSWER:
            value = draft.questions[offer.question].choices[offer.choice].value
            commands.answer_question(self._session, draft, offer.question, value)
        elif offer.action == LEAVE_OPEN:
            commands.leave_open(self._session, draft, offer.question)
        elif offer.action == EDIT:
            self.edit(draft)

    def _may_accept(self, draft: Draft) -> bool:
        """A question is answered, or left open, before a draft is accepted: nothing is decided unasked."""
        if draft.questions:
            sentence = draft.questions[0].sentence
            self._session.said.emit(
                f"{sentence} Choose with the keys 1 to 9 or a click, then press Enter again.", "note"
            )
            return False
        return True

    def _go_on(self, draft_id: int, row: int) -> None:
        """The next draft that waits, where this one waits no longer."""
        now = self._model.draft(draft_id)
        if now is None or now.state == WAITING:
            return
        index = self._model.next_waiting(row)
        following = self._model.draft_at(index)
        if following is not None:
            self._cards.go_to(following.id)

    def _open(self, draft: Draft) -> None:
        """Look at what a draft became."""
        if draft.record_id is None or draft.state != ACCEPTED:
            return
        focus = self._session.focus
        if isinstance(draft, IncidentDraft):
            focus.set(incident=draft.record_id)
            self.incident_opened.emit(draft.record_id)
        elif isinstance(draft, RelationshipDraft):
            focus.set(relationship=draft.record_id)
        else:
            focus.set(flashpoints=frozenset({draft.record_id}))

    def accept_ready(self) -> None:
        """Accept all drafts of the document that have no open question."""
        if self._session.read_only or self._session.refuses():
            return
        drafts = [draft for draft in self._model.drafts if is_plain(draft)]
        if not drafts:
            self._session.said.emit("No draft here is without an open question or a possible twin.", "note")
            return
        row = self._model.index_of(drafts[0].id).row()
        commands.accept_drafts(self._session, drafts)
        self._go_on(drafts[0].id, row)

    # -- editing in the place of the card
    def edit(self, draft: Draft) -> None:
        """Turn a card into its editor."""
        self.leave_editor()
        editor = DraftEditor(self._session, draft)
        self.editor = editor
        editor.kept.connect(self._keep)
        editor.left.connect(self.leave_editor)
        editor.height_changed.connect(self._settle.start)
        self._settle.start()
        self._cards.put_editor(draft.id, editor, editor.wanted_height(self._cards.viewport().width()))
        editor.begin()

    def _resize(self) -> None:
        if self.editor is not None:
            self._cards.resize_editor(self.editor.draft.id, self.editor.wanted_height(self._cards.viewport().width()))

    def _keep(self) -> None:
        editor = self.editor
        if editor is None:
            return
        try:
            changed = editor.entered()
        except ValueError as error:
            editor.fail(str(error))
            return
        if changed == editor.draft or commands.edit_draft(self._session, changed):
            self.leave_editor()

    def leave_editor(self) -> None:
        """The card again; what was typed and not kept is gone."""
        editor, self.editor = self.editor, None
        if editor is not None:
            focused = QApplication.focusWidget()
            had_keyboard = focused is None or editor.isAncestorOf(focused)
            self._cards.take_editor(editor.draft.id)
            if had_keyboard:
                self._cards.setFocus()
