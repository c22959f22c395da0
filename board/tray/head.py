"""The head of the tray: which document is shown, what is known of it, and the button that accepts what is plain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from board.forms import DateField
from board.guards import guarded
from board.theme.apply import icon_set
from board.theme.widgets import Chip, FlowLayout, plain_label, plain_tooltip
from db.dates import ImpreciseDate
from db.drafts import TrayDocument
from db.names import isolate, show_controls
from db.vocabulary import RELIABILITIES

_ICONS = {
    "mail": "source", "picture": "image", "video": "play", "audio": "play", "map": "map", "link": "link",
    "unknown": "attachment",
}  # fmt: skip
_FORMAT_WORDS = {
    "text": "Text", "markdown": "Markdown", "html": "Web page", "web_archive": "Web page", "mail": "Mail", "pdf": "PDF",
    "word": "Word document", "open_document": "OpenDocument text", "rtf": "Rich text", "picture": "Picture",
    "video": "Video", "audio": "Sound", "map": "Map", "link": "Link", "unknown": "File of unknown kind",
}  # fmt: skip
_MOST_IN_MENU = 40


class TrayHead(QWidget):
    """Tells of one document.

    Signals: document_asked(int id); step_asked(int by): the next or the one before; reliability_asked(str code);
    published_asked(ImpreciseDate); title_asked(str); accept_asked().
    """

    document_asked = Signal(object)
    step_asked = Signal(int)
    reliability_asked = Signal(str)
    published_asked = Signal(object)
    title_asked = Signal(str)
    accept_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: TrayDocument | None = None
        self._writable = True
        self._build_first_row()
        self.title = QLineEdit()
        self.title.setMaxLength(500)
        self.title.setAccessibleName("Title of the source")
        self.title.setPlaceholderText("Title of the source")
        self.title.setProperty("flat", True)
        self.title.editingFinished.connect(self._keep_title)
        self.details = plain_label(soft=True, small=True, selectable=True)
        self.details.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._build_date_row()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 7, 10, 4)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self.title, 1)
        for button in (self.documents, self.before, self.after):
            row.addWidget(button)
        below = QHBoxLayout()
        below.setContentsMargins(4, 0, 0, 2)
        below.setSpacing(12)
        below.addWidget(self.details, 1)
        below.addWidget(self.promise)
        column.addLayout(self._first)
        column.addLayout(row)
        column.addLayout(below)
        column.addWidget(self.date_row)

    def _build_first_row(self) -> None:
        self.documents = QToolButton()
        self.documents.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.documents.setAccessibleName("Documents in the tray")
        self.documents.setToolTip("Which document is shown")
        icon_set().dress(self.documents, "list")
        self._menu = QMenu(self)
        self.documents.setMenu(self._menu)
        self.before, self.after = QToolButton(), QToolButton()
        for button, icon, words, by in (
            (self.before, "chevron_left", "Newer document (Alt+PageUp)", -1),
            (self.after, "chevron_right", "Older document (Alt+PageDown)", 1),
        ):
            icon_set().dress(button, icon)
            button.setAccessibleName(words)
            button.setToolTip(words)
            button.clicked.connect(partial(self._step, by))
        self.name = Chip("")
        self.name.clicked.connect(self._open_menu)
        self.reliability = Chip("Source reliability")
        self.reliability.clicked.connect(self._offer_reliability)
        self.published = Chip("Published")
        self.published.clicked.connect(self._edit_date)
        self.chips = QWidget()
        flow = FlowLayout(self.chips, gap=6)
        for widget in (self.name, self.reliability, self.published):
            flow.addWidget(widget)
        self.promise: QLabel = plain_label("nothing is on the board until accepted", soft=True, small=True)
        self.accept = QPushButton("Accept")
        self.accept.setProperty("primary", True)
        self.accept.clicked.connect(self.accept_asked)
        self._first = QHBoxLayout()
        self._first.setSpacing(8)
        self._first.addWidget(self.chips, 1)
        self._first.addWidget(self.accept, 0, Qt.AlignmentFlag.AlignTop)

    def _build_date_row(self) -> None:
        self.date_row = QWidget()
        self.date = _PublishedField(unknown="Not known when it was published")
        self.date.setAccessibleName("Day of publication")
        self.date.kept.connect(self._keep_date)
        self.date.left.connect(self._close_date)
        self.date_keep, self.date_leave = QPushButton("Draft again"), QPushButton("Cancel")
        self.date_keep.setToolTip("What waits is drafted again with the dates counted from this day (Enter)")
        self.date_keep.clicked.connect(self._keep_date)
        self.date_leave.clicked.connect(self._close_date)
        row = QHBoxLayout(self.date_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.date, 1)
        for button in (self.date_keep, self.date_leave):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.date_row.hide()

    # -- telling
    def tell_documents(self, documents: Sequence[TrayDocument], counts: Mapping[int, int], current: int) -> None:
        """What the list of documents offers."""
        self._menu.clear()
        for document in documents[:_MOST_IN_MENU]:
            count = counts.get(document.id, 0)
            words = isolate(show_controls(document.title or document.name))
            words = words if len(words) < 70 else words[:68] + "…\u2069"
            action = self._menu.addAction(f"{words}\t{count if count else 'done'}".replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(document.id == current)
            action.triggered.connect(partial(self._ask_document, document.id))
        ids = [document.id for document in documents]
        place = ids.index(current) if current in ids else 0
        self.before.setEnabled(place > 0)
        self.after.setEnabled(place < len(ids) - 1)
        several = len(ids) > 1
        for widget in (self.documents, self.before, self.after):
            widget.setVisible(several)
        self.documents.setText(f"{place + 1} of {len(ids)}")
        self.documents.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def tell(self, document: TrayDocument, *, writable: bool) -> None:
        """What is known of the document."""
        if self._document is None or self._document.id != document.id:
            self._close_date()
        self._document, self._writable = document, writable
        self.name.setText(show_controls(document.name))
        icon_words = _FORMAT_WORDS.get(document.format, "File")
        self.name.setToolTip(plain_tooltip(f"{icon_words}: {show_controls(document.name)}"))
        self.name.setIcon(icon_set().icon(_ICONS.get(document.format, "file")))
        self.reliability.setText(f"Source reliability {document.reliability or '–'}")
        meaning = RELIABILITIES.label(document.reliability) or "Not judged yet"
        self.reliability.setToolTip(plain_tooltip(f"{meaning}. Click to set it from A to F."))
        published = document.published.short() if document.published.edtf else "not known"
        self.published.setText(f"Published {published}")
        self.published.setToolTip("The day that dates in the text are counted from. Click to change it.")
        for chip in (self.reliability, self.published):
            chip.setEnabled(writable)
        if not self.title.hasFocus():
            self.title.setText(show_controls(document.title))
            self.title.setCursorPosition(0)
        self.title.setReadOnly(not writable)
        parts = (_FORMAT_WORDS.get(document.format, ""), document.publisher, document.author, document.address)
        self.details.setText(" · ".join(isolate(show_controls(part[:300])) for part in parts if part))
        self.details.setToolTip(plain_tooltip("\n".join(show_controls(part) for part in parts if part)))

    def tell_accept(self, ready: int, waiting: int, consequences: str) -> None:
        """How many drafts can be accepted at once."""
        drafts = "draft" if ready == 1 else "drafts"
        self.accept.setText(f"Accept {ready:,} {drafts}" if ready else "Accept drafts")
        self.accept.setEnabled(self._writable and ready > 0)
        self.accept.setVisible(self._writable and waiting > 0)
        self.promise.setVisible(waiting > 0)
        aside = waiting - ready
        words = "All drafts without an open question or a twin (Ctrl+Enter)."
        if aside:
            words += f" {aside:,} {'waits' if aside == 1 else 'wait'} for your decision."
        self.accept.setToolTip(plain_tooltip("\n".join(filter(None, (words, consequences)))))

    # -- asking
    def _ask_document(self, document_id: int, _checked: bool = False) -> None:
        self.document_asked.emit(document_id)

    def _step(self, by: int, _checked: bool = False) -> None:
        self.step_asked.emit(by)

    def _open_menu(self) -> None:
        if len(self._menu.actions()) > 1:
            self._menu.popup(self.name.mapToGlobal(self.name.rect().bottomLeft()))

    def reliability_menu(self) -> QMenu:
        """The six letters, and none."""
        menu = QMenu(self)
        now = self._document.reliability if self._document else ""
        for code, label in (*((term.code, term.label) for term in RELIABILITIES.terms), ("", "Not judged yet")):
            action = menu.addAction(label)
            action.setCheckable(True)
            action.setChecked(code == now)
            action.triggered.connect(partial(self._ask_reliability, code))
        return menu

    def _offer_reliability(self) -> None:
        menu = self.reliability_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.reliability.mapToGlobal(self.reliability.rect().bottomLeft()))

    def _ask_reliability(self, code: str, _checked: bool = False) -> None:
        self.reliability_asked.emit(code)

    def _keep_title(self) -> None:
        title = self.title.text().strip()
        if self._document is not None and self._writable and title != show_controls(self._document.title):
            self.title_asked.emit(title)

    def _edit_date(self) -> None:
        if self._document is not None and self._writable:
            self.date.set_value(self._document.published)
            self.date_row.show()
            self.date.setFocus(Qt.FocusReason.OtherFocusReason)
            self.date.edit.selectAll()

    def _close_date(self) -> None:
        self.date_row.hide()

    def _keep_date(self) -> None:
        if self.date.problem():
            return
        value: ImpreciseDate = self.date.value()
        self._close_date()
        if self._document is not None and value != self._document.published:
            self.published_asked.emit(value)


@guarded
class _PublishedField(DateField):
    """The day of publication. Signals: kept(): Enter; left(): Escape."""

    kept = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps, Escape leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.kept.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
