"""A place of the page that shows a value and, on a click, Enter or F2, becomes its editor."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from board.forms import ErrorLine
from board.guards import guarded
from board.incident.editors import FieldEditor
from board.theme.apply import current_theme
from board.theme.widgets import plain_label
from db.records import Incident

LABEL_WIDTH = 84
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@guarded
class Slot(QWidget):
    """Shows `display`; edited by the editor that `make_editor` gives, or never where it is None.

    Signals: edit_asked(); save_asked(): Enter was pressed; revert_asked(): Esc was pressed.
    """

    edit_asked = Signal()
    save_asked = Signal()
    revert_asked = Signal()

    def __init__(
        self,
        label: str,
        display: QWidget | None,
        make_editor: Callable[[], FieldEditor] | None = None,
        *,
        words: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`label` stands before the value; `words` names the field in commands and to screen readers."""
        super().__init__(parent)
        self.words = words or label.lower()
        self.display = display
        self._make_editor = make_editor
        self._editor: FieldEditor | None = None
        self._frame: QWidget | None = None
        self.error = ErrorLine(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 2, 4, 2)
        row.setSpacing(6)
        self.label: QLabel | None = None
        if label:
            self.label = plain_label(label, soft=True)
            self.label.setFixedWidth(LABEL_WIDTH)
            self.label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
            row.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        self._place = QVBoxLayout()
        self._place.setSpacing(4)
        row.addLayout(self._place, 1)
        if display is not None:
            self._place.addWidget(display)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(self.words.capitalize())
        self.set_editable(make_editor is not None)

    def set_editable(self, editable: bool) -> None:
        """Take the way to edit away, or give it back."""
        self.editable = editable and self._make_editor is not None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self.editable and self.display else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor if self.editable else Qt.CursorShape.ArrowCursor)
        self.setToolTip(f"Click, Enter or F2 to edit the {self.words}" if self.editable and self.display else "")

    @property
    def editor(self) -> FieldEditor | None:
        """The editor while it is open."""
        return self._editor

    def begin(self, incident: Incident) -> FieldEditor | None:
        """Turn into the editor; None where the value cannot be edited."""
        if self._editor is not None or not self.editable or self._make_editor is None:
            return self._editor
        editor = self._make_editor()
        editor.load(incident)
        editor.value_changed.connect(self._forget_error)
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(3)
        column.addWidget(editor)
        column.addWidget(self.error)
        keys = "Ctrl+Enter saves · Esc reverts" if editor.several_lines else "Enter saves · Esc reverts"
        column.addWidget(plain_label(keys, soft=True, small=True))
        self._editor, self._frame = editor, frame
        if self.display is not None:
            self.display.hide()
        self._place.addWidget(frame)
        self.show()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return editor

    def finish(self) -> None:
        """Show the value again; what was typed is gone."""
        if self._frame is None:
            return
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self.error.setParent(self)
        self.error.tell("")
        self._place.removeWidget(self._frame)
        self._frame.hide()
        self._frame.deleteLater()
        self._editor = self._frame = None
        if self.display is not None:
            self.display.show()
            if had_focus:
                self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.hide()

    def _forget_error(self) -> None:
        self.error.tell("")

    # -- keys, mouse, looks
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves or begins, Esc reverts, F2 begins."""
        if self._editor is not None:
            by_enter = event.key() in _ENTER
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if by_enter and (control or not self._editor.several_lines):
                self.save_asked.emit()
            elif event.key() == Qt.Key.Key_Escape:
                self.revert_asked.emit()
            else:
                super().keyPressEvent(event)
        elif self.editable and event.key() in (*_ENTER, Qt.Key.Key_F2):
            self.edit_asked.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the value."""
        if self._editor is None and self.editable and event.button() == Qt.MouseButton.LeftButton:
            self.edit_asked.emit()
            event.accept()
            return
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A wash under the pointer, a ring for the keyboard: nothing else says that it can be edited."""
        if self._editor is not None or not self.editable:
            return
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.hover))
            painter.drawRoundedRect(self.rect(), 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be edited."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Back to rest."""
        super().leaveEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No ring."""
        super().focusOutEvent(event)
        self.update()


@guarded
class WarnLabel(QLabel):
    """Small lines in the colour of a warning."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("small", True)
        self._tint()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._tint()

    def _tint(self) -> None:
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(current_theme().warn))
        self.setPalette(palette)


class TextSlot(Slot):
    """A slot whose value is a text, with quiet lines and lines against it below."""

    def __init__(
        self,
        label: str,
        make_editor: Callable[[], FieldEditor] | None = None,
        *,
        words: str = "",
        heading: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.value = plain_label(heading=heading, wrap=True)
        self.quiet = plain_label(soft=True, small=True, wrap=True)
        self.against = WarnLabel()
        for line in (self.value, self.quiet, self.against):
            column.addWidget(line)
        super().__init__(label, shown, make_editor, words=words, parent=parent)
        if make_editor is None:
            flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            self.value.setTextInteractionFlags(flags)

    def tell(self, text: str, quiet: str = "", against: str = "") -> None:
        """Show a value, quiet lines below it, and lines that stand against it."""
        self.value.setText(text)
        for label, lines in ((self.quiet, quiet), (self.against, against)):
            label.setText(lines)
            label.setVisible(bool(lines))
        self.setAccessibleDescription(" ".join(filter(None, (text, quiet, against))))
