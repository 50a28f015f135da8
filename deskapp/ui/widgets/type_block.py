"""What one type of escalation asks for more than the others: a block under the types, shown while its type is on."""

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deskapp.domain.phrases import Step
from deskapp.domain.words import EscalationType
from deskapp.services.escalations.acts import Escalate
from deskapp.services.overview.views import EscalationStart


class TypeBlock(QWidget):
    """Made in `type_blocks`. It reads what it needs, adds what was entered to the act, shows what is wrong with it."""

    #: By a person, or because something was read: what is entered is another thing now.
    changed = Signal()

    #: The type it belongs to.
    kind: ClassVar[EscalationType]
    #: The fields of the act that a refusal may name and that stand here.
    fields: ClassVar[tuple[str, ...]] = ()

    def set_start(self, start: EscalationStart) -> None:
        """The call, as the dialog opened with it."""
        raise NotImplementedError

    def fill(self, act: Escalate) -> Escalate:
        """The act with what was entered here; asked only while the type is on."""
        raise NotImplementedError

    def phrases(self) -> tuple[Step, ...]:
        """What else to say to the customer because of what was entered here."""
        return ()

    def signs(self) -> tuple[str, ...]:
        """Codes of the signs that what was entered here shows: ticked as soon as it shows them."""
        return ()

    def unreadable(self) -> QWidget | None:
        """The first field that cannot be read, with the words beside it."""
        return None

    def say(self, field: str, words: str | None) -> QWidget | None:
        """Show what is wrong with one of its fields; where to go, None if the field is not here."""
        return None

    def content(self) -> Mapping[str, Any]:
        """What a draft keeps, JSON-able."""
        return {}

    def restore(self, content: Mapping[str, Any]) -> None:
        """What a draft kept is put back."""
