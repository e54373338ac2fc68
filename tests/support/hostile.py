"""What somebody, or a script, might send in any box or address: numbers, days, ids, texts and shapes out of all bounds."""

from collections.abc import Sequence
from random import Random
from urllib.parse import quote_from_bytes, quote_plus

NUMBERS = (
    "", "0", "-1", "1", "2", "1.5", "1e400", "NaN", "Infinity", "-0", "+1", "0x10", "1_000", "9" * 15, "9" * 16, "9" * 20,
    "9" * 900, "9" * 5_000, str(2**31), str(2**63), str(-(2**63) - 1), "٣", "²", "１２", "½", "1\0", " 1 ", "١٩٩٩",
)  # fmt: skip
DAYS = (
    "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "2024-02-30", "-0001-01-01", "2024-W01-1", "2024-13", "0001-01",
    "9999-12", "2100-12", "1900-01", "2024-06", "2024-06-01", "2024-06-01T25:61:00Z", "2024-06-01T12:00:00Z", "2100-12-31",
    "24:00", "99:99", "٣:٤٥", "4pm", "31/02/2024", "٢٠٢٤-٠١-٠١", "not_known", "other", "20", "29", "12", "2024", "07700900123",
)  # fmt: skip
TEXTS = (
    " ", "\0", "a\0b", "\x1b[2J", "\ud800", "\udfff\ud800", "\ufffe", "\u202e", "\N{PILE OF POO}" * 5, "e\u0301" * 50, "\r\n",
    "\t", " " * 50, "'", '"', "`", "\\", "<script>alert(1)</script>", "{{ 7*7 }}{% csrf_token %}", "%s %d {0} {a[b]}",
    "../../etc/passwd", "'; DROP TABLE x; --", "%", "_%_", "*", '"unbalanced', "NEAR(a b", "a AND", "-", "^", ":", "name:wren",
    "a" * 99, "a" * 201, "a" * 1_001, "a" * 2_001, "a" * 20_001, "a" * 100_000, "wren ashdown", "Wren", "true", "on", "Y", "N",
    "new", "known", "null", "[]", "{}", '["a"]', '{"a": 1}', ",", ";", "|", "x|y|z", ":::", "a:b:c", "urgent", "urgent  ",
    "urgent 2024 x y", "zz 0", "person x", "place", "group ", "=1+1", "@x", "all", "newest", "C", "1 1 1",
)  # fmt: skip
IDS = (
    "0" * 20,
    "f" * 20,
    "0" * 19,
    "0" * 21,
    "A" * 20,
    "g" * 20,
    "0" * 20 + "\n",
    "00000000-0000-0000-0000-000000000000",
)
SLUGS = (
    "0",
    "-",
    "_",
    "x" * 300,
    "person",
    "place",
    "group",
    "phone",
    "vehicle",
    "csv",
    "json",
    "done",
    "back",
    "decision",
)
BAD_BYTES = (
    "%ED%A0%80",
    "%FF%FE",
    "%00",
    "%C0%80",
    "%F5%80%80%80",
    "%",
    "%zz",
    "%E2%82",
)  # no UTF-8; the last are no escapes
HEADERS: tuple[dict[str, str], ...] = (
    {"HX-Request": "true"}, {"HX-Request": "true", "HX-Target": "\x7f" * 90, "HX-Current-URL": "http://["},
    {"HX-Request": "true", "HX-Current-URL-URI-AutoEncoded": "true", "HX-Current-URL": "%ED%A0%80"},
    {"Accept-Language": "xx" * 400}, {"Accept": "a/b;q=" + "9" * 400}, {"Referer": "http://["}, {"Origin": "null"},
    {"X-Forwarded-For": "999.999.999.999, \x01"}, {"X-Forwarded-Proto": "gopher"}, {"If-Modified-Since": "Mon, 99 Zzz 99999"},
    {"If-None-Match": '"' * 50}, {"Range": "bytes=9-1"}, {"User-Agent": "\x00\x01"}, {"X-CSRFToken": "9" * 5_000},
    {"Content-Length": "-1"}, {"Accept-Encoding": "gzip;q=NaN"}, {"Authorization": "Basic =="}, {"Host": "testserver:99999"},
)  # fmt: skip
COOKIES = (
    "sessionid=", "sessionid=" + "9" * 5_000, 'sessionid="\\000\\000\\000\\000aaaaaaaa"', "sessionid=\xff\xfe", "csrftoken=\x01",
    "csrftoken=" + "a" * 5_000, "messages=" + "[" * 3_000, 'messages="W10:x:y"', "=;=;;;", "a" * 6_000, "sessionid=a; sessionid=b",
)  # fmt: skip
BODIES: tuple[tuple[str, bytes], ...] = (
    ("application/json", b'{"a": "\\ud800"}'), ("application/json", b"[" * 2_000), ("text/plain", b"a=b"), ("", b"a=b"),
    ("application/x-www-form-urlencoded; charset=utf-7", b"a=%2B2AA-"), ("application/x-www-form-urlencoded; charset=base64", b"a=b"),
    ("application/x-www-form-urlencoded; charset=unicode_escape", b"a=%5Cud800"), ("multipart/form-data", b"x"),
    ("application/x-www-form-urlencoded; charset=idna", b"a=" + b"a" * 300), ("multipart/form-data; boundary=", b"--\r\n"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"\0\"\r\n\r\nb\r\n--x--"),
    ("multipart/form-data; boundary=x; charset=undefined", b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: form-data; name=a\r\n\r\n=\r\n--x--"),
    ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % number for number in range(1_100))),
    ("application/x-www-form-urlencoded", b"a=" + b"b" * 1_100_000), ("application/x-www-form-urlencoded", b"&" * 5_000),
)  # fmt: skip


def any_text(chance: Random) -> str:
    """Some text of letters of every kind."""
    kinds = ((32, 126), (0, 31), (0x600, 0x66F), (0x2000, 0x206F), (0xD800, 0xDFFF), (0x1F300, 0x1F6FF), (48, 57))
    low, high = chance.choice(kinds)
    return "".join(chr(chance.randint(low, high)) for _ in range(chance.choice((1, 3, 10, 40, 300))))


def a_value(chance: Random, *, near: Sequence[str] = ()) -> str:
    """Something to send; `near` are values that would be right somewhere."""
    kind = chance.random()
    if near and kind < 0.25:
        return chance.choice(near)
    if kind < 0.92:
        return chance.choice(chance.choice((NUMBERS, DAYS, TEXTS, IDS)))
    return any_text(chance)


def encode(pairs: Sequence[tuple[str, str]], *, bad_bytes: str = "") -> str:
    """A query as a script would send it: half characters too, and at its end what is no UTF-8."""
    text = "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs)
    return f"{text}{bad_bytes}" if bad_bytes else text


def _quoted(text: str) -> str:
    try:
        return quote_plus(text)
    except UnicodeEncodeError:
        return quote_from_bytes(text.encode("utf-8", "surrogatepass"))
