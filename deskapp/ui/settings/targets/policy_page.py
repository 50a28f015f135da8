"""A page of the settings whose saving leaves open calls on what they began with: says so, and offers to apply it."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from deskapp.domain.words import LongActKind
from deskapp.language import _, ngettext
from deskapp.services.steps.views import LongActView
from deskapp.ui.look.palettes import Tint
from deskapp.ui.settings.ground.page import SettingsPage
from deskapp.ui.settings.targets.apply_dialog import ApplyDialog
from deskapp.ui.work.workplace import Workplace


class PolicyPage(SettingsPage):
    def __init__(self, place: Workplace, about: str, save: str, parent: QWidget | None = None) -> None:
        super().__init__(place, about, save, parent)
        self._said = ""
        self._do: Callable[[], object] = self.forget_typed
        self.notice.acted.connect(lambda: self._do())

    def offer(self, words: str, action: str, do: Callable[[], object], tint: Tint = Tint.INFO) -> None:
        """Say something with a button that does something about it."""
        self._do = do
        self.notice.say(words, tint, action=action)

    def refuse_to_leave(self) -> None:
        """Something else was chosen while what was typed is not saved."""
        self.offer(_("Save first, or take back what you typed."), _("Take back"), self.forget_typed)

    def say_saved(self, said: str) -> None:
        """After a save: what new calls follow, and how many open ones do not."""
        self._said = said
        self._look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.notice.isHidden() and self.allowed:
            self._said = ""
            self._look()

    def _look(self) -> None:
        self.place.read(lambda desk: desk.site.calls_on_older_policy(), self._on_older, key=("older", id(self)))

    def _on_older(self, calls: int) -> None:
        if not calls:
            return
        if not self._said and not self.notice.isHidden():
            return
        kept = ngettext(
            "{n} open call keeps the targets and hours it began with.",
            "{n} open calls keep the targets and hours they began with.",
            calls,
        ).format(n=calls)
        tint = Tint.OK if self._said else Tint.INFO
        self.offer(f"{self._said} {kept}".strip(), _("Apply to open calls…"), self._open_apply, tint)

    def _open_apply(self) -> None:
        dialog = ApplyDialog(self.place, self)
        dialog.carried_out.connect(self._on_applied)
        dialog.open()

    def _on_applied(self, calls: int) -> None:
        def say(under_way: Sequence[LongActView]) -> None:
            # Where they follow step by step the window says how far it is.
            if any(act.kind is LongActKind.TARGETS for act in under_way):
                self.notice.end()
            else:
                self._say_applied(calls)

        self.place.read(lambda desk: desk.steps.unfinished(), say, key=("applied", id(self)), receiver=self)

    def _say_applied(self, calls: int) -> None:
        words = ngettext("{n} open call follows them now.", "{n} open calls follow them now.", calls)
        self.notice.say(words.format(n=calls), Tint.OK, seconds=8)
