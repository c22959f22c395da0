"""What is written from the panel with real events on a real board: moves, links, forms, deletions."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QMenu

from board.actors.actor_form import ActorForm
from board.actors.relationship_form import RelationshipForm
from board.session import Session
from db.records import Actor, Relationship
from tests.board.actors.conftest import Cast, Show, Stage
from tests.board.actors.hands import ALT, CTRL, LEFT, MIDDLE, RIGHT, SHIFT, click, drag, press

# --- moving


def test_a_drag_moves_an_actor_and_undo_brings_it_back(stage: Stage, session: Session, cast: Cast) -> None:
    scene, moved = stage.panel.scene, cast.ids["ISIS"]
    before = {i: node.pos() for i, node in scene.nodes.items()}
    scale = stage.panel.view.transform().m11()
    drag(stage, stage.at(moved), stage.at(moved) + QPoint(60, -25))
    assert cast.board.undo_name == "Move ISIS"
    actor = cast.board.actors.get(moved)
    assert (actor.x, actor.y) == pytest.approx((before[moved].x() + 60 / scale, before[moved].y() - 25 / scale), abs=2)
    assert scene.nodes[moved].pos() == QPointF(actor.x, actor.y)
    for other in before.keys() - {moved}:
        assert (scene.nodes[other].pos() - before[other]).manhattanLength() < 0.2
    session.undo()
    assert cast.board.actors.get(moved).x is None
    assert (scene.nodes[moved].pos() - before[moved]).manhattanLength() < 0.2


def test_a_moved_picture_comes_back_as_it_was_left(stage: Stage, session: Session, cast: Cast, show: Show) -> None:
    drag(stage, stage.at(cast.ids["US"]), stage.at(cast.ids["US"]) + QPoint(30, 20))
    left = {i: node.pos() for i, node in stage.panel.scene.nodes.items()}
    again = show(Session(cast.board))
    assert {i: node.pos() for i, node in again.panel.scene.nodes.items()} == left


def test_who_joins_moves_nobody(stage: Stage, session: Session, cast: Cast) -> None:
    before = {i: node.pos() for i, node in stage.panel.scene.nodes.items()}
    new = session.run("Add", lambda: cast.board.actors.add(Actor("Turkey", kind="state")))
    tie = Relationship(new, cast.ids["SDF"], "hostile")
    session.run("Tie", lambda: cast.board.relationships.add(tie))
    after = {i: node.pos() for i, node in stage.panel.scene.nodes.items()}
    assert new in after
    assert {i: after[i] for i in before} == before


def test_arrows_walk_and_shift_moves(stage: Stage, session: Session, cast: Cast) -> None:
    view = stage.panel.view
    met, ways = [cast.ids["US"]], (Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up)
    for start in met:
        for key in ways:
            view.set_current(start)
            press(stage, key)
            assert stage.panel.scene.nodes[view.current].current
            if view.current not in met:
                met.append(view.current)
    assert set(met) == set(stage.panel.scene.nodes)
    here, current = stage.panel.scene.nodes[view.current].pos(), view.current
    press(stage, Qt.Key.Key_Right, SHIFT)
    assert stage.panel.scene.nodes[current].pos().x() == pytest.approx(here.x() + 12, abs=0.1)
    assert cast.board.undo_name == f"Move {session.actors[current].label}"


def test_the_ground_pushes_the_picture_and_ctrl_wheel_zooms(stage: Stage) -> None:
    view = stage.panel.view
    place = stage.ground()
    before = view.mapToScene(QPoint(0, 0))
    drag(stage, place, place + QPoint(40, 30), MIDDLE)
    assert view.mapToScene(QPoint(0, 0)).x() < before.x()
    scale = view.transform().m11()
    middle = QPointF(view.viewport().rect().center())
    turn = QWheelEvent(
        middle, middle, QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton, CTRL, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(view.viewport(), turn)
    assert view.transform().m11() > scale
    press(stage, Qt.Key.Key_0, CTRL)
    assert view.follows
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    assert seen.contains(stage.panel.scene.extent())


def test_everybody_may_be_arranged_anew(stage: Stage, session: Session, cast: Cast) -> None:
    drag(stage, stage.at(cast.ids["US"]), stage.at(cast.ids["US"]) + QPoint(90, 20))
    stage.panel.actions_here["arrange"].trigger()
    assert all(actor.x is None for actor in cast.board.actors.all())
    assert cast.board.undo_name == "Arrange the actors anew"


# --- linking and forms


@pytest.mark.parametrize(("button", "keys"), [(RIGHT, None), (LEFT, ALT)])
def test_a_drag_from_one_actor_to_another_makes_a_tie(
    stage: Stage, session: Session, cast: Cast, button: Qt.MouseButton, keys: Qt.KeyboardModifier | None
) -> None:
    drag(stage, stage.at(cast.ids["PMU"]), stage.at(cast.ids["ISIS"]), button, keys)
    form = stage.panel.form
    assert isinstance(form, RelationshipForm)
    assert (form.from_actor.value(), form.to_actor.value()) == (cast.ids["PMU"], cast.ids["ISIS"])
    form.stance.set_value("hostile")
    stage.qtbot.keyClicks(form.since.edit, "June 2017")
    form.contested.setChecked(True)
    form.save_button.click()
    assert stage.panel.form is None
    tie = cast.board.relationships.between(cast.ids["PMU"], cast.ids["ISIS"])[0]
    assert (tie.stance, tie.since.edtf, tie.contested, tie.from_id) == ("hostile", "2017-06", True, cast.ids["PMU"])
    assert str(tie.id) in stage.panel.scene.ties
    assert cast.board.undo_name == "Add relationship PMU hostile to ISIS"


def test_the_handle_begins_a_tie(stage: Stage, cast: Cast) -> None:
    node = stage.panel.scene.nodes[cast.ids["PMU"]]
    stage.qtbot.mouseMove(stage.panel.view.viewport(), stage.at(cast.ids["PMU"]))
    assert node.hovered
    start = stage.panel.view.mapFromScene(node.mapToScene(node.handle_place()))
    drag(stage, start, stage.at(cast.ids["US"]))
    assert isinstance(stage.panel.form, RelationshipForm)
    assert stage.panel.form.to_actor.value() == cast.ids["US"]
    stage.panel.form.reject()


def test_a_tie_is_made_with_keys_alone(stage: Stage, cast: Cast) -> None:
    click(stage, stage.at(cast.ids["US"]))
    press(stage, Qt.Key.Key_R)
    stage.qtbot.keyClicks(stage.panel.view, "pm")
    assert stage.panel.scene.nodes[cast.ids["PMU"]].target
    press(stage, Qt.Key.Key_Return)
    form = stage.panel.form
    assert isinstance(form, RelationshipForm)
    assert (form.from_actor.value(), form.to_actor.value()) == (cast.ids["US"], cast.ids["PMU"])
    assert "US backs PMU" in form.sentence.text()
    form.swap_button.click()
    assert form.sentence.text().startswith("PMU backs US")
    form.reject()
    press(stage, Qt.Key.Key_R)
    press(stage, Qt.Key.Key_Escape)
    assert not any(node.target for node in stage.panel.scene.nodes.values())


def test_a_tie_from_an_actor_to_itself_is_refused_with_a_sentence(stage: Stage, cast: Cast) -> None:
    stage.panel.new_relationship(cast.ids["US"], cast.ids["US"])
    form = stage.panel.form
    assert form is not None
    form.save_button.click()
    assert form.isVisible()
    assert "two different actors" in form.error.text()
    form.reject()


def test_a_tie_is_edited(stage: Stage, session: Session, cast: Cast) -> None:
    tie = cast.ties["SDF hostile PMU"]
    stage.qtbot.mouseDClick(stage.panel.view.viewport(), LEFT, pos=stage.on_tie(str(tie)))
    form = stage.panel.form
    assert isinstance(form, RelationshipForm)
    assert (form.label.text(), form.since.value().edtf) == ("skirmishes", "2017-06-10")
    form.until.edit.setText("2017")
    form.since.edit.setText("2018")
    form.save_button.click()
    assert "ends (2017) before it begins (2018)" in form.error.text()
    form.until.edit.clear()
    form.save_button.click()
    assert cast.board.relationships.get(tie).since.edtf == "2018"


def test_an_actor_is_added_at_a_free_place(stage: Stage, session: Session, cast: Cast) -> None:
    before = {i: node.pos() for i, node in stage.panel.scene.nodes.items()}
    press(stage, Qt.Key.Key_Insert)
    form = stage.panel.form
    assert isinstance(form, ActorForm)
    form.save_button.click()
    assert form.error.text() == "An actor needs a name."
    form.name.setText("Kurdistan Region")
    form.other_names.set_value(("هەرێمی کوردستان",))
    form.parent_actor.set_value(None)
    form.save_button.click()
    actor = cast.board.actors.get(form.actor_id)
    assert (actor.name, actor.other_names, actor.x is not None) == ("Kurdistan Region", ("هەرێمی کوردستان",), True)
    assert cast.board.undo_name == "Add actor Kurdistan Region"
    for i, place in before.items():
        assert (stage.panel.scene.nodes[i].pos() - place).manhattanLength() < 0.2
    session.undo()
    assert form.actor_id not in stage.panel.scene.nodes


def test_an_actor_is_edited_and_circles_are_refused(stage: Stage, cast: Cast) -> None:
    click(stage, stage.at(cast.ids["SAA"]))
    press(stage, Qt.Key.Key_F2)
    form = stage.panel.form
    assert isinstance(form, ActorForm)
    form.parent_actor.set_value(cast.ids["Tiger Forces"])
    form.save_button.click()
    assert "part of itself" in form.error.text()
    form.parent_actor.set_value(None)
    form.short_name.setText("Army")
    form.contested.setChecked(True)
    form.colour.set_value("#2060a0")
    form.save_button.click()
    assert stage.panel.scene.nodes[cast.ids["SAA"]].face.lines == ("Army",)
    assert stage.panel.scene.nodes[cast.ids["SAA"]].face.contested
    assert cast.board.actors.get(cast.ids["SAA"]).colour == "#2060a0"


def test_delete_needs_no_question_since_undo_brings_it_back(stage: Stage, session: Session, cast: Cast) -> None:
    said = QSignalSpy(session.said)
    click(stage, stage.at(cast.ids["NSA"]))
    press(stage, Qt.Key.Key_Delete)
    assert cast.ids["NSA"] not in stage.panel.scene.nodes
    assert said.at(said.count() - 1) == ["Deleted NSA with 3 relationships. Ctrl+Z brings it back.", "done"]
    session.undo()
    assert cast.ids["NSA"] in stage.panel.scene.nodes
    click(stage, stage.at(cast.ids["SDF"]))
    press(stage, Qt.Key.Key_T)
    picked = session.focus.state.relationship
    assert picked is not None
    press(stage, Qt.Key.Key_Delete)
    assert picked not in session.relationships
    session.undo()
    assert picked in session.relationships


def test_parts_come_out_and_go_in(stage: Stage, session: Session, cast: Cast) -> None:
    scene, army, tigers = stage.panel.scene, cast.ids["SAA"], cast.ids["Tiger Forces"]
    node = scene.nodes[army]
    assert node.face.under == "Tiger Forces"
    before = {i: item.pos() for i, item in scene.nodes.items()}
    click(stage, stage.panel.view.mapFromScene(node.mapToScene(QPointF(node.rect().left() + 12, 0))))
    assert session.focus.state.actors == frozenset()
    assert tigers in scene.nodes
    assert {i: scene.nodes[i].pos() for i in before} == before
    assert scene.ties[f"{tigers}<{army}"].tie.stance == "part_of"
    press(stage, Qt.Key.Key_E)
    assert tigers not in scene.nodes
    stage.panel.actions_here["expand_all"].trigger()
    assert tigers in scene.nodes
    stage.panel.actions_here["collapse_all"].trigger()
    assert tigers not in scene.nodes


def test_menus_offer_what_can_be_done(stage: Stage, session: Session, cast: Cast) -> None:
    def texts() -> list[str]:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        found = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
        menu.close()
        return found

    click(stage, stage.at(cast.ids["SAA"]), RIGHT)
    assert texts()[:7] == [
        "Only SAA",
        "Edit…",
        "Relationship from here…",
        "Show its parts",
        "Summary sheet…",
        "Copy as words",
        "Delete SAA",
    ]
    click(stage, stage.on_tie(str(cast.ties["SDF hostile PMU"])), RIGHT)
    assert texts()[:3] == ["Incidents between these two", "Copy as words", "Edit…"]
    click(stage, stage.ground(), RIGHT)
    assert texts()[:2] == ["New actor…", "New relationship…"]
