"""What a manager asks of the desk's encryption."""

from dataclasses import field

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import OfCopies


@dataclass(frozen=True, slots=True)
class Encrypt:
    """Encrypt the desk by a passphrase. copies: what becomes of its copies."""

    passphrase: str = field(repr=False)
    copies: OfCopies = OfCopies.AS_THE_DESK


@dataclass(frozen=True, slots=True)
class ChangePassphrase:
    """Another passphrase from now on. typed: the one that holds, or the recovery key."""

    typed: str = field(repr=False)
    passphrase: str = field(repr=False)
    copies: OfCopies = OfCopies.AS_THE_DESK


@dataclass(frozen=True, slots=True)
class RemoveEncryption:
    """Let anybody read the file who has it. typed: the passphrase that holds, or the recovery key."""

    typed: str = field(repr=False)
    copies: OfCopies = OfCopies.LEFT
