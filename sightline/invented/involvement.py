"""What children's services and the police write of ordinary trouble: contacts, involvements, placements, nights away.

These episodes can make a pattern true as planted ones can; the truth lists both.
"""

from datetime import date, datetime, time, timedelta
from typing import Final

from sightline.invented.agencies.care import Informant, write_event, write_interview
from sightline.invented.agencies.police import WrittenEpisode, write_missing
from sightline.invented.area import Place
from sightline.invented.days import MUCH, QUIET, any_day, times
from sightline.invented.desk import Desk
from sightline.invented.narration import quote, tell
from sightline.invented.planted.known_patterns import record_telephone_report
from sightline.invented.population.people import Household, Person

INFORMANTS: Final = (("Teacher", "school"), ("Police officer", "police"), ("Neighbour", ""), ("Mother", ""),
                   ("Health visitor", "health"), ("Anonymous", ""), ("Housing officer", "housing"))  # fmt: skip


def write_care(*, desk: Desk, child: Person, much: int) -> None:
    """Write contacts and, where there is much, a whole involvement."""
    chance = desk.chance
    if much == QUIET:
        return

    def contact(on: date) -> None:
        source, agency = chance.choice(INFORMANTS)
        write_event(
            desk=desk, child=child, kind=chance.choice(("CONTACT", "CONTACT", "REFERRAL")), on=on,
            text=tell("contact_ordinary", chance=chance, child=child), informant=Informant(source, agency),
            outcome=chance.choice(("NFA", "SIGNPOST", "ASSESS", "ASSESS", "")),
        )  # fmt: skip

    times(desk, 3, child, contact)
    if much == MUCH and child.age_on(desk.years.first) < 17:
        begins = any_day(desk, before=desk.years.last - timedelta(days=300))
        write_involvement(desk=desk, child=child, began_on=begins)


def write_involvement(*, desk: Desk, child: Person, began_on: date) -> None:
    """Write a whole involvement: referral, assessment, visits, core groups, closure."""
    chance, day = desk.chance, max(began_on, child.born + timedelta(days=60))
    source, agency = chance.choice(INFORMANTS)
    write_event(desk=desk, child=child, kind="REFERRAL", on=day, informant=Informant(source, agency), outcome="ASSESS",
                text=tell("contact_ordinary", chance=chance, child=child),
                factors=chance.choice(("3B", "4A;5B", "17A")))  # fmt: skip
    for kind, after, note in (("ASSESSMENT START", 3, "assessment"), ("ASSESSMENT END", 43, "case_note"),
                              ("PLAN START", 45, "case_note")):  # fmt: skip
        write_event(desk=desk, child=child, kind=kind, on=day + timedelta(days=after),
                    text=tell(note, chance=chance, child=child),
                    words=quote(note, chance=chance, child=child))  # fmt: skip
    for visit in range(chance.randint(5, 14)):
        on = day + timedelta(days=60 + visit * 18 + chance.randint(0, 5))
        kind, note = ("CASE NOTE", "case_note") if chance.random() < 0.35 else ("VISIT", "visit")
        if on < desk.years.last:
            write_event(desk=desk, child=child, kind=kind, on=on, text=tell(note, chance=chance, child=child),
                        words=quote(note, chance=chance, child=child))  # fmt: skip
    ended = day + timedelta(days=290)
    if ended < desk.years.last:
        write_event(
            desk=desk, child=child, kind="CLOSURE", on=ended, text="Plan met, closed with the family's agreement."
        )


def place_child(*, desk: Desk, child: Person, setting: Place, on: date) -> None:
    """Move a child to a setting, and write the placement's start."""
    child.homes.append((on, setting))
    child.homes.sort(key=lambda since: since[0])
    write_event(desk=desk, child=child, kind="PLACEMENT START", on=on, placement=setting,
                text=f"{child.forename} moved today. Room seen, own things brought.")  # fmt: skip


def write_away(*, desk: Desk, household: Household, child: Person, much: int) -> None:
    """Write missing episodes of the everyday kind, and what they make true."""
    chance, episodes = desk.chance, list[WrittenEpisode]()
    if much == QUIET or chance.random() > 0.12 * much:
        return
    for on in sorted(any_day(desk) for _ in range(chance.randint(1, 3))):
        is_apart = not episodes or on > episodes[-1].found.date() + timedelta(days=1)
        if is_apart and 11 <= child.age_on(on) < 18:
            episodes.append(_write_ordinary_episode(desk, household, child, on))
    record_telephone_report(desk=desk, child=child, episodes=episodes)


def _write_ordinary_episode(desk: Desk, household: Household, child: Person, on: date) -> WrittenEpisode:
    chance = desk.chance
    friend = chance.choice(("friend", "alone", household.carer))
    episode = write_missing(
        desk=desk, child=child, left=datetime.combine(on, time(chance.randint(15, 22), chance.randrange(0, 60, 5))),
        hours=chance.choice((3, 4, 5, 7, 11)), found_at=None, found_with=[friend],
        grade=chance.choice(("Low", "Medium")), circumstances=tell("missing_ordinary", chance=chance, child=child),
        interview=chance.choice(("", "Spoken to by officer at home, no concerns.")),
    )  # fmt: skip
    if chance.random() < 0.75:
        write_interview(desk=desk, child=child, episode=episode, accepted=chance.random() < 0.8,
                        text=tell("interview_ordinary", chance=chance, child=child),
                        words=quote("interview_ordinary", chance=chance, child=child))  # fmt: skip
    return episode
