"""The words of measures: how the source of one was read. Pages and docs say the same.

This is imported where there is no database, to print the docs.
"""

from sightline.translation.messages import lazy as _

GRADES = {
    "verified": _("Read in the law or on the official page"),
    "secondary": _("Based on a summary, not on the law itself"),
    "unverified": _("Not yet checked against the law itself"),
}
