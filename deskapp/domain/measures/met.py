"""How well promises were kept, told apart where too few say nothing."""

from enum import StrEnum

from deskapp.domain.measures.values import Share

#: From so many of a hundred on it is well, and from so many on partly.
WELL, PARTLY = 90, 70


class Met(StrEnum):
    """How many of them were met."""

    WELL = "well"
    PARTLY = "partly"
    BADLY = "badly"
    TOO_FEW = "too_few"


def met(share: Share) -> Met:
    if share.too_few:
        return Met.TOO_FEW
    part = 100 * share.num / share.den
    return Met.WELL if part >= WELL else Met.PARTLY if part >= PARTLY else Met.BADLY
