"""The preview of sheets with real events: the pages follow the choices, and what leaves is noted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

import db
from board.session import Session
from board.sheets.preview import SheetDialog
from board.sheets.printing import file_name, paint_on
from board.shell.sheets import PrintedSheets
from db.dates import from_days
from db.records import Profile


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[Session]:
    """A board with two flashpoints and incidents for some pages."""
    board = db.create_board(tmp_path / "a.sitboard", title="Watch / east")
    with board.command("Fill"):
        points = [board.flashpoints.add(db.Flashpoint(name)) for name in ("At Tanf", "Tabqa")]
        actor = board.actors.add(db.Actor("Tiger Forces"))
        for number in range(90):
            day = 17_300 + number
            board.incidents.add(
                db.Incident(
                    f"Shelling number {number}",
                    date=from_days(day, day),
                    flashpoint_id=points[number % 2],
                    actors=(db.Role(actor, "initiator"),),
                )
            )
    made = Session(board)
    yield made
    made.close()


def dialog_of(qtbot: QtBot, session: Session, **about: object) -> SheetDialog:
    dialog = SheetDialog(session, **about)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    dialog.resize(1000, 700)
    dialog.show()
    settle(qtbot, dialog)
    return dialog


def settle(qtbot: QtBot, dialog: SheetDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.busy)


def choose(qtbot: QtBot, dialog: SheetDialog, field: str, data: object) -> None:
    box = getattr(dialog.form, field)
    box.setCurrentIndex(box.findData(data))
    settle(qtbot, dialog)


def test_it_begins_with_what_is_in_focus(qtbot: QtBot, session: Session) -> None:
    point = session.board.flashpoints_named("Tabqa")[0]
    session.focus.set(flashpoints=frozenset({point}))
    dialog = dialog_of(qtbot, session)
    assert (dialog.form.choices().kind, dialog.form.choices().about) == ("flashpoint", point)
    assert dialog.document is not None
    assert dialog.document.furniture.title.startswith("Tabqa")


def test_without_a_focus_it_is_the_overview_and_with_filters_the_chronology(qtbot: QtBot, session: Session) -> None:
    assert dialog_of(qtbot, session).form.choices().kind == "overview"
    session.focus.set(text="number 7")
    chosen = dialog_of(qtbot, session).form.choices()
    assert chosen.kind == "chronology"
    assert chosen.incident_ids is not None
    assert 1 <= len(chosen.incident_ids) < 90


def test_every_choice_makes_the_pages_anew(qtbot: QtBot, session: Session) -> None:
    dialog = dialog_of(qtbot, session, kind="chronology")
    portrait = dialog.document
    assert portrait is not None
    choose(qtbot, dialog, "side", True)
    assert dialog.document is not None
    assert dialog.document.paper.landscape
    choose(qtbot, dialog, "paper", "letter")
    assert dialog.document.paper.name == "Letter"
    choose(qtbot, dialog, "ink", True)
    assert dialog.document.ink.mono
    assert portrait is not dialog.document


def test_keys_turn_the_pages(qtbot: QtBot, session: Session) -> None:
    dialog = dialog_of(qtbot, session, kind="chronology")
    pages = dialog.pages
    assert pages.pages > 2
    assert pages.page == 1
    qtbot.keyClick(pages, Qt.Key.Key_PageDown)
    assert pages.page == 2
    assert dialog.place.text() == f"Page 2 of {pages.pages}"
    qtbot.keyClick(pages, Qt.Key.Key_End)
    assert pages.page == pages.pages
    qtbot.keyClick(pages, Qt.Key.Key_PageUp)
    assert pages.page == pages.pages - 1
    qtbot.keyClick(pages, Qt.Key.Key_Home)
    assert pages.page == 1
    wide = pages.frame_of(1).width()
    qtbot.keyClick(pages, Qt.Key.Key_Minus)
    assert pages.frame_of(1).width() < wide
    qtbot.keyClick(pages, Qt.Key.Key_0)
    assert pages.frame_of(1).width() == wide


def test_a_page_is_drawn_on_white(qtbot: QtBot, session: Session) -> None:
    dialog = dialog_of(qtbot, session)
    picture = dialog.pages.viewport().grab().toImage()
    frame = dialog.pages.frame_of(1).toRect()
    assert picture.pixelColor(frame.left() + 3, frame.top() + 3).name() == "#ffffff"
    dark = sum(
        picture.pixelColor(x, y).lightness() < 90
        for x in range(frame.left(), frame.right(), 3)
        for y in range(frame.top(), min(frame.bottom(), picture.height()), 3)
    )
    assert dark > 50


def test_a_window_that_cannot_be_read_is_said_and_nothing_is_printed(qtbot: QtBot, session: Session) -> None:
    dialog = dialog_of(qtbot, session)
    choose(qtbot, dialog, "window_kind", "typed")
    dialog.form.days.edit.setText("31 Foo")
    settle(qtbot, dialog)
    assert dialog.error.text().startswith("Window:")
    assert dialog.document is None
    assert not dialog.print.isEnabled()
    assert not dialog.save.isEnabled()
    dialog.form.days.edit.setText("2017-05-15/2017-05-20")
    settle(qtbot, dialog)
    assert dialog.error.text() == ""
    assert dialog.save.isEnabled()


def test_it_says_what_is_held_back(qtbot: QtBot, session: Session) -> None:
    session.board.profiles.save(Profile("Handout", drop=frozenset({"authors"})))
    board = session.board
    hidden = int(board.columns().ids[0])
    board.incidents.update(hidden, marking="RED")
    dialog = dialog_of(qtbot, session, kind="chronology")
    assert "1 incident was held back" in dialog.held.text()
    dialog.form.profile.setCurrentIndex(dialog.form.profile.findText("Everything, for this house only"))
    settle(qtbot, dialog)
    assert "held back:" not in dialog.held.text()


def test_a_sheet_can_be_marked_higher_but_not_below_what_it_shows(qtbot: QtBot, session: Session) -> None:
    dialog = dialog_of(qtbot, session, kind="overview")
    least = session.board.info().marking
    choose(qtbot, dialog, "marking", "RED")
    assert dialog.document is not None
    assert dialog.document.furniture.marking == "RED"
    assert not dialog.form.too_low.isVisible()
    choose(qtbot, dialog, "marking", "CLEAR")
    assert dialog.document.furniture.marking == least
    assert dialog.form.too_low.isVisible()
    assert f"What is shown is TLP:{least}" in dialog.form.too_low.text()


def test_the_keys_turn_pages_at_once(qtbot: QtBot, session: Session) -> None:
    dialog = dialog_of(qtbot, session, kind="chronology")
    assert dialog.focusWidget() is dialog.pages
    qtbot.keyClick(dialog.pages, Qt.Key.Key_PageDown)
    assert dialog.pages.page == 2


def test_a_saved_sheet_is_whole_and_noted(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    dialog = dialog_of(qtbot, session, kind="chronology")
    told: list[str] = []

    def hear(sentence: str, _tone: str) -> None:
        told.append(sentence)

    session.said.connect(hear)
    out = tmp_path / "out.pdf"
    dialog.save_to(out)
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["“out.pdf” was saved."]
    assert len(pypdf.PdfReader(out).pages) == dialog.pages.pages
    (noted,) = session.board.sheets.all()
    assert noted.kind == "chronology"
    listed = PrintedSheets(session, dialog)
    assert listed.table.rowCount() == 1
    assert listed.table.item(0, 1).text() == "Chronology"


def test_cancelling_leaves_no_file(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    dialog = dialog_of(qtbot, session, kind="pack")
    out = tmp_path / "out.pdf"
    dialog.save_to(out)
    dialog.cancel.click()
    qtbot.waitUntil(dialog.form.isEnabled)
    assert dialog.error.text() == "Cancelled. No file was written."
    assert [one.name for one in tmp_path.iterdir() if "out" in one.name] == []
    assert session.board.sheets.all() == []


def test_closing_while_it_is_made_does_no_harm(qtbot: QtBot, session: Session) -> None:
    dialog = SheetDialog(session, kind="pack")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.reject()
    qtbot.waitUntil(lambda: not session.tasks.running)
    assert dialog.document is None


def test_a_sheet_that_is_leaving_keeps_the_dialog_open(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    """Closed, nobody could tell the end of it, and what left would not be noted."""
    dialog = dialog_of(qtbot, session, kind="chronology")
    dialog.save_to(tmp_path / "out.pdf")
    dialog.close()
    assert dialog.isVisible()
    assert "still leaving" in dialog.error.text()
    qtbot.waitUntil(dialog.form.isEnabled)
    assert len(session.board.sheets.all()) == 1
    dialog.close()
    assert not dialog.isVisible()


def test_what_changed_behind_the_pages_does_not_leave(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    dialog = dialog_of(qtbot, session, kind="chronology")
    session.board.incidents.add(db.Incident("Shelling unseen", date=from_days(17_400, 17_400)))
    dialog.save_to(tmp_path / "out.pdf")
    qtbot.waitUntil(dialog.form.isEnabled)
    settle(qtbot, dialog)
    assert "The board was changed after these pages were made" in dialog.error.text()
    assert not (tmp_path / "out.pdf").exists()
    assert session.board.sheets.all() == []
    dialog.save_to(tmp_path / "out.pdf")
    qtbot.waitUntil(dialog.form.isEnabled)
    assert "Shelling unseen" in pypdf.PdfReader(tmp_path / "out.pdf").pages[-1].extract_text()


def printer_to(path: Path, dialog: SheetDialog, *pages: int) -> QPrinter:
    assert dialog.document is not None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setPageLayout(dialog.document.paper.layout())
    printer.setFullPage(True)
    if pages:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(*pages)
    return printer


def test_printing_paints_the_pages_asked_for_and_is_noted(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    dialog = dialog_of(qtbot, session, kind="chronology")
    assert dialog.document is not None
    with qtbot.waitSignal(session.said) as said:
        dialog.print_on(printer_to(tmp_path / "p.pdf", dialog, 2, 3))
    assert said.args == [f"“{dialog.document.furniture.title}” was sent to the printer, 2 pages.", "done"]
    pages = pypdf.PdfReader(tmp_path / "p.pdf").pages
    assert len(pages) == 2
    assert f"2 / {len(dialog.document.pages)}" in pages[0].extract_text().replace("\t", " ")
    assert len(session.board.sheets.all()) == 1


@pytest.mark.qt_log_ignore(r"QPainter::begin\(\): Returned false")  # what it is about
def test_a_printer_that_takes_nothing_is_told_and_not_noted(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    dialog = dialog_of(qtbot, session, kind="chronology")
    dialog.print_on(printer_to(tmp_path / "no folder" / "p.pdf", dialog))
    qtbot.waitUntil(dialog.form.isEnabled)
    assert "did not take the sheet" in dialog.error.text()
    assert session.board.sheets.all() == []


def test_cancelling_before_the_printer_has_anything_prints_nothing(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    dialog = dialog_of(qtbot, session, kind="chronology")
    dialog.print_on(printer_to(tmp_path / "p.pdf", dialog))
    dialog.cancel.click()
    qtbot.waitUntil(dialog.form.isEnabled)
    assert dialog.error.text() == "Cancelled. Nothing was printed."
    assert not (tmp_path / "p.pdf").exists()
    assert session.board.sheets.all() == []


def test_cancelling_too_late_says_that_pages_are_with_the_printer(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    dialog = dialog_of(qtbot, session, kind="chronology")
    assert dialog.document is not None

    def stop_at_the_second(done: int, _total: int, _what: str) -> None:
        if done == 1:
            raise db.Cancelled("Cancelled.")

    with pytest.raises(db.FileProblem, match=r"Cancelled at page 2 of \d: the pages before it are with the printer"):
        paint_on(dialog.document, printer_to(tmp_path / "p.pdf", dialog), stop_at_the_second)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("At Tanf · Watch / east", "At Tanf · Watch east.pdf"),
        ("../../etc", "etc.pdf"),
        ("con", "Sheet con.pdf"),
        ("", "Sheet.pdf"),
        ("دير الزور", "دير الزور.pdf"),
    ],
)
def test_a_title_becomes_a_name_that_every_system_takes(title: str, name: str) -> None:
    assert file_name(title) == name


def test_a_very_long_title_still_fits(qtbot: QtBot) -> None:
    assert len(file_name("دير" * 200).encode()) < 255
