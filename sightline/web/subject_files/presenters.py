"""The words of working files: how one stands, what waits, in which capacity somebody is named, how a source was read.

A child is never headed by what they are said to have done. Their file says first that they are a child.
"""

from collections.abc import Mapping

from sightline.casework.people.nodes import RemovalDecision
from sightline.casework.subject_files.exposure import Contacts
from sightline.casework.subject_files.pages import AboutLine, LedgerLine, OverdueTask, SubjectFileLine
from sightline.casework.subject_files.statuses import Capacity, Status
from sightline.web.core.whens import day_in_words

LEAD = "A lead to check, not evidence. Ask the owner of each record before use."
KINDS = {"person": "Person", "place": "Place", "vehicle": "Vehicle", "phone": "Phone", "group": "Group"}
STATUSES = {
    Status.NAMED: "Named in records",
    Status.OF_CONCERN: "Of concern",
    Status.UNDER_INVESTIGATION: "Under investigation",
    Status.CHARGED: "Charged",
    Status.CONVICTED: "Convicted",
    Status.NO_LONGER: "No longer of concern",
    Status.REMOVED: "Removed: it was wrong",
}
DECIDES = {
    Status.NAMED: "Named in records: it is looked into, and nobody has decided that it is of concern",
    Status.OF_CONCERN: "Of concern",
    Status.UNDER_INVESTIGATION: "Under investigation by the police",
    Status.CHARGED: "Charged: choose the record that says so",
    Status.CONVICTED: "Convicted: choose the record that says so",
    Status.NO_LONGER: "No longer of concern: it comes off every list",
    Status.REMOVED: "Removed, because it was wrong: it comes off every list",
}
ENDED_AS = {Status.NO_LONGER: "Decided to be no longer of concern", Status.REMOVED: "Removed as wrong"}
CAPACITIES = {
    Capacity.VICTIM: "Victim: harmed",
    Capacity.WITNESS: "Witness",
    Capacity.SUSPECT: "Suspect: nothing is decided",
    Capacity.CONVICTED: "Convicted",
}
WAITS = {
    "review": "To be looked at again by {day}, and nobody has",
    "owner": "Nobody has owned it since {day}",
    "no_step": "No next step since {day}",
    "next_step": "The next step was to be done by {day}",
    "undecided": "A measure was considered on {day}, and nobody has decided",
    "breach": "A measure was breached on {day}, and nobody has looked at the file again since",
    "run_out": "A measure ran out on {day}, and nobody has said what became of it",
}

ASKS = {
    "none_considered": "Open since {day}, and no measure was considered",
    "undecided": "Considered on {day}, and nobody has decided",
    "run_out": "Ran out on {day}, and nobody has said what became of it",
    "breach": "Breached on {day}, and nobody has looked at the file again since",
}


def file_in_words(line: SubjectFileLine) -> str:
    """What a file is called: whom or what it is about. A child is named as a child."""
    return f"{line.subject.words}{', a child' if line.subject.is_child else ''}"


def status_in_words(line: SubjectFileLine) -> str:
    """How a file stands. Of a child: that they are one comes first."""
    status = STATUSES[Status(line.status)]
    kind = KINDS[line.kind]
    if line.subject.is_child:
        return f"A child first. The file: {status[:1].lower()}{status[1:]}"
    return f"{kind} {status[:1].lower()}{status[1:]}" if line.status == Status.OF_CONCERN else status


def waits_in_words(one: OverdueTask) -> str:
    """What nobody has done, and since when."""
    return WAITS[one.what].format(day=day_in_words(one.since_on))


def asks_in_words(one: LedgerLine) -> str:
    """What a manager is to ask of a ledger."""
    return ASKS[one.what].format(day=day_in_words(one.since_on))


def counted_in_words(one: Contacts) -> str:
    """How many records and children."""
    records = "1 record" if one.records == 1 else f"{one.records} records"
    return f"{records}, {'1 child' if one.children == 1 else f'{one.children} children'}"


def decided_in_words(one: RemovalDecision) -> str:
    """That a named decision took somebody or something off; empty where this reader is told nothing."""
    this = "this person" if one.kind == "person" else f"this {one.kind}"
    if not one.may_know_who:
        return f"By a named decision {this} is in no list and in no chart. Records stay." if one.is_off else ""
    on = f" on {day_in_words(one.on)}" if one.on else ""
    said = f"{ENDED_AS[Status(one.word)]}{on} by {one.by}."
    if one.new_records:
        records = "1 record that puts" if one.new_records == 1 else f"{one.new_records} records that put"
        return (
            f"{said} It was decided without {records} {this} together with children: for lists and pictures it does "
            "not hold."
        )
    if one.is_off or one.is_kept:
        return f"{said} Records still name {this}: shown in lists and pictures to reviewers and governance alone."
    return f"{said} A child stays in lists and pictures."


def set_aside_in_words(number: int) -> str:
    """How many a named decision took off, where they would stand; empty where there is none."""
    if not number:
        return ""
    who, stand = ("1 person or thing", "is") if number == 1 else (f"{number} people or things", "are")
    return f"{who} {stand} not shown here, by a named decision. The records stay, and reviewers see all of it."


def about_choices(about: tuple[AboutLine, ...]) -> list[tuple[str, str]]:
    """What a new file can be about, by key."""
    return [(one.key, about_in_words(one)) for one in about]


def about_in_words(one: AboutLine) -> str:
    """One that a file can be about."""
    child = {True: ", a child", False: "", None: ", age not known" if one.kind == "person" else ""}[one.is_child]
    there = ": there is a file already" if one.file_id else ""
    return f"{KINDS[one.kind]}: {one.words}{child}{there}"


def choices(words: Mapping[Status, str], names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Choices of a form, in the order of the words."""
    return [(str(name), says) for name, says in words.items() if str(name) in names]
