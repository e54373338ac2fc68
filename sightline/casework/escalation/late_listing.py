"""Which late items stand behind another: of one child, agency and stage the first is told and lists the rest."""

from django.db.models import Exists, OuterRef

from sightline.casework.escalation.models import Item
from sightline.casework.escalation.querysets import ItemQuerySet


def is_listed(item: Item, *, stage: str) -> bool:
    """Whether an earlier late item of the child lists it, with the same agency and at that stage already."""
    same = {"person_id": item.person_id, "agency": item.agency, "urgency": item.urgency, "stage": stage}
    return item.late and Item.objects.open().filter(late=True, pk__lt=item.pk, **same).exists()


def leading(items: ItemQuerySet) -> ItemQuerySet:
    """These items without late ones that an earlier open item of the same child, agency and stage lists."""
    earlier = Item.objects.filter(
        late=True, closed_at=None, person_id=OuterRef("person_id"), agency=OuterRef("agency"),
        urgency=OuterRef("urgency"), stage=OuterRef("stage"), pk__lt=OuterRef("pk"),
    )  # fmt: skip
    return items.exclude(Exists(earlier), late=True, closed_at=None)


def listed_with(item: Item) -> ItemQuerySet:
    """The other open late items of the child that this one lists."""
    same = {"person_id": item.person_id, "agency": item.agency, "urgency": item.urgency, "stage": item.stage}
    return Item.objects.open().filter(late=True, **same).exclude(pk=item.pk).order_by("pk")
