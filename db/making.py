"""A command of any size, for a board that is made of a file: its images go into the board file as it runs."""

from __future__ import annotations

from sqlite_utils import Database

from db import history
from db.command import Command, Image

_AT_ONCE = 5000  # images that wait in memory


class Making(Command):
    """Keeps few images in memory. A write inside it that fails must end the whole: what it kept is not taken back alone."""

    def __init__(self, db: Database, name: str) -> None:
        super().__init__(db, name)
        self._step: int | None = None
        self._kept = 0

    def _keep(self, image: Image) -> None:
        self.images.append(image)
        if len(self.images) >= _AT_ONCE:
            self._write_out()

    def _write_out(self) -> None:
        if self._step is None:
            self._step = history.begin_step(self.db, self.name)
        history.keep_images(self.db, self._step, self._kept, self.images)
        self._kept += len(self.images)
        self.images.clear()

    def finish(self) -> bool:
        """Write out what waits; whether anything was changed."""
        if self.images:
            self._write_out()
        return self._step is not None
