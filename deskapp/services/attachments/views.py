"""Attachments, as the services give them back."""

from datetime import datetime

from deskapp.domain.attachments.kinds import AttachmentKind
from deskapp.domain.data_class import dataclass


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """One attached file; of one that waits with a draft `id` is that of its waiting."""

    id: int
    name: str
    kind: AttachmentKind
    #: In bytes.
    size: int
    added_at: datetime
    added_by: str
    added_by_id: int
    waiting: bool = False
