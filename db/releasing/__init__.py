"""What leaves the board: the records that pass a release profile, as sheets and exports read them."""

from __future__ import annotations

from db.releasing.asking import scope_of
from db.releasing.coarsening import coarse_days
from db.releasing.markings import rank
from db.releasing.metadata import without_metadata
from db.releasing.released import Released, Scope, release

__all__ = ["Released", "Scope", "coarse_days", "rank", "release", "scope_of", "without_metadata"]
