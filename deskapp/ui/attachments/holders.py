"""What files are attached to: a call, or the draft of one that is not logged yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from deskapp.desk import Desk
from deskapp.domain.data_class import dataclass

if TYPE_CHECKING:
    from deskapp.services.attachments.acts import File
    from deskapp.services.attachments.views import AttachmentView
    from deskapp.services.changes import Done


class Holder(Protocol):
    """Each method is called off the window's thread."""

    def attach(self, desk: Desk, file: File) -> Done[AttachmentView]: ...

    def pictures(self, desk: Desk) -> Mapping[int, bytes]: ...

    def remove(self, desk: Desk, attachment_id: int) -> Done[Any]: ...


@dataclass(frozen=True, slots=True)
class OfCall:
    call_id: int

    def attach(self, desk: Desk, file: File) -> Done[AttachmentView]:
        from deskapp.services.attachments.acts import AttachFile

        return desk.attachments.attach(AttachFile(self.call_id, file))

    def pictures(self, desk: Desk) -> Mapping[int, bytes]:
        return desk.attachments.pictures(self.call_id)

    def remove(self, desk: Desk, attachment_id: int) -> Done[Any]:
        from deskapp.services.attachments.acts import RemoveAttachment

        return desk.attachments.remove(RemoveAttachment(attachment_id))


@dataclass(frozen=True, slots=True)
class OfDraft:
    #: Under which they wait: a value that the draft keeps.
    key: str

    def attach(self, desk: Desk, file: File) -> Done[AttachmentView]:
        from deskapp.services.attachments.acts import WaitFile

        return desk.attachments.wait(WaitFile(self.key, file))

    def pictures(self, desk: Desk) -> Mapping[int, bytes]:
        return desk.attachments.pictures_waiting(self.key)

    def remove(self, desk: Desk, attachment_id: int) -> Done[Any]:
        return desk.attachments.forget(self.key, attachment_id)
