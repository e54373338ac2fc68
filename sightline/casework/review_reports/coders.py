"""Makes what codes the texts of a review by its key, and lists the words of coded texts that a person must look at."""

from collections.abc import Iterable

from sightline.casework.core.session import ReaderSession
from sightline.casework.review_reports.code_keys import read_key
from sightline.casework.review_reports.code_terms import gather_terms
from sightline.casework.reviews.frozen_data import open_frozen
from sightline.casework.reviews.histories import ReviewHistory
from sightline.casework.reviews.selectors.chronology import every_event
from sightline.review.anonymous.coder import TextCoder
from sightline.review.anonymous.residues import ResidualWord, find_residues


def make_coder(
    session: ReaderSession,
    found: ReviewHistory,
    *,
    texts: Iterable[str],
    words: Iterable[str] = (),
    moves_days: bool = False,
) -> tuple[TextCoder, tuple[str, ...]]:
    """What codes these texts, and the words that people added, with these `words`. The key is not kept yet.

    The whole chronology is read whatever is coded, so that a name has the same code in every file.
    """
    book, before = read_key(session, found)
    added = tuple(dict.fromkeys((*before, *words)))
    events = every_event(session, found, leaves=True)
    with open_frozen(session, found, leaves=True) as frozen:
        terms = gather_terms(session, found, frozen, events, added=added, texts=texts)
    return TextCoder(terms.finder(book), book, births=terms.births, moves_days=moves_days), added


def list_residues(texts: Iterable[str], coder: TextCoder) -> tuple[ResidualWord, ...]:
    """The words of coded texts that may still name a person or a place."""
    from sightline.casenotes.mentions.lists import read_mention_lists  # not at the top: pages do without it

    lists = read_mention_lists()
    cues = lists.cues
    return find_residues(
        texts,
        ordinary=lists.ordinary | lists.not_names,
        forenames=lists.forenames,
        names_too=cues["mostly_names"] | cues["word_names"],
        coded=coder.finder.names - cues["acts"] - cues["weak_acts"] - cues["towards"] - cues["generic"],
    )
