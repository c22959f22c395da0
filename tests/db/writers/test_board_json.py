"""A board that leaves as JSON of everything comes back equal; a file from strangers is refused with a sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import db
from db.profiles import EVERYTHING, PARTNERS
from db.readers.board_json import new_from_json
from db.releasing import release
from db.writers import write
from tests.db.random_user import STEPS, state_of, walking
from tests.strategies import examples

# what a new file has of its own: tags get new numbers, and the title page a new identity
_NOT_COMPARED = {"board", "tags", "incident_tags", "_sqlite_migrations"}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.sitboard"
    db.create_board(path, title="Walk").close()
    return path


def records(board: db.Board) -> dict[str, Any]:
    """Everything that an analyst wrote on a board, and the files."""
    ids = board.columns().ids.tolist()
    sources = board.sources.ids()
    attached = [one for kind, owners in (("incident", ids), ("source", sources)) for owner in owners
                for one in board.attachments.of(kind, owner)]  # fmt: skip
    return {
        "board": (board.info().title, board.info().marking),
        "incidents": board.incidents.many(ids),
        "levels": board.flashpoints.levels(),
        "citations": board.citations.of_many("source", sources),
        "files": [(one, board.attachments.data(one.sha256)) for one in attached],
        "profiles": [one for one in board.profiles.all() if one.id],
        **{noun: getattr(board, noun).all() for noun in ("flashpoints", "actors", "relationships", "sources", "views")},
    }


def there_and_back(board: db.Board, folder: Path) -> db.Board:
    write(release(board, EVERYTHING), "json", folder / "a.json", replace=True)
    (folder / "back.sitboard").unlink(missing_ok=True)
    return new_from_json(folder / "back.sitboard", folder / "a.json")


def test_something_of_everything_comes_back(board: db.Board, tmp_path: Path) -> None:
    board.views.add(db.SavedView("North", "{}"))
    board.profiles.save(db.Profile("Donors", highest_marking="GREEN", drop=frozenset({"notes"}), dates="month"))
    with there_and_back(board, tmp_path) as back:
        assert records(back) == records(board)
        assert back.check() == []
        assert len(back.history()) == 1
        new = back.incidents.add(db.Incident("After"))
        assert new > max(board.columns().ids)


@examples(15)
@given(data=st.data())
def test_any_board_comes_back_equal(template: Path, data: st.DataObject) -> None:
    with walking(template) as walk:
        for step in data.draw(st.lists(st.sampled_from(STEPS), min_size=8, max_size=25)):
            step(data, walk.board)
        with there_and_back(walk.board, walk.board.path.parent) as back:
            assert records(back) == records(walk.board)
            ours, theirs = state_of(walk.board), state_of(back)
            assert {name: rows for name, rows in theirs.items() if name not in _NOT_COMPARED} == {
                name: rows for name, rows in ours.items() if name not in _NOT_COMPARED
            }


def test_what_a_profile_lets_out_makes_a_smaller_board(board: db.Board, tmp_path: Path) -> None:
    write(release(board, PARTNERS), "json", tmp_path / "a.json")
    with new_from_json(tmp_path / "b.sitboard", tmp_path / "a.json") as back:
        assert len(back.columns()) == 2
        assert back.check() == []
    found = json.loads((tmp_path / "a.json").read_text())
    assert found["complete"] is False
    assert all(isinstance(one["id"], str) for one in found["incidents"])


def test_an_export_that_another_program_wrote_anew_is_read(board: db.Board, tmp_path: Path) -> None:
    """With its lists in another order and on many lines, as an editor may leave it."""
    write(release(board, EVERYTHING), "json", tmp_path / "a.json")
    found = json.loads((tmp_path / "a.json").read_text())
    (tmp_path / "b.json").write_text(json.dumps(dict(reversed(found.items())), indent=1))
    with new_from_json(tmp_path / "b.sitboard", tmp_path / "b.json") as back:
        assert records(back) == records(board)
        assert back.check() == []


def test_a_board_of_an_export_can_be_emptied_and_filled_again(board: db.Board, tmp_path: Path) -> None:
    with there_and_back(board, tmp_path) as back:
        filled = state_of(back)
        assert back.undo().touches("incidents")
        assert len(back.columns()) == 0
        assert back.check() == []
        back.redo()
        assert state_of(back) == filled


def spoil(board: db.Board, tmp_path: Path, /, **changes: Any) -> str:
    """The sentence that refuses an export in which something was changed; no board is left."""
    write(release(board, EVERYTHING), "json", tmp_path / "a.json", replace=True)
    found = json.loads((tmp_path / "a.json").read_text())
    for path, value in changes.items():
        noun, _, field = path.partition("__")
        if field:
            found[noun][0][field] = value
        else:
            found[noun] = value
    (tmp_path / "a.json").write_text(json.dumps(found))
    with pytest.raises(db.FileProblem) as refused:
        new_from_json(tmp_path / "bad.sitboard", tmp_path / "a.json")
    assert not list(tmp_path.glob("bad.sitboard*"))
    return str(refused.value)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"format": "other"}, "no export of a board"),
        ({"version": 9}, "version 9"),
        ({"actors": {}}, "no list"),
        ({"board": {"title": "x", "marking": "PINK"}}, "title and marking"),
        ({"incidents__id": 5}, "“id” is not what"),
        ({"incidents__id": "0"}, "none that a board gives"),
        ({"citations": [{"id": "5", "source_id": "6"}]}, "not in the file"),
        ({"incidents__kind": "picnic"}, "picnic"),
        ({"incidents__date": "soon"}, "entry 1 of the incidents"),
        ({"incidents__deaths_best": -4}, "none that a board holds"),
        ({"incidents__latitude": 99.0}, "Latitude"),
        ({"incidents__flashpoint_id": "7"}, "not in the file"),
        ({"incidents__strange": 1}, "“strange”"),
        ({"contents__base64": "AAAA"}, "SHA-256 is another"),
        ({"contents": []}, "missing"),
        ({"attachments__incident_id": None}, "one incident or to one source"),
    ],
)
def test_what_no_board_can_hold_is_refused(
    board: db.Board, tmp_path: Path, changes: dict[str, Any], words: str
) -> None:
    assert words in spoil(board, tmp_path, **changes)


def test_actors_in_a_circle_are_refused(board: db.Board, tmp_path: Path) -> None:
    write(release(board, EVERYTHING), "json", tmp_path / "a.json")
    found = json.loads((tmp_path / "a.json").read_text())
    one, other = found["actors"][:2]
    one["parent_id"], other["parent_id"] = other["id"], one["id"]
    (tmp_path / "a.json").write_text(json.dumps(found))
    with pytest.raises(db.FileProblem, match="through others"):
        new_from_json(tmp_path / "bad.sitboard", tmp_path / "a.json")


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_json_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.json").write_bytes(data)
    with pytest.raises(db.FileProblem):
        new_from_json(tmp_path / "bad.sitboard", tmp_path / "a.json")
