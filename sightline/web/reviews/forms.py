"""The forms of learning reviews: a new review, and each thing that is added to its terms."""

from collections.abc import Iterable
from typing import Any, ClassVar

from sightline.casework.reviews.pages.contacts import CONTACT_OUTCOMES, ReviewContact
from sightline.casework.reviews.pages.terms import (
    PROCEEDINGS,
    NewHolderYes,
    NewReview,
    ReviewAct,
    ReviewAuthor,
    ReviewEntryKind,
)
from sightline.model.nouns import Agency
from sightline.translation.messages import lazy as _
from sightline.web.core.bounds import asked_tick
from sightline.web.core.fields import MOST_NAME, day_boxes, radios, story, text_box, ticks
from sightline.web.core.forms import PostedForm
from sightline.web.core.pagination import PageAsked
from sightline.web.core.words import AGENCIES
from sightline.web.reviews.presenters import TERMS, say_contact

READ = [(str(one), AGENCIES[one]) for one in Agency if one is not Agency.PARTNERSHIP]


class ReviewChronologyAsked(PageAsked):
    """Which part of a chronology, and whether its silences are left out."""

    without_silences = asked_tick()


class NewReviewForm(PostedForm):
    """The first terms of a review."""

    said_at: ClassVar = {"no_period": ("to_on",), "no_agency": ("agencies",)}
    said_else: ClassVar = "asks"

    title = text_box(_("Title"), _("Do not name a child."), empty=_("Enter a title"), most=MOST_NAME)
    asks = story(_("What must the review find out?"), empty=_("Say what the review must find out"))
    from_on = day_boxes(_("First day of the period"), empty=_("Enter the first day"))
    to_on = day_boxes(_("Last day of the period"), empty=_("Enter the last day"))
    agencies = ticks(
        _("Whose records does it read?"), _("Choose all that apply."), READ, empty=_("Choose at least one agency")
    )

    def read_review(self) -> NewReview:
        """What was entered."""
        said = self.cleaned_data
        return NewReview(said["title"], said["asks"], said["from_on"], said["to_on"], tuple(said["agencies"]))


class HolderYesForm(PostedForm):
    """An agency's yes to show its restricted records: who decided, until when, and why."""

    said_at: ClassVar = {"no_who": ("who",), "no_day": ("until_on",)}
    said_else: ClassVar = "words"

    who = text_box(_("Who decided in your agency?"), _("Name and job title."), empty=_("Enter who decided"))
    until_on = day_boxes(_("Until which day?"), empty=_("Enter the last day"))
    words = story(_("Why?"), _("Say what was agreed, and what the authors must take care of."), empty=_("Say why"))

    def read_yes(self) -> NewHolderYes:
        """What was entered."""
        said = self.cleaned_data
        return NewHolderYes(said["who"], said["until_on"], said["words"])


class HolderEndForm(PostedForm):
    """Why an agency withdraws its yes."""

    said_else: ClassVar = "words"

    words = story(_("Why?"), empty=_("Say why"))


class ReviewTermsForm(PostedForm):
    """What is added to the terms: the boxes that it needs."""

    said_at: ClassVar = {
        "no_person": ("person", "called"),
        "no_account": ("username",),
        "no_word": ("word", "outcome"),
        "no_who": ("who", "what", "post", "role"),
        "no_day": ("on_day", "until_on", "contacted_on"),
        "conflict": ("username",),
        "no_officer": ("officer",),
    }
    said_else: ClassVar = "words"

    person = text_box(
        _("Web address of the person’s page"),
        _("Find the person in Sightline and copy the web address of their page."),
        empty=_("Enter the web address of the person’s page"),
    )
    username = text_box(_("Name of the account"), _("For example, n.okafor."), empty=_("Enter the name of the account"))
    until_on = day_boxes(
        _("Last day of reading"), _("A year from today at the latest."), empty=_("Enter the last day of reading")
    )
    about = radios(_("Which author?"), empty=_("Choose the author"))
    word = radios(_("Which proceedings?"), list(PROCEEDINGS.items()), empty=_("Choose the proceedings"))
    who = text_box(
        _("Officer in the case, or who leads the proceedings"),
        _("Name and telephone at work."),
        empty=_("Enter who leads the proceedings"),
        most=MOST_NAME,
    )
    disclosure = text_box(_("Disclosure officer (optional)"), _("Name and telephone at work."), most=MOST_NAME)
    what = text_box(
        _("What happens on that day?"), _("For example, the day the report is due."), empty=_("Say what happens"),
        most=MOST_NAME,
    )  # fmt: skip
    on_day = day_boxes(_("On which day?"), empty=_("Enter the day"))
    role = text_box(
        _("Role"), _("For example, former youth worker. Do not enter a name."), empty=_("Enter the role"),
        most=MOST_NAME,
    )  # fmt: skip
    called = radios(_("Who?"), empty=_("Choose the person"))
    outcome = radios(_("What happened?"), list(CONTACT_OUTCOMES.items()), empty=_("Choose what happened"))
    contacted_on = day_boxes(_("On which day?"), empty=_("Enter the day"))
    post = text_box(
        _("Who contacted them, or decided not to?"), _("Job title. Do not enter a name."),
        empty=_("Enter the job title"), most=MOST_NAME,
    )  # fmt: skip
    officer = text_box(
        _("Officer who agreed to the contact"), _("Name and telephone at work. Needed where there are proceedings."),
        most=MOST_NAME,
    )  # fmt: skip
    words = story(_("Details"), _("Say what was agreed or decided, and why."))

    def __init__(
        self,
        *arguments: Any,
        kind: ReviewEntryKind,
        authors: Iterable[ReviewAuthor] = (),
        people: Iterable[ReviewContact] = (),
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        self.kind = kind
        for name in set(self.fields) - set(TERMS[kind].boxes):
            del self.fields[name]
        if "about" in self.fields:
            self.offer("about", [(one.entry_id, one.username) for one in authors])
        if "called" in self.fields:
            self.offer("called", [(one.called, say_contact(one)) for one in people])

    def read_act(self) -> ReviewAct:
        """What was said."""
        said = self.cleaned_data
        person = said.get("person", "").rstrip("/").split("/people/")[-1].split("/")[0]
        return ReviewAct(
            kind=self.kind,
            person_id=person,
            username=said.get("username", ""),
            word=said.get("word", "") or said.get("outcome", ""),
            about=said.get("about", "") or said.get("called", ""),
            on_day=said.get("on_day") or said.get("until_on") or said.get("contacted_on"),
            who=said.get("who", "") or said.get("post", "") or said.get("role", ""),
            what=said.get("what", "") or said.get("disclosure", "") or said.get("officer", ""),
            words=said.get("words", ""),
        )
