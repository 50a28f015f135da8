"""The calls that a figure of the visit is made of: new, solved, or newly late."""

from PySide6.QtWidgets import QWidget

from deskapp.language import _, ngettext
from deskapp.services.calls.row import CallRow
from deskapp.services.overview.visits.views import SHOWN, Happened, Since
from deskapp.ui.supervise.visits.visit_dialog import VisitDialog
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes, times
from deskapp.wording import confidential as confidential_wording


class FigureDialog(VisitDialog):
    """The newest first, as they stand now; Enter opens one."""

    def __init__(self, place: Workplace, what: Happened, told: Since, parent: QWidget) -> None:
        when = times.instant(told.since, place.zone, told.as_of)
        title = {
            Happened.NEW: _("New since {time}"),
            Happened.SOLVED: _("Solved since {time}"),
            Happened.LATE: _("Newly late since {time}"),
        }[what].format(time=when)
        heads = (_("Call"), _("Pri"), _("Customer"), _("Summary"), _("State"), _("Due"), _("Owner"), _("Logged"))
        super().__init__(place, title, heads, 3, parent)
        place.read(lambda desk: desk.visits.calls(what, told), self._on_read, key=("figure", id(self)))

    def _on_read(self, rows: tuple[CallRow, ...]) -> None:
        zone, now = self._place.zone, self._place.desk.clock.now()
        lines = [
            (
                row.ref,
                row.priority or "",
                confidential_wording.confidential() if row.masked else row.customer,
                " ".join(row.summary.split()) if row.summary else "",
                codes.state(row.state),
                "" if row.due_at is None else times.instant(row.due_at, zone, now),
                row.owner,
                times.instant(row.logged_at, zone, now),
            )
            for row in rows
        ]
        many = ngettext("{n} call. Enter opens it.", "{n} calls. Enter opens one.", len(rows)).format(n=len(rows))
        if len(rows) == SHOWN:
            many = _("The newest {n} calls. Enter opens one.").format(n=len(rows))
        self.tell(many, lines, [row.id for row in rows])
