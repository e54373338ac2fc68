"""What waits for an answer about the people, things and groups of a list, and since when.

What two agencies must answer waits until both have. What stands in a group that waits is no settled thing either. And
where a rule was withdrawn, what it asked before still waits, and nothing new does.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sightline.casework.core.session import ReaderSession
from sightline.casework.patterns.responses import answers_about
from sightline.casework.people.selectors import may_open
from sightline.model.rows.groups import ServedShownGroup
from sightline.model.rows.patterns import ServedRecognised
from sightline.model.visibility import RowFilter
from sightline.store.snapshot_reader import SnapshotReader

MUST = "must"


@dataclass(frozen=True, slots=True)
class Wait:
    """Something that nobody has answered, or not everybody who must: from when it could be seen.

    `still`: the agencies that must answer yet, where another has.
    """

    since: str
    withdrawn: bool = False
    still: tuple[str, ...] = ()


def waits_of(
    session: ReaderSession, *, store: SnapshotReader, instances: Iterable[ServedRecognised], sight: RowFilter
) -> dict[str, list[Wait]]:
    """For each adult, thing or group of these rows of all rules, what waits of it.

    By a withdrawn rule that is only what has an item of which the reader may know.
    """
    rows = [row for row in instances if row["class"] == MUST]
    if sight.only_people_of is not None:
        people = store.patterns.people_of(rows=rows)
        rows = [row for row in rows if all(may_open(store, one, sight) for one in people[row["instance_key"]])]
    answers = answers_about(session, rows=rows)
    found: dict[str, list[Wait]] = defaultdict(list)
    for row in rows:
        withdrawn = store.patterns.is_withdrawn(row=row)
        asked = answers[row["instance_key"]]
        waits = [one for one in asked if one.waits and (one.item or not withdrawn)]
        if waits:
            still = tuple(one.agency for one in waits) if len(waits) < len(asked) else ()
            found[row["entity_id"] or row["group_id"] or ""].append(Wait(row["first_true_on"], withdrawn, still))
    return found


def waits_of_groups(
    session: ReaderSession, *, store: SnapshotReader, groups: Sequence[ServedShownGroup], sight: RowFilter
) -> dict[str, list[Wait]]:
    """What waits of these groups, by id; of one that widens another by confirmed notes, what waits of the other too."""
    ids = [one for row in groups for one in (row["group_id"], row["widens"]) if one]
    instances = store.patterns.of_all_rules().about(ids=ids, sight=sight)
    waiting = waits_of(session, store=store, instances=instances, sight=sight)
    return {
        row["group_id"]: [*waiting.get(row["group_id"], []), *waiting.get(row["widens"] or "", [])] for row in groups
    }


def waits_through_groups(
    session: ReaderSession, *, store: SnapshotReader, sight: RowFilter, but: Collection[str] = ()
) -> dict[str, str]:
    """For each member of a group that waits for an answer, from when the first such group could be seen.

    `but`: groups that a named decision took off lists.
    """
    groups = [row for row in store.networks.groups(sight=sight) if row["group_id"] not in but]
    waiting = waits_of_groups(session, store=store, groups=groups, sight=sight)
    found: dict[str, str] = {}
    for group in groups:
        days = [one.since for one in waiting[group["group_id"]] if not one.withdrawn]
        for member in store.networks.members(group=group) if days else ():
            found[member["member_id"]] = min(min(days), found.get(member["member_id"], min(days)))
    return found
