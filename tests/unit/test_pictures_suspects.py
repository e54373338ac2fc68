"""Asked of any picture "who is suspected?", a reader finds nobody: no word of it says so, of a child least of all."""

import re
from xml.etree import ElementTree

import pytest
import test_network_chart_drawing as networks
from test_pictures_grey import PICTURES

from sightline.casework.networks.pages.networks import Link
from sightline.casework.people.pages.nodes import CHILD, Node
from sightline.pictures.growth.facts import MemberKind
from sightline.pictures.picture import Picture
from sightline.translation.messages import join_shown
from sightline.web.networks.chart import draw_chart
from sightline.web.networks.drawing import draw
from sightline.web.networks.link_words import OF_ADULT, OF_CHILD, how_in_words

# Words that make somebody in a picture a suspect, a leader or one who draws others in.
ACCUSING = re.compile(
    r"suspect|perpetrat|offend|accus|alleg|arrest|culprit|recruit|groom|exploiter|facilitat|ringleader|\bleader|\bgang|"
    r"\bhub\b|central|key (person|player|nominal)|nominal|associate|accomplice|co-defendant|criminal|victim",
    re.IGNORECASE,
)
# The only sentences that may use such a word are those that deny it.
DENIES = re.compile(r"does not make|does not say who is|nobody is suspected|is not a suspect", re.IGNORECASE)
SVG = "{http://www.w3.org/2000/svg}"


def words_of(picture: Picture) -> str:
    """Everything that a picture says: title, finding, labels, names for those who hear it, and its table."""
    tree = ElementTree.fromstring(picture.on_page)
    said = [picture.title, picture.finding, *picture.table.head]
    said += [cell.text for row in picture.table.rows for cell in row]
    said += ["".join(one.itertext()) for one in tree.iter(f"{SVG}text")]
    said += [one.get("aria-label") or "" for one in tree.iter()]
    return join_shown(" | ", said)


def accusing(said: str) -> list[str]:
    """The sentences with such a word, but for those that deny it."""
    return [one for one in re.split(r"[.|]", said) if ACCUSING.search(one) and not DENIES.search(one)]


@pytest.mark.parametrize("module", PICTURES)
def test_no_word_of_a_picture_makes_anybody_a_suspect(module: str) -> None:
    for make in PICTURES[module]:
        assert accusing(words_of(make())) == []


def test_the_test_would_see_it() -> None:
    for said in ("suspected of", "Role: SUSPECT", "an offender", "made a gang leader"):
        assert accusing(said)
    assert not accusing("Being on this chart does not make anyone a suspect. One car.")


def test_no_line_of_a_chart_says_more_of_a_child_than_that_records_name_both() -> None:
    """Lines have no direction, and two children are tied by one record or by nights, never by what one did."""
    for said in (*OF_CHILD.values(), *OF_ADULT.values(), *(kind.value for kind in MemberKind)):
        assert not ACCUSING.search(str(said))
    nell, amara = Node(CHILD, f"{1:020}", "Nell"), Node(CHILD, f"{2:020}", "Amara")
    for layout in ("police_occurrences", "police_intelligence", "police_missing", "youth_service_contacts"):
        link = Link(nell.node_id, amara.node_id, networks.DAY, networks.DAY, (), (layout,))
        there, back = how_in_words(link, nell, amara), how_in_words(link, amara, nell)
        assert there == back and not ACCUSING.search(there)
    drawn = draw_chart(draw(networks.graph_of(20, 40)), words=networks.WORDS).as_file
    assert "marker" not in drawn and "does not make anyone a suspect" in drawn
