"""What is sure or unsure because of who else is known: looked at once everybody is joined, before people are made."""

from collections.abc import Collection
from typing import NamedTuple

from sightline.linkage.results import place_people
from sightline.linkage.settings import Settings
from sightline.linkage.uniqueness.doubts import find_doubted
from sightline.linkage.uniqueness.near_names import find_no_slips, find_slips, hold_between_two, let_near_names_go
from sightline.linkage.uniqueness.parents import hold_no_parent
from sightline.linkage.uniqueness.rules import BETWEEN_TWO, NEAR_FORENAMES, list_rules_on
from sightline.linkage.uniqueness.sealed_names import SealedNames
from sightline.linkage.uniqueness.touched_names import knows_what_went, write_no_joins
from sightline.linkage.uniqueness.whole_names import find_clear_names
from sightline.store import Engine
from sightline.store.earlier import EarlierSnapshot


class SureFound(NamedTuple):
    """Whether `judged` changed, and whether touched names alone were looked at: `touched_name` has them then.

    Whether or not they were, `changed_profile` is made where `knows_changed`.
    """

    changed: bool
    in_part: bool
    knows_changed: bool


def find_sure(
    *,
    engine: Engine,
    settings: Settings,
    off: Collection[str],
    goes_on: bool = False,
    earlier: EarlierSnapshot | None = None,
    sealed: SealedNames | None = None,
) -> SureFound:
    """Change `judged` by who else is known. Rules that are `off` join nobody.

    A run that `goes_on` looks for joins by whole names among those names that the day can have changed. Whoever is
    named in `sealed` rows counts, though no record here says so.
    """
    rules = list_rules_on(off=off)
    _place(engine)
    _look_at_near_names(engine, settings, rules=rules, goes_on=goes_on, earlier=earlier, sealed=sealed)
    hold_no_parent(engine=engine)
    in_part = False
    if rules:
        in_part = find_clear_names(
            engine=engine, settings=settings, rules=rules, goes_on=goes_on, earlier=earlier, sealed=sealed
        )
    else:
        write_no_joins(engine=engine)
    changed = f"SELECT 1 FROM judged WHERE sure_of IS NOT NULL OR rule_id = '{BETWEEN_TWO}' LIMIT 1"
    return SureFound(bool(engine.query(changed).num_rows), in_part, goes_on and bool(rules))


def _look_at_near_names(
    engine: Engine,
    settings: Settings,
    *,
    rules: Collection[str],
    goes_on: bool,
    earlier: EarlierSnapshot | None,
    sealed: SealedNames | None,
) -> None:
    in_part = goes_on and knows_what_went(engine=engine)
    hold_between_two(engine=engine, settings=settings, in_part=in_part, earlier=earlier, sealed=sealed)
    on = tuple(rule for rule in NEAR_FORENAMES if rule in rules)
    if on:
        find_slips(engine=engine, settings=settings, rules=on, in_part=in_part, earlier=earlier, sealed=sealed)
    else:
        find_no_slips(engine=engine)
    let_near_names_go(engine=engine)


def _place(engine: Engine) -> None:
    place_people(engine=engine)
    engine.make("person_of_profile", "SELECT DISTINCT profile_id, person_id FROM person_of")
    find_doubted(engine=engine)
