"""The page of one incident: what it says, and editing in place where nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

import db
from board.incident.editors import DoubtEditor, KindEditor, NumbersEditor, TitleEditor, WhenEditor
from board.incident.panel import IncidentPanel
from board.incident.roles_editor import RolesEditor
from board.incident.slots import TextSlot
from board.session import Session
from board.theme.palette import LIGHT
from board.theme.widgets import Chip
from db.dates import from_edtf
from db.records import Role
from tests.board.summer import Summer

InDialog = Callable[[Callable[[QDialog], None]], None]


def text_of(panel: IncidentPanel, key: str) -> str:
    slot = panel.page.slots[key]
    assert isinstance(slot, TextSlot)
    return "\n".join(label.text() for label in (slot.value, slot.quiet, slot.against) if label.text())


def chips(panel: IncidentPanel) -> list[str]:
    return [panel.page.chips.itemAt(place).widget().text() for place in range(panel.page.chips.count())]


def look_at(panel: IncidentPanel, session: Session, summer: Summer, key: str) -> int:
    session.focus.set(incident=summer.incidents[key])
    assert panel.reading
    return summer.incidents[key]


def test_an_incident_is_read(panel: IncidentPanel, session: Session, summer: Summer) -> None:
    look_at(panel, session, summer, "drone")
    assert text_of(panel, "title").startswith("US fighter shoots down")
    assert chips(panel) == ["Shoot-down", "At Tanf", "#drone", "“reportedly”", "+"]
    assert text_of(panel, "when") == "about 8 June 2017\n2017-06-08~"
    assert text_of(panel, "where") == "At Tanf · Homs\n33.50 N 38.65 E, about 5 km"
    assert text_of(panel, "killed") == "none reported"
    assert [link.text() for link in panel.page.actor_rows.links] == ["United States", "Iran", "New Syrian Army ?"]
    cards = [card for card in panel.page.sources.cards if card.isVisible()]
    assert [card.bearing for card in cards] == ["supports", "contradicts"]
    assert cards[0].place.text() == "News article, 16 Jun 2017 · ¶4"
    assert cards[1].place.text() == "Video, undated · statement"


def test_while_an_import_writes_no_editor_opens_and_nothing_typed_is_lost(
    panel: IncidentPanel, session: Session, summer: Summer
) -> None:
    told: list[str] = []

    def hear(sentence: str, _tone: str) -> None:
        told.append(sentence)

    session.said.connect(hear)
    look_at(panel, session, summer, "drone")
    panel.page.edit("when")
    editor = panel.page.slots["when"].editor
    assert isinstance(editor, WhenEditor)
    editor.date.edit.setText("the day before yester")
    look_at(panel, session, summer, "second")  # what was typed cannot be saved and is kept
    session.set_busy("“ged.csv” is being read into the board.")
    look_at(panel, session, summer, "drone")
    assert panel.page.editing.open_key is None
    QTest.keyClick(panel.page.slots["title"], Qt.Key.Key_F2)
    assert panel.page.editing.open_key is None
    assert told[-1].startswith("“ged.csv” is being read into the board. Nothing else")
    assert not panel.edit_action.isEnabled()
    assert not panel.new_action.isEnabled()
    look_at(panel, session, summer, "second")
    session.set_busy("")
    look_at(panel, session, summer, "drone")
    editor = panel.page.slots["when"].editor
    assert isinstance(editor, WhenEditor)
    assert editor.date.edit.text() == "the day before yester"


def test_disputed_values_stand_side_by_side(panel: IncidentPanel, session: Session, summer: Summer) -> None:
    look_at(panel, session, summer, "second")
    assert text_of(panel, "when") == "5 June 2017\nWire says 6 June 2017"
    assert [card.claims.text() for card in panel.page.sources.cards[:2]] == ["says 5 June 2017", "≠ says 6 June 2017"]
    assert "disputed" in chips(panel)


def test_a_click_on_a_name_looks_at_that_actor(panel: IncidentPanel, session: Session, summer: Summer) -> None:
    look_at(panel, session, summer, "drone")
    QTest.mouseClick(panel.page.actor_rows.links[1], Qt.MouseButton.LeftButton)
    assert session.focus.state.actors == {summer.actors["iran"]}
    assert panel.page.editing.open_key is None


def test_a_value_is_edited_where_it_stands(
    panel: IncidentPanel, session: Session, summer: Summer, qtbot: QtBot
) -> None:
    drone = look_at(panel, session, summer, "drone")
    slot = panel.page.slots["when"]
    QTest.mouseClick(slot, Qt.MouseButton.LeftButton)
    editor = slot.editor
    assert isinstance(editor, WhenEditor)
    editor.date.edit.setText("mid-June 2017")
    editor.time.setText("14.30")
    editor.zone.setText("UTC")
    qtbot.keyClick(editor.zone, Qt.Key.Key_Return)
    stored = session.board.incidents.get(drone)
    assert (stored.date.text(), stored.time, stored.zone) == ("mid-June 2017", "14:30", "UTC")
    assert text_of(panel, "when").startswith("mid-June 2017, 14:30 UTC")
    assert slot.editor is None
    assert session.board.undo_name is not None
    assert session.board.undo_name.startswith("Change date of “US fighter")
    session.undo()
    assert text_of(panel, "when") == "about 8 June 2017\n2017-06-08~"


def test_escape_reverts(panel: IncidentPanel, session: Session, summer: Summer, qtbot: QtBot) -> None:
    drone = look_at(panel, session, summer, "drone")
    panel.page.slots["title"].setFocus()
    qtbot.keyClick(panel.page.slots["title"], Qt.Key.Key_F2)
    editor = panel.page.slots["title"].editor
    assert isinstance(editor, TitleEditor)
    editor.edit.setText("Something else")
    qtbot.keyClick(editor.edit, Qt.Key.Key_Escape)
    assert panel.page.editing.open_key is None
    assert session.board.incidents.get(drone).title.startswith("US fighter")


def test_nothing_is_written_where_nothing_changed(panel: IncidentPanel, session: Session, summer: Summer) -> None:
    look_at(panel, session, summer, "drone")
    before = session.board.revision
    for key in panel.page.slots:
        panel.page.edit(key)
        assert panel.page.editing.save(), key
    assert session.board.revision == before


def test_opening_another_editor_saves_the_first(panel: IncidentPanel, session: Session, summer: Summer) -> None:
    drone = look_at(panel, session, summer, "drone")
    panel.page.edit("killed")
    numbers = panel.page.slots["killed"].editor
    assert isinstance(numbers, NumbersEditor)
    numbers.numbers["deaths_high"].setText("3")
    panel.page.edit("kind")
    assert session.board.incidents.get(drone).deaths_high == 3
    assert text_of(panel, "killed") == "0 (0–3)"
    assert panel.page.editing.open_key == "kind"


def test_an_empty_number_is_not_known(panel: IncidentPanel, session: Session, summer: Summer) -> None:
    drone = look_at(panel, session, summer, "drone")
    panel.page.edit("killed")
    numbers = panel.page.slots["killed"].editor
    assert isinstance(numbers, NumbersEditor)
    for field in numbers.numbers.values():
        field.clear()
    assert panel.page.editing.save()
    assert session.board.incidents.get(drone).deaths_best is None
    assert text_of(panel, "killed") == "not known"


def test_what_cannot_be_stored_stays_open_with_a_sentence(
    panel: IncidentPanel, session: Session, summer: Summer
) -> None:
    look_at(panel, session, summer, "drone")
    panel.page.edit("killed")
    slot = panel.page.slots["killed"]
    assert isinstance(slot.editor, NumbersEditor)
    slot.editor.numbers["deaths_low"].setText("9")
    slot.editor.numbers["deaths_best"].setText("2")
    panel.page.edit("kind")
    assert panel.page.editing.open_key == "killed"
    assert "must not fall" in slot.error.text()
    panel.show_list()
    assert panel.reading


def test_typed_text_survives_a_turn_to_another_incident(
    panel: IncidentPanel, session: Session, summer: Summer, qtbot: QtBot
) -> None:
    drone = look_at(panel, session, summer, "drone")
    panel.page.edit("when")
    editor = panel.page.slots["when"].editor
    assert isinstance(editor, WhenEditor)
    editor.date.edit.setText("the day after the raid")
    with qtbot.waitSignal(session.said) as said:
        look_at(panel, session, summer, "second")
    assert "It is kept there" in said.args[0]
    assert panel.page.editing.open_key is None
    session.focus.set(incident=drone)
    assert panel.page.editing.open_key == "when"
    again = panel.page.slots["when"].editor
    assert isinstance(again, WhenEditor)
    assert again.date.edit.text() == "the day after the raid"
    assert panel.page.slots["when"].error.text()


def test_a_valid_text_is_saved_when_the_page_turns(panel: IncidentPanel, session: Session, summer: Summer) -> None:
    drone = look_at(panel, session, summer, "drone")
    panel.page.edit("title")
    editor = panel.page.slots["title"].editor
    assert isinstance(editor, TitleEditor)
    editor.edit.setText("A drone is shot down")
    look_at(panel, session, summer, "second")
    assert session.board.incidents.get(drone).title == "A drone is shot down"
    assert text_of(panel, "title") == "Second US air strike on the militias"


def test_closing_the_window_saves_what_is_typed(panel: IncidentPanel, session: Session, summer: Summer) -> None:
    drone = look_at(panel, session, summer, "drone")
    panel.page.edit("title")
    editor = panel.page.slots["title"].editor
    assert isinstance(editor, TitleEditor)
    editor.edit.setText("A drone is shot down")
    panel.close()
    assert session.board.incidents.get(drone).title == "A drone is shot down"


def test_chips_open_their_editors_and_add_fields(panel: IncidentPanel, session: Session, summer: Summer) -> None:
    himars = look_at(panel, session, summer, "himars")
    assert chips(panel) == ["Deployment or build-up", "At Tanf", "+"]
    next(chip for chip in panel.page.chips_row.findChildren(Chip) if chip.text().startswith("Deploy")).click()
    editor = panel.page.slots["kind"].editor
    assert isinstance(editor, KindEditor)
    editor.choice.set_value("movement")
    panel.page.edit("doubt")
    doubt = panel.page.slots["doubt"].editor
    assert isinstance(doubt, DoubtEditor)
    doubt.hedge.setText("“announced”")
    assert panel.page.editing.save()
    stored = session.board.incidents.get(himars)
    assert (stored.kind, stored.hedge) == ("movement", "announced")
    assert chips(panel) == ["Movement or advance", "At Tanf", "“announced”", "+"]
    assert not panel.page.slots["kind"].isVisible()


def test_actors_are_found_by_any_name(panel: IncidentPanel, session: Session, summer: Summer, qtbot: QtBot) -> None:
    himars = look_at(panel, session, summer, "himars")
    panel.page.edit("actors")
    editor = panel.page.slots["actors"].editor
    assert isinstance(editor, RolesEditor)
    editor.add_line()
    qtbot.keyClicks(editor.lines[1].actor, "daesh")
    editor.lines[1].role.set_value("target")
    editor.lines[1].as_named.setText("the group")
    qtbot.keyClick(editor.lines[1].as_named, Qt.Key.Key_Return)
    assert panel.page.editing.open_key is None
    isis = summer.actors["isis"]
    assert Role(isis, "target", "the group") in session.board.incidents.get(himars).actors
    assert "ISIS (“the group”)" in [link.text() for link in panel.page.actor_rows.links]


def test_an_edit_elsewhere_leaves_the_open_editor_alone(panel: IncidentPanel, session: Session, summer: Summer) -> None:
    drone = look_at(panel, session, summer, "drone")
    panel.page.edit("title")
    editor = panel.page.slots["title"].editor
    assert isinstance(editor, TitleEditor)
    editor.edit.setText("half a tit")
    session.run("Change place", lambda: summer.board.incidents.update(drone, place="the base"))
    assert editor.edit.text() == "half a tit"
    assert text_of(panel, "where").startswith("the base")


def test_a_deleted_incident_leads_back_to_the_list(panel: IncidentPanel, session: Session, summer: Summer) -> None:
    drone = look_at(panel, session, summer, "drone")
    session.run("Delete", lambda: summer.board.incidents.delete(drone))
    assert not panel.reading
    session.undo()
    assert panel.model.total == len(summer.incidents)


def test_history_is_shown_on_demand(panel: IncidentPanel, session: Session, summer: Summer) -> None:
    drone = look_at(panel, session, summer, "drone")
    session.run("Rename it", lambda: summer.board.incidents.update(drone, title="Other"))
    assert not panel.page.history.isVisible()
    panel.history_action.trigger()
    assert panel.page.history.isVisible()
    assert "Rename it" in panel.page.history.body.itemAt(0).widget().text()


def test_twins_are_proposed(panel: IncidentPanel, session: Session, summer: Summer, qtbot: QtBot) -> None:
    second = session.board.incidents.get(summer.incidents["second"])
    again = db.Incident("Strike", kind="air_strike", date=from_edtf("2017-06-05~"), flashpoint_id=second.flashpoint_id)
    twin = session.run("Add", lambda: summer.board.incidents.add(again))
    look_at(panel, session, summer, "second")
    qtbot.waitUntil(panel.page.twins.isVisible)
    assert panel.page.twins.body.count() == 1
    link = panel.page.twins.body.itemAt(0).widget()
    assert link.text() == "≈ 5 Jun 2017 · Strike"
    link.click()
    assert session.focus.state.incident == twin


def test_a_difference_is_taken_or_kept(panel: IncidentPanel, session: Session, summer: Summer) -> None:
    drone = summer.incidents["drone"]
    with summer.board.command("Read a newer export") as command:
        values = {"incident_id": drone, "field": "deaths_best", "ours": "0", "theirs": "2", "import_id": None}
        command.insert("differences", {"id": summer.board.ids.next(), **values})
    look_at(panel, session, summer, "drone")
    assert panel.page.differences.isVisible()
    difference = session.board.differences.of(drone)[0]
    panel.page.differences.settled.emit(difference.id, True)
    assert session.board.incidents.get(drone).deaths_best == 2
    assert not panel.page.differences.isVisible()
    session.undo()
    assert panel.page.differences.isVisible()


def test_a_board_for_reading_shows_no_way_to_edit(summer: Summer, qtbot: QtBot) -> None:
    path = summer.board.path
    summer.board.close()
    summer.board = db.open_board(path, read_only=True)
    session = Session(summer.board)
    panel = IncidentPanel(session, LIGHT)
    qtbot.addWidget(panel)
    panel.show()
    look_at(panel, session, summer, "drone")
    assert "+" not in chips(panel)
    assert not panel.page.sources.add_citation.isVisible()
    assert not any(slot.editable for slot in panel.page.slots.values())
    panel.page.edit("title")
    assert panel.page.editing.open_key is None
    assert [action.text() for action in panel.menu_for([1]).actions()] == ["Open", "Summary sheet…", "Copy as words"]
    panel.close()


@pytest.mark.parametrize("key", ["daily", "video", "block"])
def test_every_shape_of_incident_is_read(panel: IncidentPanel, session: Session, summer: Summer, key: str) -> None:
    look_at(panel, session, summer, key)
    words = {"daily": "from about 20 March 2017", "video": "date not known", "block": "by 16 June 2017"}
    assert text_of(panel, "when").startswith(words[key])


def test_direction_controls_are_written_out(panel: IncidentPanel, session: Session, summer: Summer) -> None:
    drone = summer.incidents["drone"]
    session.run("Rename", lambda: summer.board.incidents.update(drone, title="a \u202e<b>b"))
    look_at(panel, session, summer, "drone")
    assert text_of(panel, "title") == "a ⟦U+202E⟧<b>b"
