"""File ▸ Export: what, as what, under which release profile; shows exactly what leaves before anything does."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QMessageBox,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from board.commands import exporting, panel_picture
from board.forms.dialog import FormDialog
from board.session import Session
from board.shell.profile_dialog import ProfileDialog
from board.theme.widgets import plain_label, quieten_table
from db import BoardError
from db.names import show_controls
from db.profiles import PARTNERS, described
from db.releasing import Scope, release
from db.vocabulary import MARKINGS
from db.writers import FORMATS

_COLUMNS = ("When", "Where", "What", "Grade")


class ExportDialog(FormDialog):
    """Chooses an export and starts it; the writing goes on when the dialog is closed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Export", "Export…", parent)
        self._session = session
        self.save_button.setToolTip("Choose the file and write it (Ctrl+Enter)")
        self._scopes = exporting.scopes(session)
        self.what = QComboBox()
        self.what.addItems([words for words, _ in self._scopes])
        self.kind = QComboBox()
        for one in FORMATS.values():
            self.kind.addItem(f"{one.label} – {one.use}", one.code)
        self.profile = QComboBox()
        self.profile_words = plain_label(soft=True, small=True, wrap=True)
        self.new_profile = QPushButton("New profile…")
        self.new_profile.setEnabled(session.writable)
        self.new_profile.clicked.connect(self._make_profile)
        chosen = QWidget()
        row = QHBoxLayout(chosen)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.profile, 1)
        row.addWidget(self.new_profile)
        self.counts = plain_label(wrap=True)
        self.rows = QTableWidget(0, len(_COLUMNS))
        self.rows.setHorizontalHeaderLabels(list(_COLUMNS))
        quieten_table(self.rows)
        self.rows.setMinimumHeight(190)
        self.rows.setColumnWidth(0, 170)
        self.rows.setColumnWidth(1, 150)
        self.rows.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.held = plain_label(soft=True, wrap=True)
        self.add_row("&What", self.what)
        self.add_row("&Format", self.kind)
        self.add_row("&Release profile", chosen)
        self.form.addRow("", self.profile_words)
        self.add_row("Leaves", self.counts)
        self.add_row("First rows", self.rows)
        self.add_row("Held back", self.held)
        self._fill_profiles(PARTNERS.name)
        self.what.currentIndexChanged.connect(self._show_leaving)
        self.profile.currentIndexChanged.connect(self._show_leaving)
        self._show_leaving()
        self.show_everything(760, 760)

    def export(self) -> exporting.Export:
        """What is chosen."""
        _, scope = self._scopes[self.what.currentIndex()]
        return exporting.Export(self.kind.currentData(), self._profiles[self.profile.currentIndex()], scope)

    def _fill_profiles(self, chosen: str) -> None:
        self._profiles = self._session.board.profiles.all()
        names = [one.name for one in self._profiles]
        self.profile.blockSignals(True)
        self.profile.clear()
        self.profile.addItems([show_controls(name) for name in names])
        self.profile.setCurrentIndex(names.index(chosen) if chosen in names else 0)
        self.profile.blockSignals(False)

    def _make_profile(self) -> None:
        dialog = ProfileDialog(self._session, self.export().profile, self)
        dialog.exec()
        if dialog.saved is not None:
            self._fill_profiles(dialog.saved.name)
            self._show_leaving()

    def _show_leaving(self) -> None:
        """Say what leaves and what stays, as the chosen profile has it."""
        export = self.export()
        released = exporting.leaving(self._session, export)
        self.profile_words.setText(show_controls(described(export.profile)))
        self.counts.setText(exporting.counts_of(released))
        rows = exporting.first_rows(released)
        self.rows.setRowCount(len(rows))
        for place, row in enumerate(rows):
            for column, text in enumerate(row):
                self.rows.setItem(place, column, QTableWidgetItem(show_controls(text)))
        self.held.setText("\n".join(released.held_back_sentences()) or "Nothing.")

    def save(self) -> bool:
        """Ask where the file goes and start the writing."""
        export = self.export()
        found = FORMATS[export.kind]
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Export", exporting.suggested_name(self._session, export.kind), f"{found.label} (*{found.suffix})"
        )
        if not chosen:
            return False
        path = Path(chosen)
        if not path.suffix:
            path = path.with_suffix(found.suffix)
            if path.exists():  # the file dialog asked about another name
                self.fail(f"“{path.name}” is there already. Choose another name, or choose it with its ending.")
                return False
        exporting.start(self._session, export, path)
        return True


def choose_copy_profile(session: Session, parent: QWidget) -> None:
    """Ask under which profile words, tables and files leave by copy and by drag, until the board is closed."""
    profiles = session.board.profiles.all()
    names = [show_controls(one.name) for one in profiles]
    now = next((at for at, one in enumerate(profiles) if one.name == session.copy_profile.name), 0)
    words = "What is copied or dragged to other programs passes the release profile:"
    name, ok = QInputDialog.getItem(parent, "Release profile of copies", words, names, now, False)
    if ok and name in names:
        session.copy_profile = profiles[names.index(name)]
        session.said.emit(f"Copies now pass “{name}”, until this board is closed.", "done")


def _may_show(session: Session, parent: QWidget) -> bool:
    """Whether a picture of a panel is wanted although the board holds what may not leave."""
    released = release(session.board, session.copy_profile, Scope())
    kept = [said for one, said in zip(released.held_back, released.held_back_sentences(), strict=True) if one.count]
    if not kept:
        return True
    words = (
        f"A picture shows the panel as it is seen, and this board holds what the release profile "
        f"“{show_controls(session.copy_profile.name)}” keeps here: {' '.join(kept)} Save the picture all the same?"
    )
    buttons = QMessageBox.StandardButton.Save | QMessageBox.StandardButton.Cancel
    asked = QMessageBox.question(parent, "Export panel as picture", words, buttons, QMessageBox.StandardButton.Cancel)
    return asked == QMessageBox.StandardButton.Save


def export_panel(session: Session, panels: dict[str, QWidget], parent: QWidget) -> None:
    """Ask for a panel and a file, and write the panel as it is seen."""
    shown = {panel.windowTitle() or name: panel for name, panel in panels.items() if panel.isVisible()}
    name, ok = QInputDialog.getItem(parent, "Export panel as picture", "Panel:", list(shown), 0, False)
    if not ok or name not in shown or not _may_show(session, parent):
        return
    near = session.board.path.with_name(f"{session.board.path.stem} {name.lower()}.png")
    chosen, kind = QFileDialog.getSaveFileName(parent, "Export panel as picture", str(near), "PNG (*.png);;SVG (*.svg)")
    if not chosen:
        return
    path = Path(chosen)
    if not path.suffix:
        path = path.with_suffix(".svg" if "svg" in kind else ".png")
    info = session.board.info()
    try:
        panel_picture.save_picture(shown[name], path, f"{info.title} · {MARKINGS.label(info.marking)}")
    except BoardError as error:
        session.said.emit(str(error), "error")
        return
    session.said.emit(f"“{show_controls(path.name)}” was written, as the panel is seen.", "done")
