"""The table of rules that somebody switched on or off."""

from django.db import models

from sightline.casework.core.moments import MomentField


class RuleSwitch(models.Model):
    """Whether a climbing rule opens items, since when: the last decision `rule_switched`, for looking up."""

    rule_id = models.CharField(max_length=60, primary_key=True)
    on = models.BooleanField()
    at = MomentField()
    decision = models.BigIntegerField()
