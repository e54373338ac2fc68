"""Which entries of the audit log information governance of one body reads: of its accounts, records and people.

Later looks at a record have no line in the sharing ledger. So an entry is found by the records that it names, which the
ledger says are the body's. So it is with people of whom a reader was shown that body's part without a record, as by a
search: an entry of that reader that names one is found. What nobody of another body was ever shown is in entries of its
own accounts alone.
"""

from django.db import connection
from django.db.models import QuerySet

from sightline.casework.accounts.governance_scope import bodies_known
from sightline.casework.audit.rights import keeps_to_agency
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Account, AuditEntry
from sightline.casework.ledger.models import SharedPerson, SharedRecord

OWN = "SELECT username FROM casework_account AS own WHERE {account}"
OF_OWN = "SELECT 'account:' || id FROM casework_account AS own WHERE {account}"
LINE = "SELECT 1 FROM casework_sharedrecord AS line WHERE {line}"
SHOWN = "SELECT 1 FROM casework_sharedperson AS line WHERE {line}"
EACH = {"sqlite": "json_each", "postgresql": "jsonb_array_elements_text"}
RECORD, PERSON = "record:", "person:"


def keep_to_agency(actor: Actor, rows: "QuerySet[AuditEntry]") -> "QuerySet[AuditEntry]":
    """Those of these entries that the account reads: all, but for information governance of one body."""
    if not keeps_to_agency(actor=actor):
        return rows
    account, of_account = _own("own.agency", "own.organisation", actor, Account, "organisation")
    line, of_line = _own("line.from_agency", "line.from_organisation", actor, SharedRecord, "from_organisation")
    person, of_person = _own("line.from_agency", "line.from_organisation", actor, SharedPerson, "from_organisation")
    ids = f"{EACH[connection.vendor]}(casework_auditentry.ids) AS value"
    own, of_own = OWN.format(account=account), OF_OWN.format(account=account)
    record, shown = LINE.format(line=line), SHOWN.format(line=person)
    same = "line.username = casework_auditentry.username"
    where = (
        f"(casework_auditentry.username IN ({own})"
        f" OR EXISTS ({record} AND line.audit_row = casework_auditentry.sequence)"
        f" OR EXISTS ({shown} AND line.audit_row = casework_auditentry.sequence)"
        f" OR EXISTS (SELECT 1 FROM {ids} WHERE value IN ({of_own})"
        f" OR (value LIKE '{RECORD}%%' AND EXISTS ({record} AND line.record_id = substr(value, {len(RECORD) + 1})))"
        f" OR (value LIKE '{PERSON}%%'"
        f" AND EXISTS ({shown} AND {same} AND line.subject_id = substr(value, {len(PERSON) + 1})))))"
    )
    params = [*of_account, *of_line, *of_person, *of_account, *of_line, *of_person]
    return rows.extra(where=[where], params=params)  # noqa: S610 - made here, with parameters


def _own(
    agency: str, organisation: str, actor: Actor, table: type[Account | SharedRecord | SharedPerson], column: str
) -> tuple[str, list[str]]:
    """A condition in SQL that a row is of the actor's own body, with its parameters.

    Where its agency has several bodies, by the organisations that rows of the table name.
    """
    reader, bodies = actor.reader, bodies_known(actor=actor)
    if not bodies.has_several(reader.agency):
        return f"{agency} = %s", [reader.agency]
    of_agency = {"agency" if column == "organisation" else "from_agency": reader.agency}
    named = table._default_manager.filter(**of_agency).order_by().values_list(column, flat=True).distinct()
    names = [one for one in named if bodies.are_one(reader.agency, one, other=reader.organisation)]
    places = ", ".join(["%s"] * len(names)) or "NULL"
    return f"({agency} = %s AND {organisation} IN ({places}))", [reader.agency, *names]
