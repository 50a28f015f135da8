"""A desk's file that takes nothing for a while, as one that others hold, or one on a full disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from sqlalchemy.orm import Session

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.storage.database import Database


class RefusingFile:
    """While `why` is set every transaction that writes ends in it, at its end: all of it ran, and none is saved."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.why: Refusal | None = None
        before = Database.write

        @contextmanager
        def write(database: Database) -> Iterator[Session]:
            whole: AbstractContextManager[Session] = before(database)
            with whole as session:
                if self.why is Refusal.LOCKED:
                    raise StorageProblem(Refusal.LOCKED, path=str(database.path))
                yield session
                if self.why is not None:
                    raise StorageProblem(self.why, path=str(database.path))

        monkeypatch.setattr(Database, "write", write)
