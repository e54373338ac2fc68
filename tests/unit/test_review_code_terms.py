"""Terms that texts of a review name: an agency is no account, and a verb before a name is no forename."""

from sightline.casework.review_reports.code_terms import terms_in_texts
from sightline.review.anonymous.codes import CodeBook, CodeKind
from sightline.review.anonymous.terms import CodedTerm, NameWords, TermFinder

NO_WORDS = NameWords(frozenset(), frozenset())


def named_in(*texts: str) -> set[tuple[CodeKind, str]]:
    terms = [CodedTerm(CodeKind.PERSON, "p1", "Carys Penhallow", base="Child C")]
    known = TermFinder(terms, words=NO_WORDS, book=CodeBook(1, 7))
    return {(one.kind, one.text) for one in terms_in_texts(texts, known)}


def test_an_agency_is_no_account() -> None:
    """Its id looked like one, so that the agency of each row had a code in place of its name."""
    assert not named_in("youth_service_contacts.csv; youth_service; known from 2019-12-05")
    assert (CodeKind.ONLINE, "wren_06") in named_in("She is wren_06 on Snapchat.")


def test_a_verb_before_a_known_forename_makes_no_other_person() -> None:
    """Carys became a surname of its own, and the child's forename had its code."""
    assert not named_in("Gave Carys her tea.")
    assert (CodeKind.PERSON, "Rowan Carys") in named_in("Seen with Rowan Carys today.")
