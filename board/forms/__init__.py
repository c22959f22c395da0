"""The pieces that the forms of all nouns are put together from.

`FormDialog` is the frame: rows, an error line, Save and Cancel.  The fields each have `value()`, `set_value(value)`,
`problem()` (an empty text, or a sentence on what is wrong) and the signal `value_changed`.
"""

from __future__ import annotations

from board.forms.dialog import FormDialog
from board.forms.fields import ChoiceField, DateField, ErrorLine, NamesField, NumberOrUnknownField, TextField
from board.forms.picker import NamePicker

__all__ = [
    "ChoiceField",
    "DateField",
    "ErrorLine",
    "FormDialog",
    "NamePicker",
    "NamesField",
    "NumberOrUnknownField",
    "TextField",
]
