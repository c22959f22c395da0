"""The line below the text that says what may be done with it, and what each colour of it is about."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from board.guards import guarded
from board.theme.apply import current_theme
from board.theme.painting import scaled_font
from board.theme.palette import mix
from board.tray.source_view import LINE_STYLES, x_of

SENTENCE = "Select any passage and drag it to a flashpoint, an actor pair or a date on the timeline to make an incident from it."
_WORDS = {"date": "date", "place": "place", "actor": "actor", "kind": "kind of incident"}
_PAD_X, _PAD_Y = 16, 8


@guarded
class Legend(QWidget):
    """One paragraph: the sentence, then the four words, each as it is shown in the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = SENTENCE
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{SENTENCE} Colours: {', '.join(_WORDS.values())}.")

    def set_writable(self, writable: bool) -> None:
        """What cannot be done is not offered."""
        self._sentence = SENTENCE if writable else "The colours say what was found:"
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """The narrower, the more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """All lines with the room around them."""
        return int(self._laid(width)[1]) + 2 * _PAD_Y

    def sizeHint(self) -> QSize:
        """As high as the present width asks for."""
        return QSize(300, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        """It may be narrow."""
        return QSize(120, self.heightForWidth(max(self.width(), 120)))

    def _laid(self, width: int) -> tuple[QTextLayout, float, list[tuple[str, int, int]]]:
        text, spans = self._sentence + "  ", []
        for name, words in _WORDS.items():
            text += "\u2002"
            spans.append((name, len(text), len(text) + len(words)))
            text += words.replace(" ", "\u00a0")
        layout = QTextLayout(text, scaled_font(self.font(), 11.5 / 13))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        height, step = 0.0, QFontMetricsF(layout.font()).height() + 4
        layout.beginLayout()
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(width - 2 * _PAD_X, 80))
            line.setPosition(QPointF(0, height + 2))
            height += step
        layout.endLayout()
        return layout, height, spans

    def paintEvent(self, event: QPaintEvent) -> None:
        """Washes, their lines, then the words."""
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        layout, _, spans = self._laid(self.width())
        metrics = QFontMetricsF(layout.font())
        for name, start, end in spans:
            line = layout.lineForTextPosition(start)
            left = x_of(line, start) + _PAD_X
            wide = metrics.horizontalAdvance(layout.text()[start:end])
            box = QRectF(left - 3, line.y() + _PAD_Y - 1, wide + 6, metrics.height() + 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.role(f"highlight.{name}")))
            painter.drawRoundedRect(box, 3, 3)
            ink = mix(theme.text, theme.role(f"highlight.{name}"), 0.45)
            painter.setPen(QPen(QColor(ink), 1.1, LINE_STYLES[name]))
            painter.drawLine(QPointF(left, box.bottom() - 1.5), QPointF(left + wide, box.bottom() - 1.5))
        painter.setPen(QColor(theme.text_soft))
        layout.draw(painter, QPointF(_PAD_X, _PAD_Y))
