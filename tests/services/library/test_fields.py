"""Fields of a category's own: asked for, typed, kept, told, found again, taken along."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from scene import YES, kinds, last, log, rows

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Conflict, Invalid, NotAllowed
from deskapp.domain.words import FieldKind
from deskapp.services.call_fields import FieldView, number
from deskapp.services.calls.acts import EditCall, ResolveCall
from deskapp.services.library.acts import EditedField, SaveCategory
from deskapp.services.overview.call_json import call_json
from deskapp.services.whole.restore import make_from
from deskapp.wording.calls import call_sheets
from deskapp.wording.events import event_words

TEXT, CHOICE, DATE, NUMBER = FieldKind
SIZES = ("small", "large; very")


def garden(desk: Desk, *fields: EditedField, **of_field: Any) -> dict[str, FieldView]:
    """A category of its own with these fields, or one of each kind; by label as they are asked for."""
    asked = fields or (
        EditedField(" Invoice ", TEXT, **of_field),
        EditedField("Size", CHOICE, SIZES),
        EditedField("Delivered", DATE),
        EditedField("Amount", NUMBER),
    )
    saved = desk.categories.save(SaveCategory("Garden", fields=asked)).value
    return {one.label: one for one in saved.fields}


def category(desk: Desk, name: str = "Garden") -> int:
    return next(one.id for one in desk.categories.all() if one.name == name)


def change(desk: Desk, *fields: EditedField) -> tuple[FieldView, ...]:
    now = next(one for one in desk.categories.all() if one.name == "Garden")
    act = SaveCategory("Garden", id=now.id, base_version=now.version, fields=fields)
    return desk.categories.save(act).value.fields


def edit(desk: Desk, call_id: int, **changed: Any) -> EditCall:
    call = desk.overview.call(call_id)
    same = EditCall(
        *(call_id, call.version, call.row.summary, call.details, call.wants, call.steps, call.tone),
        *(call.category_id, call.row.customer_deadline),
    )
    return replace(same, **changed)


def said(desk: Desk, call_id: int) -> dict[str, tuple[str, bool]]:
    return {one.label: (one.value, one.current) for one in desk.overview.call(call_id).fields}


def as_edited(field: FieldView, **changed: Any) -> EditedField:
    same = EditedField(field.label, field.kind, field.choices, field.needed, field.id, field.active)
    return replace(same, **changed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        *[("12", "12"), ("1234.5", "1234.5"), ("1.234,5", "1234.5"), ("1,234.50", "1234.5"), ("1 234,5", "1234.5")],
        *[("-0,5", "-0.5"), ("−3", "-3"), (".5", "0.5"), ("007", "7"), ("0,125", "0.125"), ("1.234.567", "1234567")],
        *[
            ("1'234", "1234"),
            ("1\u202f234", "1234"),
            ("٣٤", "34"),
            ("-0", "0"),
            ("1.2340", "1.234"),
            ("1234.567", "1234.567"),
        ],
    ],
)
def test_a_number_is_read_however_it_is_written(typed: str, kept: str) -> None:
    assert number(typed) == (kept, None)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        *[("1.234", "two_numbers"), ("12,345", "two_numbers"), ("twelve", "no_number"), ("1,2,3", "no_number")],
        *[("12 kg", "no_number"), ("1-2", "no_number"), (".", "no_number"), ("9" * 31, "no_number")],
    ],
)
def test_what_is_no_number_or_could_be_two_is_refused_and_comes_back_as_typed(typed: str, fault: str) -> None:
    assert number(typed) == (typed, fault)


def test_what_is_typed_in_the_fields_is_kept_told_found_and_taken_along(
    desk: Desk, clock: FixedClock, tmp_path: Path
) -> None:
    asked = garden(desk)
    shown = next(one for one in desk.facts().categories if one.name == "Garden")
    assert [one.label for one in shown.fields] == ["Invoice", "Size", "Delivered", "Amount"]
    typed = dict(
        zip((one.id for one in asked.values()), ("Zx-4711", "large; very", "2026-12-24", "1.234,50"), strict=True)
    )
    call = log(desk, category_id=category(desk), fields=typed)
    kept = {"Invoice": "Zx-4711", "Size": "large; very", "Delivered": "2026-12-24", "Amount": "1234.5"}
    assert said(desk, call.id) == {label: (value, True) for label, value in kept.items()}
    assert last(desk, call.id, "logged").payload["fields"] == kept
    assert "Invoice: Zx-4711" in event_words(last(desk, call.id, "logged"), "UTC", clock.now())
    assert [row.id for row in desk.lists.search("zx 4711")] == [call.id]

    desk.calls.edit(edit(desk, call.id, fields={asked["Invoice"].id: "Qy-1", asked["Size"].id: ""}))
    edited = last(desk, call.id, "edited")
    assert (edited.payload["was"], edited.payload["becomes"]) == (
        {"fields": {"Invoice": "Zx-4711", "Size": "large; very"}},
        {"fields": {"Invoice": "Qy-1", "Size": ""}},
    )
    assert event_words(edited, "UTC", clock.now()) == "Invoice, Size"
    assert [row.id for row in desk.lists.search("qy-1")] == [call.id]

    handoff = desk.overview.escalation_start(call.id).handoff["issue"]
    assert handoff.splitlines()[-3:] == ["Invoice: Qy-1", "Delivered: 2026-12-24", "Amount: 1234.5"]
    detail = desk.overview.call(call.id)
    told = [(one["label"], one["value"]) for one in call_json(detail, clock.now())["fields"]]
    assert told == [("Invoice", "Qy-1"), ("Delivered", "2026-12-24"), ("Amount", "1234.5")]
    sheets = list(call_sheets.rows(detail, "UTC", clock.now()))
    heads = [column.head for column in call_sheets.sheets("UTC")[call_sheets.CALLS].columns]
    [whole] = [row for place, row in sheets if place == call_sheets.CALLS]
    assert dict(zip(heads, whole, strict=True))["Fields"] == "Invoice: Qy-1; Delivered: 2026-12-24; Amount: 1234.5"
    fields = call_sheets.own_columns(desk.facts().categories)
    assert [(one.head, one.kind.value) for one in fields] == [
        ("Invoice", "text"), ("Size", "text"), ("Delivered", "day"), ("Amount", "number"),
    ]  # fmt: skip
    first = call_sheets.sheets("UTC", fields)[call_sheets.CALLS].columns
    own = next(call_sheets.rows(detail, "UTC", clock.now(), fields))[1]
    assert len(first) == len(own)
    assert own[-4:] == ("Qy-1", "", date(2026, 12, 24), Decimal("1234.5"))
    assert call_sheets.own_cells(fields, {"delivered": "soon", "amount": "1" * 16}) == ("", "", "soon", "1" * 16)
    assert desk.lists.in_fields([call.id, 99]) == {
        call.id: {"invoice": "Qy-1", "delivered": "2026-12-24", "amount": "1234.5"}
    }
    assert (call.ref, "Garden", "Amount", "1234.5") in [row for place, row in sheets if place == call_sheets.FIELDS]

    (tmp_path / "desk.json").write_text("\n".join(desk.whole.lines()), encoding="utf-8")
    make_from(tmp_path / "again.db", tmp_path / "desk.json", clock)
    again = Desk(tmp_path / "again.db", clock, staff_id=1).open()
    assert again.overview.call(call.id).fields == detail.fields
    assert [row.id for row in again.lists.search("qy-1")] == [call.id]
    again.close()


def test_what_a_field_does_not_take_is_refused_by_field_and_nothing_is_logged(desk: Desk) -> None:
    asked = garden(desk)
    typed = {"Invoice": "x", "Size": "huge", "Delivered": "24.12.", "Amount": "a lot"}
    with pytest.raises(Invalid) as refused:
        log(desk, "", category_id=category(desk), fields={asked[label].id: text for label, text in typed.items()})
    assert refused.value.fields == {
        "summary": "missing",
        f"field_{asked['Size'].id}": "not_a_choice",
        f"field_{asked['Delivered'].id}": "bad_day",
        f"field_{asked['Amount'].id}": "no_number",
    }
    with pytest.raises(Invalid) as refused:
        log(desk, category_id=1, fields={asked["Invoice"].id: "x"})
    assert refused.value.fields == {f"field_{asked['Invoice'].id}": "field_gone"}
    assert not rows(desk.path, "SELECT 1 FROM call")


def test_a_needed_field_keeps_no_call_from_being_logged_but_is_filled_in_before_it_is_resolved(desk: Desk) -> None:
    invoice = garden(desk, needed=True)["Invoice"]
    call = log(desk, category_id=category(desk))
    with pytest.raises(NotAllowed) as refused:
        desk.calls.resolve(ResolveCall(call.id, "Paid", YES))
    assert (refused.value.code, refused.value.values["fields"]) == ("fields_missing", "Invoice")
    desk.calls.edit(edit(desk, call.id, fields={invoice.id: "4711"}))
    assert desk.calls.resolve(ResolveCall(call.id, "Paid", YES)).value.state == "closed"


def test_what_a_call_says_stays_readable_when_its_category_or_the_field_moves_on(desk: Desk) -> None:
    asked = garden(desk)
    invoice, size = asked["Invoice"], asked["Size"]
    call = log(desk, category_id=category(desk), fields={invoice.id: "4711", size.id: "small"})
    rest = [as_edited(one) for label, one in asked.items() if label not in ("Invoice", "Size")]
    # The invoice is a number from now on, the sizes are others.
    changed = change(desk, as_edited(invoice, kind=NUMBER), as_edited(size, choices=("S", "L")), *rest)
    assert [(one.label, one.kind, one.active) for one in changed if one.label == "Invoice"] == [
        ("Invoice", NUMBER, True),
        ("Invoice", TEXT, False),
    ]
    fields = desk.overview.call(call.id).fields
    assert [(one.label, one.value, one.current) for one in fields if one.kind is not DATE] == [
        ("Invoice", "", True),
        ("Size", "small", True),
        ("Amount", "", True),
        ("Invoice", "4711", False),
    ]
    # What it says already is not refused, what is chosen anew is one of those offered.
    desk.calls.edit(edit(desk, call.id, summary="Another", fields={size.id: "small"}))
    with pytest.raises(Invalid):
        desk.calls.edit(edit(desk, call.id, fields={size.id: "large; very"}))
    desk.calls.edit(edit(desk, call.id, category_id=1))
    assert said(desk, call.id) == {"Size": ("small", False), "Invoice": ("4711", False)}
    desk.calls.edit(edit(desk, call.id, category_id=category(desk)))
    assert said(desk, call.id)["Size"] == ("small", True)


def test_a_field_that_somebody_else_filled_in_meanwhile_is_not_overwritten(desk: Desk) -> None:
    invoice = garden(desk)["Invoice"]
    call = log(desk, category_id=category(desk))
    seen = edit(desk, call.id, fields={invoice.id: "mine"})
    desk.calls.edit(edit(desk, call.id, fields={invoice.id: "theirs"}))
    with pytest.raises(Conflict) as refused:
        desk.calls.edit(seen)
    assert refused.value.values["fields"] == {invoice.id: "theirs"}
    desk.calls.edit(replace(seen, fields={invoice.id: "theirs"}))
    assert kinds(desk, call.id).count("edited") == 1


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ([EditedField(" ", TEXT)], "missing"),
        ([EditedField("Size", CHOICE, ("one", " one "))], "no_choices"),
        ([EditedField("Size", TEXT), EditedField("size ", DATE)], "named_twice"),
        ([EditedField(f"Field {n}", TEXT) for n in range(6)], "too_many_fields"),
        ([EditedField("Size", TEXT, id=99)], "unknown"),
    ],
)
def test_what_cannot_be_a_field_is_refused(desk: Desk, fields: list[EditedField], fault: str) -> None:
    with pytest.raises(Invalid) as refused:
        garden(desk, *fields)
    assert refused.value.fields == {"fields": fault}


def test_five_fields_are_in_use_at_most_and_those_switched_off_do_not_count(desk: Desk) -> None:
    off = EditedField("Old", TEXT, active=False)
    asked = garden(desk, off, *(EditedField(f"Field {n}", TEXT) for n in range(5)))
    assert len(asked) == 6
    shown = next(one for one in desk.facts().categories if one.name == "Garden")
    assert "Old" not in [one.label for one in shown.fields]
    with pytest.raises(Invalid) as refused:
        change(desk, *(as_edited(one, active=True) for one in asked.values()))
    assert refused.value.fields == {"fields": "too_many_fields"}
    change(desk, *(as_edited(one, label=f"{one.label}!") for one in asked.values()))
    [(words,)] = rows(
        desk.path, "SELECT words FROM event_words JOIN event ON id = event_id WHERE kind = 'category_edited'"
    )
    assert json.loads(words)["becomes"]["fields"][0] == "Field 0! (text)"
