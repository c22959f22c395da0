"""A board that is hard to print: long names in many scripts, nothing where something is usual, and much of everything."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

import db
from db.dates import UNKNOWN, from_days, from_edtf
from db.records import Actor, Citation, Flashpoint, Incident, Relationship, Role, Source

ARABIC = "قوات سوريا الديمقراطية"
HEBREW = "צבא ההגנה לישראל"
CYRILLIC = "Вооружённые силы Российской Федерации"
CHINESE = "中国人民解放军南部战区联合作战指挥中心"
LONG_NAME = "Joint Operations Room of the United Brigades of the Northern Plain and the River"  # 80 letters
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
SENTENCE = "The column stood for three hours at the crossing before it turned back towards the river. "
FIRST_DAY = 17_400
_STANCES = ("hostile", "backs", "allied", "trains", "tolerates", "talks", "leads", "part_of", "succeeds")
_KINDS = (
    "clash",
    "air_strike",
    "shelling",
    "explosive",
    "deployment",
    "control",
    "truce",
    "aid",
    "abduction",
    "protest",
)
_LEVELS = ("watch", "tense", "skirmishes", "clashes", "open_fighting", "calm")


@dataclass
class HardBoard:
    """The board with its ids by short names."""

    board: db.Board
    flashpoints: dict[str, int] = field(default_factory=dict)
    actors: dict[str, int] = field(default_factory=dict)
    incidents: dict[str, int] = field(default_factory=dict)
    crowd: list[int] = field(default_factory=list)


def hard_board(path: Path, *, crowd: int = 55) -> HardBoard:
    """Build the board at `path`, `crowd` actors among it with ties to each other; the caller closes it."""
    made = HardBoard(db.create_board(path, title=f"Situation along the river · {LONG_NAME}", marking="AMBER+STRICT"))
    with made.board.command("Fill"):
        _add_flashpoints(made)
        _add_actors(made, crowd)
        _add_incidents(made)
        _add_dispute(made)
    return made


def picture(width: int, height: int) -> bytes:
    """A PNG of these pixels."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#c8d2dc"))
    painter = QPainter(image)
    painter.fillRect(QRectF(0, height * 0.6, width, height * 0.4), QColor("#8a7f6a"))
    painter.setPen(Qt.GlobalColor.black)
    painter.drawEllipse(QRectF(width * 0.3, height * 0.2, width * 0.4, height * 0.6))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _add_flashpoints(made: HardBoard) -> None:
    add = made.board.flashpoints.add
    names = (ARABIC, HEBREW, CYRILLIC, CHINESE, LONG_NAME)
    described = (SENTENCE * 34)[:3000].rstrip()
    made.flashpoints["long"] = add(
        Flashpoint(LONG_NAME, other_names=names, latitude=35.3, longitude=40.1, radius_km=30.0, description=described,
                   note=SENTENCE * 3)
    )  # fmt: skip
    made.flashpoints["bare"] = add(Flashpoint("Bare crossing"))
    made.flashpoints["arabic"] = add(
        Flashpoint("دير الزور", other_names=("Deir ez-Zor", "الدير"), latitude=35.34, longitude=40.14)
    )
    for number in range(30):
        day = from_days(FIRST_DAY + number * 6, FIRST_DAY + number * 6)
        note = "the crossing changed hands" if number % 4 == 0 else ""
        made.board.flashpoints.set_level(made.flashpoints["long"], _LEVELS[number * 5 % len(_LEVELS)], day, note)


def _add_actors(made: HardBoard, crowd: int) -> None:
    add = made.board.actors.add
    made.actors["long"] = add(Actor(LONG_NAME, kind="coalition", identity_note=SENTENCE * 6, contested=True))
    made.actors["word"] = add(Actor(LONG_WORD))
    made.actors["arabic"] = add(Actor(ARABIC, other_names=("SDF", "قسد")))
    made.actors["hebrew"] = add(Actor(HEBREW, kind="state_force"))
    made.actors["russian"] = add(Actor(CYRILLIC, kind="state"))
    made.actors["chinese"] = add(Actor(CHINESE, kind="state_force"))
    made.actors["alone"] = add(Actor("Nobody's Friends"))
    parts = ("Northern", "Southern", "Desert", "River", "Mountain", "Coastal", "Free", "United", "Popular", "Old")
    bodies = ("Brigade", "Shield", "Front", "Council", "Battalions", "Guard")
    for number in range(crowd):
        name = f"{parts[number % 10]} {bodies[number % 6]} {number + 1}"
        made.crowd.append(add(Actor(name, kind=("armed_group", "state", "militia", "state_force")[number % 4])))
    members = [*list(made.actors.values())[:6], *made.crowd]
    for number, (one, two) in enumerate([*pairwise(members), *zip(members, members[7:], strict=False)]):
        label = ("clashes by the river", "", "arms", "", "pays", "")[number % 6]
        place = made.flashpoints["long"] if number % 2 else None
        made.board.relationships.add(
            Relationship(one, two, _STANCES[number % len(_STANCES)], since=from_edtf("2017-05") if number % 3 else UNKNOWN,
                         label=label, contested=number % 11 == 0, flashpoint_id=place)
        )  # fmt: skip


