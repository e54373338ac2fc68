"""What a decision to erase is about: what people wrote about the records alone, and corrections of concerns."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from django.apps import apps

from sightline.casework.comments.models import Comment
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.wording_models import ConcernAddition
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item, ItemEvent
from sightline.casework.owners.models import OwnerKind
from sightline.casework.retention.holders import agencies_in_snapshot
from sightline.sealing.master_keys import read_master_keys
from sightline.store import Workspace
from sightline.store.erasures import ErasedKind, Erasure, ErasureRegister, read_register

TEXT, RECORDS = "text_sha", "record_ids"


def agencies_of(session: ReaderSession, record_ids: Collection[str]) -> dict[str, str]:
    """The agency of each record, in the snapshot or entered since; NotHere where one is nowhere."""
    found = agencies_in_snapshot(session, record_ids)
    found |= dict(Concern.objects.filter(record_id__in=list(record_ids)).values_list("record_id", "agency"))
    if not found or set(found) != set(record_ids):
        raise NotHere
    return found


def texts_about(is_meant: Callable[[str], bool]) -> set[str]:
    """The hashes of what people wrote about such records and nothing else: entries, answers, additions to concerns."""
    about, beside = set[str](), set[str]()
    for model in apps.get_app_config("casework").get_models():
        if {TEXT, RECORDS} <= {field.name for field in model._meta.get_fields()}:
            for sha, named in model._default_manager.exclude(text_sha="").values_list(TEXT, RECORDS):
                (about if named and all(map(is_meant, named)) else beside).add(sha)
    for sha, record_id in ItemEvent.objects.exclude(text_sha="").values_list(TEXT, "item__record_id"):
        (about if record_id and is_meant(record_id) else beside).add(sha)
    for sha, is_about in _comments(is_meant):
        (about if is_about else beside).add(sha)
    for sha, record_id in ConcernAddition.objects.values_list("text_sha256", "concern__record_id"):
        (about if record_id and is_meant(record_id) else beside).add(sha)
    return about - beside


def _comments(is_meant: Callable[[str], bool]) -> Iterator[tuple[str, bool]]:
    """The hash of each comment, and whether it is on one of these records' concerns or actions."""
    owners = {(str(OwnerKind.CONCERN), one) for one in concern_ids_of(is_meant)}
    items = Item.objects.exclude(record_id="").values_list("item_id", "record_id")
    owners |= {(str(OwnerKind.ITEM), item_id) for item_id, record_id in items if is_meant(record_id)}
    for owner, owner_id, sha, withdrawn_sha in Comment.objects.values_list(
        "owner", "owner_id", "text_sha", "withdrawn_sha"
    ):
        for one in filter(None, (sha, withdrawn_sha)):
            yield one, (str(owner), owner_id) in owners


def concern_ids_of(is_meant: Callable[[str], bool]) -> list[str]:
    """The concerns that are records of which this is true."""
    known = Concern.objects.values_list("concern_id", "record_id")
    return [concern_id for concern_id, record_id in known if is_meant(record_id)]


def corrections_of(is_meant: Callable[[str], bool]) -> dict[str, str]:
    """The other concerns of their chains of corrections: each record with its agency. They repeat the same words."""
    known = list(Concern.objects.values_list("concern_id", "corrects", "record_id", "agency"))
    chain = {concern_id for concern_id, _, record_id, _ in known if is_meant(record_id)}
    found, size = chain, -1
    while len(found) != size:
        size = len(found)
        found = found | {first for concern_id, first, *_ in known if concern_id in found and first}
        found = found | {concern_id for concern_id, first, *_ in known if first in found}
    return {record_id: agency for concern_id, _, record_id, agency in known if concern_id in found - chain}


def is_sealed(workspace: Workspace, erasure: Erasure) -> bool:
    """Whether one of its records came in a sealed roll, and this process was not given the key: copies would stay."""
    from sightline.ingest.erasure.part_rows import are_sealed, list_erased

    register = ErasureRegister.of((erasure,), read_register(workspace.root).key)
    return read_master_keys(root=workspace.root) is None and are_sealed(
        workspace, row_ids=list_erased(workspace, register)
    )


def with_cells(workspace: Workspace, erasure: Erasure) -> Erasure:
    """The same with what only its rows say, so that file names, rows not imported and searches are known by it."""
    from sightline.ingest.erasure.part_rows import list_erased
    from sightline.ingest.rows.telling_cells import find_telling

    register = ErasureRegister.of((erasure,), read_register(workspace.root).key)
    cells = find_telling(workspace, row_ids=list_erased(workspace, register))
    hashes = sorted(register.hash(ErasedKind.CELL, one) for one in cells)
    return replace(erasure, hashes={**erasure.hashes, str(ErasedKind.CELL): tuple(hashes)})
