"""Whether a child is missing now, in the words of a timeline: its title, its first sentence and the flag of its bar.

A timeline is copied and printed without the head of the page, which says the same. What no file says is said to be so.
"""

from datetime import date

from django.utils.translation import gettext as _

from sightline.casework.missing.pages import MissingState, MissingStatus
from sightline.casework.overview.pages import PersonFrame
from sightline.pictures.timeline.facts import MissingNow
from sightline.translation.dates import short_day
from sightline.translation.messages import join_shown
from sightline.web.core.whens import when_in_words


def tell_missing_now(frame: PersonFrame) -> MissingNow | None:
    """Of a child who is missing now, or of whom nobody knows; None where files and calls say neither."""
    status = frame.missing
    if status.is_missing_now:
        return MissingNow(_("missing now"), _say_missing(status))
    if status.is_missing:
        return MissingNow(_("missing status not known"), _say_missing(status))
    if status.state is MissingState.REPORTED_FOUND:
        said = _("Found, by telephone only. The police file still says missing.")
        return MissingNow(_("found by telephone only"), said)
    if frame.is_child and not status.is_known:
        return MissingNow(_("missing status not known"), _say_no_file(status))
    if status.no_return_since:
        said = _(
            "Police records show no return from the missing episode that began on %(when)s. Call the police to check."
        )
        return MissingNow(_("may still be missing"), said % {"when": when_in_words(status.no_return_since)})
    return None


def say_flag(status: MissingStatus, record_id: str, day: date) -> str:
    """The flag of the bar of an episode without a return, if it is the one of now; else empty."""
    if record_id != status.record_id or not status.in_police_file:
        return ""
    if status.state is MissingState.REPORTED_FOUND:
        return _("Found by telephone only")
    said = {"day": short_day(day)}
    return (
        _("Missing now, since %(day)s") % said
        if status.is_missing_now
        else _("Not known if back, missing since %(day)s") % said
    )


def _say_missing(status: MissingStatus) -> str:
    """`Missing now, since 28 November 2026, 9:40pm. Police file received 30 November 2026, 6am.`"""
    if status.is_missing_now:
        said = _("Missing now, since %(when)s.") if status.since else _("Missing now. Since when is not recorded.")
    else:
        said = (
            _("Missing status not known. Was missing since %(when)s.")
            if status.since
            else _("Missing status not known. Was missing, since when is not recorded.")
        )
    source = _("Told by telephone.")
    if status.in_police_file and status.police_data_of:
        source = _("Police file received %(when)s.") % {"when": when_in_words(status.police_data_of)}
    return join_shown(" ", [said % {"when": when_in_words(status.since)}, source])


def _say_no_file(status: MissingStatus) -> str:
    if not status.police_data_of:
        return _("Missing status not known. No police file on missing people has arrived.")
    return _("Missing status not known. The last police file on missing people came %(when)s.") % {
        "when": when_in_words(status.police_data_of)
    }
