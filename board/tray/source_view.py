"""The text of a dropped document, read only and never as markup: found words coloured, passages to be dragged."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextBlock,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QWidget

from board.commands.carried import Passage, put_passage
from board.guards import guarded
from board.theme.painting import scaled_font
from board.theme.palette import Theme, mix
from board.tray.shown_text import ShownText, part_of
from board.tray.text_marks import COLOURED, Found, TextMarks
from db.names import has_rtl

READING_FAMILIES = ["Noto Serif", "Georgia", "Noto Naskh Arabic", "DejaVu Serif", "Noto Sans", "Noto Sans Arabic"]
LINE_STYLES = {
    "date": Qt.PenStyle.SolidLine,
    "place": Qt.PenStyle.DashLine,
    "actor": Qt.PenStyle.DotLine,
    "kind": Qt.PenStyle.DashDotLine,
}
_LONGEST_LIT = 4_000  # units of a passage whose lines are outlined one by one
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@guarded
class SourceView(QPlainTextEdit):
    """Shows one part of a text.

    Signals: mark_pointed(object found): the pointer is on found words (`Found`), None where it left them;
    mark_chosen(object found): they were clicked; passage_asked(int start, int end): a draft of these code points was
    asked for; part_changed(): another part of a long text is shown.
    """

    mark_pointed = Signal(object)
    mark_chosen = Signal(object)
    passage_asked = Signal(int, int)
    part_changed = Signal()

    def __init__(self, theme: Theme, describe: Callable[[int, int], Passage], parent: QWidget | None = None) -> None:
        """`describe` gives what a dragged passage says of itself, from its first and last code point."""
        super().__init__(parent)
        self._theme = theme
        self._describe = describe
        self._text = ""
        self.part: ShownText = part_of("")
        self._marks = TextMarks()
        self._lit: list[tuple[int, int]] = []
        self._quoted: list[tuple[int, int]] = []
        self._pointed: Found | None = None
        self._held = False  # a mouse button, since it was pressed here
        self.may_draft = True
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(14)
        self.setAccessibleName("Text of the document")
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        font = scaled_font(self.font(), 15 / 13)
        font.setFamilies(READING_FAMILIES)
        font.setStyleHint(QFont.StyleHint.Serif)
        self.setFont(font)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._theme = theme
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: {theme.panel}; border: none; padding: 0; }}"
            f"QPlainTextEdit:focus {{ border: none; padding: 0; }}"
        )
        self.viewport().update()

    # -- what is shown
    @property
    def source(self) -> str:
        """The whole text of the document."""
        return self._text

    def show_text(self, text: str) -> None:
        """Show the first part of a text."""
        self._text = text
        self._show_part(part_of(text))

    def show_marks(self, marks: TextMarks) -> None:
        """Colour these words."""
        self._marks = marks
        self.viewport().update()

    def show_next(self, forward: bool = True) -> None:
        """Turn to the part after this one, or before it."""
        position = self.part.end if forward else self.part.start - 1
        if 0 <= position < len(self._text):
            self._show_part(part_of(self._text, position))

    def _show_part(self, part: ShownText) -> None:
        self.part = part
        option = self.document().defaultTextOption()
        rtl = has_rtl(part.shown[:2000]) and _mostly_rtl(part.shown[:2000])
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LayoutDirectionAuto)
        self.document().setDefaultTextOption(option)
        self.setPlainText(part.shown)
        self._pointed = None
        self.part_changed.emit()

    def light(self, spans: list[tuple[int, int]], *, go: bool = False) -> None:
        """Outline these passages (code points), and with `go` bring the first into view."""
        if go and spans:
            self.go_to(*spans[0])
        if spans != self._lit:
            self._lit = spans
            self.viewport().update()

    def quote(self, spans: list[tuple[int, int]]) -> None:
        """Draw a line beside the passages of the current draft."""
        if spans != self._quoted:
            self._quoted = spans
            self.viewport().update()

    @property
    def lit(self) -> list[tuple[int, int]]:
        """The passages that are outlined."""
        return list(self._lit)

    def place_on_screen(self, position: int) -> QPoint:
        """Where a code point stands in the viewport: for those who point."""
        return self._rect_at(self.part.place_of(position)).center().toPoint()

    def go_to(self, start: int, end: int) -> None:
        """Bring a passage into view, its part too, without moving what is selected."""
        if not self.part.start <= start < max(self.part.end, 1):
            self._show_part(part_of(self._text, start))
        rect = self._rect_at(self.part.place_of(start))
        below = self._rect_at(self.part.place_of(min(end, self.part.end)))
        room = self.viewport().rect()
        if rect.top() >= room.top() and min(below.bottom(), rect.top() + room.height()) <= room.bottom():
            return
        block = self.document().findBlock(self.part.place_of(start))
        line = block.layout().lineForTextPosition(self.part.place_of(start) - block.position())
        seen = room.height() // max(self.fontMetrics().lineSpacing(), 1)
        # the bar counts lines, those of a block that was never seen as one
        within = line.lineNumber() if line.isValid() else 0
        self.verticalScrollBar().setValue(max(block.firstLineNumber() + within - seen // 3, 0))

    def _rect_at(self, place: int) -> QRectF:
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        return QRectF(self.cursorRect(cursor))

    # -- painting: the washes lie below the words
    def paintEvent(self, event: QPaintEvent) -> None:
        """Washes and lines of what was found, then the words, then the outline of what is lit."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for block, offset in self._blocks():
            self._paint_marks(painter, block, offset)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for block, offset in self._blocks():
            self._paint_lit(painter, block, offset)
        painter.end()

    def _blocks(self) -> Iterator[tuple[QTextBlock, QPointF]]:
        block, bottom = self.firstVisibleBlock(), self.viewport().height()
        while block.isValid():
            rect = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if rect.top() > bottom:
                return
            yield block, rect.topLeft()
            block = block.next()

    def _span(self, block: QTextBlock) -> tuple[int, int]:
        return self.part.position_of(block.position()), self.part.position_of(block.position() + block.length())

    def _paint_marks(self, painter: QPainter, block: QTextBlock, offset: QPointF) -> None:
        theme, (first, last) = self._theme, self._span(block)
        for one in self._marks.between(first, last):
            if one.field not in COLOURED:
                continue
            wash = QColor(theme.role(f"highlight.{one.field}"))
            line = QPen(
                QColor(mix(theme.text, theme.role(f"highlight.{one.field}"), 0.45)), 1.1, LINE_STYLES[one.field]
            )
            for rect in self._rects(block, offset, one.start, one.end):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(wash)
                painter.drawRoundedRect(rect.adjusted(-1.5, -0.5, 1.5, 0.5), 3, 3)
                painter.setPen(line)
                painter.drawLine(QPointF(rect.left(), rect.bottom() - 0.5), QPointF(rect.right(), rect.bottom() - 0.5))

    def _paint_lit(self, painter: QPainter, block: QTextBlock, offset: QPointF) -> None:
        first, last = self._span(block)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for start, end in self._quoted:
            if start < last and end > first:
                rects = list(self._rects(block, offset, start, end))
                if rects:
                    top, bottom = min(r.top() for r in rects), max(r.bottom() for r in rects)
                    rtl = block.layout().textOption().textDirection() == Qt.LayoutDirection.RightToLeft
                    left = self.viewport().width() - 6 if rtl else 3
                    painter.fillRect(QRectF(left, top, 3, bottom - top), QColor(self._theme.accent))
        painter.setPen(QPen(QColor(self._theme.accent), 1.6))
        for start, end in self._lit:
            if start < last and end > first and end - start < _LONGEST_LIT:
                for rect in self._rects(block, offset, start, end):
                    painter.drawRoundedRect(rect.adjusted(-2, -1, 2, 1), 3, 3)

    def _rects(self, block: QTextBlock, offset: QPointF, start: int, end: int) -> Iterator[QRectF]:
        """The rectangles, one a line, that a span of code points takes in a block."""
        begin = max(self.part.place_of(start) - block.position(), 0)
        stop = min(self.part.place_of(end) - block.position(), block.length() - 1)
        layout = block.layout()
        if stop <= begin or layout is None:
            return
        ascent = self.fontMetrics().ascent() + self.fontMetrics().descent()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            from_, to = max(begin, line.textStart()), min(stop, line.textStart() + line.textLength())
            if to <= from_:
                continue
            one, other = x_of(line, from_), x_of(line, to)
            top = offset.y() + line.y() + max((line.height() - ascent) / 2, 0)
            left = offset.x() + min(one, other)
            yield QRectF(left, top, abs(other - one), min(ascent, line.height()))

    # -- pointing, choosing, dragging
    def _found_at(self, place: QPointF) -> Found | None:
        cursor = self.cursorForPosition(place.toPoint())
        rect = self.cursorRect(cursor)
        if abs(rect.center().y() - place.y()) > rect.height() or abs(rect.left() - place.x()) > 3 * rect.height():
            return None
        for at in (cursor.position(), cursor.position() - 1):
            for one in self._marks.at(self.part.position_of(at)):
                if one.uses or one.field in COLOURED:
                    block = self.document().findBlock(cursor.position())
                    corner = self.blockBoundingGeometry(block).translated(self.contentOffset()).topLeft()
                    if any(
                        r.adjusted(-2, -2, 2, 2).contains(place) for r in self._rects(block, corner, one.start, one.end)
                    ):
                        return one
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A hold that may become a drag."""
        self._held = True
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say which words the pointer is on; a hold becomes one drag, not a second one when the first has ended."""
        if event.buttons() and not self._held:
            return  # the target of the drag got the release that would have ended the hold here
        super().mouseMoveEvent(event)
        if not event.buttons():
            self._point(self._found_at(event.position()))

    def _point(self, found: Found | None) -> None:
        if found != self._pointed:
            self._pointed = found
            self.mark_pointed.emit(found)

    def leaveEvent(self, event: QEvent) -> None:
        """No words any more."""
        super().leaveEvent(event)
        self._point(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on found words chooses the draft behind them."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            found = self._found_at(event.position())
            if found is not None:
                self.mark_chosen.emit(found)

    def passage(self) -> tuple[int, int] | None:
        """The selected code points, without blank space around them; None where nothing is selected."""
        cursor = self.textCursor()
        start, end = (self.part.position_of(at) for at in (cursor.selectionStart(), cursor.selectionEnd()))
        words = self._text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        return (start, end) if end > start else None

    def createMimeDataFromSelection(self) -> QMimeData:
        """What a drag of a passage, or Ctrl+C, carries: its place in the document along with its plain text."""
        self._held = False
        mime = QMimeData()
        passage = self.passage()
        if passage is not None:
            mime.setText(self._text[passage[0] : passage[1]])
            put_passage(mime, self._describe(*passage))
        return mime

    def ask_for_draft(self) -> None:
        """Ask for a draft of what is selected."""
        passage = self.passage()
        if passage is not None and self.may_draft:
            self.passage_asked.emit(*passage)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """N or Ctrl+Enter makes a draft of the selection."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        plain_n = event.key() == Qt.Key.Key_N and not event.modifiers()
        if (plain_n or (event.key() in _ENTER and control)) and self.passage() is not None:
            self.ask_for_draft()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Copy, select, and make a draft."""
        menu = self.menu_for()
        menu.exec(event.globalPos())
        menu.deleteLater()

    def menu_for(self) -> QMenu:
        """What can be done with the selection."""
        menu = QMenu(self)
        draft = menu.addAction("New draft from the selection", "N")
        draft.setEnabled(self.passage() is not None and self.may_draft)
        draft.triggered.connect(self.ask_for_draft)
        menu.addSeparator()
        copy = menu.addAction("Copy", "Ctrl+C")
        copy.setEnabled(self.textCursor().hasSelection())
        copy.triggered.connect(self.copy)
        menu.addAction("Select all", "Ctrl+A").triggered.connect(self.selectAll)
        return menu


def x_of(line: object, place: int) -> float:
    """Where a place of a QTextLine stands, from the left of its layout."""
    found = line.cursorToX(place)  # type: ignore[attr-defined]
    return float(found[0] if isinstance(found, tuple) else found)


def _mostly_rtl(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return sum(has_rtl(character) for character in letters) * 2 > len(letters)
