"""What was dropped into the tray of the tests: written out, with the words behind each value, as drafting gives it."""

from __future__ import annotations

from dataclasses import dataclass, field

from db.dates import from_edtf
from db.drafts import (
    Choice,
    DraftActor,
    IncidentDraft,
    Likeness,
    Mark,
    Question,
    RelationshipDraft,
    TrayDocument,
    Twin,
)
from tests.board.summer import Summer

TEXT = """On 18 May and again on 5 June aircraft of the United States struck a column of pro-government militia that had \
entered the deconfliction zone around At Tanf.

A few days later a fighter shot down an Iranian-made drone after it dropped a munition near coalition advisers. …

Further north, Tiger Forces and the SDF have reportedly clashed west of Raqqa, in the area of the Taqba dam. \
At least two fighters died.
"""
ARABIC = """في 8 حزيران 2017 أسقطت طائرة أمريكية طائرة مسيرة قرب التنف.

وقالت مصادر محلية إن داعش هاجم دير الزور في 10 حزيران 2017."""


def at(words: str, field_: str, why: str = "", index: int = 0, *, nth: int = 0, text: str = TEXT) -> Mark:
    """The mark of the nth occurrence of some words."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Mark(start, start + len(words), field_, words, why, index)


@dataclass
class Dropped:
    """Ids of the documents by short names."""

    documents: dict[str, int] = field(default_factory=dict)


def report_drafts(summer: Summer) -> list[IncidentDraft | RelationshipDraft]:
    """The four incidents of tray.png and a tie."""
    us = DraftActor("United States", "initiator", summer.actors["us"])
    militias = DraftActor("Pro-government militias", "target", summer.actors["militias"], "pro-government militia")
    first = at(TEXT.split("\n\n")[0], "quote")
    tanf = {"place": "At Tanf", "flashpoint_id": summer.flashpoints["tanf"], "precision": "vicinity"}
    shared = (
        at("At Tanf", "place"), at("United States", "actor"), at("pro-government militia", "actor", "other name", 1),
        at("struck", "kind"), first,
    )  # fmt: skip
    strike = IncidentDraft(
        "Air strike on pro-government militia at At Tanf", kind="air_strike", date=from_edtf("2017-05-18"),
        actors=(us, militias), credibility="3", **tanf, marks=(at("18 May", "date", "year from publication date"), *shared),
    )  # fmt: skip
    twin = Twin(summer.incidents["second"], "Second US air strike on the militias", "5 June 2017", 0.8,
                (("date", "5 June 2017", "5 to 6 June 2017"), ("deaths", "not known", "none reported")))  # fmt: skip
    again = IncidentDraft(
        "Air strike on pro-government militia at At Tanf", kind="air_strike", date=from_edtf("2017-06-05"),
        actors=(us, militias), credibility="3", **tanf, marks=(at("5 June", "date", "year from publication date"), *shared),
        twin=twin,
    )  # fmt: skip
    drone = IncidentDraft(
        "Drone shot down near At Tanf", kind="shoot_down", date=from_edtf("2017-06-05/2017-06-12~"), credibility="3", **tanf,
        actors=(DraftActor("Iranian drone unit", "target", None, "Iranian", "state_force"),),
        marks=(at("A few days later", "date"), at("Iranian", "actor"), at("shot down", "kind"),
               at(TEXT.split("\n\n")[1], "quote")),
        questions=(Question("actor", "“Iranian drone unit” is not on the board. Make a new actor?",
                            (Choice("Iran", str(summer.actors["iran"])), Choice("New actor “Iranian drone unit”", "new"),
                             Choice("No actor of the board", "none"))),),
    )  # fmt: skip
    clash = IncidentDraft(
        "Clash west of Raqqa", kind="clash", date=from_edtf("../2017-06-16"), credibility="4", hedge="reportedly",
        place="Raqqa", deaths_low=2,
        actors=(DraftActor("Tiger Forces", "participant", summer.actors["tiger"]),
                DraftActor("Syrian Democratic Forces", "participant", summer.actors["sdf"], "SDF")),
        marks=(Mark(TEXT.index("Further"), TEXT.index("Further"), "date", "", "no date in text"), at("Raqqa", "place"),
               at("Tiger Forces", "actor"), at("SDF", "actor", "", 1), at("clashed", "kind"), at("reportedly", "hedge"),
               at("At least two", "deaths"), at("Taqba", "place", "Tabqa, misspelt"),
               at(TEXT.split("\n\n")[2], "quote")),
        questions=(Question("place", "Which Raqqa is meant?",
                            (Choice("Western Raqqa, flashpoint", f"flashpoint:{summer.flashpoints['raqqa']}"),
                             Choice("Raqqa, Syria", "170592", 35.95, 39.01))),),
    )  # fmt: skip
    tie = RelationshipDraft(
        DraftActor("United States", "mentioned", summer.actors["us"]),
        DraftActor("Syrian Democratic Forces", "mentioned", summer.actors["sdf"], "SDF"),
        "backs", credibility="3", marks=(at("coalition", "actor"), at("SDF", "actor", "", 1)),
    )  # fmt: skip
    return [strike, again, drone, clash, tie]


def drop_report(summer: Summer) -> int:
    """The report of tray.png; its id."""
    drafts = report_drafts(summer)
    found = {
        (mark.start, mark.end, mark.field): mark for draft in drafts for mark in draft.marks if mark.end > mark.start
    }
    document = TrayDocument(
        "report-16-june.html", format="html", media_type="text/html", title="Analysis of a summer", publisher="Wire",
        author="A. Reporter", address="https://news.example/16-june", published=from_edtf("2017-06-16"), text=TEXT,
        reliability="C", marks=tuple(mark for mark in found.values() if mark.field != "quote"),
        sentences=("Two pictures of the page were left out: they lie on another computer.",),
        likenesses=(Likeness(0.8, source_id=summer.sources["s1"], title="Analysis of the fight for the border"),),
    )  # fmt: skip
    return summer.board.tray.add(document, drafts, original=TEXT.encode())


def drop_long(summer: Summer, drafts: int = 200) -> int:
    """A report of many pages with many drafts."""
    lines = [
        f"{n}. On {n % 28 + 1} May 2017 ISIS attacked a convoy near Deir ez-Zor, killing {n}.\n" for n in range(drafts)
    ]
    text = "\n".join(lines)
    made, start = [], 0
    for number, line in enumerate(lines):
        words = f"{number % 28 + 1} May 2017"
        spot, place = start + line.index(words), start + line.index("Deir ez-Zor")
        made.append(
            IncidentDraft(
                f"Attack on convoy number {number} near Deir ez-Zor", kind="civilians",
                date=from_edtf(f"2017-05-{number % 28 + 1:02d}"), place="Deir ez-Zor", credibility="3",
                flashpoint_id=summer.flashpoints["deir"], deaths_best=number,
                actors=(DraftActor("ISIS", "initiator", summer.actors["isis"]),),
                marks=(Mark(spot, spot + len(words), "date", words), Mark(place, place + 11, "place", "Deir ez-Zor"),
                       Mark(start, start + len(line) - 1, "quote")),
            )
        )  # fmt: skip
        start += len(line) + 1
    marks = tuple(mark for draft in made for mark in draft.marks if mark.field != "quote")
    document = TrayDocument("long.pdf", format="pdf", media_type="application/pdf", title="A long report", text=text,
                            published=from_edtf("2017-06-20"), marks=marks)  # fmt: skip
    return summer.board.tray.add(document, made, original=b"long")


def drop_arabic(summer: Summer) -> int:
    """A text from right to left."""
    drone = IncidentDraft(
        "إسقاط طائرة مسيرة قرب التنف", kind="shoot_down", date=from_edtf("2017-06-08"), place="At Tanf",
        flashpoint_id=summer.flashpoints["tanf"],
        actors=(DraftActor("United States", "initiator", summer.actors["us"], "أمريكية"),),
        marks=(at("8 حزيران 2017", "date", text=ARABIC), at("التنف", "place", text=ARABIC),
               at("أمريكية", "actor", text=ARABIC), at("أسقطت", "kind", text=ARABIC),
               at(ARABIC.split("\n\n")[0], "quote", text=ARABIC)),
    )  # fmt: skip
    attack = IncidentDraft(
        "هجوم على دير الزور", kind="clash", date=from_edtf("2017-06-10"), place="Deir ez-Zor", credibility="4",
        flashpoint_id=summer.flashpoints["deir"],
        actors=(DraftActor("ISIS", "initiator", summer.actors["isis"], "داعش"),),
        marks=(at("10 حزيران 2017", "date", text=ARABIC), at("دير الزور", "place", text=ARABIC),
               at("داعش", "actor", text=ARABIC), at(ARABIC.split("\n\n")[1], "quote", text=ARABIC)),
    )  # fmt: skip
    marks = tuple(mark for draft in (drone, attack) for mark in draft.marks if mark.field != "quote")
    document = TrayDocument("بيان.txt", title="بيان", text=ARABIC, marks=marks, published=from_edtf("2017-06-11"))
    return summer.board.tray.add(document, [drone, attack], original=ARABIC.encode())


def drop_picture(summer: Summer, data: bytes) -> int:
    """A PNG with a time and a place in it."""
    draft = IncidentDraft("drone.png", date=from_edtf("2017-06-08"), time="14:30", latitude=33.5, longitude=38.65,
                          precision="exact", note="Date and position are those that the file itself gives.")  # fmt: skip
    document = TrayDocument("drone.png", format="picture", media_type="image/png", graphic=True)
    return summer.board.tray.add(document, [draft], original=data)
