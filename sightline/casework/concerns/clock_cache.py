"""The clocks of a concern, worked out once and kept beside it: working them out takes the better part of a second.

What is kept is when they began and end, never how they stand. With another version of a rule, or another local value,
they are worked out anew.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sightline.casework.concerns.clocks import build_rows
from sightline.casework.concerns.models import Concern
from sightline.model.ids import make_id
from sightline.store.serve import Row

if TYPE_CHECKING:
    from sightline.timescales import ClockRule

OF_THE_MOMENT = ("state", "as_at")


def kept_rows(concerns: Sequence[Concern], *, rules: "Mapping[str, ClockRule]") -> list[Row]:
    """The rows of `clock` that each of these concerns alone gives, each with its `concern`, without their state."""
    version = make_id("rules", *(f"{rule.id} {rule.version} {rule.limits}" for rule in rules.values()))
    return [{**row, "concern": one} for one in concerns for row in _rows_of(one, version)]


def _rows_of(concern: Concern, version: str) -> list[Row]:
    kept = concern.clocks or {}
    if kept.get("version") != version:
        made = [{name: row[name] for name in row if name not in OF_THE_MOMENT} for row in build_rows(concern)]
        kept = concern.clocks = {"version": version, "rows": made}
        Concern.objects.filter(pk=concern.pk).update(clocks=kept)
    rows: list[Row] = kept["rows"]
    return rows
