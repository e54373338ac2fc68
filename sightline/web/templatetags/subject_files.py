"""What the pages of working files need in words."""

from django import template
from django.template import Context

from sightline.casework.core.session import request_session
from sightline.casework.rules.selectors import checks
from sightline.casework.subject_files.pages.files import SubjectFileLine
from sightline.casework.subject_files.pages.statuses import Capacity, Status
from sightline.casework.subject_files.selectors.files import list_subject_files_on
from sightline.model.rules import Rule
from sightline.web.counts import presenters as counts_presenters
from sightline.web.subject_files import presenters as subject_files_presenters

register = template.Library()
register.filter("file_name", subject_files_presenters.file_in_words)
register.filter("file_status", subject_files_presenters.status_in_words)
register.filter("asks", subject_files_presenters.asks_in_words)
register.filter("counted", subject_files_presenters.counted_in_words)
register.filter("decided", subject_files_presenters.decided_in_words)
register.filter("set_aside", subject_files_presenters.set_aside_in_words)
register.filter("waits", subject_files_presenters.waits_in_words)
register.filter("about_name", subject_files_presenters.about_in_words)


@register.simple_tag(takes_context=True)
def files_on(context: Context, kind: str, node_id: str) -> tuple[SubjectFileLine, ...]:
    """The working files on a person or a thing that the page's reader may know of."""
    return list_subject_files_on(request_session(context["request"]), kind=kind, node_id=node_id)


@register.filter
def status(word: str) -> str:
    """A status in words."""
    return subject_files_presenters.STATUSES[Status(word)]


@register.filter
def capacity(word: str) -> str:
    """In which capacity a record names somebody."""
    return subject_files_presenters.CAPACITIES[Capacity(word)]


@register.filter
def file_kind(kind: str) -> str:
    """What a file is about."""
    return subject_files_presenters.KINDS[kind]


@register.filter
def guidance_key(rule: Rule) -> str:
    """Under which key a measure's rule stands with the guidance."""
    return checks.guidance_key(rule=rule)


@register.filter
def grade(name: str) -> str:
    """How the source of a measure was read."""
    return counts_presenters.GRADES[name]
