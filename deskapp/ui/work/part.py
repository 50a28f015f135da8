"""What the screen *Improve* asks of each of its parts: what a screen is asked, and what stands beside its name."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deskapp.ui.work.screen import Screen


class Part(Screen):
    """The ground of every part."""

    part_asked = Signal(str)  # go to another part, by its key

    @property
    def head_row(self) -> QWidget | None:
        """Its buttons for paper and files, in the head of the screen while the part is shown; None: it has none."""
        return None
