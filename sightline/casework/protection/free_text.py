"""Keeps what people wrote apart from the decision, by its hash, and reads it without what is protected.

There are two hashes. One is of the text as written, and stands in the decision; one is of its words alone, and shows
that the same was said before. And one text may be of two people: what is protected in it is asked anew of each, so
nothing else reads the table.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Q

from sightline.casework.core.models import AnswerText
from sightline.casework.core.session import ReaderSession
from sightline.casework.protection.current import redact_said
from sightline.escalation import plain_words


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote, as it may be shown; all empty where it was erased."""

    words: str = field(default="", repr=False)
    what: str = field(default="", repr=False)
    who: str = field(default="", repr=False)


class Texts:
    """What people wrote, by its hash, read once."""

    def __init__(self, session: ReaderSession, shas: Iterable[str]) -> None:
        self.session = session
        self._rows = AnswerText.objects.in_bulk({sha for sha in shas if sha})

    def of(self, sha: str, *, mention_ids: Iterable[str] = (), record_ids: Iterable[str] = ()) -> Written:
        """One text, without what is protected of those whom it is about, or whom the records that it speaks of name."""
        row = self._rows.get(sha)
        if row is None:
            return Written()
        words, what, who = redact_said(
            self.session, [row.words, row.what, row.who], mention_ids=mention_ids, record_ids=record_ids
        )
        return Written(words, what, who)


def keep_text(*, words: str = "", what: str = "", who: str = "") -> str:
    """Keep what somebody wrote, and give its hash."""
    text = json.dumps({"what": what, "who": who, "words": words}, sort_keys=True, ensure_ascii=False)
    sha = hashlib.sha256(text.encode()).hexdigest()
    AnswerText.objects.get_or_create(sha256=sha, defaults={"what": what, "who": who, "words": words})
    return sha


def texts_holding(shas: Collection[str], *, words: Sequence[str]) -> set[str]:
    """Those of these texts in which the database finds every word: by full text on PostgreSQL, by parts on SQLite.

    Whoever shows one reads it through `Texts`, without what is protected, and looks for the words again.
    """
    texts = AnswerText.objects.filter(pk__in=shas)
    if connection.vendor == "postgresql":
        from django.contrib.postgres.search import SearchQuery, SearchVector  # its driver need not be installed

        said = SearchVector("words", "what", config="simple")
        texts = texts.annotate(said=said).filter(said=SearchQuery(" ".join(words), config="simple"))
    else:
        for word in words:
            texts = texts.filter(Q(words__icontains=word) | Q(what__icontains=word))
    return set(texts.values_list("pk", flat=True))


def plain_hash(text: str) -> str:
    """The hash of a text by its words alone; empty for an empty one. Repeated answers have the same."""
    words = plain_words(text)
    return hashlib.sha256(" ".join(words).encode()).hexdigest() if words else ""
