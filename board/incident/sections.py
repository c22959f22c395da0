"""The parts of the incident page below the fields: sources, differences, attachments, twins, history."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from board.incident.actor_rows import TextLink
from board.incident.quote_card import QuoteCard
from board.incident.thumbnails import Thumbnail
from board.theme.widgets import FlowLayout, SectionLabel, plain_label
from board.words import incidents as wording
from board.words.claims import FIELD_WORDS, claims_of, independent_origins, value_words
from db.names import show_controls
from db.records import Attachment, Citation, Difference, HistoryStep, Incident, Source

MOST_CARDS = 30


class Section(QWidget):
    """A bold line with quiet words and a button beside it, and a body below."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = SectionLabel(title)
        self.quiet = plain_label(soft=True, small=True)
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._head.addWidget(self.title)
        self._head.addWidget(self.quiet)
        self._head.addStretch(1)
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 8, 4, 0)
        column.setSpacing(6)
        column.addLayout(self._head)
        column.addLayout(self.body)

    def add_button(self, text: str, tooltip: str) -> QPushButton:
        """A quiet button at the right of the line."""
        button = QPushButton(text)
        button.setProperty("quiet", True)
        button.setToolTip(tooltip)
        button.setAutoDefault(False)
        self._head.addWidget(button)
        return button

    def clear(self) -> None:
        """Take everything out of the body."""
        while self.body.count():
            item = self.body.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()


class SourcesSection(Section):
    """The citations of the incident as cards.

    Signals: citation_opened(int citation id); menu_asked(int citation id, QPoint); citation_asked(): add one;
    lift_asked(int source id, str title): a card is dragged.
    """

    citation_opened = Signal(object)
    menu_asked = Signal(object, QPoint)
    citation_asked = Signal()
    lift_asked = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Sources", parent)
        self.cards: list[QuoteCard] = []
        self.add_citation = self.add_button("+ citation", "Cite a source for this incident")
        self.add_citation.clicked.connect(self.citation_asked)
        self.none = plain_label("No source is cited yet.", soft=True)
        self.more = plain_label(soft=True, small=True)
        self.body.addWidget(self.none)
        self.body.addWidget(self.more)

    def tell(self, incident: Incident, citations: Sequence[Citation], sources: Mapping[int, Source]) -> None:
        """Show these; the cards that are there are used again."""
        shown = [citation for citation in citations if citation.source_id in sources][:MOST_CARDS]
        while len(self.cards) < len(shown):
            self._add_card()
        for card, citation in zip(self.cards, shown, strict=False):
            card.tell(citation, sources[citation.source_id], claims_of(citation, incident))
        for number, card in enumerate(self.cards):
            card.setVisible(number < len(shown))
        self.none.setVisible(not shown)
        self.more.setVisible(len(citations) > len(shown))
        self.more.setText(f"and {len(citations) - len(shown):,} more")
        origins = independent_origins(
            list({citation.source_id: sources[citation.source_id] for citation in shown}.values())
        )
        self.quiet.setText(f"{len(citations):,} · {origins:,} independent" if len(citations) > 1 else "")

    def _add_card(self) -> None:
        card = QuoteCard()
        card.opened.connect(self.citation_opened)
        card.menu_asked.connect(self.menu_asked)
        card.lift_asked.connect(self.lift_asked)
        self.cards.append(card)
        self.body.insertWidget(len(self.cards), card)


