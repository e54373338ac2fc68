"""The table of rules that somebody switched on or off."""

from django.db import models

WHEN_LENGTH = 20


class RuleSwitch(models.Model):
    """Whether a climbing rule opens items, since when: the last decision `rule_switched`, for looking up."""

    rule_id = models.CharField(max_length=60, primary_key=True)
    on = models.BooleanField()
    at = models.CharField(max_length=WHEN_LENGTH)
    decision = models.BigIntegerField()
