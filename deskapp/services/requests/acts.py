"""What people do about questions to owners, as plain frozen data."""

from deskapp.domain.data_class import dataclass


@dataclass(frozen=True, slots=True)
class AnswerRequest:
    """What the one who asked is told. request_id: the question that was seen."""

    request_id: int
    words: str
