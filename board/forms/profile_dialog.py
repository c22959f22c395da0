"""The form of a release profile: how high a marking may leave, what is dropped, made coarse or renamed."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from board.forms.dialog import FormDialog
from board.forms.fields import ChoiceField
from board.session import Session
from board.theme.widgets import plain_label
from db import Profile
from db.names import show_controls
from db.profiles import BUILT_IN, DROPPABLE_WORDS, PARTNERS, in_words, saving
from db.vocabulary import MARKINGS

_POSITIONS = (("exact", "As they are"), ("district", "By the district"), ("none", "Left out"))
_DATES = (("day", "As they are"), ("month", "By the month"), ("year", "By the year"))
_PSEUDONYMS = (
    ("none", "As they are"),
    ("sources", "Numbers for sources"),
    ("actors", "Numbers for actors and sources"),
)


class ProfileDialog(FormDialog):
    """Makes a release profile, or changes one of the board's own in place; `saved` is the profile, None until it is kept.

    One that every board has is not changed: it is where a new one begins.
    """

    def __init__(self, session: Session, profile: Profile = PARTNERS, parent: QWidget | None = None) -> None:
        super().__init__("Release profile" if profile.id else "New release profile", parent=parent)
        self._session, self._was = session, profile
        self.saved: Profile | None = None
        self.name = QLineEdit(profile.name if profile.id else "")
        self.name.setMaxLength(80)
        self.marking = ChoiceField(MARKINGS)
        self.marking.set_value(profile.highest_marking)
        self.drops = {code: QCheckBox(words.capitalize()) for code, words in DROPPABLE_WORDS.items()}
        dropped = QWidget()
        column = QGridLayout(dropped)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for place, (code, box) in enumerate(self.drops.items()):
            box.setChecked(code in profile.drop)
            column.addWidget(box, place // 2, place % 2)
        self.positions = _choice(_POSITIONS, profile.positions)
        self.dates = _choice(_DATES, profile.dates)
        self.names = _choice(_PSEUDONYMS, profile.pseudonyms)
        self.exif = QCheckBox("Keep place, time and camera in pictures")
        self.exif.setChecked(profile.keep_exif)
        begins = "" if profile.id else f"Begins as “{show_controls(profile.name)}”, which stays as it is."
        self.add_row("&Name", self.name, "name", begins)
        self.add_row("&Highest marking", self.marking, "highest_marking", "What is marked higher stays on the board.")
        self.add_row("&Leave out", dropped, "drop")
        self.add_row("&Positions", self.positions, "positions")
        self.add_row("&Dates", self.dates, "dates")
        self.add_row("N&ames", self.names, "pseudonyms")
        self.add_row("&Metadata", self.exif, "keep_exif")
        self.words = plain_label(small=True, wrap=True)
        self.words.setAccessibleName("What the profile does")
        self.form.addRow(plain_label("What it does"), self.words)
        for box in (self.marking, self.positions, self.dates, self.names):
            box.currentIndexChanged.connect(self._tell)
        for tick in (*self.drops.values(), self.exif):
            tick.toggled.connect(self._tell)
        self._tell()
        self.show_everything(520, 680)

    def profile(self) -> Profile:
        """What is chosen in the form."""
        return Profile(
            self.name.text().strip(),
            self._was.id,
            highest_marking=self.marking.value(),
            drop=frozenset(code for code, box in self.drops.items() if box.isChecked()),
            positions=self.positions.currentData(),
            dates=self.dates.currentData(),
            pseudonyms=self.names.currentData(),
            keep_exif=self.exif.isChecked(),
        )

    def _tell(self, _changed: object = None) -> None:
        """Say exactly what the profile does, as it is chosen."""
        self.words.setText("\n".join(in_words(self.profile())))

    def _taken(self, name: str) -> str:
        """Why a profile cannot have that name; an empty text where it can."""
        if not name:
            return "A release profile needs a name."
        names = {one.name.casefold(): one for one in (*BUILT_IN, *self._session.board.profiles.all())}
        other = names.get(name.casefold())
        if other is None or (other.id and other.id == self._was.id):
            return ""
        if not other.id:
            return f"“{other.name}” comes with every board and stays as it is. Give this one another name."
        return f"A release profile is called “{other.name}” already. Choose another name, or edit that one."

    def save(self) -> bool:
        """Keep the profile with the board, in place where it is there already."""
        profile, profiles = self.profile(), self._session.board.profiles
        said = self._taken(profile.name)
        if said:
            self.fail(show_controls(said), "name")
            return False
        if self._session.read_only:
            self.fail("This board is open for reading only, so that no profile can be kept with it.")
            return False
        old = self._was.name if profile.id else profile.name
        if profile.id and all(one.id != profile.id for one in profiles.all()):
            self.fail("This profile was deleted meanwhile. Close this form; Ctrl+Z may bring it back.")
            return False
        kept = self._session.run(saving(old, profile.name), partial(profiles.save, profile))
        if kept is None:
            self.fail("The profile was not kept; the status line says why.")
            return False
        self.saved = profiles.named(profile.name)
        return True


def _choice(choices: tuple[tuple[str, str], ...], chosen: str) -> QComboBox:
    box = QComboBox()
    for code, words in choices:
        box.addItem(words, code)
    box.setCurrentIndex(box.findData(chosen))
    return box
