"""The family of a person: the page with its table, and the drawing as a file. No address is on it."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from sightline.casework.core.session import ReaderSession
from sightline.casework.overview.pages import AddressStay, FamilyPage, RelativeLine
from sightline.casework.overview.selectors.family import read_family
from sightline.model.when import years_on
from sightline.pictures.family.facts import FamilyMember, FamilyStory, Generation, GenogramShape, Stay
from sightline.pictures.family.tree import draw_family
from sightline.translation.messages import lazy as _
from sightline.web.chronology.person_views import show_tab
from sightline.web.core.doorway import page
from sightline.web.core.files import DrawnFile, picture_page
from sightline.web.core.words import relation_in_words

NO_NAME = _("Name not recorded")
MALE = ("father", "stepfather", "brother", "half-brother", "stepbrother", "grandfather", "uncle", "nephew", "son")
FEMALE = ("mother", "stepmother", "sister", "half-sister", "stepsister", "grandmother", "aunt", "niece", "daughter")
ROWS = {
    Generation.GRANDPARENTS: ("grandmother", "grandfather", "grandparent"),
    Generation.PARENTS: ("mother", "father", "stepmother", "stepfather", "parent", "carer", "foster carer", "guardian"),
    Generation.AUNTS: ("aunt", "uncle"),
    Generation.CHILDREN: (
        "brother", "sister", "half-brother", "half-sister", "stepbrother", "stepsister", "sibling", "half-sibling"
    ),
    Generation.OWN_CHILDREN: ("son", "daughter", "child", "stepchild"),
}  # fmt: skip
BY_MARRIAGE = ("stepmother", "stepfather", "carer", "foster carer", "guardian")


@page("GET", "HEAD")
def family(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """Who family is, as a picture and as a table."""
    picture = draw_family(tell_family(read_family(session, person_id=person_id)))
    return show_tab(request, session, person_id, "family", picture=picture)


@page("GET", "HEAD", "POST")
def family_file(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """Ask what the drawing is for; once posted, the drawing as a file of its own."""

    def draw(reader: ReaderSession) -> DrawnFile:
        shown = read_family(reader, person_id=person_id)
        return DrawnFile(draw_family(tell_family(shown)), shown.up_to, people=1 + len(shown.relatives))

    back = reverse("person_family", args=[person_id])
    return picture_page(request, session, name="family", back=back, active="find", draw=draw)


def tell_family(shown: FamilyPage) -> FamilyStory:
    """The facts of the picture; the child stands among brothers and sisters, and has no relation."""
    births = shown.person.birth_dates
    born_on = births[0] if len(births) == 1 else None
    child = FamilyMember(
        label=shown.person.name or NO_NAME,
        relation="",
        generation=Generation.CHILDREN,
        shape=_shape("", shown.sex),
        age=years_on(born=born_on, day=shown.up_to) if born_on else None,
        born_on=born_on,
        stays=_stays(shown.stays),
        no_address=shown.no_address,
    )
    relatives = tuple(_member(one, shown, born_on) for one in shown.relatives)
    return FamilyStory(child, relatives, shown.up_to, shown.is_protected)


def _member(one: RelativeLine, shown: FamilyPage, child_born: date | None) -> FamilyMember:
    generation = next((row for row, words in ROWS.items() if one.relation in words), Generation.OTHERS)
    births = [day for day in (one.born_on, child_born) if day]
    return FamilyMember(
        label=one.name or NO_NAME,
        relation=relation_in_words(one.relation),
        generation=generation,
        shape=_shape(one.relation, one.sex),
        age=years_on(born=one.born_on, day=shown.up_to) if one.born_on else None,
        from_on=one.from_on,
        to_on=one.to_on,
        records=one.records,
        same_address=one.same_address,
        is_by_marriage=one.relation in BY_MARRIAGE,
        is_from_birth=bool(births) and one.from_on == max(births),
        href=reverse("person", args=[one.person_id]) if one.person_id else reverse("record", args=[one.record_id]),
        born_on=one.born_on,
        stays=_stays(one.stays),
        no_address=one.no_address,
    )


def _stays(stays: Sequence[AddressStay]) -> tuple[Stay, ...]:
    return tuple(Stay(one.home, one.first_on, one.last_on, one.records) for one in stays)


def _shape(relation: str, sex: str) -> GenogramShape:
    """By the word for the relation, else by the sex that a record gives; never by a name."""
    if relation in MALE or sex in ("m", "male"):
        return GenogramShape.MALE
    return GenogramShape.FEMALE if relation in FEMALE or sex in ("f", "female") else GenogramShape.NOT_RECORDED
