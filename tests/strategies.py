"""Hypothesis strategies that several tests share."""

from __future__ import annotations

from datetime import date

from hypothesis import settings
from hypothesis import strategies as st

from db.dates import DateError, ImpreciseDate, day_of, from_edtf

DAYS = st.one_of(
    st.dates(date(2015, 1, 1), date(2027, 12, 31)),
    st.dates(),
    st.sampled_from([date.min, date.max, date(2016, 2, 29), date(1969, 12, 31), date(1970, 1, 1)]),
).map(day_of)
_MARKS = st.sampled_from(["", "", "~", "?", "%"])


def examples(count: int) -> settings:
    """So many examples where each takes long, or where few would find nothing; the profile "wide" draws more here, too."""
    profile = settings.get_current_profile_name()
    return settings(max_examples=count * settings.get_profile(profile).max_examples // 100)


@st.composite
def edtf_points(draw: st.DrawFn) -> str:
    """A day, month, season or year as EDTF, with or without doubt."""
    day = draw(st.one_of(st.dates(date(2015, 1, 1), date(2027, 12, 31)), st.dates()))
    iso = day.isoformat()
    season = f"{iso[:4]}-{draw(st.integers(21, 24))}"
    return draw(st.sampled_from([iso, iso, iso[:7], iso[:4], season])) + draw(_MARKS)


@st.composite
def near_spans(draw: st.DrawFn) -> str:
    """An interval whose ends lie close together, alike in doubt or not: what words shorten most."""
    start = draw(st.dates(date(2015, 1, 1), date(2027, 12, 31))).toordinal()
    end = start + draw(st.integers(0, 70))
    length = draw(st.sampled_from([4, 7, 10]))
    first, last = (date.fromordinal(day).isoformat()[:length] for day in (start, end))
    mark = draw(_MARKS)
    return f"{first}{mark}/{last}{draw(st.one_of(st.just(mark), _MARKS))}"


@st.composite
def near_alternatives(draw: st.DrawFn) -> str:
    """A one-of set whose dates lie close together."""
    start = draw(st.dates(date(2015, 1, 1), date(2027, 12, 31))).toordinal()
    length = draw(st.sampled_from([4, 7, 10]))
    mark = draw(_MARKS)
    steps = draw(st.lists(st.integers(0, 40), min_size=1, max_size=4))
    return "[" + ",".join(date.fromordinal(start + step).isoformat()[:length] + mark for step in steps) + "]"


def edtf_texts() -> st.SearchStrategy[str]:
    """EDTF of every shape; some of it is refused, such as a span that ends before it begins."""
    ends = st.one_of(edtf_points(), st.sampled_from(["..", ""]))
    return st.one_of(
        edtf_points(),
        near_spans(),
        near_alternatives(),
        st.tuples(ends, ends).map("/".join),
        st.lists(edtf_points(), min_size=1, max_size=5).map(lambda points: "[" + ",".join(points) + "]"),
        st.just(""),
    )


def _is_date(text: str) -> bool:
    try:
        from_edtf(text)
    except DateError:
        return False
    return True


def imprecise_dates() -> st.SearchStrategy[ImpreciseDate]:
    """Every kind of date that a board can hold."""
    return edtf_texts().filter(_is_date).map(from_edtf)
