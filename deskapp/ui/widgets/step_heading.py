"""The heading of a step in the escalation dialog, with the key that goes there."""

from deskapp.ui.widgets.heading import StepHeading
from deskapp.ui.work.keys import native


def step_heading(number: int, words: str) -> StepHeading:
    """A numbered heading; pointing at it tells its key."""
    heading = StepHeading(number, words)
    heading.setToolTip(native(f"Alt+{number}"))
    return heading
