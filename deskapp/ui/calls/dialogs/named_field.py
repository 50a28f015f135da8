"""Who of the staff is named on a confidential call: boxes to tick, for those who would not see it anyway."""

from collections.abc import Collection

from PySide6.QtWidgets import QWidget

from deskapp.domain.confidential import ABOVE
from deskapp.language import _
from deskapp.services.overview.views import CallDetail
from deskapp.services.site.views import DeskFacts
from deskapp.ui.widgets.fields.tick_list import TickList


class NamedField(TickList):
    """Agents who work here, but for the owner. Who was named and left since stays in the list."""

    def __init__(self, facts: DeskFacts | None, call: CallDetail, parent: QWidget | None = None) -> None:
        named = [staff_id for staff_id, _name in call.named]
        offered = [
            (one.id, one.name)
            for one in (facts.staff if facts else ())
            if one.id in named or (one.active and one.role not in ABOVE and one.id != call.row.owner_id)
        ]
        super().__init__(_("Named on the call"), offered, parent)
        self.set_value(named)

    @property
    def named(self) -> tuple[int, ...]:
        return tuple(int(str(staff_id)) for staff_id in self.value)

    def name(self, staff_ids: Collection[int]) -> None:
        """Tick these as well."""
        self.set_value({*self.named, *staff_ids})
