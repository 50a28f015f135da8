"""What is done in each step of a try."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.domain.practice.play import Try
from deskapp.domain.practice.scenario import HandoffPart, Line, Scenario
from deskapp.domain.words import EscalationType
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.phrases import library
from deskapp.ui.widgets.fields.better_words import BetterWords
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.fields.toggle_pill import TogglePill
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.card_item import CardItem
from deskapp.ui.widgets.lists.card_item import Line as CardLine
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes
from deskapp.wording.practice import tries

_OWN, _CHOSEN = "own", "chosen"


class _Doing(QWidget):
    """The ground of a step: a column without edges of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(6))

    def take_focus(self) -> None:
        """Have the keyboard at what is done first."""
        raise NotImplementedError


class WordsOrSentence(_Doing):
    """Own words, or one of some sentences."""

    said = Signal()  # a sentence was confirmed by a double click or Enter

    def __init__(self, place: Workplace, name: str, asked: str) -> None:
        super().__init__()
        self._how = ChoiceRow(_("How"), ((_OWN, _("In my own words")), (_CHOSEN, _("Choose a sentence"))), _OWN)
        self._how.changed.connect(self._turn)
        self.words = TextArea(lines=3, most=7)
        self.words.setAccessibleName(name)
        self.better = BetterWords(self.words, lambda: library.library(place).avoid)
        self.sentences = PickList(_("Sentences"), fit=True)
        self.sentences.confirmed.connect(lambda _key: self.said.emit())
        self.column.addWidget(self._how)
        self.column.addWidget(Label(asked, "muted", wrap=True))
        self.column.addWidget(self.words)
        self.column.addWidget(self.better)
        self.column.addWidget(self.sentences)
        self._turn()

    def offer(self, sentences: Sequence[str], *, own: bool | None = None) -> None:
        """These may be chosen. own: whether own words are asked for at first; None: as it is."""
        self.sentences.set_items([CardItem(place, words) for place, words in enumerate(sentences)])
        self.sentences.choose_first()
        if own is not None:
            self._how.set_value(_OWN if own else _CHOSEN)
        self._turn()

    @property
    def by_choice(self) -> int | None:
        """The place of the sentence that is chosen; None: own words are meant."""
        current = self.sentences.current
        return current if self._how.value == _CHOSEN and isinstance(current, int) else None

    def take_focus(self) -> None:
        taker = self.words if self._how.value == _OWN else self.sentences
        taker.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self, _value: object = None) -> None:
        own = self._how.value == _OWN
        self.words.setVisible(own)
        self.sentences.setVisible(not own)
        if own:
            self.better.look()
        else:
            self.better.hide()


class TalkStep(WordsOrSentence):
    """An answer to what the caller said last."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place, _("What you say"), _("What do you say now?"))

    def show_line(self, line: Line, *, again: bool) -> None:
        """again: the words of before meant none of the answers, and stay to be put otherwise."""
        self.offer([answer.says for answer in line.answers])
        if not again:
            self.words.clear()


class SignsStep(_Doing):
    """What the caller has shown, of all the signs a desk knows."""

    def __init__(self, triggers: Sequence[str]) -> None:
        super().__init__()
        self.column.addWidget(Label(_("Which signs to escalate did the caller show?"), "muted", wrap=True))
        signs = QWidget()
        flow = FlowLayout(signs, spacing=theme.px(4))
        self.pills: dict[str, TogglePill] = {}
        for code in triggers:
            pill = TogglePill(codes.trigger(code).replace("&", "&&"))
            self.pills[code] = pill
            flow.addWidget(pill)
        self.column.addWidget(signs)

    def clear(self) -> None:
        for pill in self.pills.values():
            pill.setChecked(False)

    @property
    def chosen(self) -> frozenset[str]:
        return frozenset(code for code, pill in self.pills.items() if pill.isChecked())

    def take_focus(self) -> None:
        next(iter(self.pills.values())).setFocus(Qt.FocusReason.OtherFocusReason)


class RouteStep(_Doing):
    """The types of the escalation, and to whom."""

    def __init__(self) -> None:
        super().__init__()
        self.column.addWidget(Section(_("Type")))
        types = QWidget()
        flow = FlowLayout(types, spacing=theme.px(4))
        self.pills: dict[EscalationType, TogglePill] = {}
        for one in EscalationType:
            self.pills[one] = TogglePill(codes.escalation_type(one))
            flow.addWidget(self.pills[one])
        self.people = PickList(_("Who"), fit=True)
        self.column.addWidget(types)
        self.column.addWidget(Section(_("Who")))
        self.column.addWidget(self.people)

    def show_scenario(self, scenario: Scenario) -> None:
        for pill in self.pills.values():
            pill.setChecked(False)
        self.people.set_items(people_cards(scenario))
        self.people.clearSelection()

    @property
    def types(self) -> frozenset[EscalationType]:
        return frozenset(one for one, pill in self.pills.items() if pill.isChecked())

    @property
    def person(self) -> str:
        chosen = self.people.selectedIndexes()
        return str(self.people.cards.items[chosen[0].row()].key) if chosen else ""

    def take_focus(self) -> None:
        self.pills[EscalationType.FUNCTIONAL].setFocus(Qt.FocusReason.OtherFocusReason)


class FrameStep(WordsOrSentence):
    """What the customer is told."""

    def __init__(self, place: Workplace) -> None:
        asked = _("Why, what comes next, who, by when, and whether that is okay.")
        super().__init__(place, _("What the customer is told"), asked)
        self._framings: Sequence[str] = ()

    def show_scenario(self, scenario: Scenario) -> None:
        self._framings = scenario.framings
        self.words.clear()
        self.offer(scenario.framings, own=True)

    @property
    def told(self) -> str:
        """In own words, or as chosen."""
        place = self.by_choice
        return self.words.text() if place is None else self._framings[place]


class HandoffStep(_Doing):
    """The five parts of the handoff."""

    def __init__(self) -> None:
        super().__init__()
        asked = _("Written so that whoever takes over need not ask again.")
        self.column.addWidget(Label(asked, "muted", wrap=True))
        self.fields: dict[HandoffPart, TextArea] = {}
        for part in HandoffPart:
            field = TextArea(lines=1, most=3)
            self.column.addWidget(Section(tries.part(part), field))
            self.column.addWidget(field)
            self.fields[part] = field

    def clear(self) -> None:
        for field in self.fields.values():
            field.clear()

    @property
    def parts(self) -> tuple[tuple[HandoffPart, str], ...]:
        return tuple((part, field.text()) for part, field in self.fields.items())

    def take_focus(self) -> None:
        self.fields[HandoffPart.ISSUE].setFocus(Qt.FocusReason.OtherFocusReason)


def people_cards(scenario: Scenario) -> list[CardItem]:
    """Who could help, as cards."""
    return [
        CardItem(
            person.name,
            person.name,
            (CardLine(person.role),),
            corner=person.when,
            tint=Tint.OK if person.reachable else Tint.PLAIN,
            shape=person.reachable,
        )
        for person in scenario.people
    ]


def answered(one: Try) -> dict[str, str]:
    """What was answered in each step, in one line each, by the step's code."""
    return {
        "signs": ", ".join(codes.trigger(code) for code in sorted(one.signs)),
        "route": " · ".join(
            part for part in (*(codes.escalation_type(kind) for kind in sorted(one.types)), one.person) if part
        ),
        "frame": one.frame,
        "handoff": " · ".join(words for _part, words in one.handoff if words),
    }
