"""The heading of a step in the escalation dialog, with the key that goes there."""

from deskapp.ui.keys import native
from deskapp.ui.widgets.heading import StepHeading


def step_heading(number: int, words: str) -> StepHeading:
    """A numbered heading; pointing at it tells its key."""
    heading = StepHeading(number, words)
    heading.setToolTip(native(f"Alt+{number}"))
    return heading
