"""Labels that never read text as markup: plain, elided and section labels, and tooltips made safe."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QWidget

from board.guards import guarded


def plain_tooltip(text: str) -> str:
    """``text`` as a tooltip that shows it letter for letter and wraps it; empty for empty.

    Qt takes a tooltip with a tag in it for rich text, which can open files: so it is always marked up by us.
    """
    return f"<p>{escape(text).replace(chr(10), '<br/>')}</p>" if text else ""


def plain_label(
    text: str = "",
    *,
    soft: bool = False,
    small: bool = False,
    heading: bool = False,
    wrap: bool = False,
    selectable: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """A QLabel for text from anywhere: PlainText, in one of the program's few sizes and tones."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(wrap)
    for name, wanted in (("soft", soft), ("small", small), ("heading", heading)):
        if wanted:
            label.setProperty(name, True)
    if selectable:
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return label


@guarded
class ElidedLabel(QLabel):
    """One line of text that ends in … where it does not fit, with the whole of it as its tooltip."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, soft: bool = False) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if soft:
            self.setProperty("soft", True)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show ``text``, its line breaks as spaces."""
        super().setText(" ".join(text.split()))
        self._tell_whole()

    def is_elided(self) -> bool:
        """Whether some of the text is hidden at the present width."""
        return self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()

    def minimumSizeHint(self) -> QSize:
        """Wide enough for a few letters, so that a layout may narrow it."""
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), self.fontMetrics().horizontalAdvance("mmm…")), whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give or take the tooltip."""
        super().resizeEvent(event)
        self._tell_whole()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the font changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._tell_whole()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits, at the side where the text begins."""
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        room: QRect = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(option.palette.color(self.foregroundRole()))
        painter.drawText(room, self.alignment() | Qt.TextFlag.TextSingleLine, shown)

    def _tell_whole(self) -> None:
        self.setToolTip(plain_tooltip(self.text()) if self.is_elided() else "")


class SectionLabel(QLabel):
    """The bold line above a part of a panel or form."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("section", True)
        self.setText(text)
