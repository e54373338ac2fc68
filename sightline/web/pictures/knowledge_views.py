"""Who knew what, and when, of one pattern: the page with its table, and the drawing as a file."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.casework.core.session import ReaderSession
from sightline.casework.patterns.pages import CHILD, RecognisedPage, RecordEvidence
from sightline.casework.patterns.selectors import count_also_found, read_recognised
from sightline.pictures.knowledge_facts import OF_A_PATTERN, OF_SIGNS, Knowledge, KnownElement
from sightline.pictures.knowledge_grid import draw_knowledge
from sightline.translation.messages import join_shown
from sightline.web.core.doorway import page
from sightline.web.core.files import DrawnFile, picture_page
from sightline.web.core.rules import rule_in_words, rule_of
from sightline.web.core.words import kind_in_words
from sightline.web.notes.presenters import sign_in_words
from sightline.web.pictures.joint_actions import first_joint_action
from sightline.web.pictures.knowledge_grid import show_grid
from sightline.web.pictures.reverse_question import ask_other_way


@page("GET", "HEAD")
def who_knew(request: HttpRequest, session: ReaderSession, instance_key: str) -> HttpResponse:
    """From which day each agency knew each sign, as a picture and as a table."""
    shown = read_recognised(session, instance_key=instance_key)
    grid = show_grid(tell_knowledge(session, shown), file_url=reverse("who_knew_file", args=[instance_key]))
    context = {"shown": shown, "grid": grid, "active": "find"}
    return render(request, "pictures/who_knew.html", context)


@page("GET", "HEAD", "POST")
def who_knew_file(request: HttpRequest, session: ReaderSession, instance_key: str) -> HttpResponse:
    """Ask what the drawing is for; once posted, the drawing as a file of its own."""

    def draw(reader: ReaderSession) -> DrawnFile:
        shown = read_recognised(reader, instance_key=instance_key)
        return DrawnFile(draw_knowledge(tell_knowledge(reader, shown)), shown.up_to, len(shown.line.people))

    back = reverse("who_knew", args=[instance_key])
    return picture_page(request, session, name="knowledge", back=back, active="find", draw=draw)


def tell_knowledge(session: ReaderSession, shown: RecognisedPage) -> Knowledge:
    """The facts of the grid of a pattern."""
    line = shown.line
    others = count_also_found(
        session,
        pattern_id=line.pattern_id,
        until=line.first_true_on,
        person_ids=[one.person_id for one in line.people if one.person_id],
    )
    rule = rule_of(line.pattern_id)
    return Knowledge(
        statement=rule_in_words(line.pattern_id),
        about=join_shown(", ", [one.name for one in line.of(CHILD)]),
        rule=rule.says if rule else "",
        elements=tuple(_elements(shown)),
        alone=tuple((one.agency, one.since_on) for one in line.alone),
        together_on=line.first_true_on,
        up_to=shown.up_to or line.first_true_on,
        asked_other_way=ask_other_way(others, line.first_true_on),
        acted_on=first_joint_action(
            session,
            children=[one.person_id for one in line.of(CHILD) if one.person_id],
            lines=[line],
            since=line.first_true_on,
        ),
        words=OF_SIGNS if any(one.signs for one in shown.met_by) else OF_A_PATTERN,
    )


def _elements(shown: RecognisedPage) -> Iterator[KnownElement]:
    """A row for each kind of sign that met the rule; of a rule without signs, for each kind of record."""
    found: dict[str, list[tuple[str, date, str]]] = {}
    for one in shown.met_by:
        record = one.record
        if record.known_on:
            for label in _labels(one):
                known = (record.agency, record.known_on, reverse("record", args=[record.record_id]))
                found.setdefault(label, []).append(known)
    yield from (KnownElement(label, tuple(known)) for label, known in found.items())


def _labels(one: RecordEvidence) -> list[str]:
    signs = [sign_in_words(sign.indicator) for sign in one.signs]
    return list(dict.fromkeys(signs)) or [kind_in_words(one.record.kind)]
