"""What authors added to their concerns, shown wherever the concern is: on its page, its record and its chronology line.

An addition is as restricted as its concern, and says nothing of why it was written.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sightline.casework.audit.trail import audited
from sightline.casework.concerns.live_entries import mentions_of
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.pages.concerns import AdditionLine
from sightline.casework.concerns.rights import is_author, visible_concerns
from sightline.casework.concerns.wording_models import ConcernAddition
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.protection.free_text import Texts


def list_additions(session: ReaderSession, *, record_ids: Iterable[str]) -> Mapping[str, tuple[AdditionLine, ...]]:
    """What was added to concerns, by the record that each is or becomes; of those that this reader may see."""
    with audited(session, action="list_additions") as trail:
        check_people(actor=session.actor)
        added_to = Concern.objects.filter(record_id__in=list(record_ids), concernaddition__isnull=False).distinct()
        mine = [one for one in added_to if is_author(session.actor, one)]
        found = additions_of(session, [*mine, *visible_concerns(session, [one for one in added_to if one not in mine])])
        trail.add("record", sorted(found))
        return found


def additions_of(session: ReaderSession, concerns: Iterable[Concern]) -> dict[str, tuple[AdditionLine, ...]]:
    """What was added to these, by record, the oldest first. Give none that may not be seen."""
    given = {one.concern_id: one for one in concerns}
    rows = list(ConcernAddition.objects.filter(concern_id__in=given).order_by("decision"))
    texts = Texts(session, (row.text_sha256 for row in rows))
    found: dict[str, list[AdditionLine]] = defaultdict(list)
    for row in rows:
        concern = given[row.concern_id]
        text = texts.of(row.text_sha256, mention_ids=mentions_of(concern))
        found[concern.record_id].append(AdditionLine(row.at, row.by, text.words))
    return {record_id: tuple(lines) for record_id, lines in found.items()}
