"""Records made from a list of fields: nothing of an act is forgotten, and what is written is read again."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.words import ContactKind, Level, Tier
from deskapp.services.calls.acts import EditCall, LogCall, NewCustomer
from deskapp.services.directory.acts import SaveContact, SaveCustomer
from deskapp.services.routes.acts import SaveRoute
from deskapp.services.site.acts import SaveSite
from deskapp.ui.calls.dialogs.edit_dialog import EditDialog
from deskapp.ui.directory.contact_dialog import ContactDialog
from deskapp.ui.directory.customer_dialog import CustomerDialog
from deskapp.ui.settings.routes.route_dialog import RouteDialog
from deskapp.ui.settings.site_page import SitePage
from deskapp.ui.widgets.dialogs.record import Record
from deskapp.ui.work.workplace import Workplace

#: Of an act, what no field stands for: which record, and on what version it was changed.
#: What a number or an address is for is typed with it, in its field.
#: What a category asks for has fields as the category says, below the record's.
NO_FIELD = {"id", "call_id", "base_version", "phone_kinds", "email_kind", "fields"}


def _call(place: Workplace, desk: Desk) -> EditDialog:
    call_id = desk.calls.log(LogCall("Double charge", new_customer=NewCustomer("Ada"))).value.id
    return EditDialog(place, desk.overview.call(call_id))


MADE: dict[type, Callable[[Workplace, Desk], Any]] = {
    SaveContact: lambda place, desk: ContactDialog(place, desk.site.calendars(), None),
    SaveCustomer: lambda place, _desk: CustomerDialog(place, None),
    SaveSite: lambda place, _desk: SitePage(place),
    SaveRoute: lambda place, desk: RouteDialog(place, desk.routes.all(), None),
    EditCall: _call,
}


@pytest.mark.parametrize("act", MADE, ids=lambda act: act.__name__)
def test_every_field_of_an_act_has_its_field_on_the_screen(
    act: type, place: Workplace, desk: Desk, qtbot: QtBot, wait_idle: Callable[[Workplace], None]
) -> None:
    made = MADE[act](place, desk)
    qtbot.addWidget(made)
    record: Record = made.record
    assert set(record.fields) == {one.name for one in fields(act)} - NO_FIELD
    assert set(record.values()) == set(record.fields)
    wait_idle(place)


def test_a_contact_and_a_customer_come_out_of_their_fields_as_they_went_in(
    place: Workplace, desk: Desk, qtbot: QtBot, wait_idle: Callable[[Workplace], None]
) -> None:
    contact = desk.directory.save_contact(
        SaveContact(
            ContactKind.SUPPLIER,
            "CardPay",
            phones=("1", "2"),
            authority=Level.OUTSIDE,
            may_see=("issue",),
            active=False,
        )
    ).value
    customer = desk.directory.save_customer(SaveCustomer("Ada", tier=Tier.KEY, notes="a\nb", phones=("3",))).value
    dialogs = [ContactDialog(place, desk.site.calendars(), contact), CustomerDialog(place, customer)]
    for dialog, view in zip(dialogs, (contact, customer), strict=True):
        qtbot.addWidget(dialog)
        assert dialog.record.values() == dialog.record.of(view)
        assert dialog.record.differences(dialog.record.values(), view) == []
    wait_idle(place)
