"""Categories: their checklists, their guides, and who answers for them elsewhere; changed by managers."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, NotFound, refuse_where
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import Asks, GuideKind, Role
from deskapp.models.calls import Call, CheckDone
from deskapp.models.contacts import Contact
from deskapp.models.library import Guide
from deskapp.models.site import Category, CategoryCheck, Site
from deskapp.services import call_fields
from deskapp.services.call_fields import FieldView
from deskapp.services.calls import signs as call_signs
from deskapp.services.changes import Done
from deskapp.services.library import fields
from deskapp.services.library.acts import EditedCheck, EditedField, EditedGuide, SaveCategory
from deskapp.services.library.shipped_guides import shipped
from deskapp.services.library.views import CategorySettings, CheckView, GuideView
from deskapp.services.texts import clean
from deskapp.services.work import Unit, Work


class Categories:
    """Reading is for everybody; changing is the manager's. May raise DeskError, and then nothing was changed."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def all(self) -> tuple[CategorySettings, ...]:
        """Every category in order, those out of use too."""
        with self._work.read() as session:
            return _views(session)

    def shipped_guides(self) -> tuple[tuple[str, str], ...]:
        """The guides that came with the program, in the site's language: title, and what it says."""
        with self._work.read() as session:
            return tuple(shipped(session.get_one(Site, 1).language).values())

    def save(self, act: SaveCategory) -> Done[CategorySettings]:
        """Add a category at the end, or change one. Open calls of it show their signs anew."""
        with self._work.act(Role.MANAGER) as unit:
            was, row = None, None
            if act.id is not None:
                row = _the_category(unit.session, act.id)
                was = one(unit.session, row.id)
                if row.version != act.base_version:
                    raise Conflict(Refusal.CATEGORY_EDITED, name=row.name, newer=was)
            _check(unit.session, act, was)
            if row is None:
                last = unit.session.scalar(select(func.max(Category.position)))
                row = Category(name=clean(act.name), position=(last or 0) + 1, version=0)
                unit.session.add(row)
            row.name, row.active, row.contact_id = clean(act.name), act.active, act.contact_id
            row.asks_place = act.asks_place or row.asks_place or Asks.ASKED
            row.asks_equipment = act.asks_equipment or row.asks_equipment or Asks.ASKED
            unit.session.flush()
            take_checks(unit.session, row.id, act.checks)
            _take_guides(unit.session, row.id, act.guides)
            fields.take(unit.session, row.id, act.fields)
            becomes = one(unit.session, row.id)
            if becomes == was:
                return unit.done(becomes)
            payload: dict[str, object] = {"name": row.name, "id": row.id}
            if was is None:
                kind, told = EventKind.CATEGORY_ADDED, dict[str, object](becomes=_told(becomes))
            else:
                kind, told = EventKind.CATEGORY_EDITED, _differences(was, becomes)
            row.version += 1
            unit.session.flush()
            unit.tell(kind, payload=payload | told)
            call_signs.sign_all_again(unit, Call.category_id == row.id)
            return unit.done(one(unit.session, row.id), "categories", "guides")

    def move(self, category_id: int, places: int) -> Done[tuple[CategorySettings, ...]]:
        """Move a category so many places down (below zero: up); at the ends it stays where it is."""
        with self._work.act(Role.MANAGER) as unit:
            row = _the_category(unit.session, category_id)
            order = [view.id for view in _views(unit.session)]
            here = order.index(category_id)
            there = min(max(here + places, 0), len(order) - 1)
            if there != here:
                order.insert(there, order.pop(here))
                for position, category_id in enumerate(order, 1):
                    unit.session.get_one(Category, category_id).position = position
                unit.session.flush()
                payload = {"name": row.name, "id": row.id}
                was, becomes = str(here + 1), str(there + 1)
                unit.tell(EventKind.CATEGORY_MOVED, None, "position", was, becomes, payload)
            return unit.done(_views(unit.session), "categories")


