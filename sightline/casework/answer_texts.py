"""Keeps what people wrote apart from the decision, by its hash.

A newcomer would get this wrong: there are two hashes. One is of the text as written, and stands in the decision; one is
of its words alone, and shows that the same was said before.
"""

import hashlib
import json

from sightline.casework.escalation_models import AnswerText
from sightline.escalation import plain_words


def keep_text(*, words: str = "", what: str = "", who: str = "") -> str:
    """Keep what somebody wrote, and give its hash."""
    text = json.dumps({"what": what, "who": who, "words": words}, sort_keys=True, ensure_ascii=False)
    sha = hashlib.sha256(text.encode()).hexdigest()
    AnswerText.objects.get_or_create(sha256=sha, defaults={"what": what, "who": who, "words": words})
    return sha


def plain_hash(text: str) -> str:
    """The hash of a text by its words alone; empty for an empty one. Repeated answers have the same."""
    words = plain_words(text)
    return hashlib.sha256(" ".join(words).encode()).hexdigest() if words else ""
