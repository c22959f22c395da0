"""The left of the tray: what the reader has to say, the text or the pictures, and what the colours mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from board.commands.carried import Passage
from board.guards import guarded
from board.pictures import is_picture
from board.theme.palette import Theme
from board.theme.widgets import Banner, plain_label
from board.tray.legend import Legend
from board.tray.picture_view import PictureView
from board.tray.source_view import SourceView
from db.drafts import TrayDocument

_MOST_BANNERS = 4
_LONGEST_LINE = 400  # letters of several notices told in one line
_ROOM_FOR_LEGEND = 260  # px of height below which the text needs all of it
NO_TEXT = "There is no text in this document to make drafts from. It can be kept as a source."

_NO_TEXT_OF = {
    "picture": "A picture has no text to make drafts from.",
    "map": "A map has no text: its points and areas are the drafts.",
}


@guarded
class SourcePane(QWidget):
    """Shows one document. Signals: graphic_asked(bool): the picture is to be marked graphic, or no longer."""

    graphic_asked = Signal(bool)

    def __init__(self, theme: Theme, describe: Callable[[int, int], Passage], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures: list[tuple[str, str, str, bool]] = []  # name, media type, SHA-256, graphic
        self._picture = 0
        self._notices: list[str] = []
        self._data: Callable[[str], bytes | None] = _nothing
        self.banners = QWidget()  # over the whole width of the panel, which puts it there
        self._banner_column = QVBoxLayout(self.banners)
        self._banner_column.setContentsMargins(0, 0, 0, 0)
        self._banner_column.setSpacing(0)
        self.text = SourceView(theme, describe)
        self.text.part_changed.connect(self._tell_part)
        self.legend = Legend()
        self.no_text = plain_label(soft=True, wrap=True)
        self.no_text.setContentsMargins(16, 12, 16, 12)
        self.no_text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._build_part_bar()
        self._build_pictures()
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.part_bar, self.text, self.no_text, self.legend):
            column.addWidget(widget, 1 if widget is self.text else 0)
        column.addStretch(0)
        self._words = words
        self._has_text = False
        self.text.setMinimumHeight(56)
        self.picture.setMinimumHeight(80)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self._picture_box)
        self.split.addWidget(words)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.split, 1)
        self.setFocusProxy(self.text)

    def _build_part_bar(self) -> None:
        self.part_bar = QWidget()
        self.part_words = plain_label(soft=True, small=True)
        self.earlier, self.later = QPushButton("Earlier"), QPushButton("Later")
        row = QHBoxLayout(self.part_bar)
        row.setContentsMargins(16, 2, 8, 2)
        row.addWidget(self.part_words, 1)
        for button in (self.earlier, self.later):
            button.setProperty("quiet", True)
            row.addWidget(button)
        self.earlier.clicked.connect(self._show_earlier)
        self.later.clicked.connect(self._show_later)
        self.part_bar.hide()

    def _build_pictures(self) -> None:
        self.picture = PictureView()
        self.picture_words = plain_label(soft=True, small=True)
        self.previous, self.next = QPushButton("Previous"), QPushButton("Next")
        self.graphic = QPushButton("Mark as graphic")
        self._picture_box = QWidget()
        column = QVBoxLayout(self._picture_box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.picture, 1)
        row = QHBoxLayout()
        row.setContentsMargins(14, 0, 8, 4)
        row.addWidget(self.picture_words, 1)
        for button in (self.previous, self.next, self.graphic):
            button.setProperty("quiet", True)
            row.addWidget(button)
        column.addLayout(row)
        self.previous.clicked.connect(self._show_previous)
        self.next.clicked.connect(self._show_next)
        self.graphic.clicked.connect(self._ask_graphic)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.text.set_theme(theme)

    def show_document(
        self, document: TrayDocument, notices: Sequence[str], data: Callable[[str], bytes | None], *, writable: bool
    ) -> None:
        """Show another document; `notices` are sentences for the banners, `data` gives a file by its SHA-256."""
        self._data = data
        self.text.show_text(document.text)
        has_text = self._has_text = bool(document.text.strip())
        self._pictures = [
            (file.name, file.media_type, file.sha256, file.graphic or document.graphic)
            for file in document.files
            if is_picture(file.media_type)
        ]
        if document.format == "picture" and is_picture(document.media_type):
            self._pictures.insert(0, (document.name, document.media_type, document.sha256, document.graphic))
        self.text.setVisible(has_text)
        self._place_legend()
        self.no_text.setVisible(not has_text)
        self.no_text.setText(_NO_TEXT_OF.get(document.format, NO_TEXT))
        self._picture_box.setVisible(bool(self._pictures) and (not has_text or document.format == "picture"))
        self._words.setVisible(has_text or not self._pictures)
        self._show_picture(0)
        self._tell_notices(notices)
        self.set_writable(writable)

    def set_writable(self, writable: bool) -> None:
        """Offer what writes, or do not."""
        self.text.may_draft = writable
        self.legend.set_writable(writable)
        self.graphic.setVisible(writable)

    def _tell_notices(self, notices: Sequence[str]) -> None:
        self._clear_banners()
        self._notices = list(notices)
        if len(notices) > 1:  # several are one line, so that text and cards keep their room
            whole = f"{len(notices)} notices: {' '.join(notices)}"
            banner = Banner("info", whole[:_LONGEST_LINE], "show all", dismissable=True, one_line=True)
            banner.action_triggered.connect(self._show_all_notices)
            self._banner_column.addWidget(banner)
        else:
            self._show_each(notices)
        self.banners.setVisible(bool(notices))

    def _show_all_notices(self) -> None:
        self._clear_banners()
        shown = self._notices[:_MOST_BANNERS]
        if len(self._notices) > _MOST_BANNERS:
            shown[-1] += f" And {len(self._notices) - _MOST_BANNERS} more: "
            shown[-1] += " ".join(self._notices[_MOST_BANNERS:])[:600]
        self._show_each(shown)

    def _show_each(self, sentences: Sequence[str]) -> None:
        for sentence in sentences:
            self._banner_column.addWidget(Banner("info", sentence, dismissable=True))

    def _clear_banners(self) -> None:
        while self._banner_column.count():
            item = self._banner_column.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()

    def _place_legend(self) -> None:
        self.legend.setVisible(self._has_text and self.height() >= _ROOM_FOR_LEGEND)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is low, the text gets the room of the legend."""
        super().resizeEvent(event)
        self._place_legend()

    # -- parts of a long text
    def _tell_part(self) -> None:
        part, whole = self.text.part, len(self.text.source)
        self.part_bar.setVisible(part.end - part.start < whole)
        self.part_words.setText(f"Characters {part.start + 1:,} to {part.end:,} of {whole:,} are shown.")
        self.earlier.setEnabled(part.start > 0)
        self.later.setEnabled(part.end < whole)

    def _show_earlier(self) -> None:
        self.text.show_next(False)

    def _show_later(self) -> None:
        self.text.show_next(True)

    # -- pictures
    def _show_picture(self, place: int) -> None:
        if not self._pictures:
            self.picture.show_picture(None, "", "", graphic=False)
            return
        self._picture = max(0, min(place, len(self._pictures) - 1))
        name, media_type, sha256, graphic = self._pictures[self._picture]
        self.picture.show_picture(self._data(sha256), media_type, name, graphic=graphic)
        several = len(self._pictures) > 1
        self.picture_words.setText(f"Picture {self._picture + 1} of {len(self._pictures)}" if several else "")
        self.previous.setVisible(several)
        self.next.setVisible(several)
        self.previous.setEnabled(self._picture > 0)
        self.next.setEnabled(self._picture < len(self._pictures) - 1)
        self.graphic.setText("No longer graphic" if graphic else "Mark as graphic")

    def _show_previous(self) -> None:
        self._show_picture(self._picture - 1)

    def _show_next(self) -> None:
        self._show_picture(self._picture + 1)

    def _ask_graphic(self) -> None:
        if self._pictures:
            self.graphic_asked.emit(not self._pictures[self._picture][3])


def _nothing(_sha256: str) -> bytes | None:
    return None
