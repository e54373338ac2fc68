"""What leaves Sightline in a notice: counts, urgency, and the address of the page. No child, no record, no title.

These functions are given counts and ids alone, so there is nothing personal that they could say. A mailbox, and a
system that a webhook leads to, are outside the partnership's own walls.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence

from sightline.casework.notices.pages import NoticeCounts
from sightline.model.ids import make_id

SUBJECT, SUBJECT_URGENT = "Sightline: you have notices", "Sightline: you have urgent notices"
ENDS = """This message names nobody and says nothing of any record: sign in to read what it is.
Replies to this email are not read. In danger now? Call 999.
"""


def message_id(*, channel: str, account_id: int, notice_ids: Sequence[int]) -> str:
    """The id of a message: the same notices to the same account have the same, also when it is tried again."""
    return make_id("notice", channel, str(account_id), *(str(one) for one in sorted(notice_ids)))


def subject(counts: NoticeCounts) -> str:
    """The e-mail's subject."""
    return SUBJECT_URGENT if counts.urgent else SUBJECT


def email_text(*, counts: NoticeCounts, address: str) -> str:
    """The e-mail."""
    return "\n".join([*_sentences(counts), "", f"Open your notices: {address}", "", ENDS])


def _sentences(counts: NoticeCounts) -> list[str]:
    said = [
        _sentence(counts.came, "action needs your answer", "actions need your answer"),
        _sentence(counts.to_see, "answer needs your review", "answers need your review"),
        _sentence(counts.feedback, "concern of yours has feedback", "concerns of yours have feedback"),
        _sentence(counts.meeting, "meeting needs you or your action", "meetings need you or your action"),
        _sentence(
            counts.working_file,
            "file on a person or place has work for you",
            "files on people or places have work for you",
        ),
        _sentence(counts.breach, "breach was recorded", "breaches were recorded"),
        _sentence(counts.account, "recovery of an account needs review", "recoveries of accounts need review"),
        "Your daily list of work is ready: everything that needs your answer." if counts.day_list else "",
        _sentence(counts.over_ceiling, "post has more work than it can answer: say what changes",
                  "posts have more work than they can answer: say what changes"),
        _sentence(counts.watched, "search that you watch found something new",
                  "searches that you watch found something new"),
        _sentence(counts.comments, "matter has comments that mention you", "matters have comments that mention you"),
    ]  # fmt: skip
    urgent = f"Urgent among them: {counts.urgent}." if counts.urgent else ""
    return [sentence for sentence in (*said, urgent) if sentence]


def _sentence(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}." if number else ""


def webhook_body(
    *, counts: NoticeCounts, account_id: int, message: str, notice_ids: Sequence[int], address: str
) -> bytes:
    """The webhook's body. `to` is the account's number; `notices` never come twice in messages that were taken."""
    said = {
        "id": message,
        "to": account_id,
        "notices": sorted(notice_ids),
        "came": counts.came,
        "to_see": counts.to_see,
        "told_back": counts.feedback,
        "meeting": counts.meeting,
        "working_file": counts.working_file,
        "breach": counts.breach,
        "urgent": counts.urgent,
        "address": address,
    }
    said |= {"account": counts.account} if counts.account else {}  # what receivers knew before there was this kind
    said |= {
        name: number
        for name in ("day_list", "over_ceiling", "watched", "comments")
        if (number := getattr(counts, name))
    }
    return json.dumps(said, separators=(",", ":")).encode()


def sign(*, secret: str, at: str, body: bytes) -> str:
    """HMAC-SHA256 over `at`, a full stop and the body, in hexadecimal digits."""
    return hmac.new(secret.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()
