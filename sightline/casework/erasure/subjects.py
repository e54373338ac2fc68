"""What a decision to erase is about: what people wrote about the records alone, and corrections of concerns."""

from collections.abc import Callable, Collection
from dataclasses import replace

from sightline.casework.accounts.governance_scope import holders_of_records
from sightline.casework.concerns.models import Concern
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.erasure.named_things import IsMeant, NamedThings, tables_with_words, text_columns, texts_in
from sightline.casework.erasure.person_names import find_names
from sightline.casework.retention.closed_reviews import ClosedReview, closed_reviews
from sightline.casework.reviews.models import ReviewEntry
from sightline.model.errors import Refused
from sightline.model.visibility import Scope
from sightline.sealing.master_keys import read_master_keys
from sightline.sealing.roll_keys import has_roll_keys
from sightline.store import Workspace
from sightline.store.erasures import ErasedKind, Erasure, ErasureRegister, read_register
from sightline.translation.messages import lazy as _

IN_BODY = "text_sha256"  # how a decision has the hash of a text


def holders_of(session: ReaderSession, record_ids: Collection[str]) -> dict[str, Scope]:
    """Whose each record is, in the snapshot or entered since; NotHere where one is nowhere."""
    found = holders_of_records(session, record_ids)
    found |= {one.record_id: _holder(one) for one in Concern.objects.filter(record_id__in=list(record_ids))}
    if not found or set(found) != set(record_ids):
        raise NotHere
    return found


def _holder(concern: Concern) -> Scope:
    return Scope(concern.agency, concern.organisation, concern.layout, concern.restricted)


def need_reviews(record_ids: Collection[str]) -> dict[str, ClosedReview]:
    """Those of these ids that are of learning reviews; Refused where one is not closed."""
    opened = set(ReviewEntry.objects.reviews().filter(entry_id__in=list(record_ids)).values_list("entry_id", flat=True))
    closed = {one.review_id: one for one in closed_reviews() if one.review_id in opened}
    if opened - closed.keys():
        raise Refused(
            _("The learning review is open, or nothing of it is left to erase."),
            code="review_open",
            what_to_do=_("Close the review first."),
        )
    return closed


def _nothing(_said: str) -> bool:
    return False


def texts_about(is_meant: IsMeant, *, of_reviews: IsMeant = _nothing) -> set[str]:
    """The hashes of what people wrote about such records and nothing else, in whatever table or decision.

    `of_reviews`: and of all that was written in these learning reviews, and about rows that agencies sent to them.
    """
    kept = ReviewEntry.objects.values_list("pk", "entry_id", "review_id")
    own = {pk: entry_id for pk, entry_id, review_id in kept if of_reviews(review_id or entry_id)}
    written = frozenset(own.values())

    def is_meant_too(one: str) -> bool:
        return one in written or is_meant(one)

    return _texts_about(is_meant_too, frozenset(own))


def _texts_about(is_meant: IsMeant, of_reviews: frozenset[int]) -> set[str]:
    """The same; `of_reviews` are the keys of entries of reviews that go whole."""
    bodies = [body for body in Decision.objects.values_list("body", flat=True).iterator() if body.get(IN_BODY)]
    things = NamedThings(is_meant, beside={one for body in bodies for one in texts_in(body)})
    about, beside = set[str](), set[str]()
    for model in tables_with_words():
        for column in text_columns(model):
            for key, sha in model._default_manager.exclude(**{column: ""}).values_list("pk", column):
                is_whole = model is ReviewEntry and key in of_reviews
                (about if is_whole or things.is_about(things.records_of_row(model, key)) else beside).add(sha)
    for body in bodies:
        if (sha := body[IN_BODY]) not in about | beside:  # a decision alone has it
            (about if things.is_about(things.records_of_body(body)) else beside).add(sha)
    return about - beside


def concern_ids_of(is_meant: Callable[[str], bool]) -> list[str]:
    """The concerns that are records of which this is true."""
    known = Concern.objects.values_list("concern_id", "record_id")
    return [concern_id for concern_id, record_id in known if is_meant(record_id)]


def corrections_of(is_meant: Callable[[str], bool]) -> dict[str, Scope]:
    """The other concerns of their chains of corrections: whose each record is. They repeat the same words."""
    known = list(Concern.objects.values_list("concern_id", "corrects", "record_id"))
    chain = {concern_id for concern_id, _, record_id in known if is_meant(record_id)}
    found, size = chain, -1
    while len(found) != size:
        size = len(found)
        found = found | {first for concern_id, first, *_ in known if concern_id in found and first}
        found = found | {concern_id for concern_id, first, *_ in known if first in found}
    return {one.record_id: _holder(one) for one in Concern.objects.filter(concern_id__in=found - chain)}


def is_sealed(workspace: Workspace, erasure: Erasure) -> bool:
    """Whether rows may be in a sealed roll, opened or not, and this process has no key: copies would stay."""
    from sightline.ingest.erasure.part_rows import are_sealed, list_erased

    register = ErasureRegister.of((erasure,), read_register(workspace.root).key)
    return read_master_keys(root=workspace.root) is None and (
        has_roll_keys(workspace) or are_sealed(workspace, row_ids=list_erased(workspace, register))
    )


def with_cells(workspace: Workspace, erasure: Erasure) -> Erasure:
    """The same with what only its rows say, so that file names, rows not imported and searches are known by it."""
    from sightline.ingest.erasure.part_rows import list_erased
    from sightline.ingest.rows.telling_cells import find_telling

    register = ErasureRegister.of((erasure,), read_register(workspace.root).key)
    rows = list_erased(workspace, register)
    cells = find_telling(workspace, row_ids=rows)
    names = find_names(workspace, row_ids=rows)
    found = {ErasedKind.CELL: cells, ErasedKind.NAME: names}
    hashes = {str(kind): tuple(sorted(register.hash(kind, one) for one in some)) for kind, some in found.items()}
    return replace(erasure, hashes={**erasure.hashes, **hashes})
