"""The search field of the top bar with its list of finds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from board.dragging.router import DropRouter
from board.guards import guarded
from board.search.carrying import FindDrops
from board.search.finds import Find, finds_for
from board.search.popup import FindsList
from board.session import Session
from board.theme.apply import icon_set

_INVITATIONS = ("Search incidents, actors, sources …", "Search the board …", "Search")
_KEYS = "   Ctrl+K"
_WAIT_MS = 40  # typing quickly asks once, not for each letter


@guarded
class SearchField(QLineEdit):
    """Signals: source_chosen(int id): a source was chosen, which no panel shows by itself."""

    source_chosen = Signal(object)

    def __init__(self, session: Session, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._list: FindsList | None = None
        self._router: DropRouter | None = None
        self._drops: FindDrops | None = None
        self._invite()
        self.setAcceptDrops(False)  # what is dropped here is dropped on the window, which says what it does
        self.setAccessibleName("Search the board")
        self.setToolTip(
            "Words in any script, or conditions: actor:SDF after:2017-05 grade:C3 kind:clash -tag:rumour (Ctrl+K)"
        )
        self.setClearButtonEnabled(True)
        self.setMaxLength(500)
        self.setMinimumWidth(180)
        self.setMaximumWidth(460)
        self._glass = QAction(self)
        icon_set().dress(self._glass, "search")
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._look)
        self.textEdited.connect(self._typed)

    def _invite(self) -> None:
        """The longest invitation that has room, always with its shortcut."""
        metrics, room = self.fontMetrics(), self.width() - 48
        fitting = (words for words in _INVITATIONS if metrics.horizontalAdvance(words + _KEYS) <= room)
        self.setPlaceholderText(next(fitting, _INVITATIONS[-1]) + _KEYS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._invite()

    def begin(self) -> None:
        """Take the keyboard and show the list."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._look()

    @property
    def finds(self) -> FindsList:
        """The list, made as a child of the window so that it floats over the panels without being a window."""
        if self._list is None:
            self._list = FindsList(self.window())
            self._list.find_chosen.connect(self._take)
            if self._router is not None:
                self._drops = FindDrops(self, self._list, self._router)
            self.window().installEventFilter(self)
        return self._list

    def accept_drops(self, router: DropRouter) -> FindDrops:
        """Take what hovers over the finds, and let them be carried off. By key, what is returned answers."""
        self._router = router
        finds = self.finds
        if self._drops is None:
            self._drops = FindDrops(self, finds, router)
        return self._drops

    def _typed(self, _text: str) -> None:
        self._timer.start()

    def _look(self) -> None:
        self._timer.stop()
        finds = self.finds
        finds.show_rows(finds_for(self._session, self._actions, self.text()))
        self._place()
        finds.show()
        finds.raise_()

    def _place(self) -> None:
        window, finds = self.window(), self.finds
        corner = self.mapTo(window, QPoint(0, self.height() + 2))
        width = max(self.width(), 520)
        height = min(finds.wanted_height(), window.height() - corner.y() - 40)
        finds.setGeometry(corner.x(), corner.y(), min(width, window.width() - corner.x() - 8), height)

    def hide_finds(self) -> None:
        """Put the list away."""
        if self._list is not None:
            self._list.hide()

    def _take(self, find: Find) -> None:
        focus = self._session.focus
        text = self.text().strip()
        self.hide_finds()
        self.clear()
        self.clearFocus()
        if find.kind == "command" and find.action is not None:
            find.action.trigger()
        elif find.kind == "narrow":
            focus.set(text=text)
        elif find.kind == "incident":
            focus.set(incident=find.id)
        elif find.kind == "flashpoint":
            focus.set(flashpoints=frozenset({find.id}))
        elif find.kind == "actor":
            focus.set(actors=frozenset({find.id}))
        elif find.kind == "source":
            self.source_chosen.emit(find.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            stale = self._timer.isActive()
            if stale or not self.finds.isVisible():
                self._look()
            if stale or self.finds.currentIndex().isValid():
                self.finds.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._timer.isActive() or not self.finds.isVisible():
                self._look()  # what was typed last counts, not what the list still shows
            self.finds.choose()
        elif key == Qt.Key.Key_Escape:
            self.hide_finds()
            self.clear()
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.hide_finds()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._list is not None and self._list.isVisible():
            self._place()
        return False
