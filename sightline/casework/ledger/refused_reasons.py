"""What a refused reason had shown: a line of the ledger for each record, and a notice to those who hold them.

The records are those of the child that the ledger says its reader was shown by a reason of their own. They stay shown:
the line says that the reason was not enough.
"""

from collections.abc import Iterable

from sightline.casework.audit.id_hashes import hash_ids
from sightline.casework.audit.trail import Follow
from sightline.casework.core.models import AuditEntry
from sightline.casework.core.session import ReaderSession
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.ledger.pages import SharingWay
from sightline.casework.notices.models import NoticeKind
from sightline.casework.notices.record import notify
from sightline.casework.posts.services.posts import holders_at
from sightline.escalation import Stage, choose_ladder, read_ladder
from sightline.model.nouns import Agency
from sightline.model.when import london_day
from sightline.sharing.need_to_know import AccessReason

SHARED = (SharingWay.SHOWN, SharingWay.LEFT)
OWN_REASONS = (AccessReason.NEEDED, AccessReason.NUMBER)
ACTION, REFUSED_REASON = "review_look", "refused:"  # before the id of the entry that was refused
SAID = (
    "username", "role", "to_agency", "to_organisation", "record_id", "from_agency", "from_organisation", "layout",
    "restricted", "agreement", "agreement_version", "lawful_basis", "part", "post", "purpose", "fields",
)  # fmt: skip


def make_refusal_ready(session: ReaderSession, *, reader: str, entry_id: str, mention_ids: Iterable[str]) -> Follow:
    """What a review adds beside its audit row that refused an entry of a reader about the child of these mentions."""
    shown = _find_shown(session, reader, sorted(set(mention_ids)))

    def append(rows: list[AuditEntry]) -> None:
        audit_row = rows[0]
        lines = [_make_line(one, entry_id, audit_row) for one in shown]
        SharedRecord.objects.bulk_create(lines, ignore_conflicts=True)
        _tell_holders(lines, entry_id, at=audit_row.at)

    return append


def _find_shown(session: ReaderSession, reader: str, mention_ids: list[str]) -> list[SharedRecord]:
    """The lines of the records that name the child and that the reader was shown by a reason of their own."""
    rows = SharedRecord.objects.filter(username=reader, way__in=SHARED).exclude(record_id="").order_by("pk")
    by_own = [one for one in rows if set(one.reason.split(" or ")) & {str(reason) for reason in OWN_REASONS}]
    with session.open_current() as opened:
        if opened is None or not by_own:
            return []
        people = sorted(set(opened[1].people_of(mention_ids=mention_ids).values()))
        naming = set(hash_ids(opened[1].records_of(person_ids=people)))
    found = [one for one in by_own if one.record_id in naming]
    return list({one.record_id: one for one in reversed(found)}.values())


def _make_line(shown: SharedRecord, entry_id: str, audit_row: AuditEntry) -> SharedRecord:
    """The same record, reader and bodies; its reason names the entry, so that each refusal has its lines."""
    said = {name: getattr(shown, name) for name in SAID}
    return SharedRecord(
        **said, at=audit_row.at, audit_row=audit_row.sequence, way=SharingWay.NOT_ENOUGH, action=ACTION,
        reason=f"{REFUSED_REASON}{entry_id}",
    )  # fmt: skip


def _tell_holders(lines: Iterable[SharedRecord], entry_id: str, *, at: str) -> None:
    """Tell the manager of each body whose records these are, and whoever stands in; the agency's where it has none."""
    for agency, organisation in sorted({(one.from_agency, one.from_organisation) for one in lines}):
        if agency in list(Agency):
            ladder = read_ladder(choose_ladder(agency=agency)).beginning_at(Stage.TEAM_MANAGER)
            names = holders_at(ladder=ladder, stage=ladder.first, organisation=organisation, on=london_day(at))
            notify(usernames=names, kind=NoticeKind.REFUSED_REASON, about_id=entry_id, at=at)
