"""Acts on several calls at once: a note, a tag, another owner."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp.desk import Desk
from deskapp.domain.words import Role
from deskapp.language import _, ngettext
from deskapp.services.changes import Done
from deskapp.services.log.acts import GiveCalls, NoteCalls, TagCalls
from deskapp.services.log.sieve import Shown
from deskapp.services.log.views import Choices, EachDone
from deskapp.ui.calls.dialogs.several_dialog import SeveralDialog
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.calls import choices
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.folded_completer import FoldedCompleter, items
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes

ON, OFF = "on", "off"


class NoteSeveralDialog(SeveralDialog):
    """The same note for each."""

    def __init__(self, place: Workplace, call_ids: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(place, call_ids, _("Note"), _("Save"), parent)
        self.words = self.add("words", _("What happened"), TextArea(lines=4, most=10))
        self.hint.setText(_("Each call gets this note in its timeline. A note stops no clock."))
        self.words.setFocus()

    def part(self, call_ids: tuple[int, ...]) -> Callable[[Desk], Done[EachDone]]:
        act = NoteCalls(call_ids, self.words.text())
        return lambda desk: desk.log.note(act)

    def said(self, count: int) -> str:
        return ngettext("Noted on {n} call.", "Noted on {n} calls.", count).format(n=count)


class TagSeveralDialog(SeveralDialog):
    """A tag is put on all of them, or taken off."""

    def __init__(self, place: Workplace, call_ids: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(place, call_ids, _("Tags"), _("Save"), parent)
        self.tag = self.add("tag", _("Tag"), tag_field())
        ways = [(ON, _("Put on")), (OFF, _("Take off"))]
        self.way = self.add("way", _("What to do with it"), ChoiceRow(_("What to do with it"), ways, ON))
        place.read(lambda desk: desk.log.choices(Shown()), self._show_known, receiver=self)
        self.tag.setFocus()

    def _show_known(self, known: Choices) -> None:
        offer_tags(self.tag, [tag for _key, tag in known.tags])

    def part(self, call_ids: tuple[int, ...]) -> Callable[[Desk], Done[EachDone]]:
        tags = (self.tag.text(),)
        act = TagCalls(call_ids, tags) if self.way.value == ON else TagCalls(call_ids, (), tags)
        return lambda desk: desk.log.tag(act)

    def said(self, count: int) -> str:
        if self.way.value == ON:
            form = ngettext("“{tag}” is on {n} call.", "“{tag}” is on {n} calls.", count)
        else:
            form = ngettext("“{tag}” is off {n} call.", "“{tag}” is off {n} calls.", count)
        return form.format(n=count, tag=self.tag.text().strip())


class GiveSeveralDialog(SeveralDialog):
    """Another owner for each; whose an agent may not give away is said before anything is typed."""

    def __init__(
        self,
        place: Workplace,
        call_ids: Sequence[int],
        parent: QWidget | None = None,
        *,
        base_owners: Mapping[int, int],
    ) -> None:
        super().__init__(place, call_ids, _("Reassign"), _("Reassign"), parent)
        self._base_owners = dict(base_owners)
        staff = place.facts.staff if place.facts else ()
        offered = [(one.id, f"{one.name} · {codes.role(one.role)}") for one in staff if one.active]
        self.owner = self.add("owner", _("New owner"), choices.drop_down([(0, _("Choose")), *offered]))
        self.reason = self.add("reason", _("Why"), TextArea(lines=2))
        self.hint.setText(_("The owner answers for the call until the customer agrees."))
        self.owner.setFocus()
        others = not_mine(place, base_owners)
        if others:
            form = ngettext(
                "{n} of these calls is somebody else's: an agent gives away their own. It stays where it is.",
                "{n} of these calls are somebody else's: an agent gives away their own. They stay where they are.",
                others,
            )
            self.notice.say(form.format(n=others), Tint.SOON)

    def submit(self) -> None:
        if not self.owner.currentData():
            self.point_out("owner", _("Choose who owns them from now on."))
            return
        super().submit()

    def part(self, call_ids: tuple[int, ...]) -> Callable[[Desk], Done[EachDone]]:
        base = {call_id: self._base_owners[call_id] for call_id in call_ids if call_id in self._base_owners}
        act = GiveCalls(call_ids, self.owner.currentData(), self.reason.text(), base)
        return lambda desk: desk.log.give(act)

    def said(self, count: int) -> str:
        name = self.owner.currentText().partition(" · ")[0]
        form = ngettext("{n} call is {name}'s now.", "{n} calls are {name}'s now.", count)
        return form.format(n=count, name=name)


def not_mine(place: Workplace, owners: Mapping[int, int]) -> int:
    """How many of some calls, by whose they are, whoever works here may not give away."""
    me = place.me
    if me is None or me.role is not Role.AGENT:
        return 0
    return sum(owner_id != me.id for owner_id in owners.values())


def tag_field() -> QLineEdit:
    field = QLineEdit()
    field.setMaxLength(40)
    return field


def offer_tags(field: QLineEdit, tags: Sequence[str]) -> None:
    """Offer the tags that are there while one is typed."""
    completer = FoldedCompleter(items(tags, field), field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    field.setCompleter(completer)