def one(session: Session, category_id: int) -> CategorySettings:
    """A category with everything that can be changed of it."""
    return _views(session, category_id)[0]


def follow(unit: Unit, was: str, becomes: str) -> None:
    """The site speaks another language: guides that nobody changed do, too, and it is told of their categories."""
    after = shipped(becomes)
    signs = {texts: sign for sign, texts in shipped(was).items()}
    same = {
        row: sign
        for row in unit.session.scalars(select(Guide).where(Guide.kind == GuideKind.NOTE))
        if (sign := signs.get((row.title, row.content)))
    }
    for category_id in sorted({row.category_id for row in same}):
        before = one(unit.session, category_id)
        for row, sign in same.items():
            if row.category_id == category_id:
                row.title, row.content = after[sign]
                row.version += 1
        unit.session.flush()
        _tell_edited(unit, before)


def _tell_edited(unit: Unit, was: CategorySettings) -> None:
    """The timeline's line on a category of which something is other than it was; its version moves on."""
    row = unit.session.get_one(Category, was.id)
    row.version += 1
    unit.session.flush()
    payload = {"name": row.name, "id": row.id} | _differences(was, one(unit.session, row.id))
    unit.tell(EventKind.CATEGORY_EDITED, payload=payload)
    unit.lists |= {"categories", "guides"}


def _views(session: Session, category_id: int | None = None) -> tuple[CategorySettings, ...]:
    checks: dict[int, list[CheckView]] = defaultdict(list)
    asked = select(CategoryCheck).where(CategoryCheck.template_id.is_(None))
    for line in session.scalars(asked.order_by(CategoryCheck.position, CategoryCheck.id)):
        checks[line.category_id].append(CheckView(line.id, line.text, line.active))
    guides: dict[int, list[GuideView]] = defaultdict(list)
    for guide in session.scalars(select(Guide).order_by(Guide.position, Guide.id)):
        guides[guide.category_id].append(GuideView(guide.id, guide.kind, guide.title, guide.content, guide.active))
    own = call_fields.of_categories(session)
    query = select(Category, Contact.name, Contact.active).outerjoin(Contact, Contact.id == Category.contact_id)
    if category_id is not None:
        query = query.where(Category.id == category_id)
    return tuple(
        CategorySettings(
            id=row.id,
            name=row.name,
            active=row.active,
            contact_id=row.contact_id,
            contact=contact or "",
            contact_active=bool(contact_active),
            checks=tuple(checks[row.id]),
            guides=tuple(guides[row.id]),
            version=row.version,
            fields=own.get(row.id, ()),
            asks_place=row.asks_place,
            asks_equipment=row.asks_equipment,
        )
        for row, contact, contact_active in session.execute(query.order_by(Category.position, Category.name))
    )


def _the_category(session: Session, category_id: int) -> Category:
    row = session.get(Category, category_id)
    if row is None:
        raise NotFound(Refusal.CATEGORY_UNKNOWN, id=category_id)
    return row


def _check(session: Session, act: SaveCategory, was: CategorySettings | None) -> None:
    name = plain(clean(act.name))
    names = [plain(other.name) for other in _views(session) if other.id != act.id]
    contact = session.get(Contact, act.contact_id) if act.contact_id is not None else None
    kept = was is not None and was.contact_id == act.contact_id
    links = [guide.content for guide in act.guides if guide.active and guide.kind is GuideKind.LINK]
    refuse_where(
        ("name", FieldFault.MISSING, not clean(act.name)),
        ("name", FieldFault.TAKEN, name in names),
        ("contact_id", FieldFault.UNKNOWN, contact is None and act.contact_id is not None),
        ("contact_id", FieldFault.INACTIVE, contact is not None and not contact.active and not kept),
        ("checks", FieldFault.UNKNOWN, not all_named(was.checks if was else (), act.checks)),
        ("checks", FieldFault.MISSING, not all(clean(line.text) for line in act.checks)),
        ("guides", FieldFault.UNKNOWN, not all_named(was.guides if was else (), act.guides)),
        ("guides", FieldFault.MISSING, not all(clean(guide.title) and clean(guide.content) for guide in act.guides)),
        ("guides", FieldFault.NO_ADDRESS, not all(map(_is_address, links))),
        ("fields", FieldFault.UNKNOWN, not all_named(was.fields if was else (), act.fields)),
        *(("fields", fault, True) for fault in fields.faults(act.fields)),
    )


