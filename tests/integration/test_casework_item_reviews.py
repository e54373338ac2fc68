"""Answers as a whole: the month's sample, the same words again and again, not proceeded with and harmed later."""

from pathlib import Path

import pytest
from support import small_partnership as small
from support import worried
from support.climbing import LADDER, fill_ladder, person, set_clock, thing

from sightline.casework import selectors
from sightline.casework.actors import Actor, operator_actor
from sightline.casework.answers import answer_item
from sightline.casework.item_reviews import list_answers_sample, list_harmed_later, list_repeated_answers
from sightline.casework.reading import SearchTerms
from sightline.casework.ticking import tick
from sightline.escalation import read_answer_rules
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Role
from sightline.model.visibility import Visibility
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
MONDAY = "2026-11-23T09:00:00Z"
NOT_PROCEED = {
    "form": "not_proceed",
    "reason": "explained",
    "words": "The car belongs to her uncle, whom the school has met.",
}


def executive() -> Actor:
    return person("exec", Role.PARTNERSHIP_EXECUTIVE, "")


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty items of one day, all answered with the same words by one worker, but for marks and capitals."""
    set_clock(monkeypatch, "2026-11-23T09:30:00Z")
    people = fill_ladder()
    restricted = Visibility("health", "Clinic", "health_attendances", True)
    things = [thing(MONDAY, number=number, **({"seen": restricted} if number == 7 else {})) for number in range(30)]
    tick(actor=operator_actor(), as_at="2026-11-23T09:20:00Z", sources=[lambda _now: things])
    for number, each in enumerate(things):
        words = NOT_PROCEED["words"].upper() if number % 2 else NOT_PROCEED["words"]
        answer_item(actor=people["practitioner"], item_id=each.item_id, form=NOT_PROCEED | {"words": words})


def test_the_months_sample_follows_from_the_numbers_alone(answered: None) -> None:
    scrutineer = person("partnership_chair_and_scrutineer_scrutineer", Role.REVIEWER, "")
    first = list_answers_sample(actor=scrutineer, month="2026-11")
    assert len(first) == read_answer_rules().value("sample_a_month", small.date(2026, 11, 25)) == 20
    assert first == list_answers_sample(actor=scrutineer, month="2026-11")
    assert len({line.item_id for line in first}) == 20
    assert {line.repeated for line in first} == {29}
    hidden = [line for line in list_answers_sample(actor=scrutineer, month="2026-11") if not line.shown]
    assert all(not line.words for line in hidden)
    assert list_answers_sample(actor=scrutineer, month="2026-12") == ()
    with pytest.raises(Usage):
        list_answers_sample(actor=scrutineer, month="November")


def test_the_same_words_are_listed_with_how_often_and_by_how_many(answered: None) -> None:
    (line,) = list_repeated_answers(actor=operator_actor())
    assert (line.times, line.people, len(line.item_ids)) == (30, 1, 30)
    assert line.words == NOT_PROCEED["words"]
    (without,) = list_repeated_answers(actor=executive())
    assert (without.times, without.shown, without.words) == (30, False, "")


def test_who_looks_at_answers_as_a_whole(answered: None) -> None:
    for who in (person("m", Role.MANAGER, LADDER), person("c", Role.ELECTED_MEMBER, "")):
        for look in (list_repeated_answers, list_harmed_later):
            with pytest.raises(Refused):
                look(actor=who)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("harmed"), roles=())


def test_not_proceeded_with_and_harmed_later_is_listed_without_the_child(
    built: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    worried.copy_of(built, workspace)
    people = fill_ladder()
    worker = people["practitioner"]
    found = selectors.find_people(actor=worker, terms=SearchTerms(name="wren ashdown", birth_date=small.CHILD_BORN))
    wren = found.people[0].person_id  # a person's id is that of one of their mentions
    climbing = [
        thing("2024-04-01T09:00:00Z", number=1, mention_ids=(wren,)),
        thing("2024-11-30T09:00:00Z", number=2, mention_ids=(wren,)),
    ]
    set_clock(monkeypatch, "2024-04-01T09:10:00Z")
    tick(actor=operator_actor(), as_at="2024-04-01T09:05:00Z", sources=[lambda _now: climbing[:1]])
    answer_item(actor=worker, item_id=climbing[0].item_id, form=NOT_PROCEED)
    set_clock(monkeypatch, "2024-11-30T09:10:00Z")
    tick(actor=operator_actor(), as_at="2024-11-30T09:05:00Z", sources=[lambda _now: climbing])
    answer_item(actor=worker, item_id=climbing[1].item_id, form=NOT_PROCEED)
    (line,) = list_harmed_later(actor=executive())
    assert (line.item_id, line.reason) == (climbing[0].item_id, "explained")
    assert line.later_on > "2024-04-01" and line.later_says
    assert wren not in repr(line) and "Wren" not in repr(line)
