"""The words of working files: how one stands, what waits, in which capacity somebody is named, how a source was read.

A child is never headed by what they are said to have done. Their file says first that they are a child.
"""

from collections.abc import Mapping

from django.utils.translation import gettext, ngettext

from sightline.casework.people.pages.nodes import RemovalDecision
from sightline.casework.subject_files.pages.files import AboutLine, Contacts, LedgerLine, OverdueTask, SubjectFileLine
from sightline.casework.subject_files.pages.statuses import Capacity, Status
from sightline.translation.messages import lazy as _
from sightline.translation.numbers import counted
from sightline.web.core.whens import day_in_words
from sightline.web.core.words import lower_first

LEAD = _("A lead to check, not evidence. Ask the owner of each record before use.")
KINDS = {"person": _("Person"), "place": _("Place"), "vehicle": _("Vehicle"), "phone": _("Phone"), "group": _("Group")}
THIS = {
    "person": _("this person"),
    "place": _("this place"),
    "vehicle": _("this vehicle"),
    "phone": _("this phone"),
    "group": _("this group"),
}
STATUSES = {
    Status.NAMED: _("Named in records"),
    Status.OF_CONCERN: _("Of concern"),
    Status.UNDER_INVESTIGATION: _("Under investigation"),
    Status.CHARGED: _("Charged"),
    Status.CONVICTED: _("Convicted"),
    Status.NO_LONGER: _("No longer of concern"),
    Status.REMOVED: _("Removed: recorded in error"),
}
DECIDES = {
    Status.NAMED: _("Named in records: under review, no decision on concern yet"),
    Status.OF_CONCERN: _("Of concern"),
    Status.UNDER_INVESTIGATION: _("Under investigation by the police"),
    Status.CHARGED: _("Charged: choose the record that shows this"),
    Status.CONVICTED: _("Convicted: choose the record that shows this"),
    Status.NO_LONGER: _("No longer of concern: it is removed from every list"),
    Status.REMOVED: _("Removed from every list: recorded in error"),
}
ENDED_AS = {Status.NO_LONGER: _("Decided to be no longer of concern"), Status.REMOVED: _("Removed: recorded in error")}
CAPACITIES = {
    Capacity.VICTIM: _("Victim: harmed"),
    Capacity.WITNESS: _("Witness"),
    Capacity.SUSPECT: _("Suspect: nothing is decided"),
    Capacity.CONVICTED: _("Convicted"),
}
WAITS = {
    "review": _("Review was due by {day} and is not recorded"),
    "owner": _("No owner since {day}"),
    "no_step": _("No next step since {day}"),
    "next_step": _("The next step was due by {day}"),
    "undecided": _("A measure was considered on {day}. A decision whether to use it is missing"),
    "breach": _("A measure was breached on {day}. The file has not been reviewed since"),
    "run_out": _("A measure ended on {day}. Its result is not recorded"),
}

ASKS = {
    "none_considered": _("Open since {day}, and no measure was considered"),
    "undecided": _("Considered on {day}. A decision whether to use it is missing"),
    "run_out": _("Ended on {day}. Its result is not recorded"),
    "breach": _("Breached on {day}. The file has not been reviewed since"),
}


def file_in_words(line: SubjectFileLine) -> str:
    """What a file is called: whom or what it is about. A child is named as a child."""
    words = str(line.subject.words)
    return gettext("%(name)s, a child") % {"name": words} if line.subject.is_child else words


def status_in_words(line: SubjectFileLine) -> str:
    """How a file stands. Of a child: that they are one comes first."""
    status = STATUSES[Status(line.status)]
    kind = KINDS[line.kind]
    if line.subject.is_child:
        return child_first(status)
    return f"{kind} {lower_first(status)}" if line.status == Status.OF_CONCERN else status


def child_first(status: str) -> str:
    """How the file of a child stands, after that they are one."""
    return gettext("A child first. The file: %(status)s") % {"status": lower_first(status)}


def waits_in_words(one: OverdueTask) -> str:
    """What nobody has done, and since when."""
    return WAITS[one.what].format(day=day_in_words(one.since_on))


def asks_in_words(one: LedgerLine) -> str:
    """What a manager is to ask of a ledger."""
    return ASKS[one.what].format(day=day_in_words(one.since_on))


def counted_in_words(one: Contacts) -> str:
    """How many records and children."""
    return f"{counted(one.records, 'record')}, {counted(one.children, 'child')}"


def decided_in_words(one: RemovalDecision) -> str:
    """That a named decision took somebody or something off; empty where this reader is told nothing."""
    this = THIS[one.kind]
    if not one.may_know_who:
        return (
            gettext("A named decision removed %(this)s from lists and charts. The records stay.") % {"this": this}
            if one.is_off
            else ""
        )
    ended = {"ended_as": ENDED_AS[Status(one.word)], "on": day_in_words(one.on) if one.on else "", "by": one.by}
    said = (gettext("%(ended_as)s on %(on)s by %(by)s.") if one.on else gettext("%(ended_as)s by %(by)s.")) % ended
    if one.new_records:
        return ngettext(
            "%(said)s The decision did not consider %(n)s record that names %(this)s with children, so it does not "
            "apply to lists and charts.",
            "%(said)s The decision did not consider %(n)s records that name %(this)s with children, so it does not "
            "apply to lists and charts.",
            one.new_records,
        ) % {"said": said, "n": one.new_records, "this": this}
    if one.is_off or one.is_kept:
        return gettext(
            "%(said)s Records still name %(this)s. Only reviewers and information "
            "governance still see the entry in lists and charts."
        ) % {"said": said, "this": this}
    return gettext("%(said)s A child stays in lists and charts.") % {"said": said}


def set_aside_in_words(number: int) -> str:
    """How many a named decision took off, where they would stand; empty where there is none."""
    if not number:
        return ""
    return ngettext(
        "%(n)s person or thing is not shown here, by a named decision. The records stay, and reviewers see all of it.",
        "%(n)s people or things are not shown here, by a named decision. "
        "The records stay, and reviewers see all of it.",
        number,
    ) % {"n": number}


def about_choices(about: tuple[AboutLine, ...]) -> list[tuple[str, str]]:
    """What a new file can be about, by key."""
    return [(one.key, about_in_words(one)) for one in about]


def about_in_words(one: AboutLine) -> str:
    """One that a file can be about."""
    said = f"{KINDS[one.kind]}: {one.words}"
    if one.is_child:
        said = gettext("%(said)s, a child") % {"said": said}
    elif one.is_child is None and one.kind == "person":
        said = gettext("%(said)s, age not known") % {"said": said}
    return gettext("%(said)s: there is a file already") % {"said": said} if one.file_id else said


def choices(words: Mapping[Status, str], names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Choices of a form, in the order of the words."""
    return [(str(name), says) for name, says in words.items() if str(name) in names]
