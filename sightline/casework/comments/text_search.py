"""Gives finding the words of comments, as far as an account may open what each is on."""

from collections.abc import Iterator, Sequence

from sightline.casework.comments.models import Comment
from sightline.casework.core.session import ReaderSession
from sightline.casework.finding.pages import IN_COMMENT, WrittenAt
from sightline.casework.finding.written_texts import WrittenText
from sightline.casework.owners.models import NOUNS
from sightline.casework.owners.rights import find_owner
from sightline.casework.owners.scope import owners_searched
from sightline.casework.protection.free_text import Texts
from sightline.casework.word_index.models import TextSource
from sightline.casework.word_index.selectors import indexed_ids
from sightline.casework.word_index.words import WantedWords
from sightline.model.when import london_day

MOST_READ = 200


def search_comments(session: ReaderSession, wanted: WantedWords) -> Sequence[WrittenText]:
    """The newest comments that stand and hold the words."""
    holding = indexed_ids(source=TextSource.TEXT, wanted=wanted)
    standing = Comment.objects.filter(owners_searched(session), withdrawn_at=None, text_sha__in=holding)
    return list(_read_texts(session, list(standing.order_by("-pk")[:MOST_READ])))


def _read_texts(session: ReaderSession, rows: Sequence[Comment]) -> Iterator[WrittenText]:
    texts = Texts(session, [one.text_sha for one in rows])
    for one in rows:
        opened = find_owner(session, owner=one.owner, owner_id=one.owner_id)
        if opened is not None and opened.shows(one):
            said = texts.of(one.text_sha, mention_ids=opened.mention_ids, record_ids=opened.record_ids).words
            place = WrittenAt(NOUNS[opened.owner], opened.owner_id, "comment", one.comment_id)
            yield WrittenText(IN_COMMENT, place, london_day(one.at), opened.mention_ids, said)
