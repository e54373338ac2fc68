"""The words for what a rule shows of a day before the rule was made."""

from datetime import date

from sightline.translation.dates import long_day
from sightline.translation.messages import gettext as _
from sightline.translation.messages import lazy

MARKED = lazy("What is marked “hindsight” is by a rule that was made later. Nobody could look for it then.")


def say_hindsight(made_on: date) -> str:
    """That a rule was made on a day, and was not in force before."""
    return _("With hindsight: by a rule made on %(day)s, not in force then.") % {"day": long_day(made_on)}


def label_hindsight(label: str) -> str:
    """A label, marked because its rule was made later."""
    return _("%(label)s (hindsight)") % {"label": label}
