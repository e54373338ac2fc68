"""Looks for words in concerns that no run has taken in, and in what authors added to any: they are found at once."""

from collections.abc import Iterator, Sequence
from datetime import date

from sightline.casework.concerns.live_entries import held_through, mentions_of, shown_cells, undone_answers
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.rights import concerns_within, openable_concerns
from sightline.casework.concerns.rows import typed_headings
from sightline.casework.concerns.selectors.additions import additions_of
from sightline.casework.concerns.wording_models import ConcernAddition
from sightline.casework.core.session import ReaderSession
from sightline.casework.finding.pages import IN_CONCERN, WrittenAt
from sightline.casework.finding.written_texts import WrittenText
from sightline.casework.word_index.models import TextSource
from sightline.casework.word_index.selectors import indexed_ids
from sightline.casework.word_index.words import WantedWords, plain_words

MOST_READ = 200


def search_concerns(session: ReaderSession, wanted: WantedWords) -> Sequence[WrittenText]:
    """The newest concerns that the snapshot does not hold, and additions, of those that the reader may see."""
    snapshot = session.snapshot
    holding = indexed_ids(source=TextSource.CONCERN, wanted=wanted)
    newer = concerns_within(session).entered_after(held_through(snapshot) if snapshot else 0)
    new = openable_concerns(session, newer.filter(pk__in=holding).newest_first()[:MOST_READ])
    added = list_added_to(session, wanted)
    undone = undone_answers(session) if new or added else frozenset()
    sent = (_written(one, undone, _text_of(session, one, wanted)) for one in new)
    return [*(one for one in sent if one.words), *_additions(session, added, undone, wanted)]


def list_added_to(session: ReaderSession, wanted: WantedWords) -> list[Concern]:
    """Those with an addition that holds the words, the newest first."""
    holding = indexed_ids(source=TextSource.TEXT, wanted=wanted)
    added_to = ConcernAddition.objects.filter(text_sha256__in=holding).values("concern_id")
    return openable_concerns(session, concerns_within(session).filter(pk__in=added_to).newest_first()[:MOST_READ])


def whom_about(concern: Concern, undone: frozenset[int]) -> tuple[str, ...]:
    """The mentions of the child; not of the person who was chosen where that answer was undone."""
    return (concern.mention_id,) if concern.sequence in undone else mentions_of(concern)


def _additions(
    session: ReaderSession, added: Sequence[Concern], undone: frozenset[int], wanted: WantedWords
) -> Iterator[WrittenText]:
    lines = additions_of(session, added)
    for one in added:
        yield from (
            _written(one, undone, line.words) for line in lines.get(one.record_id, ()) if wanted.hold_in(line.words)
        )


def _written(concern: Concern, undone: frozenset[int], words: str) -> WrittenText:
    on = concern.said["happened_on"]
    return WrittenText(
        IN_CONCERN, WrittenAt("concern", concern.concern_id),
        date.fromisoformat(on) if on else None, whom_about(concern, undone), words,
        record_id=concern.record_id, layout=concern.layout,
    )  # fmt: skip


def _text_of(session: ReaderSession, concern: Concern, wanted: WantedWords) -> str:
    """What was typed in its boxes, first those that hold most of the words; empty where they do not hold them all."""
    cells, typed = shown_cells(session, concern), typed_headings(concern.layout)
    texts, words = [text for heading, text in cells.items() if text and heading in typed], set(wanted.words)
    ordered = sorted(texts, key=lambda text: -len(words & set(plain_words(text))))
    whole = "\n".join(ordered)
    return whole if wanted.hold_in(whole) else ""
