"""Concerns that the demo's invented people enter, in their own words, and what others answer: data alone.

A child is named by its place among those of `lately`, so that the same words fit whoever the seed has made. Nothing
here says "he" or "she" of a child.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

LOG_NAME: Final = "School log.txt"
LOG: Final = (
    "Invented. Monday: late, said the bus. Tuesday: asked to stay in at lunch. Wednesday: came to my office at 12:20.\n"
    "Seen alone. No injury that I could see. I have told the front door by telephone and in writing.\n"
)


@dataclass(frozen=True, slots=True, eq=False)
class Worry:
    """A concern: how many days ago and when, who enters it (the ladder of their post), and about which child.

    No child: one whom nobody can name.
    """

    days_ago: int
    at: str
    ladder: str
    child: int | None
    boxes: Mapping[str, str] = field(repr=False)


UNANSWERED: Final = Worry(14, "16:40", "youth_service", 0, {
    "where": "Bus station, by the taxi rank", "suspicion": "Y", "referral": "N", "registrations": "UK12 ZZA",
    "seen_heard": "Same grey car as the last two Fridays. Three of them got in, the youngest last, looking at the "
    "floor. The driver paid for food for all of them. I think somebody runs this and I cannot prove it.",
    "safe_contact": "At the club, Thursdays after five", "avoid": "Do not ring the mobile; he reads it",
})  # fmt: skip
DISCLOSED: Final = Worry(9, "12:30", "school", 3, {
    "where": "In my office", "account": "Y", "referral": "Y", "asked": "unasked", "heard_by": "The safeguarding lead",
    "seen_heard": "Came at lunch and asked whether I would have to tell. I said with whom I would share it, and why.",
    "childs_words": "He pushed me on the stairs and said it would be worse if I told.",
    "safe_contact": "Through school, at lunch", "avoid": "Do not write to the home", "child_knows": "Y",
    "wishes": "I want it to stop. I do not want to change school.", "family_knows": "not_asked",
    "why_not_asked": "It is not known yet whether that is safe",
})  # fmt: skip
NOT_PROCEEDED: Final = Worry(8, "10:15", "health", 2, {
    "where": "Drop-in at school", "suspicion": "Y", "referral": "N",
    "seen_heard": "Third time this month for the same pain. A man of about thirty waits outside in a car and rings all "
    "through the appointment. Would not say who he is.",
    "safe_contact": "Drop-in, Wednesdays", "avoid": "Do not text",
})  # fmt: skip
ABOUT_A_PROFESSIONAL: Final = Worry(4, "15:20", "housing", None, {
    "where": "Flat over the shops", "about_professional": "Y", "professional_agency": "school", "referral": "N",
    "seen_heard": "A tenant says that a member of staff of a school gives pupils lifts home and lets them drink.",
    "description": "Two girls in school uniform, about fourteen", "safe_contact": "Ring me, not the tenant",
})  # fmt: skip
MOTHERS_WORRY: Final = Worry(5, "09:05", "childrens_services", 5, {
    "where": "By telephone", "parent_worry": "Y", "referral": "N",
    "seen_heard": "Mother rang again, the third time. Out until four, new clothes, will not say who pays. She asks "
    "what anybody has done since she first rang.",
    "safe_contact": "Mother's work number, mornings",
})  # fmt: skip
LAST_NIGHT: Final = Worry(2, "22:30", "police", 5, {
    "where": "Retail park", "suspicion": "Y", "referral": "Y", "others_named": "Somebody called Dex",
    "seen_heard": "Stopped a car for a light. Two children under sixteen in the back, each with two telephones. The "
    "driver said he was their uncle; neither knew his surname.",
    "safe_contact": "Through the night duty sergeant",
})  # fmt: skip
THIS_MORNING: Final = Worry(0, "", "licensing", None, {
    "where": "Takeaway, on an inspection", "suspicion": "Y", "referral": "N", "not_known": "Y",
    "description": "Boy of about thirteen in a kitchen on a school day",
    "seen_heard": "Said he helps out for his phone bill. The owner answered each question for him.",
})  # fmt: skip
ENTERED: Final = (UNANSWERED, DISCLOSED, NOT_PROCEEDED, ABOUT_A_PROFESSIONAL, MOTHERS_WORRY, LAST_NIGHT)
SAME_ANSWER: Final = tuple(
    Worry(days, "17:10", "youth_service", child, {
        "where": where, "suspicion": "Y", "referral": "N", "seen_heard": seen, "safe_contact": "At the club",
    })
    for days, child, where, seen in (
        (13, 1, "Bus station", "Given a vape and a drink by an older boy, then asked to carry a bag to the corner."),
        (12, 4, "Bus station", "Waits for somebody most evenings and goes with whoever comes. Says it is nobody."),
        (11, 7, "Skate park", "Has cash, more than before, and owes somebody, by what the others say."),
    )
)  # fmt: skip

PLAN: Final = "It is in the plan for the bus station, which neighbourhood police work through each week."
EXPLAINED: Final = (
    "The man is an uncle who collects from appointments because the mother works; the clinic has met him."
)
DISAGREES: Final = "Nobody has asked the child alone who the man is, and he was waiting outside again on Wednesday."
WILL_ACT: Final = (
    "Strategy discussion with police, health and school today, and see the child alone at school",
    "Team manager",
)
DONE: Final = (
    "Discussion held the same afternoon; the child was seen alone at school on the next day, with an advocate."
)
TELL_BACK: Final = (
    "Police and we met that afternoon. Somebody saw the child alone at school the next day, and there is now a plan "
    "that the child has helped to write. Thank you: without your call we would not have known."
)

WHY_MEET: Final = "What was seen and said needs police, health and school at one table, on the same day."
DECIDED: Final = (
    "An enquiry begins today. The child is seen alone at school tomorrow, with an advocate, before anybody else is."
)
ACTIONS: Final = (  # who does it, what, within how many days
    ("practitioner", "See the child alone at school, with an advocate", 1),
    ("school_lead", "Keep the child in sight at the gate, and ring if somebody waits", 14),
    ("priya.nair", "Find out who keeps the car, and what is known of the driver", 3),
)
JOINT_PLAN: Final = (
    "One worker for the child. School, police and the club tell that worker of anything on the same day."
)