def _add_incidents(made: HardBoard) -> None:
    add = made.board.incidents.add
    members = [*list(made.actors.values())[:6], *made.crowd]
    for number in range(70):
        day = FIRST_DAY + number * 3
        one, two = members[number % len(members)], members[(number * 7 + 3) % len(members)]
        roles = tuple(Role(actor, role) for actor, role in {one: "initiator", two: "target"}.items())
        add(
            Incident(f"Fight number {number:02d} over the ford", kind=_KINDS[number % len(_KINDS)],
                     date=from_days(day, day + number % 4 * 3, approximate=number % 5 == 0), recurring=number % 9 == 0,
                     flashpoint_id=made.flashpoints["long"], actors=roles, deaths_best=number % 7 or None,
                     deaths_low=number % 7 or None, deaths_high=(number % 7) * 2 or None,
                     hedge="reportedly" if number % 8 == 0 else "",
                     place="Ford of the old mill", latitude=35.2 + number % 9 / 40, longitude=39.9 + number % 11 / 40,
                     precision=("exact", "vicinity", "town", "district")[number % 4])
        )  # fmt: skip
    title = ("Shelling of the quarter beside the old bridge, " * 7)[:300]
    made.incidents["long"] = add(
        Incident(title, summary=(SENTENCE * 34)[:3000], kind="banned_weapon", date=from_edtf("2017-09-08~"), time="04:30",
                 flashpoint_id=made.flashpoints["long"], place=LONG_NAME, district=ARABIC, province=CYRILLIC, country=CHINESE,
                 latitude=35.3, longitude=40.1, precision="town", actors=tuple(Role(one, "participant") for one in members[:9]),
                 tags=("river", "bridge"), note=SENTENCE * 2, hedge="our sources are telling us", disputed=True)
    )  # fmt: skip
    made.incidents["bare"] = add(Incident("Something happened"))
    made.incidents["arabic"] = add(
        Incident("قصف على حي الجورة (دير الزور), 3 قتلى", kind="shelling", date=from_edtf("2017-09-10"),
                 actors=(Role(made.actors["arabic"], "initiator"), Role(made.actors["hebrew"], "target")))
    )  # fmt: skip


def _add_dispute(made: HardBoard) -> None:
    """Twelve sources that quote each other, three of them with figures of their own, and two pictures."""
    board = made.board
    ids: list[int] = []
    for number in range(12):
        source = Source(f"Report {number + 1}: {SENTENCE[:40 + number * 4].strip()}", publisher=f"Agency {number + 1}",
                        author="A. Writer", address=f"https://example.org/{'archive/' * 9}{number}",
                        published=from_edtf("2017-09-09"), reliability="ABCDEF"[number % 6], quotes=tuple(ids[-2:]))  # fmt: skip
        ids.append(board.sources.add(source))
    for number, source_id in enumerate(ids):
        claims = {"deaths_best": str(4 + number * 6), "date": f"2017-09-{8 + number:02d}"} if number < 3 else {}
        board.citations.add(
            Citation(source_id, incident_id=made.incidents["long"], credibility=str(number % 6 + 1), locator=f"p. {number}",
                     quote=SENTENCE * (1 + number % 3), claims=claims, bearing="contradicts" if number % 4 == 2 else "supports")
        )  # fmt: skip
    for name, size, graphic in (
        ("bridge.png", (800, 500), False),
        ("tall.png", (300, 900), True),
        ("w.png", (900, 120), False),
    ):
        board.attachments.attach(picture(*size), name, "image/png", incident_id=made.incidents["long"], graphic=graphic)
    board.attachments.attach(b"kept", f"{LONG_NAME}.txt", "text/plain", incident_id=made.incidents["long"])
