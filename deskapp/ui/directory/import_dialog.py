"""Importing people: whom a file would add and change, what is refused and left out, before anything is done."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from deskapp import direction
from deskapp.desk import Desk
from deskapp.domain.errors import DeskError
from deskapp.domain.reach import Reach, lines, of_line
from deskapp.domain.words import ContactKind, Existing, RowOutcome
from deskapp.language import _, ngettext
from deskapp.services.changes import Done
from deskapp.services.clocks.views import CalendarView
from deskapp.services.directory.contact_entries import Read
from deskapp.services.directory.people_plan import PeoplePlan, Planned, Rule
from deskapp.services.tabular.rows import BadRow
from deskapp.ui.directory import contact_fields, customer_dialog, words
from deskapp.ui.directory.side_by_side import Difference, SideBySide
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.dialogs.record import by_name
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes, refusals
from deskapp.wording import contacts as contact_wording

CONTACTS, CUSTOMERS = "contacts", "customers"
#: Of each kind so many are shown; the figures tell of all.
_SHOWN = 100
#: Of these a person can say that they come in all the same, beside whoever is there.
_CHOOSABLE = ("contact_twice", "contact_ambiguous")

#: What is shown as one with what it belongs to.
_TOGETHER = {"phone_kinds": "phones", "email_kind": "email"}

Plan = PeoplePlan[Any, Any]
Row = Planned[Any, Any]


class ImportDialog(ActDialog):
    """Opens with a dry run of a file; nothing is changed until its main button is pressed."""

    def __init__(self, place: Workplace, path: Path, whom: str = CONTACTS, parent: QWidget | None = None) -> None:
        super().__init__(place, _("Import people"), _("Import"), parent, about=path.name, width=760)
        self._found: Read | None = None
        self._calendars: Sequence[CalendarView] = ()
        self._names: Mapping[int, str] = {}
        self._chosen: dict[int, Existing] = {}
        self.plan: Plan | None = None
        they_are = [(CONTACTS, _("Contacts")), (CUSTOMERS, _("Customers"))]
        self.whom = ChoiceRow(_("Take them as"), they_are, whom)
        kinds = [(kind.value, words.begun(codes.kind(kind))) for kind in ContactKind]
        self.kind = ChoiceRow(_("Kind"), kinds, ContactKind.SUPPLIER.value)
        choices = [(one.value, contact_wording.existing(one)) for one in Existing]
        self.existing = ChoiceRow(_("Who is there already"), choices, Existing.TAKE.value)
        head = FlowLayout(spacing=theme.px(20))
        head.addWidget(self.form("whom", _("Take them as"), self.whom, kept=False))
        head.addWidget(self.form("existing", _("Who is there already"), self.existing, kept=False))
        self.body.addLayout(head)
        self.add("kind", _("New contacts are, where the file does not say"), self.kind, kept=False)
        self.figures = Label(_("Reading…"), "strong", wrap=True)
        self.list = PickList(_("What the import would do"), empty=_("Nothing."))
        self.list.setMinimumHeight(self.list.fontMetrics().height() * 11)
        self.beside = SideBySide()
        for part in (self.figures, self.list, self.beside):
            self.body.addWidget(part, int(part is self.list))
        self.hint.setText(
            _("Who is there already is known by name, and organisation, e-mail or account. Empty cells change nothing.")
        )
        self.whom.changed.connect(self._on_whom)
        for choice in (self.kind, self.existing):
            choice.changed.connect(lambda _value: self._try())
        self.list.chosen.connect(lambda _key: self._show_beside())
        self.beside.chosen.connect(self._on_choice)
        self.main_button.setEnabled(False)
        self.field_shown("kind", whom == CONTACTS)
        place.read(_names_and_hours, self._on_names, receiver=self)
        place.read(lambda desk: desk.contact_files.read(path), self._on_read, self._on_unreadable)

    def submit(self) -> None:
        found = self._found
        if found is not None and self._would_do_something():
            kind, rule = ContactKind(str(self.kind.value)), self._rule()

            def take(desk: Desk) -> Done[Any]:
                if self.whom.value == CONTACTS:
                    return desk.contact_files.take(found, kind, rule)
                return desk.customer_files.take(found, rule)

            self.carry_out(take)

    def _rule(self) -> Rule:
        return Rule(Existing(str(self.existing.value)), dict(self._chosen))

    def _on_names(self, told: tuple[Mapping[int, str], Sequence[CalendarView]]) -> None:
        self._names, self._calendars = told
        self._show_beside()

    def _on_read(self, found: Read) -> None:
        self._found = found
        self._try()

    def _on_whom(self, whom: object) -> None:
        self.field_shown("kind", whom == CONTACTS)
        # Who is there among the ones says nothing of the others.
        self._chosen.clear()
        self._try()

    def _on_choice(self, choice: Existing) -> None:
        line = self._line()
        if line is not None:
            self._chosen[line] = choice
            self._try()

    def _try(self) -> None:
        found = self._found
        if found is None:
            return
        kind, rule, contacts = ContactKind(str(self.kind.value)), self._rule(), self.whom.value == CONTACTS

        def dry_run(desk: Desk) -> Plan:
            if contacts:
                return desk.contact_files.dry_run(found, kind, rule)
            return desk.customer_files.dry_run(found, rule)

        self.place.read(dry_run, self._on_plan, self._on_unreadable, key=("dry run", id(self)))

    def _on_plan(self, plan: Plan) -> None:
        self.plan = plan
        self.figures.setText(contact_wording.summary(plan))
        self.list.set_items(list(_items(plan)))
        self.main_button.setEnabled(self._would_do_something())
        self._show_beside()

    def _on_unreadable(self, error: DeskError) -> None:
        self.figures.setText("")
        self.notice.say(refusals.error(error), Tint.OVER)

    def _would_do_something(self) -> bool:
        return self.plan is not None and bool(self.plan.of(RowOutcome.ADDED) or self.plan.of(RowOutcome.CHANGED))

    def _line(self) -> int | None:
        """The line of the file that is chosen in the list."""
        key = self.list.current
        return key[1] if isinstance(key, tuple) and isinstance(key[1], int) else None

    def _show_beside(self) -> None:
        """Whoever is there already beside the chosen entry, field by field."""
        line, plan = self._line(), self.plan
        if line is None or plan is None:
            self.beside.hide()
            return
        row = next((one for one in plan.rows if one.line == line), None)
        bad = next((one for one in plan.refused if one.line == line and one.code in _CHOOSABLE), None)
        if row is not None and row.there and row.choice is not None:
            there = row.was or row.there[0]
            name = " · ".join(filter(None, (there.name, there.organisation)))
            said = _("{name} is there already").format(name=name)
            self.beside.show_differences(said, self._differences(row, there), row.choice)
        elif bad is not None:
            self.beside.show_differences(contact_wording.refused(bad), (), self._chosen.get(line))
        else:
            self.beside.hide()

    def _differences(self, row: Row, there: Any) -> Iterator[Difference]:
        fields = contact_fields.fields(self.place.facts, self._calendars, self._names)
        if self.whom.value == CUSTOMERS:
            fields = customer_dialog.fields()
        by_field = by_name(fields)
        offered: Any = row.offered
        for name in dict.fromkeys(_TOGETHER.get(name, name) for name in row.changes):
            if name == "email":
                was, becomes = (contact_wording.reach(Reach(one.email, one.email_kind)) for one in (there, offered))
            elif name == "phones":
                was, becomes = (_below(lines(one.phones, one.phone_kinds)) for one in (there, offered))
            elif name == "other_emails":
                was, becomes = (_below(one.other_emails) for one in (there, offered))
            else:
                was, becomes = (by_field[name].say(getattr(one, name)) for one in (there, offered))
            yield words.begun(contact_wording.field(name)), was, becomes


def _below(told: Iterable[str]) -> str:
    """Numbers or addresses, one below the other."""
    return "\n".join(contact_wording.reach(of_line(one)) for one in told)


def _names_and_hours(desk: Desk) -> tuple[Mapping[int, str], Sequence[CalendarView]]:
    people = desk.directory.contacts(inactive=True)
    return {one.id: one.name for one in people}, desk.site.calendars()


def _items(plan: Plan) -> Iterator[CardItem]:
    """What is left out first, then what is refused, then who changes, stays and comes."""
    left = contact_wording.left_out(plan)
    if left:
        yield CardItem(("left out", ""), _("Left out"), (Line("; ".join(left), muted=False),))
    for bads, make, key in ((plan.refused, _bad_item, "refused"), (plan.passed, _nobody_item, "passed")):
        yield from map(make, bads[:_SHOWN])
        yield from _more(key, len(bads))
    for code in (RowOutcome.CHANGED, RowOutcome.KEPT, RowOutcome.ADDED, RowOutcome.SAME):
        rows = plan.of(code)
        # Whoever has a namesake is to be looked at: such come first.
        shown = sorted(rows, key=lambda row: not row.there)
        if code == RowOutcome.SAME:
            shown = [row for row in rows if row.remarks]
        yield from map(_item, shown[:_SHOWN])
        yield from _more(code, len(shown))


def _item(row: Row) -> CardItem:
    chips = {
        RowOutcome.ADDED: (_("added"), Tint.OK),
        RowOutcome.CHANGED: (_("changed"), Tint.INFO),
        RowOutcome.SAME: (_("the same"), Tint.PAUSED),
        RowOutcome.KEPT: (_("left as it is"), Tint.PAUSED),
    }
    chip, tint = chips[row.code]
    kind = codes.kind(row.act.kind) if hasattr(row.act, "kind") else ""
    what = [_("line {line}").format(line=row.line), row.act.organisation, kind]
    lines = [Line(direction.row(what))]
    if row.changes and row.code != RowOutcome.ADDED:
        lines.append(Line(contact_wording.fields(row.changes), muted=False))
    lines += [Line(contact_wording.remark(one), muted=False) for one in row.remarks]
    return CardItem(("row", row.line), row.act.name, tuple(lines), chip, tint, shape=False)


def _bad_item(bad: BadRow) -> CardItem:
    title = _("Line {line}").format(line=bad.line)
    lines = (Line(contact_wording.refused(bad), muted=False),)
    return CardItem(("row", bad.line), title, lines, _("refused"), Tint.OVER, shape=False)


def _nobody_item(bad: BadRow) -> CardItem:
    title = _("Line {line}").format(line=bad.line)
    lines = (Line(contact_wording.passed(bad), muted=False),)
    return CardItem(("row", bad.line), title, lines, _("left out"), Tint.PAUSED, shape=False)


def _more(key: str, count: int) -> list[CardItem]:
    left = count - _SHOWN
    if left <= 0:
        return []
    said = ngettext("and {n} more like this", "and {n} more like this", left).format(n=left)
    return [CardItem((key, "more"), said)]
