"""What the agreements in force tell a reader of one body of each kind of records: all, that they are there, or nothing.

The reader's body is looked for among the organisations that agreements name. The body that provided a record is told
all; another organisation of its agency is told what the agreement shows it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sightline.agreements.agreement import Organisation, SharingAgreement
from sightline.agreements.bodies import Bodies, organisations_named
from sightline.agreements.files import AgreementBook
from sightline.agreements.lost_kinds import Pair, is_written_here
from sightline.agreements.policy import Policy, PolicyQuestion
from sightline.agreements.vocabulary import Mode, Onward, Purpose
from sightline.model.nouns import Agency
from sightline.model.visibility import NotShared


@dataclass(frozen=True, slots=True)
class ReadingBody:
    """For which body somebody reads, and what for. Who is of no agency reads for the partnership."""

    agency: str
    organisation: str
    purpose: Purpose = Purpose.SAFEGUARDING

    @property
    def own_agency(self) -> str:
        """The agency whose records are its own."""
        return self.agency or Agency.PARTNERSHIP


def organisations_of(body: ReadingBody, book: AgreementBook) -> tuple[Organisation, ...]:
    """The organisations of the register for which somebody may read.

    Where none has the body's own name, id or code, it may be each of its agency: then each of them must be allowed.
    """
    own = body.own_agency
    named = organisations_named(book.organisations, agency=own, organisation=body.organisation)
    return named or tuple(one for one in book.organisations if one.agency == own)


def narrow_shared(
    taken_back: NotShared, *, bodies: Bodies, policy: Policy, unreadable: Collection[Pair], body: ReadingBody
) -> NotShared:
    """What is not shared with anybody, and besides what the agreements in force do not show this body.

    `unreadable`: kinds that came under an agreement that cannot be read now. What it allows is not known, so others
    are told only that there are records.
    """
    kinds, but = dict.fromkeys(taken_back.kinds), dict.fromkeys(taken_back.but)
    existence, withheld, contacts = dict[str, None](), dict[str, None](), dict(taken_back.contacts)
    book, own = bodies.book, dict[str, tuple[str, ...]]()
    to = organisations_of(body, book)
    for agreement, kind in _kinds_of_others(bodies, policy, body):
        name = f"{book.agency_of(agreement)} {kind}"
        if _allows(policy, agreement, kind, to, body.purpose, Mode.CONTENT):
            but |= {name: None} if "/" in kind else {}
            continue
        exists = _allows(policy, agreement, kind, to, body.purpose, Mode.EXISTENCE)
        (existence if exists else withheld)[name] = kinds[name] = None
        but.pop(name, None)
        contacts[name] = f"{agreement.contact.post}, {agreement.contact.telephone}"
        own |= _own_names(bodies, body, name)
    for agency, layout in unreadable:
        if _may_be_of_another(bodies, body, agency):
            name = f"{agency} {layout}"
            existence[name] = kinds[name] = None
            own |= _own_names(bodies, body, name)
    return NotShared(
        tuple(sorted(kinds)), tuple(but), tuple(sorted(contacts.items())), tuple(existence), tuple(withheld),
        tuple(sorted(own.items())),
    )  # fmt: skip


def keep_here(
    shared: NotShared, *, bodies: Bodies, policy: Policy, body: ReadingBody, purpose: Purpose | None = None
) -> NotShared:
    """What is not shared with a reader who takes records away: also what its agreement does not let this body pass on.

    Where the provider must be asked first, it is not here either: the file says which post to call. `purpose`: what the
    file is for; what no agreement shares for it stays out, also where pages show it for another purpose.
    """
    book, to = bodies.book, organisations_of(body, bodies.book)
    kept = {
        f"{book.agency_of(one)} {kind}": f"{one.contact.post}, {one.contact.telephone}"
        for one, kind in _kinds_of_others(bodies, policy, body)
        if one.onward is not Onward.SAME_PURPOSE
        or (purpose and not _allows(policy, one, kind, to, purpose, Mode.CONTENT))
    }
    more = [one for one in kept if one not in shared.kinds]
    own = dict(shared.own) | {name: said for one in more for name, said in _own_names(bodies, body, one).items()}
    return shared._replace(
        kinds=tuple(sorted((*shared.kinds, *more))),
        but=tuple(one for one in shared.but if one not in kept),
        existence=(*shared.existence, *more),
        contacts=tuple(sorted({**kept, **dict(shared.contacts)}.items())),
        own=tuple(sorted(own.items())),
    )


def _kinds_of_others(bodies: Bodies, policy: Policy, body: ReadingBody) -> Iterable[tuple[SharingAgreement, str]]:
    """Each kind of files that another body may have provided and an agreement in force covers, with it."""
    for agreement in {one.id: one for one in policy.covering.values()}.values():
        if _may_be_of_another(bodies, body, bodies.book.agency_of(agreement)):
            yield from ((agreement, kind) for kind in agreement.kinds_ruled if not is_written_here(kind))


def _may_be_of_another(bodies: Bodies, body: ReadingBody, agency: str) -> bool:
    return agency != body.own_agency or bodies.has_several(agency)


def _own_names(bodies: Bodies, body: ReadingBody, name: str) -> dict[str, tuple[str, ...]]:
    """The names of the reader's own body in records of a kind; nothing where none of them can be its own."""
    agency, _, kind = name.partition(" ")
    names = bodies.own_names(agency, body.organisation, layout=kind) if agency == body.own_agency else ()
    return {name: names} if names else {}


def _allows(
    policy: Policy, agreement: SharingAgreement, kind: str, to: Iterable[Organisation], purpose: Purpose, mode: Mode
) -> bool:
    """Whether each of these organisations may be told so; none is nobody."""
    asked = [PolicyQuestion(agreement.provider, one.id, kind, purpose, mode) for one in to]
    return bool(asked) and all(policy.rule(one).is_allowed for one in asked)
