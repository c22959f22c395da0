"""The fields of forms: what is typed, what it is taken for, and what is said when it is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from board.forms import ChoiceField, DateField, ErrorLine, FormDialog, NamePicker, NamesField, NumberOrUnknownField
from db.dates import UNKNOWN, from_edtf, from_typed
from db.names import NameIndex
from db.vocabulary import INCIDENT_KINDS, STANCES


@pytest.mark.parametrize(
    ("typed", "edtf", "said"),
    [
        ("8 June 2017", "2017-06-08", "8 June 2017 → 2017-06-08"),
        ("about 8 June 2017", "2017-06-08~", "about 8 June 2017 → 2017-06-08~"),
        ("2017-06", "2017-06", "June 2017"),
        ("", "", "Still holds"),
    ],
)
def test_a_date_shows_what_it_was_taken_for(qtbot: QtBot, typed: str, edtf: str, said: str) -> None:
    field = DateField(unknown="Still holds")
    qtbot.addWidget(field)
    qtbot.keyClicks(field.edit, typed)
    assert field.value().edtf == edtf
    assert field.reading.text() == said
    assert field.problem() == ""


def test_what_is_no_date_says_so_and_has_no_value(qtbot: QtBot) -> None:
    field = DateField()
    qtbot.addWidget(field)
    qtbot.keyClicks(field.edit, "31 June 2017")
    assert "no day 31" in field.reading.text()
    assert field.edit.property("wrong") is True
    with pytest.raises(ValueError, match="no day 31"):
        field.value()
    field.set_value(UNKNOWN)
    assert (field.value(), field.problem(), field.edit.property("wrong")) == (UNKNOWN, "", False)


def test_a_day_without_its_year_means_the_one_near_the_board(qtbot: QtBot) -> None:
    field = DateField(today=from_edtf("2017-06-14").earliest)
    qtbot.addWidget(field)
    qtbot.keyClicks(field.edit, "8 June")
    assert field.value().edtf == "2017-06-08"


def test_a_date_that_is_shown_reads_back_as_itself(qtbot: QtBot) -> None:
    field = DateField()
    qtbot.addWidget(field)
    for text in ("mid-June 2017", "by 16 June 2017", "from June 2017", "May–June 2017", "2017-06-08?"):
        date = from_typed(text)
        field.set_value(date)
        assert field.value() == date


def test_names_are_one_a_line_without_repetitions(qtbot: QtBot) -> None:
    field = NamesField()
    qtbot.addWidget(field)
    field.set_value(("Deir Ezzor", "دير الزور"))
    assert field.value() == ("Deir Ezzor", "دير الزور")
    field.setPlainText("  Dayr az-Zawr \n\n Deir Ezzor\nDeir Ezzor\n")
    assert field.value() == ("Dayr az-Zawr", "Deir Ezzor")


def test_a_choice_gives_the_code(qtbot: QtBot) -> None:
    field = ChoiceField(STANCES, empty="Any")
    qtbot.addWidget(field)
    assert field.value() == ""
    with qtbot.waitSignal(field.value_changed):
        field.set_value("hostile")
    assert (field.value(), field.currentText()) == ("hostile", "Hostile to")
    field.set_value("adores")  # a word that another tool wrote
    assert (field.value(), field.currentText()) == ("adores", "Other (“adores”)")
    kinds = ChoiceField(INCIDENT_KINDS)
    qtbot.addWidget(kinds)
    with pytest.raises(KeyError):
        kinds.set_value("adores")


@given(number=st.none() | st.integers(0, 10_000_000))
def test_a_number_that_is_shown_reads_back_and_unknown_is_not_zero(number: int | None) -> None:
    field = NumberOrUnknownField("number of dead")
    field.set_value(number)
    assert (field.value(), field.problem()) == (number, "")


@pytest.mark.parametrize("typed", ["many", "-1", "3.5", "1e9", "20000000"])
def test_what_is_no_number_says_so(qtbot: QtBot, typed: str) -> None:
    field = NumberOrUnknownField("number of dead")
    qtbot.addWidget(field)
    qtbot.keyClicks(field, typed)
    assert "number of dead" in field.problem()
    with pytest.raises(ValueError, match="number of dead"):
        field.value()


LABELS = {1: "SDF", 2: "YPG", 3: "PMU"}


@pytest.fixture
def picker(qtbot: QtBot) -> NamePicker:
    index = NameIndex([(1, "SDF"), (1, "Syrian Democratic Forces"), (2, "YPG"), (3, "PMU"), (3, "الحشد الشعبي")])
    page = QWidget()
    column = QVBoxLayout(page)
    field, other = NamePicker(LABELS, index), QWidget()
    other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    column.addWidget(field)
    column.addWidget(other)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    field.setFocus()
    field.other, field.page = other, page
    return field


@pytest.mark.parametrize(("typed", "found"), [("democratic", 1), ("pmu", 3), ("الحشد", 3)])
def test_a_record_is_found_by_a_part_of_any_of_its_names(picker: NamePicker, typed: str, found: int) -> None:
    picker.setText(typed)
    picker.textEdited.emit(typed)
    picker.other.setFocus()
    assert (picker.value(), picker.text()) == (found, LABELS[found])


def test_a_name_that_nobody_has_is_said(qtbot: QtBot, picker: NamePicker) -> None:
    assert picker.problem() == "Choose an actor."
    qtbot.keyClicks(picker, "Nobody")
    picker.other.setFocus()
    assert "No actor of this board is named “Nobody”" in picker.problem()
    picker.set_value(2)
    assert (picker.value(), picker.problem()) == (2, "")
    picker.set_value(77)
    assert picker.text() == ""


def test_two_records_of_one_name_stay_two(qtbot: QtBot) -> None:
    field = NamePicker({1: "Militia", 2: "Militia"}, NameIndex([(1, "Militia"), (2, "Militia")]))
    qtbot.addWidget(field)
    field.set_value(2)
    assert (field.value(), field.text()) == (2, "Militia (2)")


class Frame(FormDialog):
    """A form of a date and a name."""

    def __init__(self) -> None:
        super().__init__("Edit", "Save")
        self.date, self.number = DateField(), NumberOrUnknownField()
        self.add_row("When", self.date, "date")
        self.add_row("Dead", self.number, "deaths", hint="Leave empty where it is not known.")
        self.saved = 0

    def save(self) -> bool:
        """Count, and refuse 13."""
        if self.number.value() == 13:
            self.fail("Not thirteen.", "deaths")
            return False
        self.saved += 1
        return True


def test_a_form_stays_open_until_all_is_right(qtbot: QtBot) -> None:
    frame = Frame()
    qtbot.addWidget(frame)
    frame.show_everything()
    with qtbot.waitActive(frame):
        frame.show()
        frame.activateWindow()
    qtbot.keyClicks(frame.date.edit, "never ever")
    qtbot.keyClick(frame, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (frame.saved, frame.isVisible()) == (0, True)
    assert "could not be read as a date" in frame.error.text()
    assert frame.date.edit.hasFocus()
    frame.date.set_value(UNKNOWN)
    qtbot.keyClicks(frame.number, "13")
    frame.save_button.click()
    assert (frame.saved, frame.error.text()) == (0, "Not thirteen.")
    frame.number.set_value(None)
    frame.save_button.click()
    assert (frame.saved, frame.isVisible()) == (1, False)


def test_an_error_line_takes_no_room_while_there_is_none(qtbot: QtBot) -> None:
    line = ErrorLine()
    qtbot.addWidget(line)
    assert line.isHidden()
    line.tell("This is <b>wrong</b>.")
    assert not line.isHidden()
    assert (line.text(), line.textFormat()) == ("This is <b>wrong</b>.", Qt.TextFormat.PlainText)
