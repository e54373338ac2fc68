"""What a decision to erase is about: the records, the agency of each, and what people wrote about them alone."""

from collections.abc import Callable, Collection, Iterator

from django.apps import apps

from sightline.casework.comments.models import Comment
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.wording_models import ConcernAddition
from sightline.casework.core.errors import NotHere
from sightline.casework.core.house_reader import THE_HOUSE
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item, ItemEvent
from sightline.casework.owners.models import OwnerKind
from sightline.casework.retention.decisions import holds_in_force
from sightline.casework.retention.gate import find_holds
from sightline.casework.retention.pages import DecidedErasure
from sightline.sealing.master_keys import read_master_keys
from sightline.store import Workspace
from sightline.store.erasures import ErasedKind, Erasure, ErasureRegister, read_register

TEXT, RECORDS = "text_sha", "record_ids"


def agencies_of(session: ReaderSession, record_ids: Collection[str]) -> dict[str, str]:
    """The agency of each record, in the snapshot or entered since; NotHere where one is nowhere."""
    wanted = sorted(set(record_ids))
    with session.open_current() as opened:
        records = opened[1].records(record_ids=wanted, sight=THE_HOUSE) if opened else {}
    found = {record_id: str(versions[0]["agency"]) for record_id, versions in records.items()}
    found |= dict(Concern.objects.filter(record_id__in=wanted).values_list("record_id", "agency"))
    if not wanted or set(found) != set(wanted):
        raise NotHere
    return found


def texts_about(record_ids: Collection[str]) -> set[str]:
    """The hashes of what people wrote about these records and nothing else: entries, answers, additions to concerns."""
    wanted, about, beside = set(record_ids), set[str](), set[str]()
    for model in apps.get_app_config("casework").get_models():
        if {TEXT, RECORDS} <= {field.name for field in model._meta.get_fields()}:
            for sha, named in model._default_manager.exclude(text_sha="").values_list(TEXT, RECORDS):
                (about if named and set(named) <= wanted else beside).add(sha)
    for sha, record_id in ItemEvent.objects.exclude(text_sha="").values_list(TEXT, "item__record_id"):
        (about if record_id in wanted else beside).add(sha)
    for sha, is_about in _comments(wanted):
        (about if is_about else beside).add(sha)
    for sha, record_id in ConcernAddition.objects.values_list("text_sha256", "concern__record_id"):
        (about if record_id in wanted else beside).add(sha)
    return about - beside


def _comments(wanted: Collection[str]) -> Iterator[tuple[str, bool]]:
    """The hash of each comment, and whether it is on one of these records' concerns or actions."""
    owners = {(str(OwnerKind.CONCERN), one) for one in concern_ids_of(wanted.__contains__)}
    items = Item.objects.exclude(record_id="").values_list("item_id", "record_id")
    owners |= {(str(OwnerKind.ITEM), item_id) for item_id, record_id in items if record_id in wanted}
    for owner, owner_id, sha, withdrawn_sha in Comment.objects.values_list(
        "owner", "owner_id", "text_sha", "withdrawn_sha"
    ):
        for one in filter(None, (sha, withdrawn_sha)):
            yield one, (str(owner), owner_id) in owners


def concern_ids_of(is_meant: Callable[[str], bool]) -> list[str]:
    """The concerns that are records of which this is true."""
    known = Concern.objects.values_list("concern_id", "record_id")
    return [concern_id for concern_id, record_id in known if is_meant(record_id)]


def is_held(workspace: Workspace, one: DecidedErasure) -> bool:
    """Whether a hold keeps one of its records now: it may have been placed since the decision."""
    from sightline.ingest.erasure.part_rows import list_records  # not at the top: pages do without it

    if not holds_in_force():
        return False
    register, wanted = read_register(workspace.root), set(one.hashes.get(ErasedKind.RECORD, ()))
    records = list_records(workspace) | dict(Concern.objects.values_list("record_id", "agency"))
    found = {name: agency for name, agency in records.items() if register.hash(ErasedKind.RECORD, name) in wanted}
    return bool(find_holds(found))


def is_sealed(workspace: Workspace, erasure: Erasure) -> bool:
    """Whether one of its records came in a sealed roll, and this process was not given the key: copies would stay."""
    from sightline.ingest.erasure.part_rows import are_sealed, list_erased

    register = ErasureRegister.of((erasure,), read_register(workspace.root).key)
    return read_master_keys(root=workspace.root) is None and are_sealed(
        workspace, row_ids=list_erased(workspace, register)
    )
