"""The panel with real events on a real board: focus, steps, dimming, moves, links, forms, every state."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

import db
from board.actors.actor_form import ActorForm
from board.actors.relationship_form import RelationshipForm
from board.actors.ties import Change
from board.focus import FocusState
from board.session import Session
from board.theme.palette import DARK
from db.dates import from_edtf
from db.records import Actor, Incident, Relationship, Role
from tests.board.actors.conftest import Cast, Show, Stage

LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def day(text: str) -> int:
    found = from_edtf(text).earliest
    assert found is not None
    return found


def click(stage: Stage, place: QPoint, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier | None = None) -> None:
    stage.qtbot.mouseClick(stage.panel.view.viewport(), button, keys or Qt.KeyboardModifier.NoModifier, place)


def drag(
    stage: Stage, start: QPoint, end: QPoint, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier | None = None
) -> None:
    viewport, held = stage.panel.view.viewport(), keys or Qt.KeyboardModifier.NoModifier
    stage.qtbot.mousePress(viewport, button, held, start)
    for share in (0.3, 0.7, 1.0):
        stage.qtbot.mouseMove(viewport, start + (end - start) * share)
    stage.qtbot.mouseRelease(viewport, button, held, end)


def press(stage: Stage, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    stage.qtbot.keyClick(stage.panel.view, key, keys)


def lit_actors(stage: Stage, cast: Cast) -> set[str]:
    return {name for name, i in cast.ids.items() if i in stage.panel.scene.nodes and stage.panel.scene.nodes[i].lit}


def seen_ties(stage: Stage, cast: Cast) -> set[str]:
    return {name for name, i in cast.ties.items() if stage.panel.scene.ties[str(i)].isVisible()}


# --- into the focus


def test_a_click_narrows_to_an_actor_and_again_to_none(stage: Stage, session: Session, cast: Cast) -> None:
    click(stage, stage.at(cast.ids["SDF"]))
    assert session.focus.state.actors == {cast.ids["SDF"]}
    assert stage.panel.scene.nodes[cast.ids["SDF"]].chosen
    assert lit_actors(stage, cast) == {"SDF", "US", "SAA", "PMU"}
    click(stage, stage.at(cast.ids["SDF"]))
    assert session.focus.state == FocusState()


def test_ctrl_adds_and_a_box_stands_for_its_parts(stage: Stage, session: Session, cast: Cast) -> None:
    click(stage, stage.at(cast.ids["US"]))
    click(stage, stage.at(cast.ids["SAA"]), keys=CTRL)
    assert session.focus.state.actors == {cast.ids[name] for name in ("US", "SAA", "Tiger Forces")}
    click(stage, stage.at(cast.ids["SAA"]), keys=CTRL)
    assert session.focus.state.actors == {cast.ids["US"]}


def test_a_click_on_a_tie_asks_for_the_incidents_between_the_two(stage: Stage, session: Session, cast: Cast) -> None:
    tie = cast.ties["SDF hostile PMU"]
    click(stage, stage.on_tie(str(tie)))
    assert session.focus.state.pair == (cast.ids["SDF"], cast.ids["PMU"])
    assert session.focus.state.relationship == tie
    assert lit_actors(stage, cast) == {"SDF", "PMU"}
    click(stage, stage.on_tie(str(tie)))
    assert session.focus.state == FocusState()


def test_a_tie_whose_incidents_name_the_parts_asks_for_the_parts(stage: Stage, session: Session, cast: Cast) -> None:
    click(stage, stage.on_tie(str(cast.ties["SAA hostile SDF"])))
    assert set(session.focus.state.pair or ()) == {cast.ids["Tiger Forces"], cast.ids["SDF"]}
    assert len(session.places_in_focus()) == 1


def test_a_click_on_the_ground_takes_both_back(stage: Stage, session: Session, cast: Cast) -> None:
    session.focus.set(kinds=frozenset({"clash"}))
    click(stage, stage.at(cast.ids["ISIS"]))
    click(stage, stage.ground())
    assert session.focus.state == FocusState(kinds=frozenset({"clash"}))
    click(stage, stage.on_tie(str(cast.ties["SDF hostile PMU"])))
    press(stage, Qt.Key.Key_Escape)
    assert session.focus.state == FocusState(kinds=frozenset({"clash"}))


def test_what_is_out_of_focus_is_faint_and_nothing_is_built_anew(stage: Stage, session: Session, cast: Cast) -> None:
    scene = stage.panel.scene
    before = (list(scene.nodes.values()), list(scene.ties.values()), {i: n.pos() for i, n in scene.nodes.items()})
    session.focus.set(flashpoints=frozenset({cast.tanf}), window=(day("2017-06-01"), day("2017-06-30")))
    assert lit_actors(stage, cast) == {"US", "ISIS"}
    session.focus.set(window=(day("2017-05-01"), day("2017-06-30")))
    assert lit_actors(stage, cast) == {"US", "ISIS", "NSA"}
    assert scene.ties[str(cast.ties["ISIS hostile NSA"])].lit
    assert not scene.ties[str(cast.ties["SDF hostile PMU"])].lit
    session.focus.clear()
    session.focus.set(window=None)
    assert lit_actors(stage, cast) == set(cast.ids) - {"Tiger Forces"}
    after = (list(scene.nodes.values()), list(scene.ties.values()), {i: n.pos() for i, n in scene.nodes.items()})
    assert before == after


def test_a_tie_that_holds_only_at_a_flashpoint_lights_its_ends_there(
    stage: Stage, session: Session, cast: Cast
) -> None:
    tie = cast.ties["SAA hostile SDF"]
    session.run("Bind", lambda: cast.board.relationships.update(tie, flashpoint_id=cast.tanf))
    session.focus.set(flashpoints=frozenset({cast.tanf}))
    assert {"SAA", "SDF"} <= lit_actors(stage, cast)


# --- the day


def test_ties_are_shown_as_of_a_day_and_changes_stand_out(stage: Stage, session: Session, cast: Cast) -> None:
    session.focus.set(as_of=day("2017-05-20"))
    assert "SAA tolerates SDF" in seen_ties(stage, cast)
    clashes = stage.panel.scene.ties[str(cast.ties["SAA hostile SDF"])]
    assert (clashes.look.change, clashes.look.holds) == (Change.LATER, False)
    session.focus.set(as_of=day("2017-05-21"))
    assert "SAA hostile SDF" not in seen_ties(stage, cast)
    places = {i: node.pos() for i, node in stage.panel.scene.nodes.items()}
    press(stage, Qt.Key.Key_BracketRight)
    assert session.focus.state.as_of == day("2017-06-01")
    ended, begun = (stage.panel.scene.ties[str(cast.ties[f"SAA {stance} SDF"])] for stance in ("tolerates", "hostile"))
    assert (ended.look.change, begun.look.change) == (Change.ENDED, Change.BEGUN)
    assert ended.isVisible()
    press(stage, Qt.Key.Key_BracketRight)
    assert session.focus.state.as_of == day("2017-06-10")
    assert not ended.isVisible()
    assert begun.look.change is Change.NONE
    press(stage, Qt.Key.Key_BracketLeft)
    assert session.focus.state.as_of == day("2017-06-01")
    press(stage, Qt.Key.Key_Home)
    assert session.focus.state.as_of is None
    assert {i: node.pos() for i, node in stage.panel.scene.nodes.items()} == places


def test_the_header_tells_the_day_and_the_steps_end(stage: Stage, session: Session) -> None:
    session.focus.set(as_of=day("2017-06-14"))
    assert stage.panel.subtitle() == "as of 14 Jun 2017"
    session.focus.set(as_of=day("2019-01-01"))
    assert not stage.panel.actions_here["step_forward"].isEnabled()
    session.focus.set(as_of=day("2016-01-01"))
    assert not stage.panel.actions_here["step_back"].isEnabled()


def test_backing_and_fighting_is_flagged(stage: Stage, session: Session, cast: Cast) -> None:
    session.focus.set(as_of=day("2019-03-01"))
    tie = stage.panel.scene.ties[str(cast.ties["US hostile NSA"])]
    assert tie.look.contradictory
    assert ("warning", "backs and fights") in stage.panel.legend.entries
    assert "Contradiction" in stage.panel.tip(str(cast.ties["US hostile NSA"]))


def test_past_ties_are_shown_faintly_on_demand(stage: Stage, session: Session, cast: Cast) -> None:
    session.focus.set(as_of=day("2017-06-14"))
    session.focus.set(as_of=day("2017-06-15"))
    assert "SAA tolerates SDF" not in seen_ties(stage, cast)
    press(stage, Qt.Key.Key_H)
    assert seen_ties(stage, cast) == set(cast.ties)
    press(stage, Qt.Key.Key_H)
    assert "SAA tolerates SDF" not in seen_ties(stage, cast)


def test_words_and_legend_say_what_is_drawn(stage: Stage, session: Session, cast: Cast) -> None:
    session.focus.set(as_of=day("2017-06-14"))
    look = stage.panel.desk.looks[str(cast.ties["SAA hostile SDF"])]
    assert look.text == "clashes since Jun 2017 · C3"
    assert [words for _, words in stage.panel.legend.entries] == [
        "backs",
        "hostile",
        "state",
        "armed group",
        "identity contested",
    ]
    rects = [
        item.mapRectToScene(item.boundingRect()).adjusted(1, 1, -1, -1)
        for item in stage.panel.scene.words.values()
        if item.isVisible()
    ]
    rects += [node.rect().translated(node.pos()) for node in stage.panel.scene.nodes.values()]
    assert not any(one.intersects(two) for one, two in itertools.combinations(rects, 2))


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
    said: list[str] = []
    session.said.connect(lambda sentence, _tone: said.append(sentence))
    click(stage, stage.at(cast.ids["NSA"]))
    press(stage, Qt.Key.Key_Delete)
    assert cast.ids["NSA"] not in stage.panel.scene.nodes
    assert said[-1] == "Deleted NSA with 3 relationships. Ctrl+Z brings it back."
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
    assert texts()[:5] == ["Only SAA", "Edit…", "Relationship from here…", "Show its parts", "Delete SAA"]
    click(stage, stage.on_tie(str(cast.ties["SDF hostile PMU"])), RIGHT)
    assert texts()[:3] == ["Incidents between these two", "Edit…", "Delete"]
    click(stage, stage.ground(), RIGHT)
    assert texts()[:2] == ["New actor…", "New relationship…"]


# --- words


def test_tips_tell_what_is_known(stage: Stage, session: Session, cast: Cast) -> None:
    session.focus.set(as_of=day("2017-06-14"))
    tip = stage.panel.tip(str(cast.ties["SAA hostile SDF"]))
    assert tip.splitlines() == [
        "SAA hostile to SDF: clashes",
        "Since June 2017",
        "1 citation for it; best grade C3",
        "Named together in 1 incident in the focus",
        "Last named together on 12 Jun 2017",
    ]
    known = stage.panel.tip(cast.ids["SAA"]).splitlines()
    assert known[:4] == ["SAA", "State force", "Parts: Tiger Forces", "1 incident in the focus"]
    click(stage, stage.at(cast.ids["NSA"]))
    assert stage.panel.view.accessibleDescription().startswith("NSA\nArmed group\nContested identity.")


# --- every state


def test_an_empty_board_says_what_to_do(show: Show, qapp: QApplication, tmp_path: Path) -> None:
    with db.create_board(tmp_path / "empty.sitboard", title="Empty") as board:
        stage = show(Session(board))
        assert stage.panel.empty.isVisible()
        stage.panel.empty.button.click()
        assert isinstance(stage.panel.form, ActorForm)
        stage.panel.form.name.setText("First")
        stage.panel.form.save_button.click()
        assert not stage.panel.empty.isVisible()
        assert len(stage.panel.scene.nodes) == 1


def test_a_read_only_board_can_be_looked_at_only(cast: Cast, show: Show, tmp_path: Path) -> None:
    cast.board.save_copy(tmp_path / "copy.sitboard")
    with db.open_board(tmp_path / "copy.sitboard", read_only=True) as board:
        session = Session(board)
        stage = show(session)
        place = stage.panel.scene.nodes[cast.ids["US"]].pos()
        drag(stage, stage.at(cast.ids["US"]), stage.at(cast.ids["US"]) + QPoint(50, 50))
        assert stage.panel.scene.nodes[cast.ids["US"]].pos() == place
        drag(stage, stage.at(cast.ids["US"]), stage.at(cast.ids["ISIS"]), RIGHT)
        press(stage, Qt.Key.Key_Insert)
        press(stage, Qt.Key.Key_Delete)
        press(stage, Qt.Key.Key_F2)
        assert stage.panel.form is None
        assert not stage.panel.actions_here["new_actor"].isEnabled()
        click(stage, stage.at(cast.ids["US"]))
        assert session.focus.state.actors == {cast.ids["US"]}


def test_of_very_many_actors_the_most_active_are_shown(show: Show, qtbot: QtBot, tmp_path: Path) -> None:
    with db.create_board(tmp_path / "many.sitboard", title="Many") as board:
        with board.command("Fill"):
            ids = [board.actors.add(Actor(f"Group {number:03}")) for number in range(75)]
            for number, actor in enumerate(ids[10:]):
                date = from_edtf("2017-06-01" if number % 2 else "2018-06-01")
                board.incidents.add(Incident("x", date=date, actors=(Role(actor, "participant"),)))
            board.relationships.add(Relationship(ids[0], ids[1], "backs"))
        session = Session(board)
        stage = show(session)
        shown = set(stage.panel.scene.nodes)
        assert len(shown) == 62
        assert {ids[0], ids[1]} < shown
        assert stage.panel.subtitle().startswith("showing 62 of 75 actors: the most active · as of")
        session.focus.set(window=(day("2018-01-01"), day("2018-12-31")))
        qtbot.waitUntil(lambda: set(stage.panel.scene.nodes) != shown)
        press(stage, Qt.Key.Key_Minus)
        press(stage, Qt.Key.Key_Minus)
        assert set(stage.panel.scene.nodes) == set(ids[10::2])
        session.focus.set(window=None)
        press(stage, Qt.Key.Key_Plus)
        press(stage, Qt.Key.Key_Plus)
        assert set(stage.panel.scene.nodes) == shown


def test_a_hidden_panel_catches_up_when_it_is_shown(stage: Stage, session: Session, cast: Cast) -> None:
    stage.panel.hide()
    session.run("Rename", lambda: cast.board.actors.update(cast.ids["US"], short_name="America"))
    session.focus.set(actors=frozenset({cast.ids["US"]}))
    stage.panel.show()
    node = stage.panel.scene.nodes[cast.ids["US"]]
    assert (node.face.lines, node.chosen) == (("America",), True)


def test_another_theme_repaints_everything(stage: Stage) -> None:
    stage.panel.set_theme(DARK)
    assert all(node.theme is DARK for node in stage.panel.scene.nodes.values())
    assert all(tie.theme is DARK for tie in stage.panel.scene.ties.values())
    picture = stage.panel.view.grab().toImage()
    assert picture.pixelColor(2, 2).lightness() < 60


def test_incidents_of_another_day_only_dress_the_picture_anew(stage: Stage, session: Session, cast: Cast) -> None:
    nodes = dict(stage.panel.scene.nodes)
    roles = (Role(cast.ids["PMU"], "initiator"), Role(cast.ids["ISIS"], "target"))
    session.run("Add", lambda: cast.board.incidents.add(Incident("y", date=from_edtf("2017-06-13"), actors=roles)))
    assert stage.panel.scene.nodes == nodes
    assert stage.panel.desk.numbers.boxes[cast.ids["PMU"]] == 2
