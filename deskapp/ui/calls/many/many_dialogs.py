"""What is done to several calls at once: another owner, a higher priority, a question to their owners, a note."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from deskapp import direction
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.domain.words import Priority
from deskapp.language import _, ngettext
from deskapp.services.many.acts import AskOwners, NoteCalls, RaiseCalls, ReassignCalls, Standing
from deskapp.services.many.views import Before
from deskapp.ui.calls.many.many_act import Choice, ManyAct, Step
from deskapp.ui.calls.many.many_dialog import ManyDialog
from deskapp.ui.widgets.calls import choices
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes

#: Instead of a priority: one step up from each call's own.
ONE_STEP = ""


class ReassignManyDialog(ManyDialog):
    """Another owner for each."""

    def __init__(
        self,
        place: Workplace,
        call_ids: Sequence[int],
        before: Before,
        stood: dict[int, Standing],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(place, _("Reassign"), _("Reassign"), call_ids, before, stood, parent)
        staff = place.facts.staff if place.facts else ()
        offered = [(one.id, direction.row((one.name, codes.role(one.role)))) for one in staff if one.active]
        self.owner = self.add("owner", _("New owner"), choices.drop_down([(0, _("Choose")), *offered]))
        self.reason = self.add("reason", _("Why"), TextArea(lines=2))
        self.owner.setFocus()

    def act(self) -> ManyAct | None:
        owner_id, reason = self.owner.currentData(), self.reason.text()
        name = self.owner.currentText().rpartition(" · ")[0]
        if not owner_id:
            self.point_out("owner", _("Choose who owns them from now on."))
            return None

        def give(call_ids: tuple[int, ...], stood: dict[int, Standing]) -> Step:
            act = ReassignCalls(call_ids, owner_id, reason, stood)
            return lambda desk: desk.many.reassign(act)

        def offered(call_id: int, error: DeskError) -> tuple[Choice, ...]:
            if error.code != Refusal.OWNER_CHANGED:
                return ()
            stood = {call_id: Standing(error.values["newer"][call_id], self._stood[call_id].priority)}
            return (
                Choice(_("To {name} all the same").format(name=name), give((call_id,), stood)),
                Choice(_("Leave with {name}").format(name=error.values["owner"])),
            )

        return ManyAct(
            lambda part: give(part, self.stood_of(part)),
            lambda gone, count: _("Reassigning: {n} of {all}").format(n=gone, all=count),
            lambda done, count: (
                ngettext("{n} call is {name}'s now.", "{n} calls are {name}'s now.", done).format(n=done, name=name)
                if done == count
                else ngettext(
                    "{n} of {all} calls is {name}'s now.", "{n} of {all} calls are {name}'s now.", done
                ).format(n=done, all=count, name=name)
            ),
            lambda count: ngettext("{n} was not reassigned", "{n} were not reassigned", count).format(n=count),
            _("Not reassigned:"),
            offered,
        )


class RaiseManyDialog(ManyDialog):
    """A higher priority for each: a step up, or all to one."""

    def __init__(
        self,
        place: Workplace,
        call_ids: Sequence[int],
        before: Before,
        stood: dict[int, Standing],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(place, _("Raise priority"), _("Raise"), call_ids, before, stood, parent)
        to = [(ONE_STEP, _("One step up")), *((code, code.value) for code in list(Priority)[:-1])]
        self.to = self.add("to", _("Priority"), ChoiceRow(_("Priority"), to, ONE_STEP))
        self.reason = self.add("reason", _("Why"), TextArea(lines=2))
        self.hint.setText(_("The new targets apply from each call's start; none is lowered."))
        self.to.setFocus()

    def act(self) -> ManyAct | None:
        to, reason = (Priority(str(self.to.value)) if self.to.value else None), self.reason.text()

        def give(call_ids: tuple[int, ...], stood: dict[int, Standing]) -> Step:
            act = RaiseCalls(call_ids, to, reason, stood)
            return lambda desk: desk.many.raise_priority(act)

        def offered(call_id: int, error: DeskError) -> tuple[Choice, ...]:
            if error.code != Refusal.PRIORITY_CHANGED:
                return ()
            newer = Priority(error.values["newer"])
            stood = {call_id: Standing(self._stood[call_id].owner_id, newer)}
            return (
                Choice(_("Raise it all the same"), give((call_id,), stood)),
                Choice(_("Leave at {priority}").format(priority=newer.value)),
            )

        return ManyAct(
            lambda part: give(part, self.stood_of(part)),
            lambda gone, count: _("Raising the priority: {n} of {all}").format(n=gone, all=count),
            lambda done, count: (
                ngettext("{n} call was raised.", "{n} calls were raised.", done).format(n=done)
                if done == count
                else ngettext("{n} of {all} calls was raised.", "{n} of {all} calls were raised.", done).format(
                    n=done, all=count
                )
            ),
            lambda count: ngettext("{n} was not raised", "{n} were not raised", count).format(n=count),
            _("Not raised:"),
            offered,
        )


class AskManyDialog(ManyDialog):
    """A question to the owner of each: it shows at their next look."""

    def __init__(
        self,
        place: Workplace,
        call_ids: Sequence[int],
        before: Before,
        stood: dict[int, Standing],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(place, _("Ask for an update"), _("Ask"), call_ids, before, stood, parent)
        self.words = self.add("words", _("What you want to know"), TextArea(lines=3))
        self.hint.setText(_("Their owners see it at once, or when they sign in. You see what they answer."))
        self.words.setFocus()

    def act(self) -> ManyAct | None:
        words = self.words.text()

        def ask(call_ids: tuple[int, ...], again: bool = False) -> Step:
            act = AskOwners(call_ids, words, again)
            return lambda desk: desk.many.ask(act)

        def offered(call_id: int, error: DeskError) -> tuple[Choice, ...]:
            if error.code != Refusal.ASKED_ALREADY:
                return ()
            return (Choice(_("Ask again"), ask((call_id,), again=True)), Choice(_("Leave it")))

        return ManyAct(
            ask,
            lambda gone, count: _("Asking: {n} of {all}").format(n=gone, all=count),
            lambda done, count: (
                ngettext("The owner of {n} call is asked.", "The owners of {n} calls are asked.", done).format(n=done)
                if done == count
                else ngettext(
                    "The owner of {n} of {all} calls is asked.", "The owners of {n} of {all} calls are asked.", done
                ).format(n=done, all=count)
            ),
            lambda count: ngettext("Of {n} nobody was asked", "Of {n} nobody was asked", count).format(n=count),
            _("Not asked:"),
            offered,
        )


class NoteManyDialog(ManyDialog):
    """The same note for each."""

    def __init__(
        self,
        place: Workplace,
        call_ids: Sequence[int],
        before: Before,
        stood: dict[int, Standing],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(place, _("Note"), _("Save"), call_ids, before, stood, parent)
        self.words = self.add("words", _("What happened"), TextArea(lines=4, most=10))
        self.hint.setText(_("Each call gets this note in its timeline. A note stops no clock."))
        self.words.setFocus()

    def act(self) -> ManyAct | None:
        words = self.words.text()

        def note(call_ids: tuple[int, ...]) -> Step:
            act = NoteCalls(call_ids, words)
            return lambda desk: desk.many.note(act)

        return ManyAct(
            note,
            lambda gone, count: _("Noting: {n} of {all}").format(n=gone, all=count),
            lambda done, count: (
                ngettext("Noted on {n} call.", "Noted on {n} calls.", done).format(n=done)
                if done == count
                else ngettext("Noted on {n} of {all} calls.", "Noted on {n} of {all} calls.", done).format(
                    n=done, all=count
                )
            ),
            lambda count: ngettext("{n} was not noted on", "{n} were not noted on", count).format(n=count),
            _("Not noted on:"),
            can_be_undone=False,
        )
