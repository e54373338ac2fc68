"""What a run writes beside the signs that rules mark: the sentences that people read as signs, as they stand now."""

from sightline.casework.readings.answer_log import answers_in_force
from sightline.casework.readings.wrong_marks import read_all_answers
from sightline.model.passages import ConfirmedSign


def confirmed_signs_in_force() -> tuple[ConfirmedSign, ...]:
    """What a run writes beside the signs that rules mark."""
    return tuple(
        ConfirmedSign(
            sequence=one.sequence,
            row_id=place.row_id,
            field=place.field,
            start=place.start,
            end=place.end,
            words_mark=place.words_mark,
            sign=one.sign,
            confirmed_at=one.at,
        )
        for one in answers_in_force(read_all_answers())
        for place in one.places
    )
