"""What leaves the board passes its profile: markings, what is dropped, coarsened and renamed, and what is told of it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

import db
from db.dates import from_days, from_edtf, iso_of
from db.profiles import EVERYTHING, PARTNERS, PUBLIC
from db.releasing import Released, Scope, release
from db.releasing.coarsening import coarse_date, coarse_days
from db.releasing.metadata import without_metadata


@pytest.fixture
def board(tmp_path: Path) -> Iterator[db.Board]:
    """Two incidents at a flashpoint, one of them RED, with actors, a tie, a source and a picture."""
    with db.create_board(tmp_path / "a.sitboard", title="Mill", marking="AMBER") as board:
        mill = board.flashpoints.add(
            db.Flashpoint("The mill", latitude=33.52, longitude=38.61, radius_km=5.0, note="ask M.", area="")
        )
        guard = board.actors.add(db.Actor("Mill Guard", short_name="MG", other_names=("حرس الطاحون",)))
        river = board.actors.add(db.Actor("River Brigade", marking="RED"))
        tie = board.relationships.add(db.Relationship(guard, river, "hostile", since=from_edtf("2017-05-03")))
        source = board.sources.add(
            db.Source("Radio", author="A. Person", address="https://example.org/1", text="whole text", note="friend")
        )
        open_one = board.incidents.add(
            db.Incident(
                "Mill Guard shells the ford",
                date=from_edtf("2017-06-08"),
                time="14:00",
                flashpoint_id=mill,
                latitude=33.51,
                longitude=38.63,
                precision="exact",
                place="the ford",
                district="Hill district",
                note="from M.",
                summary="The MG and the River Brigade met.",
                actors=(db.Role(guard, "initiator"), db.Role(river, "target")),
                tags=("rumour",),
            )
        )
        board.incidents.add(db.Incident("Meeting", marking="RED", flashpoint_id=mill))
        board.citations.add(
            db.Citation(source, incident_id=open_one, quote="shells fell", claims={"date": "2017-06-08"})
        )
        board.citations.add(db.Citation(source, relationship_id=tie))
        board.attachments.attach(picture(), "ford.jpg", "image/jpeg", incident_id=open_one, graphic=True)
        yield board


def picture(position: float = 33.0) -> bytes:
    """A JPEG that tells where it was taken."""
    made = Image.new("RGB", (32, 24), "teal")
    exif = made.getexif()
    exif[ExifTags.Base.Artist] = "A. Person"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (position, 30.0, 0.0), 3: "E", 4: (38.0, 37.0, 0.0)})
    out = io.BytesIO()
    made.save(out, "JPEG", exif=exif, comment=b"by A. Person")
    return out.getvalue()


def titles(released: Released) -> list[str]:
    """Of the incidents that leave."""
    return [incident.title for incident in released.incidents()]


def test_without_a_profile_what_is_marked_red_stays(board: db.Board) -> None:
    out = release(board)
    assert titles(out) == ["Mill Guard shells the ford"]
    assert [actor.name for actor in out.actors] == ["Mill Guard"]
    assert out.relationships == ()
    (incident,) = out.incidents()
    assert [role.role for role in incident.actors] == ["initiator"]
    assert incident.summary == "The MG and the an actor held back met."
    told = out.held_back_sentences()
    assert any(sentence.startswith("1 incident was held back") for sentence in told)
    assert any(sentence.startswith("1 actor was held back") for sentence in told)


def test_everything_leaves_where_that_was_chosen(board: db.Board) -> None:
    out = release(board, EVERYTHING)
    assert titles(out) == ["Mill Guard shells the ford", "Meeting"]
    assert len(out.relationships) == 1
    assert out.held_back == ()
    (attachment,) = out.attachments_of("incident", int(out.incident_ids[0]))
    assert out.content_of(attachment) == picture()


def test_a_board_marked_higher_gives_nothing_that_is_not_marked_lower(board: db.Board) -> None:
    board.describe(marking="RED")
    assert titles(release(board, PARTNERS)) == []
    board.incidents.update(int(board.columns().ids[0]), marking="GREEN")
    assert len(titles(release(board, PARTNERS))) == 1


def test_what_leaves_is_marked_as_the_highest_of_it(board: db.Board) -> None:
    """A sheet with one RED row is RED, whatever the board is; without that row it is not."""
    assert release(board, EVERYTHING).marking == "RED"
    assert release(board, PARTNERS).marking == "AMBER"
    alone = Scope(incident_ids=board.columns().ids[:1])
    assert release(board, EVERYTHING, alone).marking == "RED"  # its target is a RED actor
    board.incidents.set_roles(int(board.columns().ids[0]), ())
    assert release(board, EVERYTHING, alone).marking == "AMBER"
    board.sources.update(board.sources.ids()[0], marking="AMBER+STRICT")
    assert release(board, EVERYTHING, alone).marking == "AMBER+STRICT"
    board.describe(marking="CLEAR")
    assert release(board, PARTNERS, alone).marking == "CLEAR"


def test_a_board_above_the_profile_does_not_mark_what_is_lower(board: db.Board) -> None:
    board.describe(marking="RED")
    assert release(board, PARTNERS).marking == "AMBER"  # nothing in it: as high as may leave
    board.incidents.update(int(board.columns().ids[0]), marking="GREEN")
    assert release(board, PARTNERS).marking == "GREEN"


def test_what_a_flashpoint_is_marked_its_incidents_are_too(board: db.Board) -> None:
    board.flashpoints.update(board.flashpoints.all()[0].id, marking="RED")
    out = release(board, PARTNERS)
    assert (titles(out), out.flashpoints) == ([], ())


def test_a_source_that_stays_takes_its_quotes_along(board: db.Board) -> None:
    board.sources.update(board.sources.ids()[0], marking="AMBER+STRICT")
    out = release(board)
    assert out.sources() == []
    assert [citations for _, citations in out.cited_incidents()] == [()]


def test_what_the_profile_drops_is_in_no_record(board: db.Board) -> None:
    everything = frozenset({"notes", "summaries", "quotes", "authors", "addresses", "attachments", "tags"})
    out = release(board, db.Profile("Bare", highest_marking="RED", drop=everything))
    ((incident, (citation,)), _) = out.cited_incidents()
    assert (incident.note, incident.summary, incident.tags, citation.quote) == ("", "", (), "")
    assert out.flashpoints[0].note == ""
    (source,) = out.sources()
    assert (source.author, source.address, source.note, source.text) == ("", "", "", "")
    assert out.attachments_of("incident", incident.id) == ()
    assert "Left out of every record" in " ".join(out.held_back_sentences())


def test_positions_and_dates_are_coarsened(board: db.Board) -> None:
    out = release(board, db.Profile("Coarse", highest_marking="RED", positions="district", dates="month"))
    ((incident, (citation,)), _) = out.cited_incidents()
    assert (incident.latitude, incident.longitude, incident.precision) == (33.75, 38.75, "district")
    assert (incident.date.edtf, incident.time, incident.place) == ("2017-06", "", "Hill district")
    assert citation.claims == {}
    assert (out.flashpoints[0].latitude, out.flashpoints[0].radius_km) == (33.75, 50.0)
    assert out.relationships[0].since.edtf == "2017-05"
    assert "read them through" in " ".join(out.held_back_sentences())


def test_actors_get_numbers_for_names_in_texts_too(board: db.Board) -> None:
    out = release(board, db.Profile("Numbers", highest_marking="RED", pseudonyms="actors"))
    incident = next(out.incidents())
    assert {actor.name for actor in out.actors} == {"Armed group 1", "Armed group 2"}
    assert incident.title == "Armed group 1 shells the ford"
    assert incident.summary == "The Armed group 1 and the Armed group 2 met."
    assert [source.title for source in out.sources()] == ["Source 1"]
    assert out.attachments_of("incident", incident.id) == ()


def test_the_public_profile_tells_no_persons(board: db.Board) -> None:
    board.describe(marking="CLEAR")
    for actor in board.actors.all():
        board.actors.update(actor.id, marking="")
    out = release(board, PUBLIC)
    words = repr((list(out.cited_incidents()), out.sources(), out.flashpoints, out.actors))
    for secret in ("A. Person", "example.org", "from M.", "ask M.", "friend", "whole text", "33.51"):
        assert secret not in words


def test_a_scope_takes_along_what_belongs_to_it(board: db.Board) -> None:
    far = board.flashpoints.add(db.Flashpoint("Far away"))
    board.actors.add(db.Actor("Nobody here"))
    out = release(board, EVERYTHING, Scope(incident_ids=board.columns().ids[:1]))
    assert [one.name for one in out.flashpoints] == ["The mill"]
    assert [one.name for one in out.actors] == ["Mill Guard", "River Brigade"]
    assert len(out.sources()) == 1
    more = release(board, EVERYTHING, Scope(incident_ids=board.columns().ids[:1], flashpoint_ids=(far,)))
    assert [one.name for one in more.flashpoints] == ["The mill", "Far away"]


def test_ties_and_levels_are_those_of_the_as_of_day(board: db.Board) -> None:
    mill = board.flashpoints.all()[0].id
    board.flashpoints.set_level(mill, "clashes", from_edtf("2017-06-01"))
    early = release(board, EVERYTHING, Scope(as_of=from_edtf("2017-05-02").latest))
    late = release(board, EVERYTHING, Scope(as_of=from_edtf("2017-06-02").latest))
    assert (len(early.relationships), len(late.relationships)) == (0, 1)
    assert "clashes" not in [entry.level for entry in early.levels[mill]]
    assert [entry.level for entry in late.levels[mill]][-1] == "clashes"


def test_the_state_has_an_id_that_grows_with_the_board(board: db.Board) -> None:
    before = release(board).state_id
    assert release(board).state_id == before
    board.incidents.add(db.Incident("More"))
    assert release(board).state_id != before


@given(st.integers(-200_000, 100_000), st.integers(0, 4000), st.sampled_from(["month", "year"]), st.booleans())
def test_a_coarse_date_holds_the_exact_one(first: int, length: int, to: str, about: bool) -> None:
    date = from_days(first, first + length, approximate=about)
    coarse = coarse_date(date, to)
    assert coarse.earliest is not None
    assert coarse.latest is not None
    assert date.earliest is not None
    assert date.latest is not None
    assert coarse.earliest <= date.earliest
    assert date.latest <= coarse.latest
    assert coarse_date(coarse, to).is_approximate == date.is_approximate


@given(st.integers(-200_000, 100_000), st.integers(0, 4000), st.sampled_from([("month", 7), ("year", 4)]))
def test_a_coarse_span_of_days_begins_and_ends_with_whole_months_or_years(
    first: int, length: int, how: tuple[str, int]
) -> None:
    to, told = how
    begin, end = coarse_days(first, first + length, to)
    assert begin <= first <= first + length <= end
    assert iso_of(begin)[:told] == iso_of(first)[:told] != iso_of(begin - 1)[:told]
    assert iso_of(end)[:told] == iso_of(first + length)[:told] != iso_of(end + 1)[:told]
    assert coarse_days(first, first + length, "day") == (first, first + length)


def test_open_ends_stay_open() -> None:
    assert coarse_date(from_edtf("../2017-06-16"), "month").edtf == "../2017-06"
    assert coarse_date(from_edtf("2017-06-16/.."), "year").edtf == "2017/.."
    assert coarse_date(from_edtf(""), "year").edtf == ""


def pictures() -> Iterator[tuple[str, bytes]]:
    """One of each form, each with words that must not leave."""
    made = Image.effect_noise((40, 30), 50).convert("RGB")
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "A. Person"
    info = PngInfo()
    info.add_text("Author", "A. Person")
    for form, options in (
        ("JPEG", {"exif": exif, "comment": b"A. Person"}),
        ("JPEG", {"exif": exif, "progressive": True}),
        ("PNG", {"exif": exif, "pnginfo": info}),
        ("WEBP", {"exif": exif, "xmp": b"<x>A. Person</x>", "lossless": True}),
        ("GIF", {"comment": b"A. Person"}),
    ):
        out = io.BytesIO()
        made.save(out, form, **options)
        yield form, out.getvalue()


@pytest.mark.parametrize(("form", "data"), list(pictures()))
def test_metadata_goes_and_no_point_is_touched(form: str, data: bytes) -> None:
    assert b"A. Person" in data
    bare = without_metadata(data + b"A. Person behind the end")
    assert bare is not None
    assert b"A. Person" not in bare
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(bare)) as after:
        assert before.tobytes() == after.tobytes()
        assert dict(after.getexif()) == {}
        assert after.format == form


@given(st.binary(max_size=200), st.integers(0, 400))
def test_what_is_no_sound_picture_stays_or_is_stripped(rest: bytes, cut: int) -> None:
    for data in (rest, picture()[:cut], picture()[:cut] + rest, b"\x89PNG\r\n\x1a\n" + rest, b"GIF89a" + rest):
        bare = without_metadata(data)
        assert bare is None or b"A. Person" not in bare.split(b"\xff\xda")[0]
