"""Kinds of calls that come again and again: what a new call of one begins with; changed by supervisors."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp import paths
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, NotFound, refuse_where
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import Impact, Role, Urgency
from deskapp.models.site import Category, CategoryCheck
from deskapp.models.templates import CallTemplate
from deskapp.services.library.views import CheckView, TemplateView
from deskapp.services.texts import clean

if TYPE_CHECKING:
    from deskapp.services.changes import Done
    from deskapp.services.library.acts import SaveTemplate
    from deskapp.services.work import Unit, Work

_SOURCE = "en"
#: What of a template is told of a change, beside its lines.
_TOLD = ("name", "category", "summary", "wants", "impact", "urgency", "channel", "active")


class Templates:
    """Reading is for everybody; changing is for supervisors and managers. May raise DeskError, then changes nothing."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def all(self) -> tuple[TemplateView, ...]:
        """Every template in order, those out of use too."""
        with self._work.read() as session:
            return views(session)

    def save(self, act: SaveTemplate) -> Done[TemplateView]:
        """Add a template at the end, or change one. Calls keep what they began with."""
        with self._work.act(Role.SUPERVISOR) as unit:
            return unit.done(_save(unit, act), "categories", "guides")

    def move(self, template_id: int, places: int) -> Done[tuple[TemplateView, ...]]:
        """Move a template so many places down (below zero: up); at the ends it stays where it is."""
        with self._work.act(Role.SUPERVISOR) as unit:
            row = _the(unit.session, template_id)
            order = [view.id for view in views(unit.session)]
            here = order.index(template_id)
            there = min(max(here + places, 0), len(order) - 1)
            if there != here:
                order.insert(there, order.pop(here))
                for position, one in enumerate(order, 1):
                    unit.session.get_one(CallTemplate, one).position = position
                unit.session.flush()
                payload = {"name": row.name, "id": row.id}
                unit.tell(EventKind.TEMPLATE_MOVED, None, "position", str(here + 1), str(there + 1), payload)
            return unit.done(views(unit.session), "categories")


def views(session: Session) -> tuple[TemplateView, ...]:
    """Every template in order, with its own lines of the checklist."""
    checks: dict[int, list[CheckView]] = defaultdict(list)
    own = select(CategoryCheck).where(CategoryCheck.template_id.is_not(None))
    for line in session.scalars(own.order_by(CategoryCheck.position, CategoryCheck.id)):
        checks[line.template_id or 0].append(CheckView(line.id, line.text, line.active))
    query = select(CallTemplate, Category.name).join(Category, Category.id == CallTemplate.category_id)
    rows = session.execute(query.order_by(CallTemplate.position, CallTemplate.id))
    return tuple(
        TemplateView(
            id=row.id,
            name=row.name,
            category_id=row.category_id,
            category=category,
            summary=row.summary,
            wants=row.wants,
            impact=row.impact,
            urgency=row.urgency,
            channel=row.channel,
            active=row.active,
            checks=tuple(checks[row.id]),
            version=row.version,
        )
        for row, category in rows
    )


def offered(session: Session) -> tuple[TemplateView, ...]:
    """Those in use, of categories in use, with the lines that are asked for."""
    used = set(session.scalars(select(Category.id).where(Category.active.is_(True))))
    return tuple(
        replace(one, checks=tuple(line for line in one.checks if line.active))
        for one in views(session)
        if one.active and one.category_id in used
    )


@cache
def shipped(language: str) -> Mapping[str, Mapping[str, Any]]:
    """The templates that come with the program, by their sign; English for want of another language."""
    folder = paths.resources() / "templates"
    file = folder / f"{language if language.isalpha() else _SOURCE}.toml"
    if not file.is_file():
        file = folder / f"{_SOURCE}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def begin_with(session: Session, language: str) -> None:
    """Write those that a new desk starts with, of categories by their names there."""
    ids = dict(session.execute(select(Category.name, Category.id)).all())
    for position, told in enumerate(shipped(language).values(), 1):
        row = CallTemplate(
            name=told["name"],
            position=position,
            category_id=ids[told["category"]],
            summary=told["summary"],
            wants=told["wants"],
            impact=Impact(told["impact"]),
            urgency=Urgency(told["urgency"]),
        )
        session.add(row)
        session.flush()
        session.add_all(
            CategoryCheck(category_id=row.category_id, template_id=row.id, position=place, text=text)
            for place, text in enumerate(told["checks"], 1)
        )


