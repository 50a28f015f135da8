"""Whether what is kept of attached files is what was attached."""

import hashlib
from collections.abc import Iterator

from deskapp.services.texts import reference
from deskapp.storage.file_check import FileCheck

_CONTENTS = "SELECT id, digest, size FROM attachment_content ORDER BY id"
_CHUNK = "SELECT bytes FROM attachment_chunk WHERE content_id = ? AND number = ?"
_NAMED = "SELECT call_id, name FROM attachment WHERE content_id = ? ORDER BY id LIMIT 1"
_MIXED_UP = """
SELECT call_id, name FROM attachment JOIN attachment_content ON attachment_content.id = content_id
WHERE attachment_content.digest <> attachment.digest OR attachment_content.size <> attachment.size
ORDER BY attachment.id
"""


def findings(look: FileCheck) -> Iterator[tuple[str, dict[str, str]]]:
    """(code, values) of each file that is not what it was, or not all of it; read piece by piece."""
    for content_id, digest, size in look.rows(_CONTENTS):
        found, length, number = hashlib.sha256(), 0, 1
        while rows := look.rows(_CHUNK, (content_id, number)):
            found.update(rows[0][0])
            length, number = length + len(rows[0][0]), number + 1
        if (found.hexdigest(), length) != (digest, size):
            for named in look.rows(_NAMED, (content_id,)) or [(0, "")]:
                yield "attachment_damaged", _told(*named)
    for row in look.rows(_MIXED_UP):
        yield "attachment_mixed_up", _told(*row)


def _told(call_id: int, name: str) -> dict[str, str]:
    return {"ref": reference(call_id) if call_id else "", "name": name}
