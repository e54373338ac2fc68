"""Says who may see which record, for pages, exports and the command line alike."""

from sightline.sharing.visibility import (
    can_answer_same_person,
    can_enter_concerns,
    can_see,
    can_see_files,
    can_see_people,
    counts_wording_of,
    part_in_working_files,
    row_filter,
    withhold,
)

__all__ = [
    "can_answer_same_person",
    "can_enter_concerns",
    "can_see",
    "can_see_files",
    "can_see_people",
    "counts_wording_of",
    "part_in_working_files",
    "row_filter",
    "withhold",
]
