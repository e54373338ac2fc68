"""That a child has told somebody, for a reader who may not see the account: whom to ask, and if somebody acted on it.

This is the one line that speaks of a record which its reader may not open, because a child who has told must not meet
people who do not know it. It gives no day, words, number or kind of harm; it never speaks of a sealed identity, nor of
a concern about somebody who works with children.
"""

from collections import defaultdict

from sightline.casework.audit.trail import audited
from sightline.casework.clocks.selectors import lines_of_clocks
from sightline.casework.core.house_reader import PROFESSIONAL_LAYOUT, THE_HOUSE
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.notes.pages.signs import ChildsAccount
from sightline.casework.people.selectors import may_open
from sightline.store.serve.clocks import ClocksWanted

FOLLOWED_UP = "account_followed_up"


def list_childs_accounts(session: ReaderSession, *, person_id: str) -> tuple[ChildsAccount, ...]:
    """The agencies that hold an account of this child which the reader may not see; empty where there is none."""
    with audited(session, action="list_has_told") as trail:
        check_people(actor=session.actor)
        trail.add("person", [person_id])
        sight = session.sight
        with session.open_current() as opened:
            if opened is None or not may_open(opened[1], person_id, sight):
                return ()
            store = opened[1]
            found = store.signs.accounts_out_of_sight(person_id=person_id, sight=sight, not_layout=PROFESSIONAL_LAYOUT)
            records: dict[str, list[str]] = defaultdict(list)
            for row in found:
                records[row["agency"]].append(row["record_id"])
            clocks = {
                record_id: store.conclusions.clocks(
                    wanted=ClocksWanted(record_id=record_id, rule_ids=(FOLLOWED_UP,)), sight=THE_HOUSE
                )
                for those in records.values()
                for record_id in those
            }
        acted_on = {
            record_id: any(not line.is_open for line in lines_of_clocks(session, rows))
            for record_id, rows in clocks.items()
        }
    return tuple(
        ChildsAccount(agency, all(acted_on[one] for one in those)) for agency, those in sorted(records.items())
    )
