"""The fields of a category's own as a manager edits them. What calls say in one stays, whatever becomes of it."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault
from deskapp.domain.words import FieldKind
from deskapp.models.fields import CallField, CategoryField
from deskapp.services.call_fields import MOST, FieldView
from deskapp.services.library.acts import EditedField
from deskapp.services.texts import clean


def faults(fields: Sequence[EditedField]) -> Iterator[FieldFault]:
    """What is wrong with a category's fields as they shall be."""
    used = [one for one in fields if one.active]
    names = [clean(one.label).casefold() for one in used]
    if not all(clean(one.label) for one in fields):
        yield FieldFault.MISSING
    if len(set(names)) < len(names):
        yield FieldFault.NAMED_TWICE
    if any(one.kind is FieldKind.CHOICE and len(_choices(one)) < 2 for one in used):
        yield FieldFault.NO_CHOICES
    if len(used) > MOST:
        yield FieldFault.TOO_MANY_FIELDS


def take(session: Session, category_id: int, fields: Sequence[EditedField]) -> None:
    """A field that takes something else by now is a new one where calls say something in it, and the old one stays."""
    retired: list[CategoryField] = []
    kept: list[CategoryField] = []
    for field in fields:
        row = session.get(CategoryField, field.id) if field.id is not None else None
        if row is not None and row.kind is not field.kind and _said(session, row.id):
            row.active = False
            retired.append(row)
            row = None
        if row is None:
            row = CategoryField(category_id=category_id, position=0)
            session.add(row)
        row.label, row.kind, row.choices = clean(field.label), field.kind, list(_choices(field))
        row.needed, row.active = field.needed, field.active
        kept.append(row)
    for position, row in enumerate((*kept, *retired), 1):
        row.position = position
    session.flush()


def told(field: FieldView) -> str:
    """A field as the timeline keeps it."""
    more = (field.kind.value, *(("needed",) if field.needed else ()))
    chosen = f": {'; '.join(field.choices)}" if field.choices else ""
    return f"{field.label} ({', '.join(more)}){chosen}"


def _choices(field: EditedField) -> tuple[str, ...]:
    if field.kind is not FieldKind.CHOICE:
        return ()
    return tuple(dict.fromkeys(choice for one in field.choices if (choice := clean(one))))


def _said(session: Session, field_id: int) -> bool:
    query = select(CallField.call_id).where(CallField.field_id == field_id).limit(1)
    return session.scalar(query) is not None
