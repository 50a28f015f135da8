"""What becomes of a desk's backups when its file is written anew by another key, or by none."""

from collections.abc import Sequence

from deskapp.domain.words import OfCopies
from deskapp.language import _
from deskapp.services.encryption.views import CopyView
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.wording import encryption as encryption_wording


def choice_of_copies(copies: Sequence[CopyView], preset: OfCopies) -> ChoiceRow | None:
    """None where there are no backups to decide about."""
    if not copies:
        return None
    named = [(one.value, encryption_wording.of_copies(one)) for one in OfCopies]
    return ChoiceRow(_("The backups that lie beside it"), named, preset.value)
