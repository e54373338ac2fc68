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
from sightline.casework.subject_files.pages.files import FilePage
from sightline.casework.subject_files.services.files import (
    SubjectFileInput,
    decide_status,
    finish_action,
    keep_as_a_child,
    keep_assessment,
    keep_capacity,
    keep_fact,
    keep_next_action,
    keep_review,
    name_owner,
    take_back,
)
from sightline.translation.messages import lazy as _

Keep = Callable[[ReaderSession, FilePage, str, SubjectFileInput], object]


@dataclass(frozen=True, slots=True)
class EntryBox:
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
    boxes: tuple[EntryBox, ...]
    keep: Keep
    decides: bool = False
    of: bool = False
    before: str = ""


HAS_COME, TO_COME = _("For example, {past}"), _("For example, {ahead}")  # the form puts a day of before or after today
RECORDS = EntryBox(
    "record_ids",
    _("Which records is it based on?"),
    _("People who may not see all of these records will not see these words."),
)
SAYS_IT = EntryBox(
    "record_ids", _("Which record shows this?"), _("People who may not see that record will not see this.")
)
REVIEW = EntryBox("on_day", _("When is the review due?"), "")
WHY = EntryBox(
    "words", "Why?", _("What is known, who said it and since when. Separate what is known from what people think.")
)


def _keep(service: Callable[Concatenate[ReaderSession, ...], object]) -> Keep:
    """Call a service with the file of the page, and with the entry that is changed where there is one."""

    def keep(session: ReaderSession, shown: FilePage, entry_id: str, entered: SubjectFileInput) -> object:
        about = {"entry_id": entry_id} if entry_id else {}
        return service(session, file_id=shown.line.file_id, entered=entered, **about)

    return keep


ENTRY_PAGES: dict[str, FileEntryPage] = {
    "status": FileEntryPage(
        _("Decide the status"), _("Save this decision"), _("The decision is recorded."),
        (EntryBox("word", _("New status")), WHY, REVIEW, RECORDS), _keep(decide_status), decides=True,
        before=_("This is your decision, and your name is recorded with it. Only a decision like this removes a "
        "person from lists, charts and searches. It is kept for audit and review."),
    ),
    "review": FileEntryPage(
        _("Review it"), _("Save this review"), _("Your review is recorded."),
        (EntryBox("words", _("What did you check, and why is the status still right?"),
             _("If the status is not right, decide a new status instead.")), REVIEW, RECORDS),
        _keep(keep_review), decides=True,
    ),
    "owner": FileEntryPage(
        _("Who owns it?"), _("Save"), _("The owner is named."),
        (EntryBox("username", _("Their user name"),
             _("They must be able to see every record that the file is based on.")),
         EntryBox("words", _("Why this person? (optional)"))), _keep(name_owner), decides=True,
    ),
    "next": FileEntryPage(
        _("What is the next step?"), _("Save this step"), _("The next step is recorded."),
        (EntryBox("words", _("What is the next step?"),
             _("Write enough for a colleague to do it.")),
         EntryBox("username", _("Who will do it? Their user name"),
             _("They can open this file if they are allowed to see its records.")),
         EntryBox("who", _("Or, if they have no account, their name or job title")),
         EntryBox("on_day", _("By when?"), TO_COME), RECORDS),
        _keep(keep_next_action),
    ),
    "child": FileEntryPage(
        _("What is being done for them as a child?"), _("Save"), _("What is being done for them is recorded."),
        (EntryBox("words", _("What is done to keep this child safe?"),
             _("What was done to them, who sees them alone, and who asks what they need.")), RECORDS),
        _keep(keep_as_a_child),
    ),
    "capacity": FileEntryPage(
        _("What is their role in a record?"), _("Save"), _("Their role in the record is recorded."),
        (EntryBox("word", _("The record names them as")), SAYS_IT,
         EntryBox("on_day", _("Since when? (optional)"), HAS_COME),
         EntryBox("words", _("Anything to add? (optional)"))), _keep(keep_capacity),
        before=_("A person may be a victim in one record and a suspect in another. Each is listed separately."),
    ),
    "fact": FileEntryPage(
        _("What does a record show?"), _("Save this fact"), _("The fact is recorded."),
        (EntryBox("words", _("What does the record show?"), _("Use the record’s own words where you can.")), SAYS_IT,
         EntryBox("on_day", _("When did it happen? (optional)"), HAS_COME)), _keep(keep_fact),
    ),
    "assessment": FileEntryPage(
        _("What does a professional think?"), _("Save this view"), _("The professional’s view is recorded."),
        (EntryBox("words", _("What is their view, and what is it based on?")),
         EntryBox("who", _("Whose view is it?"), _("A name or a job title. If the view is "
"your own, give yours.")), RECORDS),
        _keep(keep_assessment), before=_("A view is not a fact. It is shown separately, under the person’s name."),
    ),
}  # fmt: skip
CONSIDER = FileEntryPage(
    _("A measure was considered"), _("Save"), _("The measure is in the ledger. Next, decide whether to use it."),
    (EntryBox("who", _("Who considered it?"), _("A name, a job title or a meeting")),
     EntryBox("on_day", "When?", HAS_COME),
     EntryBox("words", _("Why was it considered?"), _("What the disruption would stop, for which children.")),
     RECORDS),
    _keep(consider_measure),
)  # fmt: skip
ABOUT: dict[str, FileEntryPage] = {
    "done": FileEntryPage(
        _("Mark as done"), _("Save"), _("We have recorded that this is done."),
        (EntryBox("words", _("What was done, and what was the result?")),), _keep(finish_action), of=True,
    ),
    "back": FileEntryPage(
        _("Withdraw it"), _("Withdraw it"), _("The entry is withdrawn. It can still be read."),
        (EntryBox("words", _("Why are you withdrawing it?"), _("What was wrong, and how you know.")),),
        _keep(take_back), of=True,
    ),
    "used": FileEntryPage(
        _("Record that it is used"), _("Save this decision"), _("We have recorded that the measure is used."),
        (EntryBox("words", _("What was decided, who decided it, and why?")),
         EntryBox("on_day", _("From when?"), HAS_COME),
         EntryBox("to_day", _("Until when? Leave blank if it runs until a further order"), TO_COME), RECORDS),
        _keep(use_measure), decides=True, of=True,
        before=_("If it was renewed, record its new dates here. The earlier entry stays on record."),
    ),
    "not-used": FileEntryPage(
        _("Record that it is not used"), _("Save this decision"), _("We have recorded that the measure is not used, "
        "and why."),
        (EntryBox("words", _("Why is it not used?")),), _keep(leave_measure), decides=True, of=True,
    ),
    "breach": FileEntryPage(
        _("Record a breach"), _("Save"), _("The breach is recorded."),
        (EntryBox("words", _("What happened, and who was told?")), EntryBox("on_day", "When?", HAS_COME), RECORDS),
        _keep(keep_breach), of=True,
    ),
    "ended": FileEntryPage(
        _("Record that it has ended"), _("Save"), _("We have recorded that the measure has ended."),
        (EntryBox("words", _("Why did it end?"),
             _("For example, it expired, was lifted, or another measure replaced it.")),
         EntryBox("on_day", "When?", HAS_COME)), _keep(end_measure), decides=True, of=True,
    ),
}  # fmt: skip
