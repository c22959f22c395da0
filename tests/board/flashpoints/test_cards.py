"""What the cards say: counts in the window, the level of the day, the last incident without false precision."""

from __future__ import annotations

from pytestqt.modeltest import ModelTester

from board.flashpoints.cards import Card
from board.flashpoints.model import CARD, CHOSEN, FlashpointModel, Order
from board.focus import UNASSIGNED
from board.session import Session
from db.dates import from_edtf
from tests.board.summer import Summer


def card(model: FlashpointModel, flashpoint_id: int) -> Card:
    found = model.index_of(flashpoint_id).data(CARD)
    assert isinstance(found, Card)
    return found


def names(model: FlashpointModel) -> list[str]:
    return [model.index(row).data() for row in range(model.rowCount())]


def test_the_model_is_sound(session: Session, summer: Summer, qtmodeltester: ModelTester) -> None:
    model = FlashpointModel(session)
    qtmodeltester.check(model)
    for order in Order:
        model.set_order(order)
    session.run("Delete", lambda: summer.board.flashpoints.delete(summer.flashpoints["deir"]))
    model.reload()
    assert model.rowCount() == 4


def test_the_counts_are_those_of_the_window(session: Session, summer: Summer) -> None:
    model = FlashpointModel(session)
    tanf = summer.flashpoints["tanf"]
    assert card(model, tanf).count == 6  # the video has no date, and so is in no window
    session.focus.set(window=(from_edtf("2017-06-03").earliest, from_edtf("2017-06-06").earliest))
    model.refresh()
    assert card(model, tanf).count == 4  # the second strike, and what may reach into these days
    assert sum(card(model, UNASSIGNED).series) == 1


def test_other_filters_narrow_the_counts_but_flashpoints_do_not(session: Session, summer: Summer) -> None:
    model = FlashpointModel(session)
    session.focus.set(kinds=frozenset({"air_strike"}))
    model.refresh()
    assert card(model, summer.flashpoints["tanf"]).count == 2
    session.focus.set(flashpoints=frozenset({summer.flashpoints["raqqa"]}))
    model.refresh()
    assert card(model, summer.flashpoints["tanf"]).count == 2


def test_the_main_actors_are_the_most_named_here(session: Session, summer: Summer) -> None:
    model = FlashpointModel(session)
    assert card(model, summer.flashpoints["tanf"]).actors[:2] == ("United States", "Pro-government militias")
    assert set(card(model, summer.flashpoints["hasakah"]).actors) == {"PMU", "SDF"}


def test_a_month_is_told_as_a_month_and_doubt_as_doubt(session: Session, summer: Summer) -> None:
    model = FlashpointModel(session)
    assert card(model, summer.flashpoints["raqqa"]).status == "reported Jun 2017"
    assert card(model, summer.flashpoints["tanf"]).status == "last ≈ 14 Jun"
    assert card(model, summer.flashpoints["deir"]).status == "last by 16 Jun"


def test_a_flashpoint_without_incidents_tells_its_note(session: Session, summer: Summer) -> None:
    summer.board.incidents.delete(summer.incidents["advance"])
    session.tell(summer.board.last_changes)
    model = FlashpointModel(session)
    quiet = card(model, summer.flashpoints["deir"])
    assert (quiet.status, quiet.count, quiet.trend.known) == ("objective of all sides", 0, False)


def test_the_level_is_that_of_the_day(session: Session, summer: Summer) -> None:
    model = FlashpointModel(session)
    tanf = summer.flashpoints["tanf"]
    assert card(model, tanf).level == "open_fighting"
    session.focus.set(as_of=from_edtf("2017-04-01").earliest)
    model.refresh()
    assert card(model, tanf).level_words == "Tense"
    session.focus.set(as_of=from_edtf("2016-04-01").earliest)
    model.refresh()
    assert (card(model, tanf).level, card(model, tanf).level_words) == ("", "No level yet")


def test_silence_is_not_calm(session: Session, summer: Summer) -> None:
    model = FlashpointModel(session)
    deir = card(model, summer.flashpoints["deir"])
    assert (deir.checked, deir.stale) == ("last checked 12 days ago", True)
    tanf = card(model, summer.flashpoints["tanf"])
    assert (tanf.checked, tanf.stale) == ("checked 14 Jun", False)
    model.set_sources(summer.flashpoints["deir"], 0)
    assert card(model, summer.flashpoints["deir"]).foot() == "last checked 12 days ago · no source active"


def test_the_orders(session: Session, summer: Summer) -> None:
    model = FlashpointModel(session)
    assert names(model) == ["At Tanf", "Western Raqqa", "Hasakah border", "Deir ez-Zor", "Unassigned"]
    model.set_order(Order.NAME)
    assert names(model) == ["At Tanf", "Deir ez-Zor", "Hasakah border", "Western Raqqa", "Unassigned"]
    model.set_order(Order.LEVEL)
    assert names(model) == ["At Tanf", "Western Raqqa", "Hasakah border", "Deir ez-Zor", "Unassigned"]
    order = [summer.flashpoints[key] for key in ("deir", "hasakah", "tanf", "raqqa")]
    session.run("Reorder", lambda: summer.board.flashpoints.reorder(order))
    model.reload()
    model.set_order(Order.HAND)
    assert names(model) == ["Deir ez-Zor", "Hasakah border", "At Tanf", "Western Raqqa", "Unassigned"]


def test_what_stands_in_the_focus_is_told(session: Session, summer: Summer) -> None:
    model = FlashpointModel(session)
    session.focus.toggle_flashpoint(summer.flashpoints["raqqa"])
    assert [model.index(row).data(CHOSEN) for row in range(3)] == [False, True, False]


def test_invisible_direction_controls_are_written_out(session: Session, summer: Summer) -> None:
    tricky = "At\u202eTanf"
    session.run("Rename", lambda: summer.board.flashpoints.update(summer.flashpoints["tanf"], name=tricky))
    assert card(FlashpointModel(session), summer.flashpoints["tanf"]).name == "At⟦U+202E⟧Tanf"


def test_no_unassigned_card_where_all_are_assigned(session: Session, summer: Summer) -> None:
    ids = [summer.incidents["stray"], summer.incidents["far"]]
    session.run("Assign", lambda: summer.board.incidents.assign(ids, summer.flashpoints["raqqa"]))
    assert "Unassigned" not in names(FlashpointModel(session))
