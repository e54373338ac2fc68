"""Puts a question into words: days and agencies stand in it, never a name, an address or a word of a record."""

from datetime import date

from sightline.curiosity.candidates import CandidateQuestion
from sightline.curiosity.rules import QuestionWording
from sightline.translation.lists import listed
from sightline.translation.messages import as_kept


def put_into_words(asks: str, one: CandidateQuestion, asking: QuestionWording) -> str:
    """The rule's sentence with its days and agencies, beginning with a capital."""
    words = {name: value for name, value in one.words.items() if name != "agencies"}
    agencies = [asking.agencies.get(agency, agency.replace("_", " ")) for agency in one.words.get("agencies", ())]
    said = asks.format(
        first=day_in_words(one.began_on), last=day_in_words(one.last_on), agencies=as_kept(listed(agencies)), **words
    )
    return said[:1].upper() + said[1:]


def day_in_words(day: date) -> str:
    """4 March 2024."""
    return f"{day.day} {day:%B %Y}"
