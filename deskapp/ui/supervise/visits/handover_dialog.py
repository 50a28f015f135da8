"""What is due before the next opening, by time; printed and saved as the handover."""

from PySide6.QtWidgets import QWidget

from deskapp import direction
from deskapp.language import _, ngettext
from deskapp.services.overview.visits.views import Handover
from deskapp.ui.documents.desk_papers import handover_papers
from deskapp.ui.supervise.visits.visit_dialog import VisitDialog
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes, times
from deskapp.wording import confidential as confidential_wording


class HandoverDialog(VisitDialog):
    def __init__(self, place: Workplace, parent: QWidget) -> None:
        heads = (
            *(_("Due"), _("Clock"), _("Call"), _("Pri"), _("Customer"), _("Number")),
            *(_("Summary"), _("Owner"), _("With"), _("On call then")),
        )
        super().__init__(place, _("Due before the next opening"), heads, 6, parent)
        room = self.screen().availableSize()
        self.resize(min(room.width(), round(self.width() * 1.35)), self.height())
        self.papers = handover_papers(place, self)
        print_button = self.add_button(_("Print the handover…"), main=True)
        print_button.clicked.connect(self.papers.print)
        save_button = self.add_button(_("Save PDF…"))
        save_button.clicked.connect(lambda: self.papers.ask_where("pdf"))
        place.read(lambda desk: desk.visits.handover(), self._on_read, key=("handover", id(self)))

    def _on_read(self, found: Handover) -> None:
        zone, now = self._place.zone, found.told.as_of
        lines = [
            (
                times.instant(row.at, zone, now),
                codes.clock(row.clock),
                row.ref,
                "" if row.priority is None else row.priority.value,
                confidential_wording.confidential() if row.masked else row.customer,
                row.phone,
                " ".join(row.summary.split()),
                row.owner,
                direction.row((row.with_name, row.with_phone), ", "),
                row.on_call or _("nobody"),
            )
            for row in found.rows
        ]
        until = times.instant(found.told.until, zone, now)
        due = ngettext("{n} is due before {time}.", "{n} are due before {time}.", found.told.ahead)
        told = [due.format(n=found.told.ahead, time=until)]
        if found.more:
            told.append(_("The first {n} are listed.").format(n=len(found.rows)))
        if found.overdue:
            over = ngettext("{n} call is overdue already.", "{n} calls are overdue already.", found.overdue)
            told.append(over.format(n=found.overdue))
        self.tell(" ".join(told), lines, [row.call_id for row in found.rows])
