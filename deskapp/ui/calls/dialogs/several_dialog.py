"""The ground of an act on several calls: some at a time, how far it has come, and what was refused call by call."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from deskapp.desk import Desk
from deskapp.domain.errors import DeskError
from deskapp.language import _, ngettext
from deskapp.services.changes import Done
from deskapp.services.log.views import EachDone
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.progress_line import ProgressLine
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals

#: So many calls go into one transaction: others write in between.
AT_ONCE = 50


class SeveralDialog(ActDialog):
    """Subclasses add fields, and answer `part` and `said`.

    What is done stays done: it can be stopped between two parts, and after a failure it goes on with what is left.
    """

    def __init__(
        self, place: Workplace, call_ids: Sequence[int], title: str, main: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(place, title, main, parent, about=_calls(len(call_ids)))
        self._left = list(call_ids)
        self._count = len(self._left)
        self._done = 0
        self._refused: list[tuple[str, DeskError]] = []
        self._stopped = False
        self.progress = ProgressLine()
        self.told = Label("", "muted", wrap=True)
        for part in (self.progress, self.told):
            part.hide()

    # What subclasses answer

    def part(self, call_ids: tuple[int, ...]) -> Callable[[Desk], Done[EachDone]]:
        """The act on some of the calls."""
        raise NotImplementedError

    def said(self, count: int) -> str:
        """What was done, in a sentence, on so many calls."""
        raise NotImplementedError

    # What happens

    def submit(self) -> None:
        if not self.clear():
            return
        self._stopped = False
        if self._count > AT_ONCE:
            for part in (self.progress, self.told):
                self.body.addWidget(part)
                part.show()
        self._rest(True)
        self._go_on()

    def reject(self) -> None:
        """Cancel and Escape: while it goes on, it is stopped where it is."""
        self._stopped = True
        super().reject()

    def _go_on(self) -> None:
        now = tuple(self._left[:AT_ONCE])
        self.progress.set((self._count - len(self._left)) / self._count, Tint.INFO)
        self.told.setText(_("{n} of {all}").format(n=self._count - len(self._left), all=self._count))
        self.place.act(self.part(now), self._on_part, self._on_failed, receiver=self, waits=self.say_it_waits)

    def _on_part(self, done: EachDone) -> None:
        self._goes_on()
        del self._left[:AT_ONCE]
        self._done += len(done.done)
        self._refused += done.refused
        if self._left and not self._stopped:
            self._go_on()
            return
        self._rest(False)
        if self._left or self._refused:
            self._tell_rest()
        else:
            self.place.said.emit(self.said(self._done))
            self.accept()

    def _tell_rest(self) -> None:
        """It stays, and says what was not done and why."""
        for part in (self.progress, self.told):
            part.hide()
        words = self.said(self._done)
        if self._left:
            left = ngettext("Stopped: {n} call is left.", "Stopped: {n} calls are left.", len(self._left))
            words = f"{words} {left.format(n=len(self._left))}"
        self.main_button.setVisible(bool(self._left))
        if self._refused:
            lines = [f"{ref}: {refusals.error(error)}" for ref, error in self._refused]
            shown = TextArea(lines=min(8, len(lines) + 1))
            shown.setPlainText("\n".join(lines))
            shown.setReadOnly(True)
            refused = ngettext("{n} call was refused:", "{n} calls were refused:", len(lines)).format(n=len(lines))
            self.body.addWidget(FormField(refused, shown))
            shown.setFocus()
            words = f"{words} {refused}"
            self._refused = []
        self.cancel_button.setText(_("Close"))
        self.notice.say(words, Tint.SOON)
        announce(self, words)


def _calls(count: int) -> str:
    return ngettext("{n} call", "{n} calls", count).format(n=count)
