"""What the page of notices sends."""

from sightline.web.core.bounds import asked_number
from sightline.web.core.forms import AskedForm


class NoticesAsked(AskedForm):
    """Up to which notice all are read."""

    through = asked_number()
