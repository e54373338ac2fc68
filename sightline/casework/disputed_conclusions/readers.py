"""Who was shown a conclusion, as the audit log says: on a page, in an action about it, or in a file."""

from django.db.models import Q

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.core.models import AuditEntry
from sightline.casework.disputed_conclusions.conclusions import AUDITED_AS
from sightline.casework.disputed_conclusions.models import ConclusionDisputeEntry
from sightline.casework.disputed_conclusions.pages import ConclusionKind
from sightline.casework.escalation.models import Item

DONE, EXPORT = "done", "export"
# The exported list that has each kind; questions are in none.
LISTS = {ConclusionKind.PATTERN: "patterns", ConclusionKind.GROUP: "patterns", ConclusionKind.DEADLINE: "clocks"}


def find_readers(laid: ConclusionDisputeEntry, *, now_id: str = "") -> list[str]:
    """The names of the accounts that were shown it, also by its id of now, without the one that disputes it."""
    kind, ids = ConclusionKind(laid.word), sorted({laid.conclusion_id, now_id} - {""})
    items = Item.objects.filter(about_id__in=ids).values_list("item_id", flat=True)
    named = [*((AUDITED_AS[kind], one) for one in ids), *(("item", item_id) for item_id in items)]
    shown = Q()
    for word, one in named:
        shown |= Q(ids__icontains=f"{word}:{hash_id(one)}")
    rows = AuditEntry.objects.filter(shown, outcome=DONE)
    found = set(rows.order_by().values_list("username", flat=True).distinct())
    return sorted((found | _with_file(laid, kind)) - {laid.by, ""})


def _with_file(laid: ConclusionDisputeEntry, kind: ConclusionKind) -> set[str]:
    """The names of those who exported the list that has it. A file of patterns says which rules it has."""
    if kind not in LISTS:
        return set()
    files = AuditEntry.objects.filter(action=EXPORT, outcome=DONE, details__table=LISTS[kind])
    rows = files.order_by().values_list("username", "details__rules")
    return {name for name, rules in rows if kind is ConclusionKind.DEADLINE or laid.rule_id in (rules or ())}
