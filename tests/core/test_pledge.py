from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from plans import ADA, BEN, PRIVACY, REGISTRY

from notifier.adapters import registry
from notifier.core.document import parse
from notifier.core.finding import Level
from notifier.core.pledge import Loss, alone, attributed, losses
from notifier.core.said import say

if TYPE_CHECKING:
    from notifier.core.policy import Policy

TEXT = parse("# Privacy {#privacy}\n\nWe keep it.\n\n## Changes {#changes}\n\nWe ask you. {#asked}\n")
USES = """
[policies.privacy.purposes.letters]
clause = "use-1"
since = "2.0.0"
until = "4.0.0"
"""


def _policy(*changes: tuple[str, str], uses: str = USES) -> Policy:
    told = REGISTRY + uses
    for before, after in changes:
        assert before in told, before
        told = told.replace(before, after)
    return registry.read(told, place="policies.toml").policies[0]


def _lost(*changes: tuple[str, str], after: tuple[tuple[str, str], ...] = ()) -> list[tuple[str, Level, str]]:
    found = losses(_policy(*changes), _policy(*changes, *after), TEXT)
    return [(".".join(one.path), one.level, str(one.cause)) for one in found]


@pytest.mark.parametrize(
    ("before", "after", "path", "level", "cause"),
    [
        (
            'protected = ["changes"]',
            "protected = []",
            "policies.privacy.protected.changes",
            Level.REDUCTION,
            "'changes' is protected no more: its changes are judged like any other",
        ),
        (
            "rights-reduction = 30",
            "rights-reduction = 3",
            "policies.privacy.notice_days.rights-reduction",
            Level.REDUCTION,
            "people hear of a change of the kind “takes something away” 3 days ahead, and not 30",
        ),
        (
            "material = 14, ",
            "material = 1, ",
            "policies.privacy.notice_days.material",
            Level.MATERIAL,
            "people hear of a change of the kind “people should know” 1 day ahead, and not 14",
        ),
        (
            'services = ["accounts", "library"]',
            'services = ["accounts"]',
            "policies.privacy.services.library",
            Level.REDUCTION,
            "'library' is covered no more: its people are neither told nor asked",
        ),
        (
            'channels = ["email"]',
            'channels = ["feed"]',
            "services.accounts.channels.email",
            Level.REDUCTION,
            "the people of 'accounts' are no longer told by mail",
        ),
        (
            'channels = ["site"]',
            'channels = ["feed"]',
            "services.library.channels.site",
            Level.MATERIAL,
            "the people of 'library' are no longer told on the site",
        ),
        (
            'languages = ["en", "fr"]',
            'languages = ["en"]',
            "policies.privacy.languages.fr",
            Level.REDUCTION,
            "the policy is no longer published in French",
        ),
        (
            'languages = ["en", "fr"]',
            'languages = ["en", "fr"]\ngoverning = "fr"',
            "policies.privacy.governing",
            Level.REDUCTION,
            "French governs instead of English: where the two differ, other words count",
        ),
        (
            'languages = ["en", "fr"]',
            'languages = ["en", "fr"]\nbinding = "release"',
            "policies.privacy.binding",
            Level.REDUCTION,
            "'binding' is 'release' instead of 'clause': other words bind people who accepted nothing",
        ),
        *(
            (
                old,
                new,
                "policies.privacy.purposes.letters",
                Level.REDUCTION,
                "'letters' is allowed to applications by other words than before",
            )
            for old, new in [
                ('clause = "use-1"', 'clause = "use-2"'),
                ('since = "2.0.0"', 'since = "1.0.0"'),
                ('until = "4.0.0"', 'until = "5.0.0"'),
                ('until = "4.0.0"', ""),
            ]
        ),
    ],
)
def test_a_promise_that_is_taken_out_is_told(
    before: str, after: str, path: str, level: Level, cause: str
) -> None:
    assert _lost(after=((before, after),)) == [(path, level, cause)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("rights-reduction = 30", "rights-reduction = 60"),
        ('protected = ["changes"]', 'protected = ["changes", "privacy"]'),
        ('channels = ["site"]', 'channels = ["site", "email"]'),
        ('until = "4.0.0"', 'until = "3.0.0"'),
        ('since = "2.0.0"', 'since = "3.0.0"'),
        ("Accounts", "Everything with an account"),
        ('contact = "privacy@example.org"', 'contact = "hello@example.org"'),
    ],
)
def test_what_is_promised_besides_is_no_loss(before: str, after: str) -> None:
    assert _lost(after=((before, after),)) == []


def test_a_channel_of_the_feed_that_goes_is_told() -> None:
    with_feed = ('channels = ["site"]', 'channels = ["site", "feed"]')
    (told,) = _lost(with_feed, after=(('channels = ["site", "feed"]', 'channels = ["site"]'),))
    assert told[2] == "the people of 'library' are no longer told by feed"


def test_a_new_use_and_one_that_goes_are_no_loss() -> None:
    assert losses(_policy(uses=""), _policy(), TEXT) == losses(_policy(), _policy(uses=""), TEXT) == ()


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        (("asked",), ("changes",), False),
        (("changes",), ("asked",), True),
        (("nowhere",), (), False),
        (("changes", "asked"), ("changes",), False),
    ],
)
def test_a_heading_protects_what_stands_under_it(
    before: tuple[str, ...], after: tuple[str, ...], *, lost: bool
) -> None:
    one, two = (replace(PRIVACY, protected=names) for names in (before, after))
    assert bool(losses(one, two, TEXT)) is lost


def _one(name: str, *people: str) -> Loss:
    return Loss(path=("policies", "privacy", name), level=Level.REDUCTION, cause=say("gone"), people=people)


@pytest.mark.parametrize(
    ("people", "agreed"),
    [((), False), ((ADA,), False), ((ADA, "ada martin <other@example.org>"), False), ((ADA, BEN), True)],
)
def test_two_people_stand_behind_a_loss_or_it_is_refused(people: tuple[str, ...], *, agreed: bool) -> None:
    refused = [str(one) for one in alone([_one("binding", *people)], place="policies.toml")]
    assert refused == (
        []
        if agreed
        else [
            (
                "policies.toml: gone (takes something away), and two people have to stand behind that; "
                "commit it with a second person, named by Co-authored-by in the commit"
            )
        ]
    )


@pytest.mark.parametrize(
    ("steps", "people"),
    [
        ([], ()),
        ([((ADA, BEN), ["governing"])], ()),
        ([((ADA, BEN), ["binding", "governing"])], (ADA, BEN)),
        ([((ADA, BEN), ["binding"]), ((BEN,), ["binding"])], (BEN,)),
        ([((BEN,), ["governing"]), ((ADA, BEN), ["binding"])], (ADA, BEN)),
    ],
)
def test_each_loss_is_theirs_who_took_it_out_and_one_alone_counts_first(
    steps: list[tuple[tuple[str, ...], list[str]]], people: tuple[str, ...]
) -> None:
    known = [(who, [_one(name) for name in names]) for who, names in steps]
    (told,) = attributed([_one("binding")], known)
    assert told.people == people
