"""The form of a release profile: how high a marking may leave, what is dropped, made coarse or renamed."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from board.forms.dialog import FormDialog
from board.forms.fields import ChoiceField
from board.session import Session
from db import Profile
from db.profiles import DROPPABLE_WORDS, PARTNERS
from db.vocabulary import MARKINGS

_POSITIONS = (("exact", "As they are"), ("district", "By the district"), ("none", "Left out"))
_DATES = (("day", "As they are"), ("month", "By the month"), ("year", "By the year"))
_PSEUDONYMS = (
    ("none", "As they are"),
    ("sources", "Numbers for sources"),
    ("actors", "Numbers for actors and sources"),
)


class ProfileDialog(FormDialog):
    """Makes a release profile and keeps it with the board; `saved` is the profile, None until it is kept."""

    def __init__(self, session: Session, profile: Profile = PARTNERS, parent: QWidget | None = None) -> None:
        super().__init__("Release profile", parent=parent)
        self._session = session
        self.saved: Profile | None = None
        self.name = QLineEdit(profile.name if profile.id else "")
        self.name.setMaxLength(80)
        self.marking = ChoiceField(MARKINGS)
        self.marking.set_value(profile.highest_marking)
        self.drops = {code: QCheckBox(words.capitalize()) for code, words in DROPPABLE_WORDS.items()}
        dropped = QWidget()
        column = QVBoxLayout(dropped)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for code, box in self.drops.items():
            box.setChecked(code in profile.drop)
            column.addWidget(box)
        self.positions = _choice(_POSITIONS, profile.positions)
        self.dates = _choice(_DATES, profile.dates)
        self.names = _choice(_PSEUDONYMS, profile.pseudonyms)
        self.exif = QCheckBox("Keep place, time and camera in pictures")
        self.exif.setChecked(profile.keep_exif)
        self.add_row("&Name", self.name, "name")
        self.add_row("&Highest marking", self.marking, "highest_marking", "What is marked higher stays on the board.")
        self.add_row("&Leave out", dropped, "drop")
        self.add_row("&Positions", self.positions, "positions")
        self.add_row("&Dates", self.dates, "dates")
        self.add_row("N&ames", self.names, "pseudonyms")
        self.add_row("&Metadata", self.exif, "keep_exif")
        self.show_everything()

    def profile(self) -> Profile:
        """What is chosen in the form."""
        return Profile(
            self.name.text().strip(),
            highest_marking=self.marking.value(),
            drop=frozenset(code for code, box in self.drops.items() if box.isChecked()),
            positions=self.positions.currentData(),
            dates=self.dates.currentData(),
            pseudonyms=self.names.currentData(),
            keep_exif=self.exif.isChecked(),
        )

    def save(self) -> bool:
        """Keep the profile with the board; one of the same name is written over."""
        profile = self.profile()
        if not profile.name:
            self.fail("A release profile needs a name.", "name")
            return False
        if self._session.read_only:
            self.fail("This board is open for reading only, so that no profile can be kept with it.")
            return False
        kept = self._session.run(
            f"Save release profile {profile.name}", partial(self._session.board.profiles.save, profile)
        )
        if kept is None:
            self.fail("The profile was not kept; the status line says why.")
            return False
        self.saved = self._session.board.profiles.named(profile.name)
        return True


def _choice(choices: tuple[tuple[str, str], ...], chosen: str) -> QComboBox:
    box = QComboBox()
    for code, words in choices:
        box.addItem(words, code)
    box.setCurrentIndex(box.findData(chosen))
    return box
