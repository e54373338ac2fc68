"""The first page of information governance lists what is overdue first, then the oldest, and what is empty last."""

from sightline.casework.core.governance_work import GovernanceWork, in_order


def test_what_is_overdue_comes_first_then_the_oldest_and_empty_lists_last() -> None:
    new, old = GovernanceWork("new", "a", 1, "2026-02-01"), GovernanceWork("old", "b", 2, "2026-01-01")
    late, none = GovernanceWork("late", "c", 3, "2026-03-01", overdue=1), GovernanceWork("none", "d", 0)
    assert in_order([new, none, old, late]) == (late, old, new, none)
