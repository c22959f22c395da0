"""The dock of the tray: what was dropped at the left, what it would become at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDockWidget, QSizePolicy, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from board.commands import tray as commands
from board.commands.carried import Passage
from board.guards import guarded
from board.session import Session
from board.theme.palette import Theme
from board.theme.widgets import DockTitleBar, EmptyState
from board.tray.card_list import CardList
from board.tray.deeds import Deeds
from board.tray.draft_model import DraftModel
from board.tray.foot import Foot
from board.tray.head import TrayHead
from board.tray.light import Light
from board.tray.notices import notices_of
from board.tray.rows import Setting, is_plain
from board.tray.source_pane import SourcePane
from board.tray.text_marks import TextMarks
from db import Changes, NotOnBoard
from db.dates import ImpreciseDate
from db.drafts import WAITING, Draft, IncidentDraft, TrayDocument

_SIDE_BY_SIDE = 540  # px from which text and drafts stand beside each other
_LOWEST = 90  # px
_LATER_MS = 60
_MOST_TOLD = 60  # drafts whose consequences are worked out at once
_DROP_WORDS = (
    "Drop a report, a mail, a page, a picture or a link anywhere on the window, or paste one with Ctrl+V. "
    "It waits here with what was found in it; nothing is on the board until you accept it."
)


@guarded
class TrayPanel(QDockWidget):
    """Shows one document of the tray with its drafts.

    Signals: files_asked(): the button of the empty tray was pressed; opened(): the panel became visible;
    waiting_changed(int): how many drafts wait in the whole tray; incident_opened(int id): one that was accepted here
    is to be looked at.
    """

    files_asked = Signal()
    opened = Signal()
    waiting_changed = Signal(int)
    incident_opened = Signal(object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("Tray", parent)
        self.setObjectName("tray_dock")
        self._session = session
        self.document: TrayDocument | None = None
        self._documents: list[TrayDocument] = []
        self._stale = True
        self._ready_stale = True
        self._marked: object = None  # what the marks in the text were made from
        self.model = DraftModel(self)
        self.cards = CardList(self.model, theme)
        self.source = SourcePane(theme, self._describe)
        self.head = TrayHead()
        self.foot = Foot()
        self.deeds = Deeds(session, self.cards, self.model, self)
        self.light = Light(self.cards, self.model, self.source.text, self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER_MS)
        self._later.timeout.connect(self._tell_consequences)
        self._build()
        self._connect()
        self.refresh()

    def sizeHint(self) -> QSize:
        """Wide enough for text and drafts side by side."""
        return QSize(680, 600)

    # -- building
    def _build(self) -> None:
        self.title_bar = DockTitleBar("Tray", self)
        self.remove_action = QAction("remove", self)
        self.remove_action.setToolTip("Take this document out of the tray; what was accepted stays on the board")
        self._remove_button = self.title_bar.add_action(self.remove_action)
        self.setTitleBarWidget(self.title_bar)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.cards, 1)
        column.addWidget(self.foot)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.source)
        self.split.addWidget(right)
        self.split.setSizes([540, 460])
        for part in (self.source, right):
            part.setMinimumHeight(_LOWEST)  # else banners and legend would push the panel over the timeline
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.head, self.source.banners):
            widget.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            column.addWidget(widget)
        column.addWidget(self.split, 1)
        work.setFocusProxy(self.cards)
        self.work = work
        self.empty = EmptyState("The tray is empty", _DROP_WORDS, "Add to the tray…", "tray")
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(work)
        self.setWidget(self.pages)

    def _connect(self) -> None:
        session = self._session
        session.board_changed.connect(self._on_board)
        session.busy_changed.connect(self._allow_writes)
        self.visibilityChanged.connect(self._on_visible)
        self.empty.action_triggered.connect(self.files_asked)
        self.remove_action.triggered.connect(self.remove_document)
        self.head.document_asked.connect(self.show_document)
        self.head.step_asked.connect(self.step)
        self.head.reliability_asked.connect(self._set_reliability)
        self.head.published_asked.connect(self._set_published)
        self.head.title_asked.connect(self._set_title)
        self.head.accept_asked.connect(self.accept_all)
        self.cards.current_changed.connect(self._on_current)
        self.cards.asked.connect(self.deeds.do)
        self.deeds.incident_opened.connect(self.incident_opened)
        self.cards.all_asked.connect(self.accept_all)
        self.cards.undo_asked.connect(session.undo)
        self.cards.new_asked.connect(self.source.text.ask_for_draft)
        self.source.text.passage_asked.connect(self._draft_passage)
        self.source.graphic_asked.connect(self._mark_graphic)
        self.foot.keep_asked.connect(self._keep_source)
        self.foot.remove_asked.connect(self.remove_document)
        for keys, by in (("Alt+PgUp", -1), ("Alt+PgDown", 1)):
            shortcut = QShortcut(QKeySequence(keys), self.work)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.step, by))

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.cards.set_theme(theme)
        self.source.set_theme(theme)

    # -- the two inputs
    def _on_board(self, changes: Changes) -> None:
        if changes.touches("tray"):
            self.waiting_changed.emit(self._session.board.tray.waiting())
        if not changes.touches("tray", "actors", "flashpoints", "incidents", "relationships"):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight nothing is worked out."""
        super().hideEvent(event)
        self._later.stop()

    def _on_visible(self, visible: bool) -> None:
        if visible:
            if self._stale:
                self.refresh()
            self.opened.emit()

    def _allow_writes(self, _sentence: str = "") -> None:
        self._tell_setting()

    # -- what is shown
    def refresh(self) -> None:
        """Read the tray again, and stay at the document and the draft that were shown."""
        self._stale = False
        tray = self._session.board.tray
        self._documents = tray.documents()
        shown = self.document.id if self.document is not None else 0
        ids = [document.id for document in self._documents]
        if not ids:
            self._show_nothing()
            return
        if shown not in ids:
            counts = tray.counts()
            shown = next((one for one in ids if counts.get(one)), ids[0])
        self._load(shown)

    def _show_nothing(self) -> None:
        self.document = None
        self.model.show([], Setting({}, {}))
        read_only = self._session.read_only
        sentence = "This board is open for reading only: nothing can be dropped on it." if read_only else _DROP_WORDS
        self.empty.set_texts("The tray is empty", sentence, "" if read_only else "Add to the tray…")
        self.pages.setCurrentWidget(self.empty)
        self.pages.setFocusProxy(self.empty.button)
        self._remove_button.hide()
        self.title_bar.set_subtitle("")

    def show_document(self, document_id: int) -> None:
        """Show this document of the tray."""
        if self._stale or document_id not in [document.id for document in self._documents]:
            self._documents = self._session.board.tray.documents()
        try:
            self._load(document_id)
        except NotOnBoard as error:
            self._session.said.emit(str(error), "error")

    def step(self, by: int) -> None:
        """Show the next older document, or with -1 the next newer one."""
        ids = [document.id for document in self._documents]
        if self.document is not None and self.document.id in ids:
            place = ids.index(self.document.id) + by
            if 0 <= place < len(ids):
                self.show_document(ids[place])

    def _load(self, document_id: int) -> None:
        board = self._session.board
        document = board.tray.document(document_id)
        old, self.document = self.document, document
        another = old is None or old.id != document.id
        if another:
            self.deeds.leave_editor()
        if old is None or _what_is_read(old) != _what_is_read(document):
            self.source.show_document(
                document, notices_of(document), self._data_of(document), writable=self._session.writable
            )
        current = self.cards.current_id
        row = self.cards.currentIndex().row()
        drafts = board.tray.drafts(document_id)
        self.model.show(drafts, self._setting(document))
        self._show_marks(document, drafts)
        self.pages.setCurrentWidget(self.work)
        self.pages.setFocusProxy(self.work)
        self._remove_button.setVisible(not self._session.read_only)
        self._keep_current(current, max(row, 0), another)
        self._tell_setting()

    def _show_marks(self, document: TrayDocument, drafts: Sequence[Draft]) -> None:
        marked = (document.marks, [(draft.id, draft.marks) for draft in drafts])
        if marked != self._marked:
            self._marked = marked
            self.source.text.show_marks(TextMarks.of(document.marks, drafts))

    def _setting(self, document: TrayDocument) -> Setting:
        session = self._session
        return Setting(
            session.flashpoints,
            session.actors,
            document.text,
            document.reliability,
            session.writable,
            on_request=document.format in ("picture", "video", "audio"),
        )

    def _data_of(self, document: TrayDocument) -> Callable[[str], bytes | None]:
        board = self._session.board

        def data(sha256: str) -> bytes | None:
            if sha256 == document.sha256:
                return board.tray.original(document.id)
            return board.attachments.data(sha256)

        return data

    def _keep_current(self, current: int, row: int, another: bool) -> None:
        """Stay at the draft; where it was dealt with, go on to the next that waits."""
        if another:
            index = self.model.next_waiting(0)
            self.cards.go_to(self._id_at(index.row()) if index.isValid() else self._id_at(0))
            self.cards.scrollToTop()
        elif self.cards.current_id == 0 and self.model.rowCount():
            place = self.model.index_of(current)
            self.cards.go_to(current if place.isValid() else self._id_at(min(row, self.model.rowCount() - 1)))
        self.light.follow(self.cards.current_id)

    def _id_at(self, row: int) -> int:
        drafts = self.model.drafts
        return drafts[row].id if 0 <= row < len(drafts) else 0

    def _tell_setting(self) -> None:
        """Head, foot and counts for what is shown now."""
        document = self.document
        if document is None:
            return
        writable = self._session.writable
        counts = self._session.board.tray.counts()
        waiting = sum(counts.values())
        self.title_bar.set_subtitle(f"{_count(len(self._documents), 'document')} · {waiting:,} waiting")
        self.head.tell_documents(self._documents, counts, document.id)
        self.head.tell(document, writable=writable)
        self.source.set_writable(writable)
        self.model.show(self.model.drafts, self._setting(document))
        self.remove_action.setEnabled(writable)
        self.foot.tell_document(document, self.model.drafts, writable=writable, busy=self._session.busy)
        self._ready_stale = True
        self._tell_ready()
        self._later.start()

    # -- what would change
    def _on_current(self, _draft_id: int) -> None:
        self._later.start()

    def _tell_ready(self, consequences: str = "") -> None:
        drafts = self.model.drafts
        waiting = sum(draft.state == WAITING for draft in drafts)
        self.head.tell_accept(sum(map(is_plain, drafts)), waiting, consequences)

    def _tell_consequences(self) -> None:
        """What accepting would change, once the card stands."""
        if self.document is None:
            return
        tray, draft = self._session.board.tray, self.model.draft(self.cards.current_id)
        try:
            if self._ready_stale:
                self._ready_stale = False
                ready = [one.id for one in self.model.drafts if is_plain(one)]
                self._tell_ready("\n".join(tray.consequences(ready) if 0 < len(ready) <= _MOST_TOLD else []))
            waits = draft is not None and draft.state == WAITING
            self.foot.tell_consequences(self._consequences(draft) if draft is not None and waits else [])
        except NotOnBoard:
            self.foot.tell_consequences([])

    def _consequences(self, draft: Draft) -> list[str]:
        """Of what Enter does with the draft: it joins its twin, where it has one."""
        twin = draft.twin if isinstance(draft, IncidentDraft) else None
        return self._session.board.tray.consequences([draft.id], into=twin.incident_id if twin is not None else None)

    # -- what is asked for
    def _describe(self, start: int, end: int) -> Passage:
        document_id = self.document.id if self.document is not None else 0
        return Passage(self._session.board.info().uid, document_id, start, end)

    def accept_all(self) -> None:
        """Accept every draft of the document that has no open question."""
        if self.document is not None:
            self.deeds.accept_ready()

    def _draft_passage(self, start: int, end: int) -> None:
        if self.document is not None:
            made = commands.draft_passage(self._session, self.document.id, start, end)
            if made is not None:
                self.cards.go_to(made)
                self.cards.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_reliability(self, code: str) -> None:
        if self.document is not None:
            commands.change_document(self._session, self.document, reliability=code)

    def _set_title(self, title: str) -> None:
        if self.document is not None:
            commands.change_document(self._session, self.document, title=title)

    def _set_published(self, published: ImpreciseDate) -> None:
        if self.document is None:
            return
        if self.document.text.strip():
            commands.draft_again(self._session, self.document, published)
        else:
            commands.change_document(self._session, self.document, published=published)

    def _mark_graphic(self, graphic: bool) -> None:
        if self.document is not None:
            commands.mark_graphic(self._session, self.document, graphic)

    def _keep_source(self) -> None:
        if self.document is not None:
            commands.keep_source(self._session, self.document)

    def remove_document(self) -> None:
        """Take the document out of the tray."""
        if self.document is not None:
            commands.remove_document(self._session, self.document)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room, else one above the other."""
        super().resizeEvent(event)
        wide = self.width() >= _SIDE_BY_SIDE
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.split.orientation() != wanted:
            self.split.setOrientation(wanted)
            self.split.setSizes([540, 460] if wide else [400, 600])


def _what_is_read(document: TrayDocument) -> tuple[object, ...]:
    return document.id, document.text, document.files, document.graphic


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
