"""The words of measures: how the source of one was read. Pages and docs say the same.

This is imported where there is no database, to print the docs.
"""

GRADES = {
    "verified": "Read in the law or on the official page",
    "secondary": "Read about, not in the law itself",
    "unverified": "Nobody here has read the law itself",
}
