"""A small program that a drag begins in: `python drag_source.py X Y KIND WHAT…` shows a square whose drag offers that.

KIND is files (paths), text, html (the markup and its plain text), link (address and title), picture (a file whose bytes
are offered), raw (format and content in turn) or many (how many addresses of files that are not there).
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

SIDE = 80


def offer(kind: str, what: list[str]) -> QMimeData:
    """What the drag carries, in the formats of browsers and file managers."""
    mime = QMimeData()
    if kind == "files":
        mime.setUrls([QUrl.fromLocalFile(str(Path(file).absolute())) for file in what])
    elif kind == "text":
        mime.setText(what[0])
    elif kind == "html":
        mime.setHtml(what[0])
        mime.setText(what[1])
        mime.setData("text/x-moz-url-priv", what[2].encode("utf-16-le"))
    elif kind == "link":
        mime.setData("text/x-moz-url", "\n".join(what).encode("utf-16-le"))
        mime.setData("text/uri-list", what[0].encode())
        mime.setText(what[0])
        mime.setHtml(f'<a href="{what[0]}">{what[1]}</a>')
    elif kind == "picture":
        mime.setData("image/png", Path(what[0]).read_bytes())
    elif kind == "many":
        mime.setData("text/uri-list", b"\r\n".join(b"file:///nowhere/%d.txt" % place for place in range(int(what[0]))))
    else:
        for name, data in zip(what[::2], what[1::2], strict=True):
            mime.setData(name, data.encode())
    return mime


class Source(QLabel):
    """The square."""

    def __init__(self, kind: str, what: list[str]) -> None:
        super().__init__("drag me")
        self._kind, self._what = kind, what
        self.setFixedSize(SIDE, SIDE)
        self.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag = QDrag(self)
        drag.setMimeData(offer(self._kind, self._what))
        action = drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.CopyAction)
        sys.stdout.write(f"dropped {action.name}\n")
        sys.stdout.flush()


def main() -> int:
    """Show the square until the process is ended."""
    app = QApplication(sys.argv[:1])
    source = Source(sys.argv[3], sys.argv[4:])
    source.move(int(sys.argv[1]), int(sys.argv[2]))
    source.show()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
