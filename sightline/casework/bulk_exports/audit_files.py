"""Exports the audit log or the decisions to a file, as any whole list; and entries of the log, as files of a page."""

from pathlib import Path

from sightline.casework.audit.page_people import PERSON
from sightline.casework.audit.pages import AuditPage, AuditQuestion
from sightline.casework.audit.selectors import AT_ONCE, list_audit
from sightline.casework.audit.services import export_chain
from sightline.casework.audit.trail import audited
from sightline.casework.bulk_exports.rights import check_exports
from sightline.casework.bulk_exports.services import (
    check_purpose,
    label_file,
    leave_page,
    need_second_person,
    use_request,
)
from sightline.casework.core.session import ReaderSession
from sightline.model.exports.lists import AUDIT_ENTRIES, AUDIT_FILES
from sightline.model.hash_chain import Head
from sightline.model.progress import SILENT, Progress


def export_entries(
    session: ReaderSession, *, question: AuditQuestion, purpose: str, before: int | None = None, limit: int = AT_ONCE
) -> tuple[AuditPage, str]:
    """The entries asked for, to be written to a file, and the file's label.

    For a purpose of the list, and with a second person where the entries name many people.
    """
    with audited(session, action="export_audit_entries") as trail:
        chosen = check_purpose(purpose)
        page = list_audit(session, question=question, before=before, limit=limit)
        people = {one for line in page.lines for one in line.ids if one.startswith(PERSON)}
        leave = leave_page(session, table=AUDIT_ENTRIES, purpose=chosen, people=len(people))
        trail.details = {"entries": len(page.lines), **leave.details}
    return page, leave.label


def export_audit(
    session: ReaderSession,
    *,
    name: str,
    path: Path,
    after: int = 0,
    request: int | None = None,
    password: str = "",
    progress: Progress = SILENT,
) -> tuple[int, Head]:
    """Write the rows of a chain behind number `after` to a new file; how many, and the head at which it ends.

    `request` is the number of a bulk export to which a second person agreed. Where everybody is invented, none is
    needed.
    """
    check_exports(actor=session.actor, table=name if name in AUDIT_FILES else AUDIT_FILES[0])
    agreed = need_second_person(session, table=name, number=request, password=password)
    written = export_chain(
        session, name=name, path=path, after=after, label=label_file(session, agreed), progress=progress
    )
    if agreed:
        try:
            use_request(session, request=agreed)
        except BaseException:
            path.unlink()
            raise
    return written
