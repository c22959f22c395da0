"""One incident to be read and edited in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QVBoxLayout, QWidget

from board.guards import guarded
from board.incident import editors
from board.incident.actor_rows import ActorRows
from board.incident.doubt_chip import DoubtChip
from board.incident.drafts import Editing
from board.incident.editors import FieldEditor
from board.incident.marking_editor import MarkingEditor
from board.incident.roles_editor import RolesEditor
from board.incident.sections import AttachmentsSection, DifferencesSection, HistorySection, SourcesSection, TwinsSection
from board.incident.slots import Slot, TextSlot
from board.incident.twins import possible_twins
from board.session import Session
from board.theme.widgets import Chip, FlowLayout
from board.words import incidents as wording
from board.words.claims import disputes
from db import Changes, NotOnBoard
from db.names import show_controls
from db.records import Incident
from db.vocabulary import INCIDENT_KINDS, MARKINGS

_LATER_MS = 40
# what the “+” of the chips offers: slot -> words; shown only while the incident has nothing there
_ADDABLE = {
    "summary": "Summary",
    "tags": "Tags",
    "doubt": "Words of doubt",
    "injured": "Injured",
    "note": "Note",
    "marking": "Marking",
}


@guarded
class IncidentPage(QScrollArea):
    """Shows one incident; each value turns into its editor.

    Signals: incident_asked(int id): a possible twin was chosen; back_asked(): Esc where nothing is being edited.
    """

    incident_asked = Signal(object)
    back_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.incident: Incident | None = None
        self.slots: dict[str, Slot] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Incident")
        self._build()
        self.editing = Editing(session, self.slots, self)
        self.editing.closed.connect(self._retell)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._load_slow_parts)

    # -- building
    def _build(self) -> None:
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(8, 8, 8, 12)
        self._column.setSpacing(1)
        self._text("title", "", editors.TitleEditor, words="title", heading=True)
        self.chips_row = QWidget()
        self.chips = FlowLayout(self.chips_row)
        self.chips_row.setContentsMargins(4, 2, 4, 4)
        self._column.addWidget(self.chips_row)
        self._hidden("kind", editors.KindEditor, "kind")
        self._hidden("flashpoint", partial(editors.FlashpointEditor, self._session), "flashpoint")
        self._hidden("tags", self._tags_editor, "tags")
        self._hidden("doubt", editors.DoubtEditor, "words of doubt")
        self._text(
            "summary",
            "",
            partial(editors.ProseEditor, "summary", "What happened, in your own words", 5),
            words="summary",
        )
        self._text("when", "When", self._when_editor, words="date")
        self._text("where", "Where", editors.WhereEditor, words="place")
        self.actor_rows = ActorRows()
        self.actor_rows.actor_chosen.connect(self._look_at_actor)
        make_roles = self._unless_read_only(partial(RolesEditor, self._session))
        self._put("actors", Slot("", self.actor_rows, make_roles, words="actors"))
        self._text("killed", "Killed", editors.deaths_editor, words="number of dead")
        self._text("injured", "Injured", editors.injured_editor, words="number of injured")
        self._text("grade", "Grade", editors.GradeEditor, words="grade")
        self._text(
            "note", "Note", partial(editors.ProseEditor, "note", "For those who work on this board", 3), words="note"
        )
        self._text("marking", "Marking", partial(MarkingEditor, self._session), words="marking")
        self._build_sections()
        self._column.addStretch(1)
        self.setWidget(inner)

    def _build_sections(self) -> None:
        editable = not self._session.read_only
        self.differences = DifferencesSection()
        self.sources = SourcesSection()
        self.attachments = AttachmentsSection()
        self.twins = TwinsSection()
        self.history = HistorySection()
        for section in (self.differences, self.sources, self.attachments, self.twins, self.history):
            self._column.addWidget(section)
        self.sources.add_citation.setVisible(editable)
        self.attachments.attach.setVisible(editable)
        self.history.hide()
        self.twins.hide()
        self.twins.incident_chosen.connect(self.incident_asked)
        self.differences.settled.connect(self._settle)

    def _unless_read_only(self, make: Callable[[], FieldEditor]) -> Callable[[], FieldEditor] | None:
        return None if self._session.read_only else make

    def _text(
        self, key: str, label: str, make: Callable[[], FieldEditor], *, words: str, heading: bool = False
    ) -> None:
        self._put(key, TextSlot(label, self._unless_read_only(make), words=words, heading=heading))

    def _hidden(self, key: str, make: Callable[[], FieldEditor], words: str) -> None:
        """A slot without a value of its own: chips show it."""
        self._put(key, Slot("", None, self._unless_read_only(make), words=words)).hide()

    def _put(self, key: str, slot: Slot) -> Slot:
        self.slots[key] = slot
        self._column.addWidget(slot)
        return slot

    def _tags_editor(self) -> FieldEditor:
        return editors.TagsEditor(self._session.board.incidents.tags())

    def _when_editor(self) -> FieldEditor:
        return editors.WhenEditor(self._session.as_of())

    # -- showing
    def show_incident(self, incident_id: int) -> bool:
        """Show this incident; what is being typed is saved first, or kept. False where it is not on the board."""
        if self.incident is not None and self.incident.id != incident_id:
            self.editing.leave_for_good()
        try:
            incident = self._session.board.incidents.get(incident_id)
        except NotOnBoard:
            return False
        another = self.incident is None or self.incident.id != incident_id
        self.incident = incident
        self.editing.incident = incident
        self._tell(incident)
        if another:
            self.twins.hide()
            self.verticalScrollBar().setValue(0)
            self.editing.take_up()
        self._later.start(_LATER_MS)
        return True

    def refresh(self, changes: Changes) -> None:
        """Records changed: read what concerns this incident again."""
        if self.incident is not None and changes.touches(
            "incidents", "citations", "sources", "attachments", "differences", "actors", "flashpoints"
        ):
            self.show_incident(self.incident.id)

    def forget(self) -> None:
        """The incident is gone."""
        self.editing.leave_for_good()
        self.incident = self.editing.incident = None

    def show_history(self, shown: bool) -> None:
        """Show or hide what was done to the incident."""
        self.history.setVisible(shown)
        if shown and self.incident is not None:
            self.history.tell(self._session.board.history_of("incidents", self.incident.id))
            QTimer.singleShot(0, self, self._scroll_to_history)

    def _scroll_to_history(self) -> None:
        self.ensureWidgetVisible(self.history)

    def edit(self, key: str) -> None:
        """Turn the value of that key into its editor."""
        self.editing.begin(key)

    def hideEvent(self, event: QHideEvent) -> None:
        """What is out of sight is saved, or kept; nothing slow is read for it."""
        super().hideEvent(event)
        self._later.stop()

    def _retell(self) -> None:
        if self.incident is not None:
            self._tell(self.incident)

    def _tell(self, incident: Incident) -> None:
        self._say("title", show_controls(incident.title))
        self._tell_chips(incident)
        self._say("summary", show_controls(incident.summary), blank=not incident.summary)
        board = self._session.board
        citations = board.citations.of("incident", incident.id)
        sources = {source.id: source for source in board.sources.many({c.source_id for c in citations})}
        others = disputes(incident, citations, sources)
        when, edtf = wording.when(incident.date, incident.time, incident.zone)
        self._say("when", when, edtf, others=others)
        where = [show_controls(line) for line in wording.where(incident)] or [wording.NOT_KNOWN]
        self._say("where", where[0], *where[1:], others=others)
        self.actor_rows.tell(incident.actors, self._session.actors)
        self._say("killed", wording.killed(incident), others=others)
        injured = wording.injured(incident)
        self._say("injured", injured, others=others, blank=injured == wording.NOT_KNOWN and "injured" not in others)
        self._say("grade", wording.grade(incident.reliability, incident.credibility))
        self._say("note", show_controls(incident.note), blank=not incident.note)
        self._say("marking", MARKINGS.label(incident.marking), blank=not incident.marking)
        self.sources.tell(incident, citations, sources)
        self._tell_sections(incident)

    def _say(
        self, key: str, text: str, *quiet: str, others: Mapping[str, Sequence[str]] | None = None, blank: bool = False
    ) -> None:
        """A value, quiet lines below it, and below these what sources say otherwise."""
        slot = self.slots[key]
        assert isinstance(slot, TextSlot)
        against = [show_controls(line) for line in (others or {}).get(key, ())]
        slot.tell(text, "\n".join(filter(None, quiet)), "\n".join(against))
        slot.setVisible(not blank or slot.editor is not None)

    def _tell_chips(self, incident: Incident) -> None:
        flashpoint = self._session.flashpoints.get(incident.flashpoint_id or 0)
        wanted = [
            ("kind", INCIDENT_KINDS.label(incident.kind)),
            ("flashpoint", show_controls(flashpoint.name) if flashpoint else "No flashpoint"),
            *(("tags", f"#{show_controls(tag)}") for tag in incident.tags),
            *(("doubt", show_controls(word)) for word in wording.doubts(incident)),
        ]
        if not self._session.read_only and self._addable(incident):
            wanted.append(("", "+"))
        shown = [self.chips.itemAt(place).widget() for place in range(self.chips.count())]
        if [(chip.property("slot"), chip.text()) for chip in shown] == wanted:
            return
        self.chips.clear()
        for key, text in wanted:
            self.chips.addWidget(self._chip(key, text))
        self.chips_row.updateGeometry()

    def _chip(self, key: str, text: str) -> Chip:
        chip = DoubtChip(text) if key == "doubt" else Chip(text)
        chip.setProperty("slot", key)
        if not key:
            chip.setAccessibleName("Add a field")
            chip.setToolTip("Add a summary, tags, words of doubt …")
            chip.clicked.connect(self._offer_fields)
        elif self._session.read_only:
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chip.setCursor(Qt.CursorShape.ArrowCursor)
        else:
            chip.setToolTip(f"Click or Enter to edit the {self.slots[key].words}")
            chip.clicked.connect(partial(self._edit_chip, key))
        return chip

    def _edit_chip(self, key: str, _checked: bool = False) -> None:
        self.edit(key)

    def _addable(self, incident: Incident) -> dict[str, str]:
        has = {
            "summary": incident.summary,
            "tags": incident.tags,
            "doubt": wording.doubts(incident),
            "injured": wording.injured(incident) != wording.NOT_KNOWN,
            "note": incident.note,
            "marking": incident.marking,
        }
        return {key: words for key, words in _ADDABLE.items() if not has[key]}

    def _offer_fields(self) -> None:
        if self.incident is None:
            return
        menu = QMenu(self)
        for key, words in self._addable(self.incident).items():
            menu.addAction(words).triggered.connect(partial(self._edit_chip, key))
        chip = self.sender()
        place = chip.mapToGlobal(chip.rect().bottomLeft()) if isinstance(chip, QWidget) else self.cursor().pos()
        menu.exec(place)
        menu.deleteLater()

    def _tell_sections(self, incident: Incident) -> None:
        board = self._session.board
        differences = board.differences.of(incident.id)
        self.differences.tell(differences, incident.dataset, editable=not self._session.read_only)
        attachments = board.attachments.of("incident", incident.id)
        if [thumbnail.attachment for thumbnail in self.attachments.thumbnails] != attachments:
            self.attachments.tell(attachments)
        self.attachments.setVisible(bool(attachments) or not self._session.read_only)
        if not self.history.isHidden():
            self.history.tell(board.history_of("incidents", incident.id))

    def _load_slow_parts(self) -> None:
        """Pictures and twins, once the page stands."""
        if self.incident is None:
            return
        board = self._session.board
        self.attachments.load(board.attachments.data)
        self.twins.tell(board.incidents.many(possible_twins(self._session.columns, self.incident.id)))

    # -- what the analyst asks for
    def _look_at_actor(self, actor_id: int, add: bool) -> None:
        focus = self._session.focus
        if add:
            focus.set(actors=focus.state.actors ^ {actor_id})
        else:
            focus.set(actors=frozenset() if focus.state.actors == {actor_id} else frozenset({actor_id}))

    def _settle(self, difference_id: int, take: bool) -> None:
        store = self._session.board.differences
        name = "Take the data set's value" if take else "Keep the board's value"
        self._session.run(name, partial(store.settle, difference_id, take=take))
