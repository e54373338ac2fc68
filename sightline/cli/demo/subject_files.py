"""The demo's working files: on an adult around several children, and on a place that nobody owns.

Nothing here knows who did what. The analyst takes who stands first in the lists that everybody with that role sees;
where a small demo has nobody there, no file is opened. Of adults it is, where there is one, the first with a surname of
the largest list: a public demo must not hold up a smaller community as the one to fear.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sightline.model.nouns import Role
from sightline.model.when import london_day

if TYPE_CHECKING:
    from sightline.cli.demo.story import DemoStory

Act = tuple[str, Callable[[], object]]
ANALYST, OWNER = Role.ANALYST.value, "priya.nair"
WHY_ADULT = "Records name him beside more than one child, and nobody had looked at them together."
WHY_PLACE = "Records of several children give this address, and none of them lives there."
OWNED_BECAUSE = "She leads the police team that knows the street."
NEXT = "Ask licensing and housing what each holds on him, and bring it to the next MACE meeting"
CONSIDERED = "It would keep him away from the children that records name with him, while the police go on."
WARNED = "Handed in at the police station, with a statement from the mother of one of the children."
VIEW = "He never puts anything in writing. What each child said separately matches what the other said."
RECORDS, LARGEST_LIST = 3, "british_isles"


@dataclass
class Files:
    """The two files while the story is told: their ids, empty until they are opened."""

    story: "DemoStory"
    adult: str = field(default="", repr=False)
    place: str = field(default="", repr=False)

    def acts(self) -> Iterator[Act]:
        """What is done with them, each at its moment."""
        yield self.story.days_ago(18, "10:05"), self.open_on_adult
        yield self.story.days_ago(17, "11:30"), self.plan
        yield self.story.days_ago(15, "14:10"), self.consider
        yield self.story.days_ago(13, "09:40"), self.open_on_place

    def open_on_adult(self) -> None:
        """The analyst opens a file on the adult who stands first around several children, and names an owner."""
        from sightline.casework.networks.selectors.lists import list_networks
        from sightline.casework.subject_files.selectors.files import offer_file_on_person
        from sightline.casework.subject_files.services.files import SubjectFileInput, name_owner
        from sightline.casework.subject_files.services.opening import NewSubjectFile, open_subject_file
        from sightline.invented.population.names import load_names

        session = self.story.session(ANALYST)
        lines = list_networks(session, kind="adult").lines
        if not lines:
            return
        names = load_names()
        chosen = next((line for line in lines if names.is_of_alone(LARGEST_LIST, line.node.label)), lines[0])
        person_id = chosen.node.node_id
        offered = offer_file_on_person(session, person_id=person_id)
        records = tuple(one.record_id for one in offered.records[:RECORDS])
        opening = NewSubjectFile(records, "of_concern", WHY_ADULT, self.in_days(60), person_id=person_id)
        self.adult = open_subject_file(session, opening=opening)
        name_owner(session, file_id=self.adult, entered=SubjectFileInput(words=OWNED_BECAUSE, username=OWNER))

    def plan(self) -> None:
        """The owner says what she thinks, and what is done next. Its day passes without it."""
        from sightline.casework.subject_files.services.files import SubjectFileInput, keep_assessment, keep_next_action

        if self.adult:
            session, action = (
                self.story.session(OWNER),
                SubjectFileInput(words=NEXT, username=OWNER, on_day=self.in_days(-3)),
            )
            view = SubjectFileInput(words=VIEW, who="P. Nair, detective")
            keep_next_action(session, file_id=self.adult, entered=action)
            keep_assessment(session, file_id=self.adult, entered=view)

    def consider(self) -> None:
        """Two measures are considered; one is used, and of the other nobody decides."""
        from sightline.casework.disruption.services import consider_measure, use_measure
        from sightline.casework.subject_files.services.files import SubjectFileInput

        if not self.adult:
            return
        session, entered = (
            self.story.session(ANALYST),
            SubjectFileInput(words=CONSIDERED, who="MACE meeting", on_day=self.in_days(-15)),
        )
        _, used = (
            consider_measure(session, file_id=self.adult, measure=measure, entered=entered)
            for measure in ("sexual_risk_order", "child_abduction_warning_notice")
        )
        given = SubjectFileInput(words=WARNED, on_day=self.in_days(-15))
        use_measure(session, file_id=self.adult, entry_id=used, entered=given)

    def open_on_place(self) -> None:
        """The analyst opens a file on the first premises with adults. Nobody owns it, so after a time it escalates."""
        from sightline.casework.networks.selectors.entity_page import read_network
        from sightline.casework.networks.selectors.lists import list_networks
        from sightline.casework.subject_files.selectors.files import offer_file_on_record
        from sightline.casework.subject_files.services.opening import NewSubjectFile, open_subject_file

        session = self.story.session(ANALYST)
        for line in list_networks(session, kind="place").lines:
            if not line.adults or is_house(line.node.label):
                continue
            shown = read_network(session, kind="place", node_id=line.node.node_id)
            for record_id in (one.record.record_id for one in shown.evidence):
                offered = offer_file_on_record(session, record_id=record_id).about
                place = next((one for one in offered if one.words == line.node.label), None)
                if place:
                    opening = NewSubjectFile(
                        (record_id,), "of_concern", WHY_PLACE, self.in_days(90), mention_id=place.key
                    )
                    self.place = open_subject_file(session, opening=opening)
                    return

    def in_days(self, days: int) -> date:
        """A day so many days after the present one of the story."""
        return london_day(self.story.now) + timedelta(days=days)


def is_house(label: str) -> bool:
    """Whether an address is somebody's door by its first word: a number, or a flat. No home is of concern in a demo."""
    first = label.split()[0]
    return first[0].isdigit() or first == "Flat"
