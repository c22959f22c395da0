"""Sources, citations, attachments and forms of an incident."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from board.incident.citation_form import CitationForm
from board.incident.form import IncidentForm
from board.incident.panel import IncidentPanel
from board.incident.papers import read_for_keeping
from board.incident.source_form import SourceForm
from board.pictures import blurred, read_picture
from board.session import Session
from db.dates import from_edtf
from tests.board.incident.test_page import look_at, text_of
from tests.board.summer import Summer

InDialog = Callable[[Callable[[QDialog], None]], None]


def picture(name: str = "PNG") -> bytes:
    image, buffer = QImage(300, 200, QImage.Format.Format_RGB32), QBuffer()
    image.fill(QColor("teal"))
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, name)
    return bytes(buffer.data().data())


def test_pictures_are_small_and_graphic_ones_blurred(
    panel: IncidentPanel, session: Session, summer: Summer, qtbot: QtBot
) -> None:
    drone, attachments = summer.incidents["drone"], summer.board.attachments
    session.run("Attach", lambda: attachments.attach(picture(), "map.png", "image/png", incident_id=drone))
    session.run(
        "Attach", lambda: attachments.attach(picture() + b"x", "b.png", "image/png", incident_id=drone, graphic=True)
    )
    session.run("Attach", lambda: attachments.attach(b"%PDF-1.7", "fake.png", "image/png", incident_id=drone))
    look_at(panel, session, summer, "drone")
    plain, graphic, fake = panel.page.attachments.thumbnails
    qtbot.waitUntil(lambda: plain.picture is not None)
    assert plain.picture is not None
    assert plain.picture.width() <= 100 * plain.devicePixelRatioF()
    assert graphic.hidden_picture
    assert fake.picture is None
    QTest.mouseClick(graphic, Qt.MouseButton.LeftButton)
    assert not graphic.hidden_picture


def test_a_picture_is_only_what_its_type_says() -> None:
    room = QSize(50, 50)
    assert read_picture(picture("PNG"), "image/jpeg", room) is None
    assert read_picture(b"", "image/png", room) is None
    assert read_picture(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", room) is None
    small = read_picture(picture("PNG"), "image/png", room)
    assert small is not None
    assert (small.width(), small.height()) == (50, 33)


def test_a_source_is_cited_with_what_it_claims(
    panel: IncidentPanel, session: Session, summer: Summer, in_dialog: InDialog, qtbot: QtBot
) -> None:
    convoy = look_at(panel, session, summer, "convoy")

    def cite(dialog: QDialog) -> None:
        assert isinstance(dialog, CitationForm)
        dialog.accept()
        assert dialog.error.text() == "Choose a source."
        qtbot.keyClicks(dialog.source, "again")
        dialog.source._completer.activated.emit("Wire · US again strikes near the border · 6 Jun 2017")
        dialog.quote.setPlainText("struck a convoy")
        dialog.credibility.set_value("2")
        dialog.claims.more.click()
        field, edit = dialog.claims.lines[0]
        field.setCurrentIndex(field.findData("date"))
        edit.setText("around then")
        dialog.accept()
        assert dialog.isVisible()
        edit.setText("17 May 2017")
        dialog.accept()

    in_dialog(cite)
    panel.page.sources.add_citation.click()
    [citation] = session.board.citations.of("incident", convoy)
    assert (citation.quote, citation.claims) == ("struck a convoy", {"date": "2017-05-17"})
    assert text_of(panel, "when").endswith("Wire says 17 May 2017")
    assert panel.page.sources.cards[0].quote.text() == "“struck a convoy”"


def test_a_citation_is_edited_by_enter_on_its_card(
    panel: IncidentPanel, session: Session, summer: Summer, in_dialog: InDialog, qtbot: QtBot
) -> None:
    look_at(panel, session, summer, "drone")

    def edit(dialog: QDialog) -> None:
        assert isinstance(dialog, CitationForm)
        assert dialog.source.text().startswith("News article")
        dialog.bearing.set_value("mentions")
        dialog.accept()

    in_dialog(edit)
    qtbot.keyClick(panel.page.sources.cards[0], Qt.Key.Key_Return)
    assert panel.page.sources.cards[0].bearing == "mentions"


def test_a_source_is_added_and_shown(
    panel: IncidentPanel, session: Session, summer: Summer, in_dialog: InDialog
) -> None:
    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, SourceForm)
        dialog.accept()
        assert dialog.error.text() == "A source needs a title."
        dialog.lines["title"].setText("Post of a witness")
        dialog.published.edit.setText("9 June 2017")
        dialog.quotes.picker.set_value(summer.sources["wire"])
        dialog.quotes.add_chosen()
        dialog.accept()

    in_dialog(fill)
    panel.new_source()
    [source] = session.board.sources.find("witness")
    assert source.quotes == (summer.sources["wire"],)

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, SourceForm)
        assert dialog.lines["title"].text() == "Post of a witness"

    in_dialog(look)
    panel.show_source(source.id)


def test_a_new_incident_begins_where_one_looks(
    panel: IncidentPanel, session: Session, summer: Summer, in_dialog: InDialog
) -> None:
    session.focus.set(flashpoints=frozenset({summer.flashpoints["raqqa"]}), as_of=from_edtf("2017-06-12").earliest)

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, IncidentForm)
        entered = dialog.parts["flashpoint_id"].entered() | dialog.parts["date"].entered()
        assert entered["flashpoint_id"] == summer.flashpoints["raqqa"]
        assert entered["date"].edtf == "2017-06-12"
        dialog.accept()
        assert dialog.error.text() == "An incident needs a title."
        dialog.parts["title"].findChild(QLineEdit).setText("Vehicles burn west of Raqqa")
        dialog.accept()

    in_dialog(fill)
    panel.new_incident()
    shown = session.focus.state.incident
    assert shown is not None
    assert session.board.incidents.get(shown).title == "Vehicles burn west of Raqqa"
    assert panel.reading


def test_the_whole_form_changes_only_what_changed(
    panel: IncidentPanel, session: Session, summer: Summer, in_dialog: InDialog
) -> None:
    drone = look_at(panel, session, summer, "drone")
    before = session.board.incidents.get(drone)
    revision = session.board.revision

    def leave(dialog: QDialog) -> None:
        dialog.accept()

    in_dialog(leave)
    panel.edit_incident()
    assert session.board.revision == revision
    assert session.board.incidents.get(drone) == before


def test_a_blurred_picture_keeps_its_size_and_nothing_else() -> None:
    image = QImage(90, 60, QImage.Format.Format_RGB32)
    for x in range(90):
        for y in range(60):
            image.setPixelColor(x, y, QColor("black" if (x // 3 + y // 3) % 2 else "white"))
    hidden = blurred(image)
    assert hidden.size() == image.size()
    shades = {hidden.pixelColor(x, 30).lightness() for x in range(20, 70)}
    assert max(shades) - min(shades) < 40


def test_a_file_is_kept_and_the_board_itself_never(
    panel: IncidentPanel, session: Session, summer: Summer, tmp_path: Path, qtbot: QtBot
) -> None:
    drone = look_at(panel, session, summer, "drone")
    report = tmp_path / "report.pdf"
    report.write_bytes(b"%PDF-1.7 words")
    assert panel.papers.attach_file(report)
    [kept] = session.board.attachments.of("incident", drone)
    assert (kept.name, kept.media_type, kept.size) == ("report.pdf", "application/pdf", 14)
    for path, words in (
        (session.board.path, "the board itself"),
        (tmp_path, "no file that can be kept"),
        (tmp_path / "gone", "cannot be read"),
    ):
        with qtbot.waitSignal(session.said) as said:
            assert not panel.papers.attach_file(path)
        assert words in said.args[0]
    link = tmp_path / "link"
    link.symlink_to(session.board.path)
    assert read_for_keeping(link, session.board.path)[0] is None


def test_what_can_be_done_with_a_citation(panel: IncidentPanel, session: Session, summer: Summer) -> None:
    drone = look_at(panel, session, summer, "drone")
    first = panel.page.sources.cards[0].citation_id
    menu = panel.papers.menu_for_citation(first)
    words = [action.text() for action in menu.actions() if action.text()]
    copies = ["Copy the quote", "Copy the source as words"]
    assert words == ["Open the source…", *copies, "Edit the citation…", "Remove the citation"]
    menu.actions()[-1].trigger()
    assert first not in [citation.id for citation in session.board.citations.of("incident", drone)]
    assert panel.page.sources.cards[0].citation_id != first


def test_a_saved_picture_tells_no_camera_unless_asked(
    panel: IncidentPanel, session: Session, summer: Summer, tmp_path: Path, qtbot: QtBot
) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Secret camera"
    with BytesIO() as file:
        Image.new("RGB", (8, 6), "teal").save(file, "JPEG", exif=exif)
        data = file.getvalue()
    attach = partial(session.board.attachments.attach, incident_id=summer.incidents["drone"])
    photo = session.run("Attach", partial(attach, data, "p.jpg", "image/jpeg"))
    other = session.run("Attach", partial(attach, b"not one at all", "q.jpg", "image/jpeg"))
    paper = session.run("Attach", partial(attach, b"%PDF-1.7", "r.pdf", "application/pdf"))
    assert photo is not None
    assert other is not None
    assert paper is not None
    papers = panel.papers
    words = [action.text() for action in papers.menu_for_attachment(photo).actions()]
    assert words[:2] == [
        "Save a copy without what the camera wrote…",
        "Save a copy as it is, with what the camera wrote…",
    ]
    assert papers.menu_for_attachment(paper).actions()[0].text() == "Save a copy…"
    target = tmp_path / "p.jpg"
    assert papers.save_copy(photo, target, bare=True)
    assert b"Secret" not in target.read_bytes()
    with Image.open(target) as saved:
        assert saved.size == (8, 6)
    assert papers.save_copy(photo, target, bare=False)
    assert target.read_bytes() == data
    with qtbot.waitSignal(session.said) as said:
        assert not papers.save_copy(other, tmp_path / "q.jpg", bare=True)
    assert "nothing was saved" in said.args[0]
    assert not (tmp_path / "q.jpg").exists()
