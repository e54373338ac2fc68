"""What an answer to "same person?" would bring: whose chronology would be joined or parted, and what rests on it today.

It is what would be put to be looked at again after the run, shown before the answer. So the reader is told of what they
decided, or look after, and of nothing that rests on a record they may not see.
"""

from collections.abc import Sequence

from sightline.casework.core.actor import Actor
from sightline.casework.dependants.identity import is_put_to, list_dependants_of_identity, sees_all
from sightline.casework.same_person.answer_history import ANSWERED, Pair, pair_of, read_answers
from sightline.casework.same_person.merge_detection import JOINED, SPLIT
from sightline.casework.same_person.pages.bulk import AnswerImpact
from sightline.model.judgements import PairAnswer
from sightline.sharing import row_filter
from sightline.store.snapshot_reader import SnapshotReader


def look_ahead(
    *, actor: Actor, store: SnapshotReader, people: Sequence[str], pair: Pair, answer: PairAnswer | None = None
) -> AnswerImpact:
    """What an answer to this pair would change; without an answer, what the one that changes anything would.

    `people` are the two people's ids, the same twice where both sides are parts of one.
    """
    together = len(set(people)) == 1
    if answer not in (None, PairAnswer.NOT_SAME if together else PairAnswer.SAME):
        return AnswerImpact("", ())
    mentions = frozenset(store.mentions_of(person_ids=sorted(set(people))))
    said = {str(one.sequence) for one in read_answers().given if pair_of(one) == pair}
    sight = row_filter(reader=actor.reader)
    dependants = [
        one.says
        for kind, one in list_dependants_of_identity(mentions)
        if not (kind == ANSWERED and one.key in said)
        and is_put_to(reader=actor.reader, kind=kind, by=one.by)
        and sees_all(store=store, mention_ids=one.mention_ids, record_ids=one.record_ids, sight=sight)
    ]
    return AnswerImpact(SPLIT if together else JOINED, tuple(dependants))
