"""Backlog that nobody owns or that is not finished by its day, as something that climbs."""

from sightline.casework.backlog.plans import overdue_backlog
from sightline.casework.escalation.sources import EscalationSource
from sightline.escalation import BACKLOG

SOURCE = EscalationSource(finders=(overdue_backlog,), still_so={BACKLOG: overdue_backlog})
