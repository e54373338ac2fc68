"""How a group grew, quarter by quarter: the page with its table, and the drawing as a file."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import combinations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.casework.core.session import ReaderSession
from sightline.casework.networks.pages.networks import GroupPage, Member
from sightline.casework.networks.selectors.entity_page import read_group
from sightline.casework.patterns.pages import ADULT, CHILD, UNIDENTIFIED
from sightline.casework.people.pages.nodes import Node, spell_alike
from sightline.pictures.growth.drawing import draw_growth
from sightline.pictures.growth.facts import GrownMember, GrownTie, GrowthStory, MemberKind
from sightline.web.core.doorway import page
from sightline.web.core.files import DrawnFile, picture_page
from sightline.web.pictures.joint_actions import first_joint_action
from sightline.web.pictures.reverse_question import ask_other_way

KINDS = {
    CHILD: MemberKind.CHILD,
    ADULT: MemberKind.ADULT,
    UNIDENTIFIED: MemberKind.UNIDENTIFIED,
    "vehicle": MemberKind.VEHICLE,
    "phone": MemberKind.PHONE,
}
PEOPLE = (CHILD, ADULT)


@page("GET", "HEAD")
def group_growth(request: HttpRequest, session: ReaderSession, group_id: str) -> HttpResponse:
    """When each member became known, and how many children one agency knew, as a picture and as a table."""
    shown = read_group(session, group_id=group_id)
    context = {"shown": shown, "picture": draw_growth(_tell(session, shown)), "active": "find"}
    return render(request, "pictures/group_growth.html", context)


@page("GET", "HEAD", "POST")
def group_growth_file(request: HttpRequest, session: ReaderSession, group_id: str) -> HttpResponse:
    """Ask what the drawing is for; once posted, the drawing as a file of its own."""

    def draw(reader: ReaderSession) -> DrawnFile:
        shown = read_group(reader, group_id=group_id)
        people = sum(bool(_row(one.node)) for one in shown.members)
        return DrawnFile(draw_growth(_tell(reader, shown)), shown.up_to, people)

    back = reverse("group_growth", args=[group_id])
    return picture_page(request, session, name="growth", back=back, active="find", draw=draw)


def _tell(session: ReaderSession, shown: GroupPage) -> GrowthStory:
    """The facts of the picture, with the first joint action about one of the group's children."""
    return replace(
        tell_growth(shown),
        acted_on=first_joint_action(
            session,
            children=[one.node.node_id for one in shown.of(CHILD)],
            lines=[line for line in shown.done.recognised if line.node_id == shown.node.node_id],
            since=shown.first_true_on,
        ),
    )


def tell_growth(shown: GroupPage) -> GrowthStory:
    """The facts of the picture: a member is known from the first day on which a record with it was known.

    A note that uses the name of a member may mean that member: nobody is counted or shown as an adult because of it.
    """
    called = _called(shown)
    first: dict[str, date] = {}
    known: dict[tuple[str, str], date] = {}
    for one in shown.evidence:
        for node in one.nodes if one.record.known_on else ():
            day = one.record.known_on or date.max
            first[node.node_id] = min(day, first.get(node.node_id, day))
            by = (one.record.agency, node.node_id)
            known[by] = min(day, known.get(by, day))
    return GrowthStory(
        members=tuple(_member(one, first, called) for one in shown.members),
        ties=tuple(_ties(shown)),
        known=tuple((agency, key, day) for (agency, key), day in sorted(known.items())),
        together_on=shown.first_true_on,
        asked_other_way=ask_other_way(shown.others, shown.first_true_on),
        up_to=shown.up_to or shown.last_on,
        same=(*shown.same, *((one, other) for one, others in sorted(called.items()) for other in others)),
    )


def _called(shown: GroupPage) -> dict[str, list[str]]:
    """Members whom notes alone name, by the name of other members: who these are, and how old, nobody has said."""
    people: dict[str, list[str]] = {}
    for one in shown.members:
        if one.node.kind in PEOPLE:
            people.setdefault(spell_alike(one.node.label), []).append(one.node.node_id)
    return {
        one.node.node_id: people[spell_alike(one.node.label)]
        for one in shown.of(UNIDENTIFIED)
        if spell_alike(one.node.label) in people
    }


def _member(one: Member, first: dict[str, date], called: Mapping[str, object]) -> GrownMember:
    kind = MemberKind.PERSON if one.node.node_id in called else KINDS.get(one.node.kind, MemberKind.PLACE)
    return GrownMember(
        one.node.node_id,
        one.node.label,
        kind,
        first.get(one.node.node_id, one.since_on),
        _address(one.node),
        said=one.node.said,
    )


def _address(node: Node) -> str:
    """The page of a member; somebody unidentified has none."""
    if node.kind == UNIDENTIFIED:
        return ""
    return reverse("network", args=["person" if node.kind in PEOPLE else node.kind, node.node_id])


def _row(node: Node) -> str:
    """Children, adults or things: a line goes from one to another of these."""
    return CHILD if node.kind == CHILD else ADULT if node.kind in (ADULT, UNIDENTIFIED) else ""


def _ties(shown: GroupPage) -> Iterator[GrownTie]:
    """A child with each adult and thing on a record with it, and an adult with each thing; never two children.

    A thing that no record has with a person is joined to the things on its records: no mark is without a line.
    """
    members = {one.node.node_id for one in shown.members}
    pairs = [
        (one.record.agency, one.record.known_on, node, other)
        for one in shown.evidence
        if one.record.known_on
        for node, other in combinations([node for node in one.nodes if node.node_id in members], 2)
    ]
    joined = {node.node_id for _, _, *both in pairs if _row(both[0]) != _row(both[1]) for node in both}
    found: dict[tuple[str, str], dict[str, date]] = {}
    for agency, day, node, other in pairs:
        are_things = not _row(node) and not _row(other)
        if _row(node) != _row(other) or (are_things and not joined.issuperset((node.node_id, other.node_id))):
            by = found.setdefault((min(node.node_id, other.node_id), max(node.node_id, other.node_id)), {})
            by[agency] = min(day, by.get(agency, day))
    yield from (GrownTie(*key, min(by.values()), tuple(sorted(by.items()))) for key, by in found.items())
