"""The site's own fonts for papers: kept in the desk's file, so that each workstation prints with them."""

from __future__ import annotations

import hashlib

from sqlalchemy import select

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import Invalid, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.fonts.font_file import FontFault, font_facts
from deskapp.domain.fonts.scripts import Script, scripts
from deskapp.domain.words import Role
from deskapp.models.papers import SiteFont
from deskapp.services.changes import Done
from deskapp.services.work import Work


@dataclass(frozen=True, slots=True)
class AddFont:
    """Add a font by what is in its file; file: what the file is called."""

    file: str
    data: bytes


@dataclass(frozen=True, slots=True)
class FontView:
    """licence: as the font tells it, "" where it does not; size: bytes."""

    id: int
    name: str
    licence: str
    scripts: tuple[Script, ...]
    size: int


class Fonts:
    """Reading is for everybody; changing is the manager's."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def all(self) -> tuple[FontView, ...]:
        """In the order in which papers ask them for a character."""
        columns = (SiteFont.id, SiteFont.name, SiteFont.licence, SiteFont.scripts, SiteFont.size)
        with self._work.read() as session:
            return tuple(
                FontView(id_, name, licence, _known(codes), size)
                for id_, name, licence, codes, size in session.execute(select(*columns).order_by(SiteFont.id))
            )

    def contents(self) -> tuple[bytes, ...]:
        """What is in their files, in the same order."""
        with self._work.read() as session:
            return tuple(session.scalars(select(SiteFont.bytes).order_by(SiteFont.id)))

    def fault(self, act: AddFont) -> FieldFault | None:
        """What is wrong with the file, where anything is that it tells by itself."""
        try:
            font_facts(act.data)
        except FontFault as fault:
            return fault.fault
        return None

    def add(self, act: AddFont) -> Done[FontView]:
        """Invalid (of "file") where it is no font, broken, too large, may not be embedded, or is there already."""
        try:
            facts = font_facts(act.data)
        except FontFault as fault:
            raise Invalid({"file": fault.fault}) from fault
        digest = hashlib.sha256(act.data).hexdigest()
        with self._work.act(Role.MANAGER) as unit:
            if unit.session.scalar(select(SiteFont.id).where(SiteFont.digest == digest)) is not None:
                raise Invalid({"file": FieldFault.FONT_THERE})
            found = scripts(facts.characters)
            row = SiteFont(
                name=(facts.name or act.file).strip() or digest[:8],
                licence=facts.licence,
                scripts=[script.value for script in found],
                size=len(act.data),
                digest=digest,
                bytes=act.data,
            )
            unit.session.add(row)
            unit.session.flush()
            unit.tell(EventKind.FONT_ADDED, payload={"name": row.name})
            return unit.done(FontView(row.id, row.name, row.licence, found, row.size), "fonts")

    def remove(self, font_id: int) -> Done[None]:
        with self._work.act(Role.MANAGER) as unit:
            row = unit.session.get(SiteFont, font_id)
            if row is None:
                raise NotFound(Refusal.FONT_UNKNOWN)
            unit.session.delete(row)
            unit.tell(EventKind.FONT_REMOVED, payload={"name": row.name})
            return unit.done(None, "fonts")


def _known(codes: list[str]) -> tuple[Script, ...]:
    return tuple(script for script in Script if script in codes)
