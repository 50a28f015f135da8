"""Practice: a scenario is chosen, played, and looked back on. Nothing of it reaches the desk's calls or figures."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from deskapp.desk import Desk
from deskapp.domain.practice.play import Try
from deskapp.domain.practice.scenario import Scenario
from deskapp.language import _
from deskapp.services.changes import Changes, Done
from deskapp.services.practice.acts import KeepTry, ShowPractice
from deskapp.services.practice.shipped import triggers
from deskapp.services.practice.views import PracticeView, Result
from deskapp.ui.look import theme
from deskapp.ui.practice.choose_page import ChoosePage
from deskapp.ui.practice.edit_page import EditPage
from deskapp.ui.practice.play_page import PlayPage
from deskapp.ui.practice.result_page import ResultPage
from deskapp.ui.practice.screen_column import CARD_KEY
from deskapp.ui.widgets.dialogs.typed_in import typed_in
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.shown_stack import ShownStack
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.part import Part
from deskapp.ui.work.workplace import Workplace


class PracticePart(Part):
    """Four pages of which one is shown."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._view: PracticeView | None = None
        self.choose, self.play = ChoosePage(place), PlayPage(place, triggers())
        self.result, self.edit = ResultPage(place), EditPage(place, triggers())
        self._stack = ShownStack()
        for page in (self.choose, self.play, self.result, self.edit):
            self._stack.addWidget(page)
        self._banner = QFrame()
        self._banner.setProperty("surface", "notice")
        self._banner.setProperty("tint", "soon")
        words = _("Practice: nobody is on the line, and nothing of it reaches the desk's calls or figures")
        row = QHBoxLayout(self._banner)
        row.setContentsMargins(theme.px(12), theme.px(3), theme.px(12), theme.px(3))
        row.addWidget(Label(words, "strong", wrap=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(self._banner)
        column.addWidget(self._stack, 1)
        self._bind()
        self._reloader = Reloader(self, place.hub)
        self._go(self.choose)

    @property
    def focus_taker(self) -> QWidget:
        return self.choose.list if self._stack.currentWidget() is self.choose else self

    @property
    def own_keys(self) -> Mapping[str, Callable[[], object]]:
        """While a try is on, the card is that of the scenario and not of a call."""
        if self._stack.currentWidget() is self.play:
            return {CARD_KEY: self.play.screen_column.turn_card}
        return {}

    def holds_back(self) -> bool:
        if self._stack.currentWidget() is self.edit:
            return self.edit.holds_back()
        holds = self.play.holds_back()
        if holds:
            self._go(self.play)
        return holds

    def left_words(self) -> Sequence[str]:
        scenario = (self.edit.text.toPlainText(),) if self.edit.changed else ()
        return (*scenario, *(typed_in(self.play) if self.play.played is not None else ()))

    # What the reloader asks

    def concerns(self, changes: Changes) -> bool:
        return changes.touches("practice", "staff")

    def reload(self) -> None:
        self._place.read(lambda desk: desk.practice.view(), self._on_view, key=("practice", id(self)))

    # Inside

    def _bind(self) -> None:
        choose = self.choose
        choose.play_asked.connect(self._play)
        choose.on_asked.connect(lambda: self._go(self.play))
        choose.result_asked.connect(self._show_try)
        choose.edit_asked.connect(self._edit)
        choose.remove_asked.connect(lambda key: self._act(lambda desk: desk.practice.remove_scenario(key)))
        choose.show_asked.connect(lambda on, site: self._act(lambda desk: desk.practice.show(ShowPractice(on, site))))
        choose.record_asked.connect(
            lambda staff_id: self._place.read(lambda desk: desk.practice.record(staff_id), choose.show_record)
        )
        self.play.over.connect(self._keep)
        self.play.left.connect(lambda: self._go(self.choose))
        self.result.play_asked.connect(self._play)
        self.result.left.connect(lambda: self._go(self.choose))
        self.edit.kept.connect(self._on_scenario_kept)
        self.edit.left.connect(lambda: self._go(self.choose))

    def _act(self, work: Callable[[Desk], Done[Any]]) -> None:
        """What is told by the hub afterwards, and needs no answer of its own."""
        self._place.act(work)

    def _on_view(self, view: PracticeView) -> None:
        self._view = view
        self.choose.show_view(view)
        told = _("Seen by you alone.")
        if view.shown or view.shown_by_site:
            told = _("Seen by you and your supervisors alone.")
        self.play.screen_column.for_whom.setText(_("{told} It is in no measure.").format(told=told))

    def _play(self, scenario_id: str) -> None:
        offers = self._view.offers if self._view else ()
        offer = next((one for one in offers if one.scenario.id == scenario_id), None)
        if offer is not None:
            self.play.begin(offer.scenario, len(offer.tries) + 1, self._place.desk.clock.now())
            self._go(self.play)

    def _keep(self, played: Try, begun_at: datetime) -> None:
        act = KeepTry(played, begun_at)
        self._place.act(lambda desk: desk.practice.keep(act), self._on_kept)

    def _on_kept(self, result: Result) -> None:
        self.play.forget()
        self._on_result(result)

    def _show_try(self, try_id: int) -> None:
        self._place.read(lambda desk: desk.practice.result(try_id), self._on_result)

    def _on_result(self, result: Result) -> None:
        self.result.show_result(result, self._view.offers if self._view else ())
        self._go(self.result)

    def _edit(self, scenario_id: str) -> None:
        chosen = self.choose.chosen
        if chosen is None:
            return
        key = scenario_id or chosen.scenario.id

        def begin(text: str) -> None:
            self.edit.edit(text if scenario_id else text.replace(f'"{key}"', f'"{key}_2"', 1))
            self._go(self.edit)

        self._place.read(lambda desk: desk.practice.text(key), begin, receiver=self)

    def _on_scenario_kept(self, scenario: Scenario) -> None:
        self._place.said.emit(_("Kept: {title}").format(title=scenario.title))
        self._go(self.choose)
        self.choose.choose(scenario.id)

    def _go(self, page: ChoosePage | PlayPage | ResultPage | EditPage) -> None:
        one = self.play.played
        self.choose.say_left(one.scenario.title if one is not None else "")
        self._stack.setCurrentWidget(page)
        if self.isVisible():
            page.take_focus()
