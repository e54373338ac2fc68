"""What can be written in a working file, each step with its boxes, its words and what casework keeps.

Which boxes a step has stands here, and what must be in them is decided in casework; what it says is missing stands at
its box.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate

from sightline.casework.core.session import ReaderSession
from sightline.casework.disruption.services import (
    consider_measure,
    end_measure,
    keep_breach,
    leave_measure,
    use_measure,
)
from sightline.casework.subject_files.pages import FilePage
from sightline.casework.subject_files.services import (
    SubjectFileInput,
    decide_status,
    keep_as_a_child,
    keep_assessment,
    keep_capacity,
    keep_fact,
    keep_next_action,
    keep_review,
    mark_action_done,
    name_owner,
    take_back,
)

Keep = Callable[[ReaderSession, FilePage, str, SubjectFileInput], object]


@dataclass(frozen=True, slots=True)
class Box:
    """One box: its name in `SubjectFileInput`, its label, its hint."""

    name: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class FileEntryPage:
    """One step. `decides`: only for those who decide. `of`: it is about an entry; `before` is said above the form."""

    title: str
    button: str
    kept: str
    boxes: tuple[Box, ...]
    keep: Keep
    decides: bool = False
    of: bool = False
    before: str = ""


HAS_COME, TO_COME = "For example, {past}", "For example, {ahead}"  # the form puts a day of before or after today
RECORDS = Box(
    "record_ids", "Which records is it based on?", "People who may not see all of them will not see these words."
)
SAYS_IT = Box("record_ids", "Which record says it?", "People who may not see it will not see this.")
REVIEW = Box("on_day", "When is the review due?", "")
WHY = Box("words", "Why?", "What is known, who said it and since when. Keep what is known apart from what is thought.")


def _keep(service: Callable[Concatenate[ReaderSession, ...], object]) -> Keep:
    """Call a service with the file of the page, and with the entry that is changed where there is one."""

    def keep(session: ReaderSession, shown: FilePage, entry_id: str, entered: SubjectFileInput) -> object:
        about = {"entry_id": entry_id} if entry_id else {}
        return service(session, file_id=shown.line.file_id, entered=entered, **about)

    return keep


ENTRY_PAGES: dict[str, FileEntryPage] = {
    "status": FileEntryPage(
        "Decide the status", "Keep this decision", "The decision is kept.",
        (Box("word", "New status"), WHY, REVIEW, RECORDS), _keep(decide_status), decides=True,
        before="This is your decision, under your name. Only such a decision removes a person from lists, "
               "pictures and searches. It is kept for audit and review.",
    ),
    "review": FileEntryPage(
        "Look at it again", "Keep this review", "The review is kept.",
        (Box("words", "What did you look at, and why is it still right?",
             "If it is not right, decide a new status instead."), REVIEW, RECORDS),
        _keep(keep_review), decides=True,
    ),
    "owner": FileEntryPage(
        "Who owns it?", "Keep this", "The owner is named.",
        (Box("username", "Their account name", "They must be able to see every record that the file is based on."),
         Box("words", "Why them? You may leave this empty")), _keep(name_owner), decides=True,
    ),
    "next": FileEntryPage(
        "What is done next?", "Keep this step", "The next step is kept.",
        (Box("words", "What is done next?", "Write it so that a colleague could do it from these words."),
         Box("username", "Who does it? Their account name",
             "They can open this file if they are allowed to see its records."),
         Box("who", "Or, where they have no account, their name or post"), Box("on_day", "By when?", TO_COME), RECORDS),
        _keep(keep_next_action),
    ),
    "child": FileEntryPage(
        "What is done for them as a child?", "Keep this", "It is kept.",
        (Box("words", "What is done to keep this child safe?",
             "What was done to them, who sees them alone, and who asks what they need."), RECORDS),
        _keep(keep_as_a_child),
    ),
    "capacity": FileEntryPage(
        "As what does a record name them?", "Keep this", "It is kept.",
        (Box("word", "The record names them as"), SAYS_IT,
         Box("on_day", "Since when? You may leave this empty", HAS_COME),
         Box("words", "Anything to add? You may leave this empty")), _keep(keep_capacity),
        before="A person may be a victim in one record and a suspect in another. Each is listed separately.",
    ),
    "fact": FileEntryPage(
        "What does a record say?", "Keep this fact", "The fact is kept.",
        (Box("words", "What does the record say?", "In its own words as far as you can."), SAYS_IT,
         Box("on_day", "When did it happen? You may leave this empty", HAS_COME)), _keep(keep_fact),
    ),
    "assessment": FileEntryPage(
        "What does a professional think?", "Keep this view", "The view is kept.",
        (Box("words", "What is their view, and what is it based on?"),
         Box("who", "Whose view is it?", "A name or a post. If it is yours, say so."), RECORDS),
        _keep(keep_assessment), before="A view is not a fact. It is shown separately, under the person’s name.",
    ),
}  # fmt: skip
CONSIDER = FileEntryPage(
    "A measure was considered", "Keep this", "It is in the ledger. A decision is needed next.",
    (Box("who", "Who considered it?", "A name, a post or a meeting"), Box("on_day", "When?", HAS_COME),
     Box("words", "Why was it considered?", "What it would stop, and which children it would help."), RECORDS),
    _keep(consider_measure),
)  # fmt: skip
ABOUT: dict[str, FileEntryPage] = {
    "done": FileEntryPage(
        "It is done", "Keep this", "It is written down that this is done.",
        (Box("words", "What was done, and what came of it?"),), _keep(mark_action_done), of=True,
    ),
    "back": FileEntryPage(
        "Withdraw it", "Withdraw it", "It is withdrawn. It can still be read.",
        (Box("words", "Why do you withdraw it?", "What was wrong, and how you know."),), _keep(take_back), of=True,
    ),
    "used": FileEntryPage(
        "It is used", "Keep this decision", "It is written down that the measure is used.",
        (Box("words", "What was decided, who decided it, and why?"), Box("on_day", "From when?", HAS_COME),
         Box("to_day", "Until when? Leave it empty where it runs until a further order", TO_COME), RECORDS),
        _keep(use_measure), decides=True, of=True,
        before="If it was renewed, write down its new dates here. The earlier entry is kept.",
    ),
    "not-used": FileEntryPage(
        "It is not used", "Keep this decision", "It is written down that the measure is not used, and why.",
        (Box("words", "Why is it not used?"),), _keep(leave_measure), decides=True, of=True,
    ),
    "breach": FileEntryPage(
        "It was breached", "Keep this", "The breach is written down.",
        (Box("words", "What happened, and who was told?"), Box("on_day", "When?", HAS_COME), RECORDS),
        _keep(keep_breach), of=True,
    ),
    "ended": FileEntryPage(
        "It is at an end", "Keep this", "It is written down that the measure is at an end.",
        (Box("words", "Why did it end?", "It ran out, was lifted, or another took its place."),
         Box("on_day", "When?", HAS_COME)), _keep(end_measure), decides=True, of=True,
    ),
}  # fmt: skip
