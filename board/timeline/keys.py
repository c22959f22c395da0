"""The keys of the timeline, each once: what they do and how the list of keys tells it."""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_KEY = Qt.Key

# by character, whatever it takes to type it
_TYPED: dict[str, str] = {
    "+": "zoom_in",
    "=": "zoom_in",
    "-": "zoom_out",
    "−": "zoom_out",
    "0": "all",
    "*": "fit",
    "l": "legend",
    "L": "legend",
    "[": "as_of_back",
    "]": "as_of_on",
}
_PRESSED: dict[tuple[Qt.KeyboardModifier, Qt.Key], str] = {
    (Qt.KeyboardModifier.NoModifier, _KEY.Key_Left): "previous",
    (Qt.KeyboardModifier.NoModifier, _KEY.Key_Right): "next",
    (Qt.KeyboardModifier.NoModifier, _KEY.Key_Home): "first",
    (Qt.KeyboardModifier.NoModifier, _KEY.Key_End): "last",
    (Qt.KeyboardModifier.NoModifier, _KEY.Key_Up): "lanes_up",
    (Qt.KeyboardModifier.NoModifier, _KEY.Key_Down): "lanes_down",
    (Qt.KeyboardModifier.NoModifier, _KEY.Key_PageUp): "page_up",
    (Qt.KeyboardModifier.NoModifier, _KEY.Key_PageDown): "page_down",
    (Qt.KeyboardModifier.NoModifier, _KEY.Key_Return): "open",
    (Qt.KeyboardModifier.NoModifier, _KEY.Key_Enter): "open",
    (Qt.KeyboardModifier.NoModifier, _KEY.Key_Escape): "clear",
    (_SHIFT, _KEY.Key_Left): "pan_back",
    (_SHIFT, _KEY.Key_Right): "pan_on",
    (_CTRL | _SHIFT, _KEY.Key_Left): "day_earlier",
    (_CTRL | _SHIFT, _KEY.Key_Right): "day_later",
    (_CTRL, _KEY.Key_Space): "choose",
    (_CTRL, _KEY.Key_A): "choose_all",
    (_CTRL, _KEY.Key_G): "go_to_date",
}
KEYS_TEXT = (
    "Left and Right step from incident to incident, Home and End to the first and last. Plus and minus zoom, "
    "Shift with Left and Right pans, 0 shows everything. Control Space chooses the incident, the menu key assigns. Control, "
    "Shift, Left and Right move its date by a day. Brackets move the as-of day. Control G goes to a typed date."
)


def meaning(event: QKeyEvent) -> str:
    """What a key asks for; empty for a key of no meaning here."""
    combination: QKeyCombination = event.keyCombination()
    modifiers = combination.keyboardModifiers() & ~Qt.KeyboardModifier.KeypadModifier
    found = _PRESSED.get((modifiers, combination.key()), "")
    if not found and not modifiers & (_CTRL | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
        found = _TYPED.get(event.text(), "")
    return found
