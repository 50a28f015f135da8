"""Adding or changing a place of a customer."""

from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.services.places.acts import SavePlace
from deskapp.services.places.views import PlaceView
from deskapp.ui.widgets.dialogs import record
from deskapp.ui.widgets.dialogs.record import Row
from deskapp.ui.widgets.dialogs.record_dialog import RecordDialog
from deskapp.ui.work.workplace import Workplace


class PlaceDialog(RecordDialog):
    """With a place: edits it."""

    def __init__(
        self,
        place: Workplace,
        customer_id: int,
        customer: str,
        shown: PlaceView | None,
        parent: QWidget | None = None,
    ) -> None:
        """customer: whose it is, by name."""
        self._customer_id, self._id = customer_id, shown.id if shown else None
        super().__init__(
            place,
            _("New place") if shown is None else _("Edit place"),
            _("Save place"),
            fields(),
            shown,
            parent,
            draft=f"place:{shown.id if shown else f'new:{customer_id}'}",
            about=customer,
            width=520,
        )
        self.body.addStretch(1)
        self.record["name"].setFocus()

    def submit(self) -> None:
        act = SavePlace(self._customer_id, **self.record.values(), id=self._id, base_version=self.base_version)
        self.carry_out(lambda desk: desk.places.save_place(act))


def fields() -> list[Row]:
    """The fields of a place: a line each."""
    return [
        record.line("name", _("Name"), _("Main building")),
        (record.line("address", _("Address")), record.line("room", _("Room"))),
        record.area("access", _("Access and hours"), lines=1),
        (record.line("person", _("Ask for")), record.line("phone", _("Their number"))),
        record.tick("active", "", _("In use"), _("in use"), _("not in use"), title=_("In use")),
    ]
