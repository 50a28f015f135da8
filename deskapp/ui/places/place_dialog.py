"""Adding or changing a place of a customer."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp.language import _
from deskapp.services.places.acts import SavePlace
from deskapp.services.places.views import PersonView, PlaceView
from deskapp.ui.widgets.dialogs import record
from deskapp.ui.widgets.dialogs.record import Row
from deskapp.ui.widgets.dialogs.record_dialog import RecordDialog
from deskapp.ui.widgets.fields.folded_completer import FoldedCompleter, items
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import places as place_wording


class PlaceDialog(RecordDialog):
    """With a place: edits it."""

    def __init__(
        self,
        place: Workplace,
        customer_id: int,
        customer: str,
        shown: PlaceView | None,
        parent: QWidget | None = None,
        *,
        people: Sequence[PersonView] = (),
    ) -> None:
        """customer: whose it is, by name. people: theirs, any of whom may be the one to ask for."""
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
        self._people = {place_wording.person(one): one for one in people}
        ask_for: QLineEdit = self.record["person"]
        offers = FoldedCompleter(items(self._people, self), ask_for)
        offers.activated[str].connect(self._on_picked)  # type: ignore[index]
        ask_for.setCompleter(offers)
        self.record["name"].setFocus()

    def _on_picked(self, words: str) -> None:
        """Whoever is asked for has their own number."""
        numbers = self._people[words].phones
        if numbers:
            self.record["phone"].setText(numbers[0])

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
