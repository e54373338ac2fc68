"""Sightline puts together what each agency of a safeguarding partnership holds about a child.

Nothing here scores or clears a child. Rules say what was recorded, when, and by whom.
"""

__version__ = "0.1.0"
