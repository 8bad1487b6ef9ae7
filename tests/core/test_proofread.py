from __future__ import annotations

from dataclasses import replace

import pytest
from plans import PRIVACY

from notifier.core.document import parse
from notifier.core.policy import Channel
from notifier.core.proofread import refusals
from notifier.core.text import EN, FR


def _told(text: str, *, emails: bool = True, french: bool = False) -> list[str]:
    services = tuple(
        replace(service, channels=service.channels if emails else (Channel.SITE,))
        for service in PRIVACY.services
    )
    policy = replace(PRIVACY, services=services)
    document = parse(text, language=FR if french else EN, place="a.md")
    return [str(refusal) for refusal in refusals(document, policy=policy, governing=document)]


def test_a_heading_needs_an_id() -> None:
    assert _told("# Data {#data}\n\n## More\n") == [
        "a.md:3: the heading 'More' has no id; end the line with {#a-name}, the same in every language"
    ]


def test_an_id_is_used_once() -> None:
    assert _told("# Data {#data}\n\nWords.\n\n## More {#data}\n") == [
        "a.md:5: clause id 'data' is taken since line 1; give it another"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "This is effective [DATE].",
        "See [link to David's post].",
        "Valid from [update once known].",
        "TODO: ask Ben.",
        "À COMPLÉTER",
        "We keep it for {{days}} days.",
        "Write to ____ for help.",
        "Lorem ipsum dolor.",
    ],
)
def test_basecamp_8fce58f_and_mozilla_1983_a_placeholder_is_refused(text: str) -> None:
    assert len(_told(text)) == 1
    assert "is a placeholder" in _told(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "Last change date: 01/10/2015",
        "Last updated on March 17, 2022.",
        "Effective date: February 1, 2024",
        "Effective 2020-09-8",
        "This policy is in force since 1 October 2015.",
        "These terms take effect on 3rd March 2024.",
        "Dernière mise à jour : 1er octobre 2015",
        "Ces règles sont en vigueur depuis le 1er octobre 2015.",
        "La présente politique a été modifiée le 3 avril 2024.",
    ],
)
def test_pinterest_and_pmi_a_typed_date_of_the_policy_itself_is_refused(text: str) -> None:
    assert len(_told(text)) == 1
    assert "looks like the date of the policy itself" in _told(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "We follow the regulation that is in force since 25 May 2018.",
        "La loi du 6 janvier 1978 modifiée le 6 août 2004 vous protège.",
        "We keep data [as the law asks] for ten days.",
        "See [our list](https://a.example/) for more.",
        "An account made before 1 January 2020 keeps its name.",
        "We moved on 3 March 2024 to new servers.",
    ],
)
def test_other_days_and_brackets_are_left_alone(text: str) -> None:
    assert _told(text, french=text.startswith("La loi")) == []


CHANGES = "# P {#p}\n\n## Changes {#changes}\n\nWe will notify you by email.\n"


def test_automattic_a_promise_of_email_that_no_service_keeps_is_refused() -> None:
    assert _told(CHANGES, emails=False) == [
        (
            "a.md:5: 'changes-1' promises an email, and no service of 'privacy' sends any; "
            'add "email" to the channels of a service in policy/policies.toml'
        )
    ]
    assert _told(CHANGES) == []


def test_an_email_that_is_only_mentioned_is_no_promise() -> None:
    assert _told("# P {#p}\n\nWe collect your email.\n", emails=False) == []
    assert _told(CHANGES.replace("notify you by email", "keep your email"), emails=False) == []


def test_promises_are_read_in_the_governing_language_only() -> None:
    document = parse(CHANGES, place="a.md")
    silent = replace(PRIVACY, services=())
    assert not list(refusals(document, policy=silent, governing=parse(CHANGES, language=FR)))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We keep\u200b it.", "U+200B in 'keep⟨U+200B⟩' is hidden from readers (zero-width)"),
        ("We k\u0435ep it.", "is hidden from readers (look-alike)"),
        ("We \u202ekeep it.", "is hidden from readers (direction)"),
        ("We keep it.<!-- for ever -->", "is hidden from readers (comment)"),
        ("We keep <b>it</b>.", "'<b' is not plain Markdown"),
        ("<div>\nWe keep it.\n</div>", "'<div' is not plain Markdown"),
        ("We keep it.[^1]", "'[^1]' is not plain Markdown"),
        ("{% include 'x' %}", "is not plain Markdown"),
    ],
)
def test_what_readers_cannot_see_and_what_is_no_markdown_is_refused(text: str, told: str) -> None:
    (line,) = _told(text)
    assert told in line


def test_code_may_show_markup_and_addresses_may_stand_in_angles() -> None:
    assert _told("Type `<b>` or see <https://a.example/>.\n\n```\n<div>\n```\n\n    <p>\n") == []


def test_a_strange_sentence_is_quoted_from_its_beginning() -> None:
    text = "We keep it. Nous gardons les données que vous nous donnez pour vous et pour les autres personnes."
    (line,) = _told(text)
    assert line.startswith(
        "a.md:1: 'Nous gardons les données que vous nous donnez …' is not in English, the language of the text"
    )
