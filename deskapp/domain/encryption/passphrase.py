"""Which passphrase is good enough for a file that somebody has taken along, and may try for as long as they like."""

import unicodedata

from deskapp.domain.codes import FieldFault
from deskapp.domain.pins import plain

#: Controls, such as NUL or the end of a line, and halves of a sign: pasted they may be, typed again they are not.
_UNTYPABLE = ("Cc", "Cs")
#: Of fewer signs than this none is.
SHORTEST = 12
#: So much must be left to guess, once common words and rows of keys are taken for one sign each.
_LEFT = 8
#: So many different signs at least.
_DIFFERENT = 6
#: What is tried first of all.
_COMMON = ("password", "passwort", "passphrase", "helpdesk", "deskapp", "letmein", "welcome", "willkommen", "iloveyou")
#: What fingers run along; from four keys on it is a row.
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "qwertzuiop", "asdfghjkl", "yxcvbnm", "zxcvbnm")
_ROW = 4


def fault(passphrase: str) -> FieldFault | None:
    """What is wrong with a new passphrase; None where it may be taken."""
    if any(unicodedata.category(sign) in _UNTYPABLE for sign in plain(passphrase)):
        return FieldFault.PASSPHRASE_UNTYPABLE
    signs = plain(passphrase).casefold()
    if len(signs) < SHORTEST:
        return FieldFault.PASSPHRASE_SHORT
    if len(set(signs)) < _DIFFERENT or len(_left(signs)) < _LEFT:
        return FieldFault.PASSPHRASE_EASY
    return None


def _left(signs: str) -> str:
    """What a guesser must still guess: a piece that is repeated counts once, a common word or a row as one sign."""
    for length in range(1, len(signs) // 2 + 1):
        if (signs[:length] * (len(signs) // length + 1)).startswith(signs):
            signs = signs[:length]
            break
    for word in _COMMON:
        signs = signs.replace(word, "*")
    rows = [row for run in _RUNS for row in (run, run[::-1])]
    for length in range(max(map(len, rows)), _ROW - 1, -1):
        for row in rows:
            for begin in range(len(row) - length + 1):
                signs = signs.replace(row[begin : begin + length], "*")
    return signs
