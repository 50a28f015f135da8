"""Fields that a category asks for beside those of every call: as they stand, what calls say in them, what they take."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from unicodedata import decimal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault
from deskapp.domain.data_class import dataclass
from deskapp.domain.words import FieldKind
from deskapp.models.fields import CallField, CategoryField
from deskapp.models.site import Category
from deskapp.services.texts import clean

#: So many fields a category has in use at most.
MOST = 5
#: In an act's refusal a field is called so, with its id behind.
NAME = "field_{}"

_PLAIN = re.compile(r"([-+]?)(\d*)(?:[.,](\d+))?", re.ASCII)
_GROUPED = re.compile(r"([-+]?)(\d{1,3}([.,' ])\d{3}(?:\3\d{3})*)(?:(?!\3)[.,](\d+))?", re.ASCII)
#: Longer than any number that somebody reads off, and short enough for every program.
_DIGITS = 30


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field as its category asks for it. choices: what there is to choose from, in order."""

    id: int
    label: str
    kind: FieldKind
    choices: tuple[str, ...] = ()
    #: Before a call is resolved; nothing keeps one from being logged.
    needed: bool = False
    active: bool = True


@dataclass(frozen=True, slots=True)
class FieldValue:
    """What a call says in a field. value: a text or choice as it is, a date as 2026-12-24, a number as 1234.5."""

    field_id: int
    label: str
    kind: FieldKind
    value: str
    category: str
    #: Asked for still, by the call's present category.
    current: bool
    needed: bool


def of_categories(session: Session) -> dict[int, tuple[FieldView, ...]]:
    """By category its fields in order, those out of use too."""
    found: dict[int, list[FieldView]] = defaultdict(list)
    for row in session.scalars(select(CategoryField).order_by(CategoryField.position, CategoryField.id)):
        view = FieldView(row.id, row.label, row.kind, tuple(row.choices), row.needed, row.active)
        found[row.category_id].append(view)
    return {category_id: tuple(views) for category_id, views in found.items()}


def of_call(session: Session, call_id: int, category_id: int | None) -> tuple[FieldValue, ...]:
    """The fields that its category asks for, empty ones too; then what was said in others, which is kept."""
    said = held(session, call_id)
    query = select(CategoryField, Category.name).join(Category, Category.id == CategoryField.category_id)
    if category_id is None:
        if not said:
            return ()
        query = query.where(CategoryField.id.in_(said))
    else:
        query = query.where((CategoryField.category_id == category_id) | CategoryField.id.in_(said))
    values = [
        FieldValue(
            field_id=row.id,
            label=row.label,
            kind=row.kind,
            value=said.get(row.id, ""),
            category=category,
            current=row.active and row.category_id == category_id,
            needed=row.needed,
        )
        for row, category in session.execute(query.order_by(CategoryField.position, CategoryField.id))
    ]
    current = [one for one in values if one.current]
    return (*current, *(one for one in values if one.value and not one.current))


def held(session: Session, call_id: int) -> dict[int, str]:
    """By the id of its field what a call says, as it is kept."""
    rows = session.execute(select(CallField.field_id, CallField.value).where(CallField.call_id == call_id))
    return dict(rows.all())


def missing(session: Session, call_id: int, category_id: int | None) -> tuple[str, ...]:
    """The labels of the fields that must say something before the call is resolved, and do not."""
    rows = of_call(session, call_id, category_id)
    return tuple(one.label for one in rows if one.current and one.needed and not one.value)


def taken(
    session: Session, category_id: int | None, typed: Mapping[int, str], before: Mapping[int, str] | None = None
) -> tuple[dict[int, str], dict[str, FieldFault]]:
    """What was typed as it is kept, "" where a field is empty, and what is wrong with it by `NAME`.

    before: what the call said already; of that nothing is wrong, though there be other choices by now.
    """
    if not typed:
        return {}, {}
    asked = {view.id: view for view in of_categories(session).get(category_id or 0, ())}
    values: dict[int, str] = {}
    wrong: dict[str, FieldFault] = {}
    for field_id, text in typed.items():
        field, text = asked.get(field_id), clean(text)
        if text == (before or {}).get(field_id, ""):
            values[field_id] = text
            continue
        value, fault = (text, FieldFault.FIELD_GONE) if field is None or not field.active else _read(field, text)
        values[field_id] = value
        if fault is not None:
            wrong[NAME.format(field_id)] = fault
    return values, wrong


def keep(session: Session, call_id: int, values: Mapping[int, str]) -> dict[str, tuple[str, str]]:
    """Write what is taken of a call; by label what it said before and says now, where that is another."""
    before = held(session, call_id)
    changed = {field_id: text for field_id, text in values.items() if text != before.get(field_id, "")}
    if not changed:
        return {}
    session.execute(delete(CallField).where(CallField.call_id == call_id, CallField.field_id.in_(changed)))
    session.add_all(
        CallField(call_id=call_id, field_id=field_id, value=text) for field_id, text in changed.items() if text
    )
    session.flush()
    names = labels(session, changed)
    return {names[field_id]: (before.get(field_id, ""), text) for field_id, text in changed.items()}


def labels(session: Session, field_ids: Iterable[int]) -> dict[int, str]:
    """What the fields of these ids are called."""
    rows = session.execute(select(CategoryField.id, CategoryField.label).where(CategoryField.id.in_(tuple(field_ids))))
    return dict(rows.all())


def _read(field: FieldView, text: str) -> tuple[str, FieldFault | None]:
    if not text:
        return "", None
    if field.kind is FieldKind.NUMBER:
        return number(text)
    if field.kind is FieldKind.DATE:
        return _day(text)
    return text, FieldFault.NOT_A_CHOICE if field.kind is FieldKind.CHOICE and text not in field.choices else None


def _day(text: str) -> tuple[str, FieldFault | None]:
    try:
        return date.fromisoformat(text).isoformat(), None
    except ValueError:
        return text, FieldFault.BAD_DAY


def number(typed: str) -> tuple[str, FieldFault | None]:
    """A number as people write it, as 1234.5: "1,234.5", "1.234,5", "1 234,5", "-0,5".

    What could be two of them is refused, and so is what is none: then the text comes back with its fault.
    """
    text = "".join(_ascii(letter) for letter in typed).strip()
    plain, grouped = _PLAIN.fullmatch(text), _GROUPED.fullmatch(text)
    if plain and (plain[2] or plain[3]):
        if grouped and plain[2].strip("0"):
            return typed, FieldFault.TWO_NUMBERS
        sign, whole, rest = plain[1], plain[2], plain[3] or ""
    elif grouped:
        sign, whole, rest = grouped[1], grouped[2].replace(grouped[3], ""), grouped[4] or ""
    else:
        return typed, FieldFault.NO_NUMBER
    whole, rest = whole.lstrip("0") or "0", rest.rstrip("0")
    if len(whole) + len(rest) > _DIGITS:
        return typed, FieldFault.NO_NUMBER
    value = f"{whole}.{rest}" if rest else whole
    return f"-{value}" if sign == "-" and value != "0" else value, None


def _ascii(letter: str) -> str:
    if letter.isdecimal():
        return str(decimal(letter))
    if letter.isspace():
        return " "
    return {"’": "'", "‘": "'", "−": "-", "–": "-", "٫": ".", "٬": ","}.get(letter, letter)