def all_named(
    there: Sequence[CheckView | GuideView | FieldView], named: Sequence[EditedCheck | EditedGuide | EditedField]
) -> bool:
    """Whether the ones that are there, and no others, are named, each once."""
    return sorted(one.id for one in named if one.id is not None) == sorted(one.id for one in there)


#: What a guide's link may lead to. A file has a kind of its own.
SCHEMES = ("http", "https", "mailto", "tel")


def _is_address(content: str) -> bool:
    address = clean(content)
    scheme, colon, rest = address.partition(":")
    if not colon or scheme.lower() not in SCHEMES or any(letter.isspace() or letter < " " for letter in address):
        return False
    return bool(rest.removeprefix("//").strip("/")) and (not scheme.lower().startswith("http") or rest.startswith("//"))


def take_checks(
    session: Session, category_id: int, lines: Sequence[EditedCheck], template_id: int | None = None
) -> None:
    """Calls say that a line was done: one that says something else by now is a new one, and the old one stays.

    template_id: whose lines they are, where they are not asked for with every call of the category.
    """
    retired: list[CategoryCheck] = []
    kept: list[CategoryCheck] = []
    for line in lines:
        row = session.get(CategoryCheck, line.id) if line.id is not None else None
        other = row is not None and (plain(row.text) != plain(line.text) or row.category_id != category_id)
        if row is not None and other and _was_done(session, row.id):
            row.active = False
            retired.append(row)
            row = None
        if row is None:
            row = CategoryCheck(category_id=category_id, template_id=template_id, position=0, text="")
            session.add(row)
        row.category_id = category_id
        row.text, row.active = clean(line.text), line.active
        kept.append(row)
    for position, row in enumerate((*kept, *retired), 1):
        row.position = position
    session.flush()


def _take_guides(session: Session, category_id: int, guides: Sequence[EditedGuide]) -> None:
    for position, guide in enumerate(guides, 1):
        row = session.get(Guide, guide.id) if guide.id is not None else None
        if row is None:
            row = Guide(category_id=category_id, version=0)
            session.add(row)
        wanted = (position, guide.kind, clean(guide.title), clean(guide.content), guide.active)
        if (row.position, row.kind, row.title, row.content, row.active) != wanted:
            row.position, row.kind, row.title, row.content, row.active = wanted
            row.version += 1
    session.flush()


def _was_done(session: Session, check_id: int) -> bool:
    return session.scalar(select(CheckDone.call_id).where(CheckDone.check_id == check_id).limit(1)) is not None


def plain(text: str) -> str:
    """A text without what does not change its meaning: capitals, blanks, signs between the words."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in text.casefold()).split())


def _told(view: CategorySettings) -> dict[str, object]:
    """A category as the timeline keeps it: names and words."""
    return {
        "name": view.name,
        "active": view.active,
        "contact": view.contact,
        "place": view.asks_place.value,
        "equipment": view.asks_equipment.value,
        "checks": [line.text for line in view.checks if line.active],
        "guides": [f"{guide.title} ({guide.kind.value}): {guide.content}" for guide in view.guides if guide.active],
        "fields": [fields.told(one) for one in view.fields if one.active],
    }


def _differences(was: CategorySettings, becomes: CategorySettings) -> dict[str, object]:
    before, after = _told(was), _told(becomes)
    changed = [name for name in before if before[name] != after[name]]
    return {"was": {name: before[name] for name in changed}, "becomes": {name: after[name] for name in changed}}
