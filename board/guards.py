"""Guards what Qt calls of ours: a fault in an override is told once and answered harmlessly, and never reaches C++.

An exception that leaves a `paintEvent` keeps its painter alive in its traceback, and Qt then ends the program.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any, TypeVar

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEngine

from board.faults import Harm, meet

Kind = TypeVar("Kind", bound=type)

# What only shows or measures: a fault in it can have changed nothing. Name -> what is answered in its place.
_SHOWING: dict[str, Callable[[], Any] | None] = {
    **dict.fromkeys(
        ("paint", "paintEvent", "paintSection", "paintEngine", "drawPath", "drawRects", "drawEllipse", "drawLines",
         "drawPolygon", "drawPoints", "drawTextItem", "drawPixmap", "drawImage", "drawTiledPixmap", "updateState",
         "data", "headerData", "fetchMore", "updateGeometries", "updateEditorGeometry", "setGeometry", "itemAt",
         "resizeEvent", "changeEvent", "enterEvent", "leaveEvent", "showEvent", "hideEvent", "wheelEvent",
         "mouseMoveEvent", "retrieveData")
    ),
    **dict.fromkeys(("rowCount", "columnCount", "heightForWidth", "count", "metric"), int),
    **dict.fromkeys(("hasHeightForWidth", "canFetchMore", "hasFormat", "begin", "end"), bool),
    **dict.fromkeys(("sizeHint", "minimumSizeHint", "minimumSize"), QSize),
    "formats": list,
    "type": lambda: QPaintEngine.Type.User,
    "boundingRect": QRectF,
    "flags": lambda: Qt.ItemFlag.NoItemFlags,
    "expandingDirections": lambda: Qt.Orientation(0),
    "createMimeDataFromSelection": QMimeData,
}  # fmt: skip
# What may have been doing something.
_DOING: dict[str, Callable[[], Any] | None] = {
    **dict.fromkeys(
        ("keyPressEvent", "mousePressEvent", "mouseReleaseEvent", "mouseDoubleClickEvent", "contextMenuEvent",
         "focusInEvent", "focusOutEvent", "startDrag", "currentChanged", "closeEvent", "addItem", "takeAt",
         "accept", "reject", "done")
    ),
    "eventFilter": bool,
    **dict.fromkeys(("event", "viewportEvent")),
}  # fmt: skip
PASSED_ON = ("event", "viewportEvent")  # Qt's own answer then: through it comes everything, closing too
GUARDED = frozenset({*_SHOWING, *_DOING})


def guarded(kind: Kind) -> Kind:
    """Guard each override of the class that Qt calls; for all classes that have any."""
    bases = [base for base in kind.__mro__ if base.__module__.startswith("PySide6")]
    for name, method in list(vars(kind).items()):
        if name in GUARDED and isinstance(method, FunctionType) and any(hasattr(base, name) for base in bases):
            setattr(kind, name, _guard(name, method, bases[0]))
    return kind


def _guard(name: str, method: Callable[..., Any], base: type) -> Callable[..., Any]:
    instead = _SHOWING.get(name) or _DOING.get(name)
    harm = Harm.NONE if name in _SHOWING else Harm.NOT_KNOWN

    @wraps(method)
    def guard(self: Any, *values: Any, **named: Any) -> Any:
        try:
            return method(self, *values, **named)
        except Exception as error:  # noqa: BLE001 - why: it would leave through C++, which cannot take it
            meet(error, harm)
            if name in PASSED_ON:
                return getattr(base, name)(self, *values)
            return instead() if instead is not None else None

    return guard
