"""What the File menu takes out of the board besides exports: copies of it, pictures of panels; and what copies pass."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QWidget

from board.commands import files, panel_picture
from board.session import Session
from board.tasks import TaskControl
from db import Board, BoardError
from db.names import show_controls
from db.profiles import EVERYTHING
from db.releasing import Scope, release
from db.vocabulary import MARKINGS


def save_copy(session: Session, parent: QWidget) -> None:
    """Ask for a name and put a whole, checked copy of the board there, off the GUI thread."""
    near = session.board.path.with_name(f"{session.board.path.stem} copy{files.SUFFIX}")
    path = files.ask_new_path(parent, "Save a copy", near)
    if path is None:
        return
    work = partial(_copy, session.board, path)
    session.tasks.start(
        "Saving a copy", work, on_success=partial(_tell, session, "done"), on_failure=partial(_tell, session, "error")
    )


def _copy(board: Board, path: Path, _control: TaskControl) -> str:
    if board.displaced():  # only the open connection still reaches it; the window waits where it asks meanwhile
        board.save_copy(path)
    else:
        with board.again() as own:
            own.save_copy(path)
    return f"A copy was saved as {path.name}."


def _tell(session: Session, tone: str, sentence: str) -> None:
    session.said.emit(sentence, tone)


def choose_copy_profile(session: Session, parent: QWidget) -> None:
    """Ask under which profile words, tables and files leave by copy and by drag, until the board is closed."""
    profiles = session.board.profiles.all()
    names = [show_controls(one.name) for one in profiles]
    now = profiles.index(session.copy_profile)
    words = "What is copied or dragged to other programs passes the release profile:"
    words = show_controls("\n\n".join(filter(None, (session.copy_profile_gone(), words))))
    name, ok = QInputDialog.getItem(parent, "Release profile of copies", words, names, now, False)
    if ok and name in names:
        session.copy_profile = profiles[names.index(name)]
        session.said.emit(f"Copies now pass “{name}”, until this board is closed.", "done")


def _may_show(session: Session, parent: QWidget) -> bool:
    """Whether a picture of a panel is wanted although the board holds what may not leave."""
    released = release(session.board, session.copy_profile, Scope())
    profile, said = session.copy_profile, released.held_back_sentences()
    coarse = profile.drop or (profile.positions, profile.dates, profile.pseudonyms) != ("exact", "day", "none")
    # a panel shows no metadata of pictures: where the profile takes only these, nothing is shown that would stay
    kept = [words for one, words in zip(released.held_back, said, strict=True) if one.count or coarse]
    if not kept:
        return True
    words = session.copy_profile_gone() + (
        f" A picture shows the panel as it is seen, and this board holds what the release profile "
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
    everything = release(session.board, EVERYTHING, Scope())  # which record is in the picture nobody can tell
    try:
        panel_picture.save_picture(shown[name], path, f"{everything.title} · {MARKINGS.label(everything.marking)}")
    except BoardError as error:
        session.said.emit(str(error), "error")
        return
    session.said.emit(f"“{show_controls(path.name)}” was written, as the panel is seen.", "done")
