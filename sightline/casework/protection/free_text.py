"""Keeps what people wrote apart from the decision, by its hash, and reads it without what is protected.

There are two hashes. One is of the text as written, and stands in the decision; one is of its words alone, and shows
that the same was said before. And one text may be of two people: what is protected in it is asked anew of each, so
nothing else reads the table.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from sightline.casework.core import clock
from sightline.casework.core.models import AnswerText
from sightline.casework.core.row_keys.ciphers import destroy_keys
from sightline.casework.core.row_keys.sealed_texts import key_ids_of
from sightline.casework.core.session import ReaderSession
from sightline.casework.protection.selectors.current import redact_said
from sightline.casework.word_index.models import TextSource
from sightline.casework.word_index.services import KeptTexts, forget_text, index_text
from sightline.casework.word_index.word_hashes import need_key
from sightline.escalation import plain_words


@dataclass(frozen=True, slots=True)
class FreeText:
    """What somebody wrote, as it may be shown; all empty where it was erased."""

    words: str = field(default="", repr=False)
    what: str = field(default="", repr=False)
    who: str = field(default="", repr=False)


class Texts:
    """What people wrote, by its hash, read once."""

    def __init__(self, session: ReaderSession, shas: Iterable[str]) -> None:
        self.session = session
        self._rows = AnswerText.objects.in_bulk({sha for sha in shas if sha})

    def of(self, sha: str, *, mention_ids: Iterable[str] = (), record_ids: Iterable[str] = ()) -> FreeText:
        """One text, without what is protected of those whom it is about, or whom the records that it speaks of name."""
        row = self._rows.get(sha)
        if row is None:
            return FreeText()
        words, what, who = redact_said(
            self.session, [row.words, row.what, row.who], mention_ids=mention_ids, record_ids=record_ids
        )
        return FreeText(words, what, who)

    def table_of(self, sha: str, *, mention_ids: Iterable[str] = ()) -> Any:
        """What is kept as JSON in the place of who is named, each text of it as above; None where it was erased."""
        row = self._rows.get(sha)
        kept = json.loads(row.who) if row is not None and row.who and not row.erased_at else None
        return redact_said(self.session, kept, mention_ids=mention_ids)


def keep_text(*, words: str = "", what: str = "", who: str = "") -> str:
    """Keep what somebody wrote, with its words in the index, and give its hash."""
    text = json.dumps({"what": what, "who": who, "words": words}, sort_keys=True, ensure_ascii=False)
    sha = name_text(text)
    _, is_new = AnswerText.objects.get_or_create(sha256=sha, defaults={"what": what, "who": who, "words": words})
    if is_new:
        index_text(source=TextSource.TEXT, source_id=sha, texts=(words, what))
    return sha


def name_text(text: str) -> str:
    """The hash by which a decision names a text: without the workspace's key nobody can check a guess at the words."""
    return hmac.digest(need_key(), b"text\x1f" + text.encode(), "sha256").hex()


def are_kept(shas: Iterable[str]) -> bool:
    """Whether any of these texts is there and was not erased."""
    return AnswerText.objects.filter(sha256__in=list(shas), erased_at=None).exists()


def erase_texts(*, is_erased: Callable[[str], bool]) -> list[str]:
    """Destroy the keys of the texts whose hash is meant, empty them, and take their words out of the index; which.

    Hash and day stay.
    """
    shas = sorted(filter(is_erased, _kept_ids()))
    for sha in shas:
        forget_text(source=TextSource.TEXT, source_id=sha)
    rows = AnswerText.objects.filter(pk__in=shas)
    destroy_keys([one for row in rows for one in key_ids_of(row)])
    rows.update(what="", who="", words="", erased_at=clock.now_at())
    return shas


def read_whole(shas: Collection[str]) -> dict[str, str]:
    """What texts name, each by its hash: for what nobody reads whom a text is about, such as the name of a hold."""
    return {row.sha256: row.what for row in AnswerText.objects.filter(pk__in=[sha for sha in shas if sha])}


def find_texts(says: Callable[[Iterable[str]], bool]) -> set[str]:
    """The hashes of the texts that are not erased and of whose parts this is true."""
    rows = AnswerText.objects.filter(erased_at=None).iterator()
    return {row.sha256 for row in rows if says((row.words, row.what, row.who))}


def _kept_ids() -> set[str]:
    return set(AnswerText.objects.filter(erased_at=None).values_list("sha256", flat=True))


def _read_kept(sha: str) -> tuple[str, str]:
    row = AnswerText.objects.get(pk=sha)
    return row.words, row.what


KEPT = KeptTexts(TextSource.TEXT, _kept_ids, _read_kept)


def plain_hash(text: str) -> str:
    """The hash of a text by its words alone; empty for an empty one. Repeated answers have the same."""
    words = plain_words(text)
    return hashlib.sha256(" ".join(words).encode()).hexdigest() if words else ""
