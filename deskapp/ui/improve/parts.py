"""The parts of *Improve*, in their order: each is made when it is first visited."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.ui.work.part import Part
from deskapp.ui.work.workplace import Workplace


class PartRow(NamedTuple):
    """A part: its key, what it is called, what makes it where it will stand, and for whom: the role, and those above.

    also: other words to find it by.
    """

    key: str
    words: str
    make: Callable[[Workplace, QWidget], Part]
    at_least: Role = Role.AGENT
    also: str = ""


def rows() -> tuple[PartRow, ...]:
    """Every part there is, whoever may see it."""
    return (
        PartRow("measures", _("Measures"), _measures, also=_("figures statistics report rate improve")),
        PartRow(
            "signals",
            _("Signals"),
            _signals,
            Role.SUPERVISOR,
            also=_("training process product policy feedback action improve"),
        ),
        PartRow(
            "reviews",
            _("Reviews"),
            _reviews,
            also=_("quality scorecard sample coaching marks improve"),
        ),
        PartRow("practice", _("Practice"), _practice),
        PartRow(
            "readiness",
            _("Readiness"),
            _readiness,
            Role.SUPERVISOR,
            also=_("eight questions gaps policy authority triggers training feedback"),
        ),
    )


def load() -> None:
    """Load the first part and what it draws with: that takes longer than to read a year of figures."""
    import deskapp.documents.charts.drawing
    import deskapp.ui.improve.measures.measures_part  # noqa: F401


def _signals(place: Workplace, parent: QWidget) -> Part:
    from deskapp.ui.improve.signals.signals_part import SignalsPart

    return SignalsPart(place, parent)


def _measures(place: Workplace, parent: QWidget) -> Part:
    from deskapp.ui.improve.measures.measures_part import MeasuresPart

    return MeasuresPart(place, parent)


def _reviews(place: Workplace, parent: QWidget) -> Part:
    from deskapp.ui.improve.reviews.reviews_part import ReviewsPart

    return ReviewsPart(place, parent)


def _practice(place: Workplace, parent: QWidget) -> Part:
    from deskapp.ui.practice.practice_part import PracticePart

    return PracticePart(place, parent)


def _readiness(place: Workplace, parent: QWidget) -> Part:
    from deskapp.ui.improve.readiness.readiness_part import ReadinessPart

    return ReadinessPart(place, parent)