class DifferencesSection(Section):
    """Values of a newer export that stand against the analyst's.

    Signals: settled(int difference id, bool take).
    """

    settled = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("The data set now says otherwise", parent)

    def tell(self, differences: Sequence[Difference], dataset: str, *, editable: bool) -> None:
        """Show these, ours and theirs side by side."""
        self.clear()
        self.setVisible(bool(differences))
        for difference in differences:
            self.body.addWidget(self._row(difference, dataset or "the data set", editable))

    def _row(self, difference: Difference, dataset: str, editable: bool) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        field = FIELD_WORDS.get(difference.field, difference.field)
        both = (difference.ours, difference.theirs)
        ours, theirs = (value_words(difference.field, value) or wording.NOT_KNOWN for value in both)
        words = f"{field.capitalize()}: here {ours}, {dataset} {theirs}"
        column.addWidget(plain_label(show_controls(words), wrap=True))
        if editable:
            buttons = QHBoxLayout()
            for text, take in ((f"Take {theirs[:24]}", True), ("Keep ours", False)):
                button = QPushButton(text.replace("&", "&&"))
                button.setAutoDefault(False)
                button.clicked.connect(partial(self._settle, difference.id, take))
                buttons.addWidget(button)
            buttons.addStretch(1)
            column.addLayout(buttons)
        return row

    def _settle(self, difference_id: int, take: bool, _checked: bool = False) -> None:
        self.settled.emit(difference_id, take)


class AttachmentsSection(Section):
    """The attachments of the incident as thumbnails.

    Signals: attachment_opened(Thumbnail); menu_asked(int attachment id, QPoint); attach_asked().
    """

    attachment_opened = Signal(object)
    menu_asked = Signal(object, QPoint)
    attach_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Attachments", parent)
        self.attach = self.add_button("+ file", "Keep a file with this incident, inside the board")
        self.attach.clicked.connect(self.attach_asked)
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder, gap=8, line_gap=8)
        self.body.addWidget(self._holder)
        self.thumbnails: list[Thumbnail] = []

    def tell(self, attachments: Sequence[Attachment]) -> None:
        """Show these, without their pictures yet."""
        self._flow.clear()
        self.thumbnails = []
        for attachment in attachments:
            thumbnail = Thumbnail(attachment)
            thumbnail.clicked.connect(partial(self._open, thumbnail))
            thumbnail.menu_asked.connect(self.menu_asked)
            self._flow.addWidget(thumbnail)
            self.thumbnails.append(thumbnail)
        self._holder.setVisible(bool(attachments))

    def load(self, data: Callable[[str], bytes]) -> None:
        """Read the pictures."""
        for thumbnail in self.thumbnails:
            thumbnail.load(data)

    def _open(self, thumbnail: Thumbnail, _checked: bool = False) -> None:
        self.attachment_opened.emit(thumbnail)


class TwinsSection(Section):
    """Incidents that may be the same one. Signals: incident_chosen(int id)."""

    incident_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Possibly the same", parent)

    def tell(self, incidents: Sequence[Incident]) -> None:
        """Show these."""
        self.clear()
        self.setVisible(bool(incidents))
        for incident in incidents:
            words = f"{incident.date.short()} · {show_controls(incident.title)}"
            link = TextLink(words, incident.title, accent=True)
            link.clicked.connect(partial(self._choose, incident.id))
            self.body.addWidget(link)

    def _choose(self, incident_id: int, _checked: bool = False) -> None:
        self.incident_chosen.emit(incident_id)


class HistorySection(Section):
    """What was done to the incident, newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("History", parent)

    def tell(self, steps: Sequence[HistoryStep]) -> None:
        """Show these."""
        self.clear()
        if not steps:
            self.body.addWidget(plain_label("Nothing was changed by hand yet.", soft=True))
        for step in steps:
            state = {"done": "", "undone": " (undone)", "dropped": " (undone, then overtaken)"}[step.state]
            words = f"{moment_words(step.at)} · {show_controls(step.name)}{state}"
            self.body.addWidget(plain_label(words, soft=bool(state), wrap=True))


def moment_words(at: str) -> str:
    """A moment in UTC (ISO 8601) on the clock of this computer: “14 Nov 2026, 10:31”."""
    moment = datetime.fromisoformat(at).astimezone()
    return f"{moment.day} {moment:%b %Y, %H:%M}"
