"""What leaves Sightline in a notice: counts, urgency, and the address of the page. No child, no record, no title.

These functions are given counts and ids alone, so there is nothing personal that they could say. A mailbox, and a
system that a webhook leads to, are outside the partnership's own walls.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping, Sequence

from sightline.casework.notices.pages import NoticeCounts
from sightline.model.ids import make_id
from sightline.translation.messages import CHECKED, join_shown, ngettext
from sightline.translation.messages import lazy as _

SUBJECT, SUBJECT_URGENT = _("Sightline: you have notices"), _("Sightline: you have urgent notices")
NOT_CHECKED = _("No Welsh speaker has checked these words yet. Some words are still in English.")
ENDS = _("""This message names no person and no record: sign in to read your notices.
Replies to this email are not read. In danger now? Call 999.
""")

# What each count says; more than one is said in the plural.
SENTENCES: Mapping[str, Callable[[int], str]] = {
    "came": lambda n: ngettext("%(n)s action needs your answer.", "%(n)s actions need your answer.", n) % {"n": n},
    "to_see": lambda n: ngettext("%(n)s answer needs your review.", "%(n)s answers need your review.", n) % {"n": n},
    "feedback": lambda n: (
        ngettext("%(n)s concern of yours has feedback.", "%(n)s concerns of yours have feedback.", n) % {"n": n}
    ),
    "meeting": lambda n: (
        ngettext("%(n)s meeting needs you or your action.", "%(n)s meetings need you or your action.", n) % {"n": n}
    ),
    "working_file": lambda n: (
        ngettext(
            "%(n)s file on a person or place has work for you.", "%(n)s files on people or places have work for you.", n
        )
        % {"n": n}
    ),
    "breach": lambda n: ngettext("%(n)s breach was recorded.", "%(n)s breaches were recorded.", n) % {"n": n},
    "account": lambda n: (
        ngettext("%(n)s recovery of an account needs review.", "%(n)s recoveries of accounts need review.", n)
        % {"n": n}
    ),
    "over_ceiling": lambda n: (
        ngettext(
            "%(n)s role has more work than it can answer. Decide what changes.",
            "%(n)s roles have more work than they can answer. Decide what changes.",
            n,
        )
        % {"n": n}
    ),
    "watched": lambda n: (
        ngettext(
            "%(n)s search that you watch found something new.",
            "%(n)s searches that you watch found something new.",
            n,
        )
        % {"n": n}
    ),
    "officer": lambda n: (
        ngettext("%(n)s officer asks you to confirm.", "%(n)s officers ask you to confirm.", n) % {"n": n}
    ),
    "call_asked": lambda n: (
        ngettext("%(n)s colleague asks you to call.", "%(n)s colleagues ask you to call.", n) % {"n": n}
    ),
    "proposal": lambda n: (
        ngettext("%(n)s proposal of yours has an answer.", "%(n)s proposals of yours have an answer.", n) % {"n": n}
    ),
    "access_ends": lambda n: (
        ngettext(
            "%(n)s account, team place or task ends soon unless it is confirmed.",
            "%(n)s accounts, team places or tasks end soon unless they are confirmed.",
            n,
        )
        % {"n": n}
    ),
    "correction": lambda n: (
        ngettext(
            "%(n)s record that you were shown has changed. Say that you know.",
            "%(n)s records that you were shown have changed. Say that you know.",
            n,
        )
        % {"n": n}
    ),
    "disputed": lambda n: (
        ngettext(
            "%(n)s dispute of something that you were shown, or a reply to one.",
            "%(n)s disputes of things that you were shown, or replies to them.",
            n,
        )
        % {"n": n}
    ),
    "refused_reason": lambda n: (
        ngettext(
            "%(n)s reason to open your agency’s records was refused.",
            "%(n)s reasons to open your agency’s records were refused.",
            n,
        )
        % {"n": n}
    ),
    "insider": lambda n: (
        ngettext(
            "%(n)s look at a reader’s own name, a declared or a watched person needs you.",
            "%(n)s looks at readers’ own names, declared or watched people need you.",
            n,
        )
        % {"n": n}
    ),
    "learning_review": lambda n: (
        ngettext("%(n)s learning review has something for you.", "%(n)s learning reviews have something for you.", n)
        % {"n": n}
    ),
    "comments": lambda n: (
        ngettext("%(n)s matter has comments that mention you.", "%(n)s matters have comments that mention you.", n)
        % {"n": n}
    ),
}


def message_id(*, channel: str, account_id: int, notice_ids: Sequence[int]) -> str:
    """The id of a message: the same notices to the same account have the same, also when it is tried again."""
    return make_id("notice", channel, str(account_id), *(str(one) for one in sorted(notice_ids)))


def subject(counts: NoticeCounts) -> str:
    """The e-mail's subject."""
    return str(SUBJECT_URGENT if counts.urgent else SUBJECT)


def email_text(*, counts: NoticeCounts, address: str, language: str = "") -> str:
    """The e-mail, in the language of now. It says so where no speaker has checked the words of that language."""
    opens = _("Open your notices: %(address)s") % {"address": address}
    unchecked = [NOT_CHECKED, ""] if language and language not in CHECKED else []
    return join_shown("\n", [*unchecked, *_sentences(counts), "", opens, "", ENDS])


def _sentences(counts: NoticeCounts) -> list[str]:
    said = [sentence(getattr(counts, name)) for name, sentence in SENTENCES.items() if getattr(counts, name)]
    said += [_("Your daily list of work is ready: everything that needs your answer.")] if counts.day_list else []
    said += [_("Urgent among them: %(urgent)s.") % {"urgent": counts.urgent}] if counts.urgent else []
    return [str(sentence) for sentence in said]


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
        for name in (
            "day_list",
            "over_ceiling",
            "watched",
            "officer",
            "call_asked",
            "proposal",
            "correction",
            "disputed",
            "refused_reason",
            "access_ends",
            "insider",
            "learning_review",
            "comments",
        )
        if (number := getattr(counts, name))
    }
    return json.dumps(said, separators=(",", ":")).encode()


def sign(*, secret: str, at: str, body: bytes) -> str:
    """HMAC-SHA256 over `at`, a full stop and the body, in hexadecimal digits."""
    return hmac.new(secret.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()
