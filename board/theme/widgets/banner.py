"""The strip that says what is wrong or worth knowing, with one thing to do about it."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from board.guards import guarded
from board.theme.apply import current_theme, icon_set
from board.theme.palette import Theme, mix
from board.theme.widgets.labels import ElidedLabel, plain_label


class BannerKind(Enum):
    """What a banner is about; its icon says it without colour."""

    INFO = "info"
    OK = "ok"
    WARNING = "warning"
    ERROR = "error"
    READ_ONLY = "read_only"


_BANNER_ICONS = {
    BannerKind.INFO: "info",
    BannerKind.OK: "check",
    BannerKind.WARNING: "warning",
    BannerKind.ERROR: "warning",
    BannerKind.READ_ONLY: "lock",
}


@guarded
class Banner(QWidget):
    """A thin strip over a panel or the window: one sentence and, where there is something to do, one action.

    The sentence wraps; with ``one_line`` it ends in … where it does not fit.
    Signals: ``action_triggered``; ``dismissed`` when its ✕ was pressed (it has hidden itself by then).
    """

    action_triggered = Signal()
    dismissed = Signal()

    def __init__(
        self,
        kind: BannerKind | str,
        sentence: str,
        action_text: str = "",
        parent: QWidget | None = None,
        *,
        dismissable: bool = False,
        one_line: bool = False,
    ) -> None:
        super().__init__(parent)
        self.kind = BannerKind(kind)
        self._icon = QLabel()
        self._sentence = ElidedLabel() if one_line else plain_label(wrap=True, selectable=True)
        self.button = QPushButton()
        self.button.setProperty("quiet", True)
        self.button.clicked.connect(self.action_triggered)
        self.close_button = QToolButton()
        self.close_button.setAccessibleName("Hide this message")
        self.close_button.setToolTip("Hide this message")
        self.close_button.setVisible(dismissable)
        self.close_button.clicked.connect(self._dismiss)
        icon_set().dress(self.close_button, "close")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 8, 3)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._sentence, 1)
        row.addWidget(self.button)
        row.addWidget(self.close_button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_texts(kind, sentence, action_text)

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._sentence.text()

    def set_texts(self, kind: BannerKind | str, sentence: str, action_text: str = "") -> None:
        """Say something else; an empty ``action_text`` shows no button."""
        self.kind = BannerKind(kind)
        self._sentence.setText(sentence)
        self.button.setText(action_text)
        self.button.setVisible(bool(action_text))
        self.setAccessibleName(sentence)
        self._draw_icon()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A wash of the kind's colour over the panel, a hairline below."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(mix(self._colour(theme), theme.panel, 0.12)))
        line = QColor(mix(self._colour(theme), theme.panel, 0.45))
        painter.fillRect(0, self.height() - 1, self.width(), 1, line)

    def _colour(self, theme: Theme) -> str:
        return {
            BannerKind.INFO: theme.accent,
            BannerKind.OK: theme.ok,
            BannerKind.WARNING: theme.warn,
            BannerKind.ERROR: theme.danger,
            BannerKind.READ_ONLY: theme.text_soft,
        }[self.kind]

    def _draw_icon(self) -> None:
        colour = self._colour(current_theme())
        self._icon.setPixmap(icon_set().pixmap(_BANNER_ICONS[self.kind], 16, colour, self.devicePixelRatioF()))

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()
