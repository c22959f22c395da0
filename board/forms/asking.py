"""Opens a dialog, waits for the answer, and lets the dialog go."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog


def ask(dialog: QDialog) -> bool:
    """Whether the dialog was accepted; it is deleted afterwards, what Python keeps of it stays readable.

    A dialog with a parent would else live as long as its panel, one more for each time that it was opened.
    """
    answer = dialog.exec()
    dialog.deleteLater()
    return answer == QDialog.DialogCode.Accepted
