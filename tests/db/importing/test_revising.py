"""Reading a data set again: revised, withdrawn and returned rows; what the analyst changed is never written over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import db
from db.dates import from_edtf
from tests.db.random_user import STEPS, Walk, edit_incident, state_of, walking
from tests.strategies import examples
from tests.table_files import GED_49, ged, write_table


@pytest.fixture
def board(tmp_path: Path) -> Iterator[db.Board]:
    with db.create_board(tmp_path / "a.sitboard") as board:
        yield board
        assert board.check() == []
        end, steps = state_of(board), 0
        while board.undo():
            steps += 1
        assert board.check() == []
        for _ in range(steps):
            board.redo()
        assert (state_of(board), board.check()) == (end, [])


class Export:
    """A data set that is read again and again, each time as it is by then."""

    def __init__(self, board: db.Board, folder: Path) -> None:
        self.board, self.folder = board, folder
        self.rows: dict[str, dict[str, str]] = {}

    def add(self, *ids: str, **cells: str) -> None:
        for outside_id in ids:
            self.rows[outside_id] = {**self.rows.get(outside_id, {}), "id": outside_id, **cells}

    def read(self) -> db.ImportReport:
        path = write_table(self.folder / "ged.csv", [GED_49, *(ged(GED_49, **row) for row in self.rows.values())])
        return self.board.imports.read_file(path)

    def incident(self, outside_id: str) -> db.Incident:
        every = self.board.incidents.many(self.board.columns().ids.tolist())
        return next(incident for incident in every if incident.outside_id == outside_id)


@pytest.fixture
def export(board: db.Board, tmp_path: Path) -> Export:
    export = Export(board, tmp_path)
    export.add("1", "2", "3", "4")
    assert export.read().added == 4
    return export


def told(report: db.ImportReport) -> tuple[int, int, int, int, int]:
    return report.added, report.updated, report.unchanged, report.withdrawn, report.left_out_count


def test_added_updated_unchanged_and_withdrawn(board: db.Board, export: Export) -> None:
    before = state_of(board)
    kept = export.incident("2")
    export.add("2", best="6", high="9", date_end="2017-06-10")
    export.add("5")
    del export.rows["3"]
    assert told(export.read()) == (1, 1, 2, 1, 0)
    new = export.incident("2")
    assert (new.id, new.deaths_best, new.deaths_high, new.date.edtf) == (kept.id, 6, 9, "2017-06-08/2017-06-10")
    assert export.incident("3").withdrawn
    assert not export.incident("4").withdrawn
    assert board.columns().earliest[board.columns().place_of(new.id)] == new.date.earliest
    after = state_of(board)
    board.undo()
    assert state_of(board) == before
    board.redo()
    assert state_of(board) == after


def test_a_row_that_comes_back_is_withdrawn_no_longer(export: Export) -> None:
    gone = export.rows.pop("3")
    assert told(export.read()) == (0, 0, 3, 1, 0)
    assert told(export.read()) == (0, 0, 3, 0, 0)
    export.rows["3"] = gone
    assert told(export.read()) == (0, 1, 3, 0, 0)
    assert not export.incident("3").withdrawn


def test_a_row_that_cannot_be_read_has_not_vanished(export: Export) -> None:
    export.add("3", date_start="soon")
    assert told(export.read()) == (0, 0, 3, 0, 1)
    assert not export.incident("3").withdrawn


def test_another_selection_withdraws_nothing(export: Export) -> None:
    for outside_id in ("2", "3", "4"):
        del export.rows[outside_id]
    report = export.read()
    assert told(report) == (0, 0, 1, 0, 0)
    assert any("another selection" in note for note in report.notes)
    export.rows.clear()
    export.add("1", country="Iraq", adm_1="", adm_2="")
    assert told(export.read())[3] == 0
    assert not export.incident("2").withdrawn


def test_what_the_analyst_changed_is_kept_and_the_difference_shown(board: db.Board, export: Export) -> None:
    incident = export.incident("1")
    board.incidents.update(incident.id, title="The mill burns", deaths_best=5, date=from_edtf("2017-06-09"))
    export.add("1", best="6", high="8", date_start="2017-06-07", date_end="2017-06-07", where_coordinates="Mill Hill")
    report = export.read()
    assert (report.updated, report.differences) == (1, 4)
    now = export.incident("1")
    assert (now.title, now.deaths_best, now.date.edtf) == ("The mill burns", 5, "2017-06-09")
    assert now.deaths_high == incident.deaths_high  # a range is one statement: half of it is not taken
    assert now.place == "Mill Hill"  # which nobody had touched
    shown = {difference.field: difference for difference in board.differences.of(incident.id)}
    assert {field: (one.ours, one.theirs) for field, one in shown.items() if field != "title"} == {
        "date": ("2017-06-09", "2017-06-07"),
        "deaths_best": ("5", "6"),
        "deaths_high": ("7", "8"),
    }
    assert shown["title"].ours == "The mill burns"
    assert {difference.import_id for difference in shown.values()} == {report.import_id}
    assert told(export.read()) == (0, 0, 4, 0, 0)
    assert len(board.differences.all()) == 4


def test_differences_are_settled_one_way_or_the_other(board: db.Board, export: Export) -> None:
    incident = export.incident("1")
    board.incidents.update(
        incident.id, title="Mine", deaths_best=5, date=from_edtf("2017-06"), latitude=1.5, longitude=2.5
    )
    export.add(
        "1", best="6", high="8", date_start="2017-06-07", date_end="2017-06-07", where_coordinates="Mill Hill",
        latitude="35.5",
    )  # fmt: skip
    export.read()
    by_field = {difference.field: difference.id for difference in board.differences.of(incident.id)}
    board.differences.settle(by_field["date"], take=True)
    board.differences.settle(by_field["title"], take=True)
    board.differences.settle(by_field["deaths_best"], take=False)
    board.differences.settle(by_field["longitude"], take=True)
    now = export.incident("1")
    assert (now.date.edtf, now.deaths_best, now.deaths_high) == ("2017-06-07", 5, 7)
    assert (now.latitude, now.longitude) == (35.5, 36.75)
    assert now.title.startswith("Clash at Mill Hill")
    assert incident.id in [hit.id for hit in board.search(now.title).incidents]
    assert board.search("Mine").incidents == ()
    assert board.differences.all() == []
    with pytest.raises(db.NotOnBoard):
        board.differences.settle(by_field["date"], take=True)


def test_a_title_that_is_taken_is_found_by_every_spelling(board: db.Board, export: Export) -> None:
    incident = export.incident("1")
    board.incidents.update(incident.id, title="Mine", place="Mine", note="Mine")
    export.add("1", where_coordinates="مُحَمَّد")
    export.read()
    assert board.search("محمد").incidents == ()
    title = next(difference for difference in board.differences.of(incident.id) if difference.field == "title")
    board.differences.settle(title.id, take=True)
    assert [hit.id for hit in board.search("محمد").incidents] == [incident.id]


def test_a_difference_closes_when_the_data_set_agrees(board: db.Board, export: Export) -> None:
    incident = export.incident("1")
    board.incidents.update(incident.id, deaths_best=5)
    export.add("1", best="6")
    assert export.read().differences == 1
    export.add("1", best="5")
    assert told(export.read()) == (0, 1, 3, 0, 0)
    assert board.differences.all() == []


def test_a_position_never_becomes_half_ours_and_half_theirs(board: db.Board, export: Export) -> None:
    incident = export.incident("1")
    board.incidents.update(incident.id, latitude=35.0)
    export.add("1", latitude="34.0", longitude="37.0")
    export.read()
    assert (export.incident("1").latitude, export.incident("1").longitude) == (35.0, 36.75)
    export.add("1", latitude="", longitude="")
    assert export.read().left_out_count == 0
    assert (export.incident("1").latitude, export.incident("1").longitude) == (35.0, 36.75)


def test_an_edit_that_was_undone_protects_nothing(board: db.Board, export: Export) -> None:
    board.incidents.update(export.incident("1").id, deaths_best=5)
    board.undo()
    export.add("1", best="6")
    assert export.read().differences == 0
    assert export.incident("1").deaths_best == 6


def test_actors_and_tags_of_the_analyst_are_kept(board: db.Board, export: Export) -> None:
    incident = export.incident("1")
    board.incidents.update(incident.id, actors=incident.actors[:1], tags=("mine",))
    board.incidents.update(export.incident("2").id, note="Seen")
    export.add("1", "2", side_b="Mill Guard", side_b_new_id="8")
    assert export.read().updated == 2
    assert (export.incident("1").actors, export.incident("1").tags) == (incident.actors[:1], ("mine",))
    names = {actor.id: actor.name for actor in board.actors.all()}
    assert {names[role.actor_id] for role in export.incident("2").actors} == {"Government of Syria", "Mill Guard"}
    assert export.incident("2").note == "Seen"


def test_citations_follow_the_data_set_but_for_what_the_analyst_wrote(board: db.Board, export: Export) -> None:
    one, two = export.incident("1").id, export.incident("2").id
    (kept,) = board.citations.of("incident", one)
    board.citations.update(kept.id, quote="as they said")
    mine = board.citations.add(db.Citation(board.sources.add(db.Source("My notes")), incident_id=two))
    export.add("1", "2", source_article='"Mill Gazette,2017-06-10,Late news"', source_office="Mill Gazette",
               source_date="2017-06-10", source_headline="Late news")  # fmt: skip
    export.read()
    titles = [board.sources.get(citation.source_id).title for citation in board.citations.of("incident", one)]
    assert titles == ["Clashes at the mill, again", "Late news"]
    assert mine == board.citations.of("incident", two)[0].id
    assert len(board.citations.of("incident", two)) == 2


def test_what_was_deleted_is_not_added_again(board: db.Board, export: Export) -> None:
    board.incidents.delete(export.incident("1").id)
    front = next(actor for actor in board.actors.all() if actor.name == "Northern Front")
    board.actors.delete(front.id)
    report = export.read()
    assert told(report) == (0, 0, 3, 0, 1)
    assert report.left_out == [(1, "This incident was deleted on the board, so it was not added again.")]
    export.add("2", best="6")
    assert told(export.read()) == (0, 1, 2, 0, 1)
    assert "Northern Front" not in [actor.name for actor in board.actors.all()]
    assert len(board.sources.all()) == 2


def test_a_source_that_is_said_later_to_quote_another(board: db.Board, export: Export) -> None:
    """The tie between two sources goes with the import that brought it, though one of them was there before."""
    before = state_of(board)
    export.add("5", source_original="the miller")
    export.read()
    news = next(source for source in board.sources.all() if source.publisher == "Radio Orontes" and source.quotes)
    assert {board.sources.get(quoted).title for quoted in news.quotes} == {"village elders", "the miller"}
    board.undo()
    assert state_of(board) == before
    board.redo()


def test_tags_of_a_table_come_change_and_go(board: db.Board, tmp_path: Path) -> None:
    def read(*rows: tuple[str, str]) -> db.ImportReport:
        lines = [("Id", "Date", "Title", "Tags"), *((one, "2017-06-08", f"Clash {one}", tags) for one, tags in rows)]
        return board.imports.read_file(write_table(tmp_path / "own.csv", lines))

    def tags(report: db.ImportReport) -> list[tuple[str, ...]]:
        assert report.left_out == []
        return [incident.tags for incident in board.incidents.many(board.columns().ids.tolist())]

    before = state_of(board)
    assert tags(read(("1", "river"), ("2", "river; mill"))) == [("river",), ("mill", "river")]
    report = read(("1", "River; new"), ("2", "mill"))
    assert report.updated == 2
    assert tags(report) == [("new", "river"), ("mill",)]
    board.undo()
    assert tags(report) == [("river",), ("mill", "river")]
    board.undo()
    assert state_of(board) == before


def test_ids_of_a_clock_that_ran_ahead_confuse_no_import(tmp_path: Path) -> None:
    path = tmp_path / "ahead.sitboard"
    with db.create_board(path) as ahead:
        ahead.incidents.add(db.Incident("Typed in", id=ahead.ids.next() + (100 << 54)))
    with db.open_board(path) as ahead:
        export = Export(ahead, tmp_path)
        export.add("1", "2")
        assert told(export.read()) == (2, 0, 0, 0, 0)
        export.add("3")
        assert told(export.read()) == (1, 0, 2, 0, 0)
        assert ahead.check() == []
        assert len(ahead.search("Typed").incidents) == 1


# -- any user, with imports in between


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """One data set at three times."""
    folder = tmp_path_factory.mktemp("exports")
    first = [{"id": str(n), "side_b": f"Side {n % 2}", "side_b_new_id": str(50 + n % 2)} for n in range(6)]
    second = [{**row, "best": "6", "source_original": "the miller"} for row in first[:5]] + [
        {"id": "9", "adm_1": "Idlib"}
    ]
    third = [{**row, "latitude": "36.5", "source_office": "Mill Gazette"} for row in first[1:]]
    return [
        write_table(folder / f"{number}.csv", [GED_49, *(ged(GED_49, **row) for row in rows)])
        for number, rows in enumerate((first, second, third))
    ]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "a.sitboard"
    db.create_board(path).close()
    return path


@examples(5)
@given(draw=st.data())
def test_imports_among_any_edits_go_back_and_forth(template: Path, exports: list[Path], draw: st.DataObject) -> None:
    with walking(template) as walk:
        walk.board.flashpoints.add(db.Flashpoint("Hama"))
        walk.did()
        walk.board.actors.add(db.Actor("Government of Syria"))
        walk.did()
        for path in [exports[0], *draw.draw(st.lists(st.sampled_from(exports), min_size=1, max_size=2))]:
            import_one(walk, path)
            for _ in range(draw.draw(st.integers(0, 4))):
                with walk.board.command("A step"):
                    draw.draw(st.sampled_from((*STEPS, edit_incident, edit_incident)))(draw, walk.board)
                walk.did()
            for _ in range(draw.draw(st.sampled_from([0, 0, 1, 3]))):
                walk.undo()
        walk.there_and_back()
        assert walk.board.check() == []


def import_one(walk: Walk, path: Path) -> None:
    report = walk.board.imports.read_file(path)
    walk.board.last_changes = report.changes
    walk.did()
    assert walk.board.check() == []
