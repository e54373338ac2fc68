"""Prints docs/reference/serving.md: settings with their bounds, probes and figures, from the code that reads them."""

import ast
from collections.abc import Iterator
from pathlib import Path

from sightline.casework.core.serve_settings import (
    FEWEST_WORKERS,
    FIRST_WORKER,
    FURTHER_WORKER,
    MEGABYTE,
    MOST_BY_ITSELF,
    LogSettings,
    ServeSettings,
    WrittenMetrics,
)
from tools.error_calls import constants_of, read_module
from tools.settings_table import settings_table

TEXT = Path(__file__).parent / "serving_text.md"
READINESS, METRICS = "casework/operations/selectors/readiness.py", "casework/operations/selectors/metrics.py"
SERVE = {
    "address": "the IP address it listens on; a container needs `0.0.0.0`. `--address` overrides it",
    "port": "the port it listens on. `--port` overrides it",
    "workers": "processes that answer; 0: as the machine allows",
    "threads": "requests that one worker answers at a time",
    "stuck_seconds": "a worker that gives no sign for so long is replaced",
    "stop_seconds": "at a stop, how long requests and work that have begun may take",
    "keep_alive_seconds": "how long a browser's connection is kept",
    "max_requests": "a worker that has answered so many is replaced; 0: never",
    "max_requests_jitter": "up to so many more, at random, so that not all are replaced at once",
}
LOGS = {
    "format": "text, or one JSON object a line",
    "requests": "with `true`, one line an answer: page, method, status, time",
}
FIGURES = {
    "address": "for another machine, name an address and a `token_file`",
    "port": "figures are given on this port, and on no other; without it nothing is counted",
    "token_file": "a file with a secret of 32 letters and digits or more, in the workspace or by its whole path",
}
# By the names that the module of readiness gives its sentences.
WHAT_TO_DO = {
    "NO_DATABASE": "start the database, look at its log",
    "NO_SNAPSHOT": "`sightline doctor`, then `sightline run`",
    "LATE_TICK": "`sightline doctor`; `sightline tick`; start the service again",
}


def print_serving() -> str:
    """The page."""
    sentences = constants_of(READINESS)
    return TEXT.read_text(encoding="utf-8").format(
        serve=settings_table(ServeSettings, meanings=SERVE),
        logs=settings_table(LogSettings, meanings=LOGS),
        metrics=settings_table(WrittenMetrics, meanings=FIGURES),
        probes="\n".join(f"| {sentences[name]} | {WHAT_TO_DO[name]} |" for name in sentences | WHAT_TO_DO),
        figures="\n".join(sorted(_figures())),
        first=FIRST_WORKER // MEGABYTE,
        further=FURTHER_WORKER // MEGABYTE,
        fewest=FEWEST_WORKERS,
        most=MOST_BY_ITSELF,
    )


def _figures() -> Iterator[str]:
    """A line a figure: a counter or histogram as it is made, a gauge as it is read from the database."""
    for node in ast.walk(read_module(METRICS)):
        match node:
            case ast.Call(func=ast.Name(id="Counter" | "Histogram" as kind), args=[name, said, labels, *_]):
                end = "_total" if kind == "Counter" else ""
                yield _figure(
                    ast.literal_eval(name) + end, kind.lower(), ast.literal_eval(said), ast.literal_eval(labels)
                )
            case ast.Yield(value=ast.Tuple(elts=[ast.Constant(value=str(name)), ast.Constant(value=str(said)), _])):
                yield _figure(name, "gauge", said, ("stage",) if name.endswith("_open") else ())


def _figure(name: str, kind: str, said: str, labels: tuple[str, ...]) -> str:
    return f"| `{name}` | {kind} | {said} | {', '.join(labels)} |"
