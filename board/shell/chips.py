"""The focus in words: one chip a filter, each of which can be taken off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from board.focus import UNASSIGNED, FocusState
from board.session import Session
from db.dates import from_days
from db.names import isolate
from db.vocabulary import INCIDENT_KINDS


@dataclass(frozen=True)
class ChipSpec:
    """Words of a chip, and the changes of the focus that take it off."""

    text: str
    off: tuple[tuple[str, Any], ...]


def chips_of(session: Session) -> list[ChipSpec]:
    """The chips of the present focus in a steady order."""
    state = session.focus.state
    chips = []
    if state.window is not None:
        chips.append(ChipSpec(from_days(*state.window).text(), (("window", None),)))
    chips += [_flashpoint(session, state, flashpoint_id) for flashpoint_id in sorted(state.flashpoints)]
    for actor_id in sorted(state.actors):
        name = session.actors[actor_id].label if actor_id in session.actors else "?"
        chips.append(ChipSpec(isolate(name), (("actors", state.actors - {actor_id}),)))
    if state.pair is not None:
        names = [session.actors[actor_id].label if actor_id in session.actors else "?" for actor_id in state.pair]
        chips.append(ChipSpec(" – ".join(map(isolate, names)), (("pair", None), ("relationship", None))))
    for kind in sorted(state.kinds, key=INCIDENT_KINDS.number):
        chips.append(ChipSpec(INCIDENT_KINDS.label(kind), (("kinds", state.kinds - {kind}),)))
    if state.lowest_grade:
        chips.append(ChipSpec(f"Grade {state.lowest_grade} or better", (("lowest_grade", ""),)))
    for tag in sorted(state.tags):
        chips.append(ChipSpec(f"#{isolate(tag)}", (("tags", state.tags - {tag}),)))
    if state.text:
        chips.append(ChipSpec(f"“{isolate(state.text)}”", (("text", ""),)))
    return chips


def _flashpoint(session: Session, state: FocusState, flashpoint_id: int) -> ChipSpec:
    if flashpoint_id == UNASSIGNED:
        name = "Unassigned"
    else:
        name = session.flashpoints[flashpoint_id].name if flashpoint_id in session.flashpoints else "?"
    return ChipSpec(isolate(name), (("flashpoints", state.flashpoints - {flashpoint_id}),))
