"""Adding or changing somebody who speaks for a customer."""

from operator import attrgetter

from PySide6.QtWidgets import QWidget

from deskapp.domain.reach import apart
from deskapp.language import _
from deskapp.services.places.acts import SavePerson
from deskapp.services.places.views import PersonView
from deskapp.ui.widgets.dialogs import record
from deskapp.ui.widgets.dialogs.record import Row
from deskapp.ui.widgets.dialogs.record_dialog import RecordDialog
from deskapp.ui.work.workplace import Workplace


class PersonDialog(RecordDialog):
    """With a person: edits them."""

    def __init__(
        self,
        place: Workplace,
        customer_id: int,
        customer: str,
        shown: PersonView | None,
        parent: QWidget | None = None,
    ) -> None:
        """customer: whom they speak for, by name."""
        self._customer_id, self._id = customer_id, shown.id if shown else None
        super().__init__(
            place,
            _("New person") if shown is None else _("Edit person"),
            _("Save person"),
            fields(),
            shown,
            parent,
            draft=f"person:{shown.id if shown else f'new:{customer_id}'}",
            about=customer,
            width=520,
        )
        self.body.addStretch(1)
        self.record["name"].setFocus()

    def submit(self) -> None:
        values = self.record.values()
        values["phones"], values["phone_kinds"] = apart(values["phones"])
        act = SavePerson(self._customer_id, **values, id=self._id, base_version=self.base_version)
        self.carry_out(lambda desk: desk.places.save_person(act))


def fields() -> list[Row]:
    """The fields of somebody who speaks for a customer: a line each."""
    return [
        (record.line("name", _("Name")), record.line("role", _("What they do there"), _("caretaker"))),
        record.reached("phones", _("Phones, one a line"), _("Phones"), attrgetter("phone_lines")),
        record.line("email", _("E-mail")),
        record.tick("active", "", _("Still there"), _("still there"), _("not there any more"), title=_("Still there")),
    ]
