"""Mappings that are there already, and which of them fit a list: those of other programs, and of earlier imports."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import DeskError
from deskapp.models.imports import ImportBatch
from deskapp.services.imports import mapping as import_mapping
from deskapp.services.imports.cells import picker
from deskapp.services.imports.meanings import Mapping as ListMapping
from deskapp.services.imports.proposal import Found

#: So many of the earlier imports are looked through.
_EARLIER = 50


@dataclass(frozen=True, slots=True)
class Known:
    """A mapping that a list can be read with.

    key: of one kind. name: of the mapping; of an earlier import, its list. earlier: whether one was made with it.
    columns: how many of the list's columns it means something by.
    """

    key: str
    name: str
    content: dict[str, Any]
    earlier: bool
    columns: int


def fitting(session: Session, found: Found, zone: str) -> tuple[Known, ...]:
    """Mappings whose needed columns the list has: of earlier imports first, then those that know more of its columns.

    zone: of the site.
    """
    known = [*_earlier(session, found), *_named(found, zone)]
    return tuple(sorted(known, key=lambda one: (not one.earlier, -one.columns)))


def _earlier(session: Session, found: Found) -> Iterator[Known]:
    query = select(ImportBatch).where(ImportBatch.undone_at.is_(None)).order_by(ImportBatch.id.desc()).limit(_EARLIER)
    told: set[str] = set()
    for batch in session.scalars(query):
        if batch.source not in told:
            told.add(batch.source)
            yield from _if_it_fits(f"import {batch.id}", batch.source, batch.mapping, found, earlier=True)


def _named(found: Found, zone: str) -> Iterator[Known]:
    for name, path in import_mapping.by_name().items():
        try:
            content = import_mapping.content_of(path, zone)
        except import_mapping.MappingError:
            # One of the user's own that is no mapping: the command line says what is wrong with it.
            continue
        yield from _if_it_fits(name, name, content, found, earlier=False)


def _if_it_fits(key: str, name: str, content: Mapping[str, Any], found: Found, *, earlier: bool) -> Iterator[Known]:
    try:
        meant = import_mapping.read(content)
        picker(tuple(meant.cells.values()), found.columns, meant.unknown, "")
    except DeskError:
        return
    yield Known(key, name, dict(content), earlier, _used(meant, found))


def _used(meant: ListMapping, found: Found) -> int:
    named = {name for column in meant.cells.values() for name in column.names}
    return len(named.intersection(found.columns))
