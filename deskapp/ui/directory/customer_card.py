"""Everything about one customer, to read and to reach them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deskapp import direction
from deskapp.domain.reach import of_line
from deskapp.domain.words import Tier
from deskapp.language import _, ngettext
from deskapp.services.directory.views import CustomerView
from deskapp.ui.directory.person_panel import PersonPanel
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.detail_rows import DetailRows
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.wording import codes


class CustomerCard(PersonPanel):
    """Shows a CustomerView; `edit_asked` when its button is pressed."""

    edit_asked = Signal()
    file_asked = Signal()  # everything about them, for a request of theirs

    def __init__(self, customer: CustomerView, *, may_file: bool = False, parent: QWidget | None = None) -> None:
        """may_file: whether whoever works here may put everything about them together."""
        super().__init__(customer.name, _("Edit customer"), parent)
        self.customer = customer
        account = _("account {number}").format(number=customer.account) if customer.account else ""
        self.about.setText(direction.row((customer.organisation, account)))
        self.about.setVisible(bool(self.about.text()))
        row = FlowLayout(spacing=theme.px(4))
        row.addWidget(Chip(open_calls(customer.open_calls), Tint.SOON if customer.open_calls else Tint.OK))
        if customer.tier is Tier.KEY:
            row.addWidget(Chip(codes.tier(customer.tier), Tint.INFO))
        self.head.addLayout(row)
        rows = DetailRows()
        self.add_addresses(rows, map(of_line, customer.phone_lines), customer.emails)
        rows.add(_("Notes"), customer.notes)
        self.body.addWidget(rows)
        self.body.addStretch(1)
        self.file_button = secondary(_("Everything about them…"))
        self.file_button.setToolTip(_("For a request of theirs: all that is kept about them, in one ZIP"))
        self.file_button.clicked.connect(self.file_asked)
        self.file_button.setVisible(may_file)
        self.foot.addWidget(self.file_button)
        self.edit_button.clicked.connect(self.edit_asked)


def open_calls(count: int) -> str:
    """How many open calls somebody has."""
    if not count:
        return _("no open call")
    return ngettext("{count} open call", "{count} open calls", count).format(count=count)