def follow(unit: Unit, was: str, becomes: str) -> None:
    """The site speaks another language: templates that nobody changed do, too, and it is told of each."""
    from deskapp.services.library.acts import EditedCheck, SaveTemplate

    after = shipped(becomes)
    signs = {_texts(told): sign for sign, told in shipped(was).items()}
    for view in views(unit.session):
        lines = tuple(line.text for line in view.checks)
        sign = signs.get((view.name, view.summary.strip(), view.wants, *lines))
        if sign is None or len(after[sign]["checks"]) != len(lines):
            continue
        told = after[sign]
        act = SaveTemplate(
            name=told["name"],
            category_id=view.category_id,
            summary=told["summary"],
            wants=told["wants"],
            impact=view.impact,
            urgency=view.urgency,
            channel=view.channel,
            checks=tuple(
                EditedCheck(text, line.id, line.active) for text, line in zip(told["checks"], view.checks, strict=True)
            ),
            active=view.active,
            id=view.id,
            base_version=view.version,
        )
        _save(unit, act)


def _texts(told: Mapping[str, Any]) -> tuple[str, ...]:
    return (told["name"], told["summary"].strip(), told["wants"], *told["checks"])


def _save(unit: Unit, act: SaveTemplate) -> TemplateView:
    from deskapp.services.library import categories  # a start reads templates, and changes none

    was = None
    if act.id is None:
        last = unit.session.scalar(select(func.max(CallTemplate.position)))
        row = CallTemplate(position=(last or 0) + 1, version=0)
    else:
        row = _the(unit.session, act.id)
        was = _view(unit.session, row.id)
        if row.version != act.base_version:
            raise Conflict(Refusal.TEMPLATE_EDITED, name=row.name, newer=was)
    _check(unit.session, act, was)
    assert act.category_id is not None  # checked just now
    # What is gone on with after a summary's blank stays apart from it.
    row.summary = clean(act.summary) + (" " if act.summary.strip() and act.summary[-1].isspace() else "")
    row.name, row.wants, row.category_id = clean(act.name), clean(act.wants), act.category_id
    row.impact, row.urgency, row.channel, row.active = act.impact, act.urgency, act.channel, act.active
    unit.session.add(row)
    unit.session.flush()
    categories.take_checks(unit.session, row.category_id, act.checks, row.id)
    becomes = _view(unit.session, row.id)
    if becomes == was:
        return becomes
    row.version += 1
    unit.session.flush()
    payload: dict[str, object] = {"name": row.name, "id": row.id, "becomes": _told(becomes)}
    if was is not None:
        before, after = _told(was), _told(becomes)
        changed = [name for name in before if before[name] != after[name]]
        payload |= {"was": {name: before[name] for name in changed}, "becomes": {name: after[name] for name in changed}}
    unit.tell(EventKind.TEMPLATE_ADDED if was is None else EventKind.TEMPLATE_EDITED, payload=payload)
    unit.lists |= {"categories", "guides"}
    return _view(unit.session, row.id)


def _check(session: Session, act: SaveTemplate, was: TemplateView | None) -> None:
    from deskapp.services.library import categories

    name = categories.plain(clean(act.name))
    others = [categories.plain(other.name) for other in views(session) if other.id != act.id]
    category = session.get(Category, act.category_id) if act.category_id is not None else None
    refuse_where(
        ("name", FieldFault.MISSING, not clean(act.name)),
        ("name", FieldFault.TAKEN, name in others),
        ("category_id", FieldFault.MISSING, act.category_id is None),
        ("category_id", FieldFault.UNKNOWN, category is None),
        ("checks", FieldFault.UNKNOWN, not categories.all_named(was.checks if was else (), act.checks)),
        ("checks", FieldFault.MISSING, not all(clean(line.text) for line in act.checks)),
    )


def _the(session: Session, template_id: int) -> CallTemplate:
    row = session.get(CallTemplate, template_id)
    if row is None:
        raise NotFound(Refusal.TEMPLATE_UNKNOWN, id=template_id)
    return row


def _view(session: Session, template_id: int) -> TemplateView:
    return next(one for one in views(session) if one.id == template_id)


def _told(view: TemplateView) -> dict[str, object]:
    return {name: getattr(view, name) for name in _TOLD} | {
        "checks": [line.text for line in view.checks if line.active]
    }
