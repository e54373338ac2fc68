"""Says who may see which record, for pages, exports and the command line alike."""

from sightline.sharing.standpoints import View, is_seen_by_all, split_views
from sightline.sharing.visibility import (
    can_answer_same_person,
    can_count_whole,
    can_enter_concerns,
    can_propose_same_person,
    can_see,
    can_see_files,
    can_see_in_emergency,
    can_see_people,
    counts_wording_of,
    emergency_filter,
    gives_sight_of,
    part_in_subject_files,
    row_filter,
)

__all__ = [
    "View",
    "can_answer_same_person",
    "can_count_whole",
    "can_enter_concerns",
    "can_propose_same_person",
    "can_see",
    "can_see_files",
    "can_see_in_emergency",
    "can_see_people",
    "counts_wording_of",
    "emergency_filter",
    "gives_sight_of",
    "is_seen_by_all",
    "part_in_subject_files",
    "row_filter",
    "split_views",
]
