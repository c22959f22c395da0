"""The gazetteer that ships: what it holds, and that it may be asked from any thread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from db.gazetteer import COUNTRY, FILE, PROVINCE, TOWN, Gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Deir ez-Zor", "SY"),
        ("Dayr az-Zawr", "SY"),
        ("دير الزور", "SY"),
        ("al-Bab", "SY"),
        ("El Bab", "SY"),
        ("Qamişlo", "SY"),
        ("Бахмут", "UA"),
        ("El Fasher", "SD"),
    ],
)
def test_a_town_is_found_by_any_of_its_names(gazetteer: Gazetteer, name: str, country: str) -> None:
    towns = [place for place in gazetteer.called(name) if place.kind == TOWN]
    assert [towns[0].country, towns[0].province != ""] == [country, True]


def test_countries_and_provinces_come_with_their_position(gazetteer: Gazetteer) -> None:
    (syria,) = gazetteer.called("سوريا")
    assert (syria.kind, syria.country, round(syria.latitude)) == (COUNTRY, "SY", 35)
    assert [place.kind for place in gazetteer.called("Raqqa Governorate")] == [PROVINCE]


def test_a_name_that_no_place_has_is_left_out(gazetteer: Gazetteer) -> None:
    assert gazetteer.named(["raqqa", "no such place at all"]).keys() == {"raqqa"}


def test_the_countries_around_a_position_are_known(gazetteer: Gazetteer) -> None:
    assert set(gazetteer.countries_near(33.5, 38.66)) == {"SY", "JO"}
    assert gazetteer.countries_near(0, -150) == ()


def test_it_may_be_asked_from_many_threads(gazetteer: Gazetteer) -> None:
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(gazetteer.called, ["Mosul"] * 40))
    assert all(places[0].country == "IQ" for places in found)


def test_closed_it_opens_again() -> None:
    gazetteer = Gazetteer()
    assert gazetteer.called("Mosul")
    gazetteer.close()
    assert gazetteer.called("Mosul")
    gazetteer.close()


def test_one_that_is_missing_knows_no_places(tmp_path: Path) -> None:
    gazetteer = Gazetteer(tmp_path / "none.sqlite")
    assert gazetteer.missing
    assert gazetteer.called("Mosul") == []


def test_it_is_small_and_says_whose_data_it_is() -> None:
    assert FILE.stat().st_size <= 12_000_000
    licence = FILE.with_name("gazetteer.LICENSE").read_text("utf-8")
    assert "GeoNames" in licence
    assert "Creative Commons" in licence
