"""What the program remembers of this user: theme, recent boards, and the window of each board (no board content)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

RECENT = 8
LAYOUT_VERSION = 1


class Settings:
    """An INI file in the user's configuration folder."""

    def __init__(self) -> None:
        self._store = QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "situation-board", "situation-board"
        )

    @property
    def theme(self) -> str:
        """ "light", "dark" or "system"."""
        value = str(self._store.value("theme", "system"))
        return value if value in ("light", "dark") else "system"

    @theme.setter
    def theme(self, value: str) -> None:
        self._store.setValue("theme", value)

    @property
    def recent(self) -> list[Path]:
        """The boards opened last that are still there, newest first."""
        value = self._store.value("recent", [])
        paths = [value] if isinstance(value, str) else list(value or [])
        return [path for path in map(Path, paths) if path.is_file()][:RECENT]

    def note_recent(self, path: Path) -> None:
        """Put a board first among the recent ones."""
        path = path.absolute()
        others = [str(other) for other in self.recent if other != path]
        self._store.setValue("recent", [str(path), *others][:RECENT])

    def window_of(self, uid: str) -> tuple[QByteArray, QByteArray] | None:
        """Geometry and layout kept for a board, or None."""
        if self._store.value(f"window/{uid}/version", 0, int) != LAYOUT_VERSION:
            return None
        geometry, state = self._store.value(f"window/{uid}/geometry"), self._store.value(f"window/{uid}/state")
        return (geometry, state) if isinstance(geometry, QByteArray) and isinstance(state, QByteArray) else None

    def focus_of(self, uid: str) -> str:
        """What was looked at when a board was last closed, as `FocusState.to_json` wrote it; empty if not kept."""
        return str(self._store.value(f"window/{uid}/focus", ""))

    def keep_focus(self, uid: str, focus: str) -> None:
        """Keep what is looked at in a board."""
        self._store.setValue(f"window/{uid}/focus", focus)

    def keep_window(self, uid: str, geometry: QByteArray, state: QByteArray) -> None:
        """Keep geometry and layout for a board."""
        self._store.setValue(f"window/{uid}/version", LAYOUT_VERSION)
        self._store.setValue(f"window/{uid}/geometry", geometry)
        self._store.setValue(f"window/{uid}/state", state)
