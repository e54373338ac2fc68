"""Finds every address, its parameters and its boxes from the pages themselves, and sends what is hostile to each.

Names are learnt in three ways: from links and forms in the pages, from the forms that a page was made with, and from
each name that a view reads of what was sent. So a parameter that no page shows is found as well.
"""

import logging
import re
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from random import Random
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.urls.exceptions import NoReverseMatch
from support import hostile

from sightline.casework.wsgi import name_no_encoding

NOBODY = "nobody"
ACCOUNTS, SIGN_IN = "/accounts/", "/accounts/login/"
NOT_SENT = ("csrfmiddlewaretoken",)
A_NAME = re.compile(r"[A-Za-z][\w.-]{0,59}")  # else a name that was sent, in bytes that no page reads, would be learnt
MOST_OF_A_PAGE = 3  # addresses of one pattern that one role is led to
MOST_TRIED = 4  # where only one that opens is looked for
Pairs = list[tuple[str, str]]
TOO_MUCH = 400  # Django itself refuses more boxes than it takes, and logs that


class PageReader(HTMLParser):
    """The addresses and the forms of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.forms: list[tuple[str, str, Pairs]] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link, a form or a box."""
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        elif tag == "form":
            self.forms.append((given.get("action", ""), given.get("method", "get").upper(), []))
        elif tag in ("input", "textarea", "button", "select") and given.get("name") and self.forms:
            self._select = given["name"] if tag == "select" else self._select
            self.forms[-1][2].append((given["name"], given.get("value", "")))
        elif tag == "option" and self._select and self.forms:
            self.forms[-1][2].append((self._select, given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        """A list of choices ends."""
        self._select = "" if tag == "select" else self._select


@dataclass
class Target:
    """An address that a role may open: with which names and values it is asked for, by GET and by POST."""

    role: str
    url: str
    pattern: str
    names: dict[str, dict[str, list[str]]] = field(default_factory=lambda: {"GET": {}, "POST": {}})
    is_open: bool = False

    def learn(self, method: str, name: str, *values: str) -> bool:
        """Note a name, and values that are right for it; whether it was new."""
        known = self.names[method]
        is_new = name not in known and name not in NOT_SENT and bool(A_NAME.fullmatch(name))
        if name in known or is_new:
            known.setdefault(name, []).extend(one for one in values if one and one not in known.get(name, ()))
        return is_new


@dataclass
class Attack:
    """One thing that is sent."""

    target: Target
    method: str
    pairs: Pairs
    headers: dict[str, str] = field(default_factory=dict)
    body: tuple[str, bytes] | None = None
    url: str = ""
    bad_bytes: str = ""
    hit: Sequence[str] = ()  # the names with something hostile in them

    def __str__(self) -> str:
        said = {
            name: value if len(value) < 60 else f"{value[:20]}... ({len(value)} letters)" for name, value in self.pairs
        }
        more = f" headers {self.headers!r:.200}" if self.headers else ""
        more += f" body {self.body!r:.200}" if self.body else ""
        return f"{self.target.role}: {self.method} {self.url or self.target.url} {said!r}{self.bad_bytes}{more}"


class Errors(logging.Handler):
    """What was logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it."""
        trace = "".join(traceback.format_exception(*record.exc_info)[-6:]) if record.exc_info else ""
        self.said.append(f"{record.name}: {record.getMessage()[:200]} {trace}")


@contextmanager
def names_read() -> Iterator[list[tuple[QueryDict, str]]]:
    """Every name that is read of any query while this is open."""
    read: list[tuple[QueryDict, str]] = []
    kept = {name: QueryDict.__dict__.get(name) for name in ("__getitem__", "__contains__", "_getlist")}

    def noting(method: str) -> Callable[..., Any]:
        inner = getattr(QueryDict, method)

        def noted(self: QueryDict, key: str, *more: Any, **options: Any) -> Any:
            read.append((self, str(key)))
            return inner(self, key, *more, **options)

        return noted

    for name in kept:
        setattr(QueryDict, name, noting(name))
    try:
        yield read
    finally:
        for name, method in kept.items():
            if method is None:
                delattr(QueryDict, name)
            else:
                setattr(QueryDict, name, method)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written while this is open is undone: each attack finds the same ground."""
    ground = transaction.atomic()
    ground._from_testcase = True  # type: ignore[attr-defined]  # as Django's own test case marks its outermost one
    with ground:
        yield
        transaction.set_rollback(True)


@dataclass
class Fuzz:
    """Sends attacks, and keeps what failed and what was covered."""

    clients: Mapping[str, Client]
    targets: list[Target] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    covered: set[tuple[str, str, str]] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)
    answered: set[tuple[str, str]] = field(
        default_factory=set
    )  # by which method somebody got an answer of which address
    sent: int = 0
    statuses: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    turned_away: int = 0  # how many were answered by the sign-in page, though somebody was signed in

    def discover(self, starts: Sequence[str] = (), *, every_role: bool = False) -> None:
        """Every address to which pages lead each role, from the first page and the addresses in `starts` on.

        Each is found by the first role that may open it; with `every_role`, by each role, and several of each page.
        """
        for role in self.clients:
            found: dict[str, list[Target]] = defaultdict(list)
            todo = ["/", *starts, *plain_addresses()]
            while todo:
                target = target_of(role, todo.pop(0))
                if target is None or not self._is_wanted(target, found[target.pattern], every_role):
                    continue
                found[target.pattern].append(target)
                todo += self._open(target)
            self.targets += [one for each in found.values() for one in each if every_role or one.is_open]
        self.share_names()

    def _is_wanted(self, target: Target, found: Sequence[Target], every_role: bool) -> bool:
        if target.pattern in self.opened and not every_role:
            return False
        most = MOST_OF_A_PAGE if every_role else MOST_TRIED
        return len(found) < most and all(target.url != one.url for one in found)

    def _open(self, target: Target) -> list[str]:
        """Ask for a page by GET and by POST; where it leads."""
        links: list[str] = []
        for method in ("GET", "POST"):
            response = self.send(Attack(target, method, []))
            if response is not None and response.status_code in (403, 404):
                break  # whom it shows nothing it takes nothing from: POST of those is for test_web_authorisation.py
            if response is None or response.status_code == 405:
                continue
            self.opened.add(target.pattern)
            target.is_open = True
            if b"<html" in response.content[:500]:
                links += self._read(target, response.content.decode())
            if response.status_code == 302:
                links.append(response["Location"])
        return links

    def _read(self, target: Target, text: str) -> list[str]:
        """The links of a page; the names of its forms are learnt by the addresses that they are sent to."""
        page = PageReader()
        page.feed(text)
        for action, method, boxes in page.forms:
            to = urlsplit(action).path or target.url
            aim = target if to == target.url else None
            for name, value in boxes:
                if aim:
                    aim.learn(method, name, value)
                else:
                    self._elsewhere.setdefault((target.role, to), []).append((method, name, value))
        return [*page.links, *(action for action, _, _ in page.forms if action)]

    _elsewhere: dict[tuple[str, str], list[tuple[str, str, str]]] = field(default_factory=dict)

    _cookies: dict[str, str] = field(default_factory=dict)

    def share_names(self) -> None:
        """What one page's form sends to another address is known there; what one role's page has, all roles' have."""
        names: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(dict)
        for target in self.targets:
            for method, name, value in self._elsewhere.get((target.role, target.url), ()):
                target.learn(method, name, value)
            for query in (parse_qsl(urlsplit(target.url).query),):
                for name, value in query:
                    target.learn("GET", name, value)
            for method, known in target.names.items():
                for name, values in known.items():
                    names[(target.pattern, method)].setdefault(name, []).extend(values)
        for target in self.targets:
            for method in target.names:
                for name, values in names[(target.pattern, method)].items():
                    target.learn(method, name, *([] if target.names[method].get(name) else values[:3]))

    def send(self, attack: Attack, *, follow: bool = False) -> Any:
        """Send it on the same ground as all others; None where it failed."""
        log, response = Errors(), None
        logging.getLogger().addHandler(log)
        for name in ("django.request", "sightline", "django"):
            logging.getLogger(name).addHandler(log)
        try:
            with undone(), names_read() as read:
                response = self._request(attack)
                if follow and attack.method == "POST" and response.status_code < 400:
                    self._look_again(attack, response)
            self._learn(attack, response, read)
        except Exception as error:  # what the client raises is what a server would answer with 500
            trace = "".join(traceback.format_exception(error)[-4:])
            self.failures.append(f"{attack}\n{trace}")
        finally:
            for name in ("", "django.request", "sightline", "django"):
                logging.getLogger(name).removeHandler(log)
        self.sent += 1
        if response is not None:
            self.statuses[response.status_code] += 1
            self.turned_away += "Cookie" not in attack.headers and self._is_sign_in(attack.target, response)
            if response.status_code >= 500 or (log.said and response.status_code != TOO_MUCH):
                self.failures.append(f"{attack} -> {response.status_code}\n" + "\n".join(log.said[:2]))
        return response

    def _request(self, attack: Attack) -> Any:
        client, url = self._client(attack.target.role), attack.url or attack.target.url
        query = hostile.encode(attack.pairs, bad_bytes=attack.bad_bytes)
        if attack.method == "GET":
            return client.get(f"{urlsplit(url).path}?{query}", headers=attack.headers)
        kind, body = attack.body or ("application/x-www-form-urlencoded", query.encode("ascii", "replace"))
        return client.generic(attack.method, url, body, content_type=kind, headers=attack.headers)

    def _client(self, role: str) -> Client:
        """The role's browser as it was at first: signing out or a bad cookie is undone like all else."""
        client = self.clients[role]
        if role not in self._cookies:
            inner = client.handler
            client.handler = lambda environ: inner(name_no_encoding(environ))  # as the application does first
        client.cookies = SimpleCookie(self._cookies.setdefault(role, client.cookies.output(header="", sep=";")))
        return client

    def _is_sign_in(self, target: Target, response: Any) -> bool:
        """Whether the answer leads to the sign-in page, from one that it is not and a role that is signed in."""
        ours = target.role != NOBODY and not target.url.startswith(ACCOUNTS)
        return ours and response.status_code == 302 and str(response["Location"]).startswith(SIGN_IN)

    def _look_again(self, attack: Attack, response: Any) -> None:
        """What was kept is read again: by the page itself, by the one it leads to, and by those that list it."""
        client = self._client(attack.target.role)
        ways = [urlsplit(attack.target.url).path, *LOOKED_AT.get(attack.target.pattern, ())]
        ways += [response["Location"]] if response.status_code == 302 else []
        for url in dict.fromkeys(ways):
            again = client.get(url)
            if again.status_code >= 500:
                self.failures.append(f"{attack}\nthen GET {url} -> {again.status_code}")

    def _learn(self, attack: Attack, response: Any, read: Sequence[tuple[QueryDict, str]]) -> None:
        request = getattr(response, "wsgi_request", None)
        for query, name in read:
            method = "GET" if request is not None and query is request.GET else attack.method
            if method in ("GET", "POST"):
                attack.target.learn(method, name)
        if response.status_code not in (403, 404, 405):
            self.answered.add((attack.target.pattern, attack.method))
            for name in attack.hit:
                self.covered.add((attack.target.pattern, attack.method, name))

    def each_box(self, chance: Random, *, times: int = 1) -> Iterator[Attack]:
        """Every name of every address that nothing hostile was sent in yet, each by itself."""
        for target in self.targets:
            for method in ("GET", "POST"):
                for name in self._missed(target, method):
                    for _ in range(times):
                        yield self._aimed(chance, target, method, [name])

    def all_boxes(self, chance: Random) -> Iterator[Attack]:
        """The same with all the names of an address at once: a form and a view read each of them all the same."""
        for target in self.targets:
            for method in ("GET", "POST"):
                if names := self._missed(target, method):
                    yield self._aimed(chance, target, method, names)

    def _missed(self, target: Target, method: str) -> list[str]:
        names = target.names[method] if target.pattern in self.opened else ()
        return [name for name in names if (target.pattern, method, name) not in self.covered]

    def at_random(self, chance: Random, number: int) -> Iterator[Attack]:
        """As many attacks as asked for, of every kind."""
        near = sorted({part for one in self.targets for part in urlsplit(one.url).path.split("/") if len(part) == 20})
        for _ in range(number):
            target = chance.choice(self.targets)
            method = "POST" if target.names["POST"] and chance.random() < 0.65 else "GET"
            names = list(target.names[method])
            hit = chance.sample(names, min(len(names), chance.choice((1, 1, 2, 3, 20)))) if names else []
            attack = self._aimed(chance, target, method, hit, near=near)
            yield self._bent(chance, attack)

    def _aimed(
        self, chance: Random, target: Target, method: str, hit: Sequence[str], *, near: Sequence[str] = ()
    ) -> Attack:
        """A request that would be right but for the names that are hit."""
        pairs: Pairs = []
        for name, values in target.names[method].items():
            right = chance.choice(values) if values else ""
            if name in hit:
                times = chance.choice((1, 1, 1, 1, 2, 300)) if near else 1
                pairs += [(name, hostile.a_value(chance, near=[*near, *values] if near else ())) for _ in range(times)]
            elif right or chance.random() < 0.5:
                pairs.append((name, right))
        return Attack(target, method, pairs, hit=hit)

    def _bent(self, chance: Random, attack: Attack) -> Attack:
        """Now and then the request itself is hostile: its address, headers, cookies, body, method or bytes."""
        kind = chance.random()
        if kind < 0.04:
            attack.headers = dict(chance.choice(hostile.HEADERS))
        elif kind < 0.06:
            attack.headers = {"Cookie": chance.choice(hostile.COOKIES)}
        elif kind < 0.09 and attack.method == "POST":
            attack.body = chance.choice(hostile.BODIES)
        elif kind < 0.10:
            attack.headers = {"Content-Type": chance.choice(hostile.BODIES)[0]}
        elif kind < 0.12:
            attack.method = chance.choice(("PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "FOO"))
        elif kind < 0.14:
            attack.bad_bytes = "".join(chance.choice(hostile.BAD_BYTES) for _ in range(3))
        elif kind < 0.19:
            attack.url = bend_path(chance, urlsplit(attack.target.url).path)
        elif kind < 0.21:
            attack.pairs += [(f"{name}[]", "1") for name, _ in attack.pairs[:3]] + [("", ""), ("\0", "\0")]
        return attack


# What a post may change that other pages read: after it they are opened too.
DRAFT = tuple(
    f"/concerns/enter/{page}/" for page in ("who", "choose", "seen", "marks", "safe", "referral", "check", "discard")
)
LOOKED_AT: dict[str, tuple[str, ...]] = {
    "concern_save": (*DRAFT, "/", "/concerns/"),
    "concern_write": (*DRAFT, "/", "/concerns/"),
    "concern_start": DRAFT,
    "find": ("/find/results/",),
    "concern_check": ("/concerns/", "/"),
    "network_add": ("/networks/", "/networks/picture/"),
    "meeting_add": ("/meetings/", "/"),
    "subject_file_add": (
        "/people-and-places-of-concern/",
        "/people-and-places-of-concern/measures/",
        "/people-and-places-of-concern/register.csv",
        "/people-and-places-of-concern/ledger.csv",
    ),
    "post": ("/posts/", "/work/"),
    "post_body": ("/posts/", "/work/"),
}


def bend_path(chance: Random, path: str) -> str:
    """The address with one of its parts otherwise."""
    parts = path.strip("/").split("/")
    parts[chance.randrange(len(parts))] = hostile._quoted(
        chance.choice(chance.choice((hostile.IDS, hostile.SLUGS, hostile.NUMBERS)))
    )
    return f"/{'/'.join(parts)}/"[:3_000]


def every_pattern(patterns: Sequence[URLPattern | URLResolver] | None = None) -> Iterator[URLPattern]:
    """Each pattern of the pages."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from every_pattern(pattern.url_patterns)
        else:
            yield pattern


def plain_addresses() -> list[str]:
    """The addresses that name nothing."""
    from django.urls import reverse

    found = []
    for pattern in every_pattern():
        try:
            found.append(reverse(pattern.name or ""))
        except NoReverseMatch:
            continue
    return found


def target_of(role: str, url: str) -> Target | None:
    """The address as a target, without its query's place; None where it leads out of the pages."""
    parts = urlsplit(url)
    if parts.netloc or parts.scheme or not parts.path.startswith("/"):
        return None
    try:
        name = resolve(parts.path).url_name
    except Resolver404:
        return None
    target = Target(role, parts.path, name or "")
    for key, value in parse_qsl(parts.query):
        target.learn("GET", key, value)
    return target
