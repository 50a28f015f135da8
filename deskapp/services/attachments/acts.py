"""What people do with attachments, as plain frozen data."""

from deskapp.domain.attachments.kinds import Rendition
from deskapp.domain.data_class import dataclass


@dataclass(frozen=True, slots=True)
class File:
    """A file to attach, read whole: see `files.load` for one that lies on a disk."""

    name: str
    data: bytes
    #: Pictures made anew from it, as JPEG; none where it is no picture, or one that could not be read.
    pictures: tuple[tuple[Rendition, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class AttachFile:
    call_id: int
    file: File


@dataclass(frozen=True, slots=True)
class WaitFile:
    """The file waits until the call is logged; key: a value of its own that the draft keeps."""

    key: str
    file: File


@dataclass(frozen=True, slots=True)
class RemoveAttachment:
    attachment_id: int


@dataclass(frozen=True, slots=True)
class RestoreAttachment:
    """Take a removal back, while the content is still there."""

    attachment_id: int
