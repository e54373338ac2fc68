"""The queries that many ask of items and their steps, each by its name."""

from __future__ import annotations  # the tables import this module

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Concat

from sightline import timescales
from sightline.escalation import Urgency

if TYPE_CHECKING:
    from sightline.casework.escalation.models import Item, ItemBasis, Step  # noqa: F401


# Whether the deadline had passed when the record arrived; an item without an arrival or a deadline did not arrive late.
ARRIVED_LATE = Q(arrived_at__gt=F("deadline_at"))
ARRIVED_IN_TIME = Q(arrived_at=None) | Q(deadline_at=None) | Q(arrived_at__lte=F("deadline_at"))


def deadline_of() -> Case:
    """The deadline that an item is of: several that count as one thing are one, and one that agencies share is one.

    What does not have the deadline of a clock is of itself.
    """
    counted = timescales.find_counted_with(timescales.load_clock_rules())
    things = (
        When(rule_id=rule_id, then=Concat(Value(f"{as_rule} "), "record_id", Value(" "), "person_id"))
        for rule_id, as_rule in counted.items()
    )
    return Case(
        *things, When(source="clock", about_id__gt="", then="about_id"), default="item_id", output_field=CharField()
    )


class ItemQuerySet(models.QuerySet["Item"]):
    """Work items."""

    def open(self) -> Self:
        """Those that are not closed."""
        return self.filter(closed_at=None)

    def by_id(self, item_id: str) -> Item | None:
        """The item of that id, or none. Whether a reader may know of it is asked elsewhere."""
        return self.filter(item_id=item_id).first()

    def next_to_answer_first(self) -> Self:
        """In the order in which they are to be answered."""
        return self.order_by("answer_by", "item_id")

    def first_deadline_first(self, *, untold: Q) -> Self:
        """By the true deadline, so what is longest overdue comes first; those without one last. `untold` as below.

        Annotates `place` and `when`: with the id they are the order.
        """
        told = Q(deadline_at__isnull=False) & ~untold
        place = Case(When(told, then=Value(0)), When(urgency=Urgency.URGENT, then=Value(1)), default=Value(2))
        when = Case(When(told, then=F("deadline_at")), default=F("answer_by"))
        return self.annotate(place=place, when=when).order_by("place", "when", "item_id")

    def longest_over_first(self, now: str, *, untold: Q) -> Self:
        """Those whose deadline has passed first, the longest ago; then by the time to answer. `untold` as below."""
        over = Q(deadline_at__lt=now) & ~untold
        return self.order_by(Case(When(over, then=F("deadline_at")), default=F("answer_by")), "answer_by", "item_id")

    def count_times(self, now: str, *, untold: Q, came: Q | None = None) -> dict[str, int]:
        """How many: in all, overdue by the deadline, arrived late, and past the time to answer at the stage.

        `deadlines`: of how many deadlines the overdue ones are, as lists of deadlines count them. `untold` are those
        whose deadline the reader is not told. `came` is counted too where it is given.
        """
        also = {"came": Count("pk", filter=came)} if came else {}
        over = Q(deadline_at__lt=now) & ~untold
        return self.aggregate(
            total=Count("pk"),
            overdue=Count("pk", filter=over & ARRIVED_IN_TIME),
            deadlines=Count(deadline_of(), distinct=True, filter=over & ARRIVED_IN_TIME),
            arrived_late=Count("pk", filter=over & ARRIVED_LATE),
            past_answer=Count("pk", filter=Q(answer_by__lt=now)),
            **also,
        )

    def leading(self) -> Self:
        """Without late ones that an earlier open one lists: of one child, agency and stage the first leads the rest."""
        earlier = self.model.objects.filter(
            late=True, closed_at=None, person_id=OuterRef("person_id"), agency=OuterRef("agency"),
            urgency=OuterRef("urgency"), stage=OuterRef("stage"), pk__lt=OuterRef("pk"),
        )  # fmt: skip
        return self.exclude(Exists(earlier), late=True, closed_at=None)

    def late_beside(self, item: Item, *, stage: str) -> Self:
        """The open late items of the same child, agency and urgency that are at that stage."""
        same = {"person_id": item.person_id, "agency": item.agency, "urgency": item.urgency, "stage": stage}
        return self.open().filter(late=True, **same).exclude(pk=item.pk).order_by("pk")


class ItemBasisQuerySet(models.QuerySet["ItemBasis"]):
    """The records that items are based on."""

    def of_item(self, item: Item) -> Self:
        """Those of one item, by record."""
        return self.filter(item=item).order_by("record_id")


class StepQuerySet(models.QuerySet["Step"]):
    """The stages that items came to."""

    def of_item(self, item: Item) -> Self:
        """Those of one item, the first first."""
        return self.filter(item=item).order_by("number")
