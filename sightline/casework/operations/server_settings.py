"""How the open workspace is served, for the command line, which knows no Django."""

from django.conf import settings

from sightline.casework.core.serve_settings import LogSettings, MetricsSettings, ServeSettings


def read_serving() -> tuple[ServeSettings, MetricsSettings | None, LogSettings]:
    """The parts `[serve]`, `[metrics]` and `[logs]` of the open workspace."""
    return settings.SIGHTLINE_SERVE, settings.SIGHTLINE_METRICS, settings.SIGHTLINE_LOGS
