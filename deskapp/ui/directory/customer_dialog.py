"""Adding or changing a customer."""

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp.domain.errors import Conflict, DeskError
from deskapp.domain.words import Tier
from deskapp.language import _
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.directory.views import CustomerView
from deskapp.ui.directory.newer import Newer, merged, phones, same_words
from deskapp.ui.directory.words import begun
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes


class CustomerDialog(ActDialog):
    """With a customer: edits them. `typed` is what was searched for, a name or a number to begin with."""

    def __init__(
        self, place: Workplace, customer: CustomerView | None, parent: QWidget | None = None, *, typed: str = ""
    ) -> None:
        title = _("New customer") if customer is None else _("Edit customer")
        draft = "customer:new" if customer is None else f"customer:{customer.id}"
        super().__init__(place, title, _("Save customer"), parent, draft=draft, width=560)
        self._id = customer.id if customer else None
        self._version = customer.version if customer else None
        self.newer = Newer(self._take_theirs)
        self.body.addWidget(self.newer)
        self.name = self.add("name", _("Name"), QLineEdit())
        self.organisation = self.add("organisation", _("Organisation"), QLineEdit())
        self.account = self.add("account", _("Account"), QLineEdit())
        self.phones = self.add("phones", _("Phones, one a line"), TextArea(lines=2))
        self.email = self.add("email", _("E-mail"), QLineEdit())
        tiers = [(tier.value, begun(codes.tier(tier))) for tier in Tier]
        self.tier = self.add("tier", _("Tier"), ChoiceRow(_("Tier"), tiers, Tier.STANDARD.value))
        self.notes = self.add("notes", _("Notes"), TextArea(lines=2))
        self.body.addStretch(1)
        if customer is not None:
            self._show(customer)
        elif any(sign.isalpha() for sign in typed):
            self.name.setText(typed)
        else:
            self.phones.setPlainText(typed)
        self._started = self.act()
        if self.draft is not None:
            # What was typed on an older version is saved as such, and so meets the newer one.
            self.draft.keep("version", lambda: self._version, self._set_version, self.name.textChanged)
        self.name.setFocus()

    def submit(self) -> None:
        act = self.act()
        self.carry_out(lambda desk: desk.directory.save_customer(act))

    def act(self) -> SaveCustomer:
        """What stands in the fields."""
        return SaveCustomer(
            name=self.name.text(),
            organisation=self.organisation.text(),
            account=self.account.text(),
            email=self.email.text(),
            tier=Tier(str(self.tier.value)),
            notes=self.notes.text(),
            phones=phones(self.phones.text()),
            id=self._id,
            version=self._version,
        )

    def refuse(self, error: DeskError) -> None:
        """What is newer is taken where nothing was changed here, and shown beside what was; then it is saved again."""
        newer = error.values.get("newer")
        if isinstance(error, Conflict) and isinstance(newer, CustomerView):
            typed, before = self.act(), self._differences(newer)
            self._show(newer)
            theirs = self.act()
            self._show(merged(typed, self._started, theirs))
            self._version, self._started = newer.version, replace(theirs, version=newer.version)
            after = self._differences(newer)
            self.newer.show_differences(newer, after, [one for one in before if one not in after])
            self.go_to(self.newer)
            return
        super().refuse(error)

    def _show(self, customer: CustomerView | SaveCustomer) -> None:
        self.name.setText(customer.name)
        self.organisation.setText(customer.organisation)
        self.account.setText(customer.account)
        self.phones.setPlainText("\n".join(customer.phones))
        self.email.setText(customer.email)
        self.tier.set_value(customer.tier.value)
        self.notes.setPlainText(customer.notes)

    def _set_version(self, version: int | None) -> None:
        if self._id is not None:
            self._version = version

    def _take_theirs(self, newer: object) -> None:
        assert isinstance(newer, CustomerView)
        self._show(newer)

    def _differences(self, newer: CustomerView) -> list[tuple[str, str]]:
        """What the newer one says otherwise than what stands here: (field, its words)."""
        tier = Tier(str(self.tier.value))
        pairs = [
            (_("Name"), self.name.text(), newer.name),
            (_("Organisation"), self.organisation.text(), newer.organisation),
            (_("Account"), self.account.text(), newer.account),
            (_("Phones"), ", ".join(phones(self.phones.text())), ", ".join(newer.phones)),
            (_("E-mail"), self.email.text(), newer.email),
            (_("Tier"), codes.tier(tier), codes.tier(newer.tier)),
            (_("Notes"), self.notes.text(), newer.notes),
        ]
        return [(words, theirs) for words, mine, theirs in pairs if not same_words(mine, theirs)]
