"""The panel with real events on a real board: focus, steps, dimming, words, every state."""

from __future__ import annotations

import itertools
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import db
from board.actors.actor_form import ActorForm
from board.actors.ties import Change
from board.focus import FocusState
from board.session import Session
from board.theme.palette import DARK
from db.dates import from_edtf
from db.records import Actor, Incident, Relationship, Role
from tests.board.actors.conftest import Cast, Show, Stage
from tests.board.actors.hands import CTRL, RIGHT, click, day, drag, lit_actors, press, seen_ties

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


def test_while_an_import_writes_nothing_else_can(stage: Stage, session: Session, cast: Cast) -> None:
    session.set_busy("“ged.csv” is being read into the board.")
    drag(stage, stage.at(cast.ids["US"]), stage.at(cast.ids["ISIS"]), RIGHT)
    press(stage, Qt.Key.Key_Insert)
    assert stage.panel.form is None
    assert not stage.panel.actions_here["new_actor"].isEnabled()
    session.set_busy("")
    press(stage, Qt.Key.Key_Insert)
    assert stage.panel.form is not None


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
        assert len(shown) == 14
        assert {ids[0], ids[1]} < shown
        assert stage.panel.subtitle().startswith(
            "showing 14 of 75 actors: those with ties, 12 most active without · as of"
        )
        session.focus.set(window=(day("2018-01-01"), day("2018-12-31")))
        qtbot.waitUntil(lambda: set(stage.panel.scene.nodes) != shown)
        assert set(stage.panel.scene.nodes) == {ids[0], ids[1], *ids[10:34:2]}
        press(stage, Qt.Key.Key_Minus)
        press(stage, Qt.Key.Key_Minus)
        assert set(stage.panel.scene.nodes) == set(ids[10::2])
        session.focus.set(window=None)
        for _ in range(3):
            press(stage, Qt.Key.Key_Plus)
        assert len(stage.panel.scene.nodes) == 62
        assert stage.panel.subtitle().startswith("showing 62 of 75 actors: the most active · as of")
        assert not stage.panel.actions_here["widen"].isEnabled()


def test_an_actor_that_was_just_made_or_is_picked_is_shown_among_very_many(
    show: Show, qtbot: QtBot, tmp_path: Path
) -> None:
    with db.create_board(tmp_path / "many.sitboard", title="Many") as board:
        with board.command("Fill"):
            ids = [board.actors.add(Actor(f"Group {number:03}")) for number in range(40)]
            for actor in ids[:20]:
                board.incidents.add(Incident("x", date=from_edtf("2017-06-01"), actors=(Role(actor, "participant"),)))
        session = Session(board)
        stage = show(session)
        assert set(stage.panel.scene.nodes) == set(ids[:12])
        assert stage.panel.subtitle().startswith("showing 12 of 40 actors: the most active · as of")
        made = session.run("Add actor", lambda: board.actors.add(Actor("Newcomer")))
        assert set(stage.panel.scene.nodes) == {*ids[:12], made}
        session.focus.set(actors=frozenset({ids[39]}))
        qtbot.waitUntil(lambda: set(stage.panel.scene.nodes) == {*ids[:12], made, ids[39]})


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
