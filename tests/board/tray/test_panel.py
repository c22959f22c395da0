"""The tray with real keys and a real mouse: what is accepted, joined, skipped, answered, and taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from board.session import Session
from board.theme.palette import DARK, LIGHT
from board.theme.widgets import Banner
from board.tray.card_list import CardList
from board.tray.cards import ACCEPT, ANSWER, JOIN, OPEN, PUT_BACK, SKIP, Card
from board.tray.draft_model import CARD
from board.tray.panel import TrayPanel
from db.dates import from_edtf
from db.drafts import ACCEPTED, SKIPPED, WAITING, IncidentDraft
from tests.board.summer import Summer
from tests.board.tray.samples import TEXT, drop_long


def card(panel: TrayPanel, row: int) -> Card:
    shown = panel.model.index(row).data(CARD)
    assert isinstance(shown, Card)
    return shown


def said(card: Card) -> dict[str, str]:
    return {row.label: row.text.replace("\u2068", "").replace("\u2069", "") for row in card.rows}


def press(panel: TrayPanel, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(panel.cards, key, modifier)


def click(panel: TrayPanel, row: int, action: str) -> None:
    cards: CardList = panel.cards
    draft_id = panel.model.drafts[row].id
    cards.scrollTo(panel.model.index(row))
    QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=cards.place_of(draft_id, action))


def states(panel: TrayPanel) -> list[str]:
    return [draft.state for draft in panel.model.drafts]


@pytest.fixture
def heard(session: Session) -> list[str]:
    """What the status line was told."""
    told: list[str] = []

    def hear(sentence: str, _tone: str) -> None:
        told.append(sentence)

    session.said.connect(hear)
    return told


def row_of(panel: TrayPanel, words: str) -> int:
    return next(place for place in range(panel.model.rowCount()) if words in card(panel, place).title)


def test_each_value_stands_beside_its_words(panel: TrayPanel) -> None:
    strike = said(card(panel, 0))
    assert strike["When"] == "18 May 2017 “18 May”, year from publication date"
    assert strike["Where"] == "At Tanf flashpoint"
    assert strike["Initiator"] == "United States"
    assert strike["Target"] == "Pro-government militias “pro-government militia”, other name"
    assert strike["Kind"] == "Air or drone strike “struck”"
    assert strike["Grade"] == "C3"
    clash = said(card(panel, row_of(panel, "Clash")))
    assert clash["When"].endswith("no date in text")
    assert clash["Deaths"] == "at least 2 “At least two”"
    assert clash["Hedge"].startswith("“reportedly”")


def test_the_head_tells_of_the_document(panel: TrayPanel, qtbot: QtBot) -> None:
    assert panel.head.name.text() == "report-16-june.html"
    assert panel.head.reliability.text() == "Source reliability C"
    assert panel.head.published.text() == "Published 16 Jun 2017"
    assert "https://news.example/16-june" in panel.head.details.text()
    assert panel.head.accept.text() == "Accept 2 drafts"
    qtbot.waitUntil(lambda: "Makes the incident" in panel.head.accept.toolTip())


def test_enter_accepts_and_undo_puts_the_draft_back(
    panel: TrayPanel, session: Session, summer: Summer, heard: list[str]
) -> None:
    before = len(session.columns)
    press(panel, Qt.Key.Key_Return)
    accepted = panel.model.drafts[0]
    assert accepted.state == ACCEPTED
    assert accepted.record_id is not None
    incident = summer.board.incidents.get(accepted.record_id)
    assert (incident.title, incident.date.edtf) == ("Air strike on pro-government militia at At Tanf", "2017-05-18")
    assert heard[-1] == "Accept “Air strike on pro-government militia at At Tanf”."
    assert len(session.columns) == before + 1
    assert panel.cards.current_id == panel.model.drafts[1].id
    press(panel, Qt.Key.Key_U)
    assert states(panel)[0] == WAITING
    assert len(session.columns) == before


def test_a_twin_is_joined_as_a_source(panel: TrayPanel, summer: Summer) -> None:
    again = next(
        row
        for row, draft in enumerate(panel.model.drafts)
        if isinstance(draft, IncidentDraft) and draft.twin is not None
    )
    told = said(card(panel, again))
    assert "already on the board" in told["Possible twin"]
    assert told["≠ Date"] == "5 June 2017 on the board · 5 to 6 June 2017 here"
    before = len(summer.board.citations.of("incident", summer.incidents["second"]))
    click(panel, again, JOIN)
    assert panel.model.drafts[again].state == ACCEPTED
    assert panel.model.drafts[again].record_id == summer.incidents["second"]
    assert len(summer.board.citations.of("incident", summer.incidents["second"])) == before + 1


def test_a_draft_with_an_open_question_is_not_accepted_unasked(panel: TrayPanel, heard: list[str]) -> None:
    row = row_of(panel, "Clash")
    panel.cards.go_to(panel.model.drafts[row].id)
    press(panel, Qt.Key.Key_Return)
    assert states(panel)[row] == WAITING
    assert heard[-1].startswith("Which Raqqa is meant?")
    press(panel, Qt.Key.Key_1)
    answered = panel.model.drafts[row]
    assert isinstance(answered, IncidentDraft)
    assert (answered.questions, answered.flashpoint_id is not None) == ((), True)
    press(panel, Qt.Key.Key_Return)
    assert states(panel)[row] == ACCEPTED


def test_an_answer_is_clicked(panel: TrayPanel) -> None:
    row = row_of(panel, "Drone")
    click(panel, row, ANSWER)
    answered = panel.model.drafts[row]
    assert isinstance(answered, IncidentDraft)
    assert [actor.name for actor in answered.actors] == ["Iran"]
    assert card(panel, row).open_questions == 0


def test_delete_skips_and_the_line_puts_back(panel: TrayPanel) -> None:
    press(panel, Qt.Key.Key_Delete)
    assert states(panel)[0] == SKIPPED
    assert card(panel, 0).rows == ()
    click(panel, 0, PUT_BACK)
    assert states(panel)[0] == WAITING
    click(panel, 0, SKIP)
    assert states(panel)[0] == SKIPPED


def test_ctrl_enter_accepts_what_is_plain_as_one_step(panel: TrayPanel, session: Session, heard: list[str]) -> None:
    press(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert states(panel).count(ACCEPTED) == 2
    assert heard[-1] == "Accept 2 drafts."
    session.undo()
    assert states(panel).count(ACCEPTED) == 0


def test_what_was_accepted_is_looked_at_by_a_click(panel: TrayPanel, session: Session) -> None:
    click(panel, 0, ACCEPT)
    click(panel, 0, OPEN)
    assert session.focus.state.incident == panel.model.drafts[0].record_id


def test_arrows_and_letters_walk(panel: TrayPanel) -> None:
    ids = [draft.id for draft in panel.model.drafts]
    press(panel, Qt.Key.Key_J)
    press(panel, Qt.Key.Key_Down)
    assert panel.cards.current_id == ids[2]
    press(panel, Qt.Key.Key_K)
    assert panel.cards.current_id == ids[1]


def test_words_and_rows_light_each_other(panel: TrayPanel, qtbot: QtBot) -> None:
    view, strike = panel.source.text, panel.model.drafts[0]
    start = TEXT.index("18 May")
    with qtbot.waitSignal(view.mark_pointed) as pointed:
        QTest.mouseMove(view.viewport(), view.place_on_screen(start + 3))
    assert pointed.args is not None
    assert (strike.id, "date", 0) in pointed.args[0].uses
    assert (strike.id, "date", 0) in panel.cards.lit
    panel.cards.row_pointed.emit(strike.id, "place", 0)
    spot = TEXT.index("At Tanf")
    assert view.lit == [(spot, spot + len("At Tanf"))]


def test_a_click_on_words_chooses_the_draft(panel: TrayPanel) -> None:
    view = panel.source.text
    place = view.place_on_screen(TEXT.index("clashed") + 2)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert card(panel, panel.cards.currentIndex().row()).title == "Clash west of Raqqa"


def test_space_shows_the_passage(panel: TrayPanel) -> None:
    press(panel, Qt.Key.Key_Space)
    assert panel.source.text.lit == [(0, TEXT.index("\n"))]


def test_the_reliability_is_set(panel: TrayPanel, summer: Summer, report: int) -> None:
    menu = panel.head.reliability_menu()
    menu.actions()[1].trigger()
    assert summer.board.tray.document(report).reliability == "B"
    assert panel.head.reliability.text() == "Source reliability B"
    assert card(panel, 0).rows[-1].badge == "B3"


def test_the_title_is_edited(panel: TrayPanel, summer: Summer, report: int) -> None:
    panel.head.title.setFocus()
    panel.head.title.selectAll()
    QTest.keyClicks(panel.head.title, "What happened in June")
    QTest.keyClick(panel.head.title, Qt.Key.Key_Return)
    assert summer.board.tray.document(report).title == "What happened in June"


def test_another_day_of_publication_drafts_again(panel: TrayPanel, summer: Summer, report: int, qtbot: QtBot) -> None:
    QTest.mouseClick(panel.head.published, Qt.MouseButton.LeftButton)
    edit = panel.head.date.edit
    edit.selectAll()
    QTest.keyClicks(edit, "16 June 2016")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: summer.board.tray.document(report).published == from_edtf("2016-06-16"))
    qtbot.waitUntil(lambda: panel.head.published.text() == "Published 16 Jun 2016")
    dates = [draft.date.edtf for draft in panel.model.drafts if isinstance(draft, IncidentDraft)]
    assert "2016-05-18" in dates


def test_all_dealt_with_says_so_and_the_document_can_go(panel: TrayPanel, summer: Summer) -> None:
    for _ in panel.model.drafts:
        press(panel, Qt.Key.Key_Delete)
    assert set(states(panel)) == {SKIPPED}
    assert panel.foot.done.text() == "All 5 drafts of this document were dealt with."
    panel.foot.remove.click()
    assert summer.board.tray.documents() == []
    assert panel.pages.currentWidget() is panel.empty


def test_only_the_source_is_kept(panel: TrayPanel, summer: Summer, report: int) -> None:
    panel.foot.keep_asked.emit()
    source_id = summer.board.tray.document(report).source_id
    assert source_id is not None
    assert summer.board.sources.get(source_id).title == "Analysis of a summer"


def test_what_would_change_is_told_before(panel: TrayPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: panel.foot.brief.text().startswith("Makes the incident"))
    panel.foot.more.click()
    assert "Adds the source “Analysis of a summer”" in panel.foot.changes.text()


def test_hundreds_of_drafts_answer_at_once(session: Session, summer: Summer, qtbot: QtBot) -> None:
    drop_long(summer, 300)
    shown = TrayPanel(session, DARK)
    qtbot.addWidget(shown)
    shown.resize(900, 700)
    with qtbot.waitExposed(shown):
        shown.show()
    assert shown.model.rowCount() == 300
    shown.cards.go_to(shown.model.drafts[299].id)
    shown.set_theme(LIGHT)
    assert shown.cards.current_id == shown.model.drafts[299].id
    shown.close()


def test_while_an_import_writes_nothing_is_accepted(panel: TrayPanel, session: Session, heard: list[str]) -> None:
    session.set_busy("“ged.csv” is being read into the board.")
    assert card(panel, 0).buttons == ()
    assert not panel.head.accept.isVisible()
    assert "Nothing can be accepted until it ends" in panel.foot.done.text()
    session.set_busy("")
    assert card(panel, 0).buttons != ()


def test_narrow_it_stands_one_above_the_other(panel: TrayPanel) -> None:
    assert panel.split.orientation() == Qt.Orientation.Horizontal
    panel.resize(420, 800)
    assert panel.split.orientation() == Qt.Orientation.Vertical


def test_a_double_click_edits_and_escape_leaves(panel: TrayPanel) -> None:
    rect = panel.cards.visualRect(panel.model.index(0))
    QTest.mouseDClick(panel.cards.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(120, 50))
    editor = panel.deeds.editor
    assert editor is not None
    assert isinstance(panel.focusWidget(), QLineEdit)
    QTest.keyClick(panel.focusWidget(), Qt.Key.Key_Escape)
    assert panel.deeds.editor is None


def test_several_notices_are_one_line_that_opens(panel: TrayPanel, qapp: QApplication) -> None:
    (one,) = (banner for banner in panel.source.banners.findChildren(Banner) if not banner.isHidden())
    together = one.sentence
    assert together.startswith("2 notices: ")
    QTest.mouseClick(one.button, Qt.MouseButton.LeftButton)
    qapp.sendPostedEvents()
    opened = [banner.sentence for banner in panel.source.banners.findChildren(Banner) if not banner.isHidden()]
    assert len(opened) == 2
    assert together == "2 notices: " + " ".join(opened)
