"""A warning reads in any client: the same words in HTML and text, marked by words, style and colour."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape
from typing import TYPE_CHECKING

import pytest
from builders import history, record
from hypothesis import given
from hypothesis import strategies as st

from notifier.adapters import words
from notifier.core.alignment import Fate
from notifier.core.campaign import Kind
from notifier.core.changeset import Change
from notifier.core.document import parse
from notifier.core.mail import Audience, Mail
from notifier.core.notice import Standing, compose
from notifier.core.policy import Policy, Registry
from notifier.core.redline import Edit, Op, Redline
from notifier.core.release import ReductionId, Version
from notifier.core.text import EN, FR, ClauseId, Language, PolicyName
from notifier.errors import CampaignRefused
from notifier.render import invitation, mail_marks
from notifier.render.mail import CAP, change_page, render

if TYPE_CHECKING:
    from conftest import Golden

    from notifier.core.notice import Notice

POLICY = Policy(
    name=PolicyName("privacy"),
    titles=((EN, "Privacy policy"), (FR, "Politique de confidentialité")),
    governing=EN,
    languages=(EN, FR),
    services=(),
    protected=(),
    notice_days=(),
)
REGISTRY = Registry(
    organisation="Example House",
    contact="privacy@example.org",
    site_url="https://policies.example.org/",
    decision_url="https://decide.example.org/",
    policies=(POLICY,),
)
BEFORE = {
    EN: """\
## Sharing {#sharing}

We never sell your **data** to anyone.

We keep letters for [30 days](/terms), then delete them.
""",
    FR: """\
## Partage {#sharing}

Nous ne vendons jamais vos **données** à personne.

Nous gardons les lettres [30 jours](/terms), puis nous les supprimons.
""",
}
AFTER = {
    EN: """\
## Sharing {#sharing}

We may sell your **data** to partners.

We keep letters for [30 days](/letters), then delete them.

You can ask for a copy.
""",
    FR: """\
## Partage {#sharing}

Nous pouvons vendre vos **données** à des partenaires.

Nous gardons les lettres [30 jours](/letters), puis nous les supprimons.

Vous pouvez demander une copie.
""",
}


def notice(
    language: Language = EN,
    *,
    reduces: tuple[str, ...] = ("sharing-1",),
    audience: Audience | None = None,
    before: str = "",
    after: str = "",
    summary: str = "",
    occasion: Kind = Kind.NOTICE,
) -> Notice:
    release = record("2.0.0", effective=date(2027, 1, 15), reduces=reduces)
    if summary:
        release = replace(release, summaries=((language, summary),))
    standing = Standing(
        version=Version(1, 0, 0), held=(), asks=tuple(ReductionId(f"2.0.0/{one}") for one in reduces)
    )
    return compose(
        policy=POLICY,
        history=history(record("1.0.0", effective=date(2025, 1, 1)), release),
        release=release,
        told=standing,
        before=parse(before or BEFORE[language], language=language),
        after=parse(after or AFTER[language], language=language),
        audience=audience,
        occasion=occasion,
    )


def mail(language: Language = EN, **parts: object) -> Mail:
    return render(notice(language, **parts), REGISTRY, words.read(language))  # type: ignore[arg-type]


def flat(text: str) -> str:
    """The plain part on one line."""
    return re.sub(r"[ \n]+", " ", text)


def spoken(page: str) -> str:
    """What a reader of the HTML part hears: no markup, no style, one space between words."""
    body = page[page.index("<body") :]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body))).replace(" ,", ",").replace(" .", ".")


@pytest.mark.parametrize("language", [EN, FR])
@pytest.mark.parametrize("audience", Audience)
def test_a_warning_is_what_was_agreed(language: Language, audience: Audience, golden: Golden) -> None:
    reduces = () if audience is Audience.INFORM else ("sharing-1",)
    told = mail(language, reduces=reduces, audience=audience)
    golden(f"mail/{audience}.{language}.txt", f"{told.subject}\n\n{told.text}")
    golden(f"mail/{audience}.{language}.html", told.html)


def test_several_reductions_are_counted() -> None:
    told = mail(reduces=("sharing-1", "sharing-2"))
    assert "2 changes take away something you have today" in flat(told.text)
    assert "They will not apply to you unless you accept them" in flat(told.text)
    both = mail(FR, reduces=("sharing-1", "sharing-2"), audience=Audience.WATCHER)
    assert "2 modifications retirent quelque chose" in flat(both.text)


@pytest.mark.parametrize(
    ("language", "other", "said"),
    [
        (EN, FR, "One of them is not marked below: its words changed in French only."),
        (FR, EN, "L’une d’elles n’est pas marquée ci-dessous : ses termes n’ont changé qu’en anglais."),
    ],
)
def test_what_changed_in_another_language_alone_is_told(
    language: Language, other: Language, said: str
) -> None:
    whole = notice(language)
    told = render(replace(whole, elsewhere=((ClauseId("sharing-9"), other),)), REGISTRY, words.read(language))
    heard = flat(told.text).replace("\xa0", " ")
    assert said in heard
    assert ("2 changes take away" if language == EN else "2 modifications") in heard


def test_a_watcher_of_a_harmless_change_is_told_plainly() -> None:
    told = mail(reduces=(), audience=Audience.WATCHER)
    assert "takes something away" not in told.text
    assert "Stop these mails" in told.text
    assert told.placeholder in told.html


@pytest.mark.parametrize("language", [EN, FR])
def test_github_71_html_and_text_say_the_same(language: Language) -> None:
    told = mail(language)
    heard = spoken(told.html)
    for item in notice(language).items:
        for edit in item.change.redline.edits:
            for word in (edit.before + " " + edit.after).split():
                assert word.strip(".,") in heard
                assert word.strip(".,") in told.text
    for sign in ("removed:", "added:") if language == EN else ("supprimé\u00a0:", "ajouté\u00a0:"):
        assert sign in unescape(told.html)
        assert sign in told.text


def test_a_link_that_leads_elsewhere_is_told_in_both_parts() -> None:
    for before, after, said in (
        ("[here](/a)", "[here](/b)", "[link was /a, is /b]"),
        ("here", "[here](/b)", "[now a link to /b]"),
        ("[here](/a)", "here", "[no longer a link to /a]"),
    ):
        told = mail(before=f"## A {{#a}}\n\nRead it {before}.\n", after=f"## A {{#a}}\n\nRead it {after}.\n")
        assert said in flat(told.text)
        assert said in told.html


def test_a_mark_touches_only_what_changed() -> None:
    before, after = "Keep all letters for thirty days.", "Keep letters for thirty long days."
    told = mail(before=f"## A {{#a}}\n\n{before}\n", after=f"## A {{#a}}\n\n{after}\n")
    assert "Keep [removed: all] letters for thirty [added: long] days." in flat(told.text)
    replaced = mail(before="## A {#a}\n\nThirty days.\n", after="## A {#a}\n\nNinety days.\n")
    assert "[removed: Thirty] [added: Ninety] days." in flat(replaced.text)


def test_a_space_that_goes_is_marked_as_it_is() -> None:
    edits = (
        Edit(op=Op.KEEP, before="data", after="data"),
        Edit(op=Op.REMOVE, before=" "),
        Edit(op=Op.KEEP, before="base", after="base"),
    )
    one = Change(fate=Fate.EDITED, before=(), after=(), redline=Redline(edits=edits))
    assert mail_marks.text(one, words.read(EN)) == "data[removed:  ]base"


def test_the_personal_link_stands_where_it_is_due_and_nowhere_else() -> None:
    asks = mail()
    assert asks.html.count(asks.placeholder) == 1
    assert asks.text.count(asks.placeholder) == 1
    informs = mail(reduces=())
    assert informs.placeholder not in informs.html + informs.text


def test_two_audiences_have_words_and_hashes_of_their_own() -> None:
    assert len({mail(language).sha256 for language in (EN, FR)} | {mail(reduces=()).sha256}) == 3


@pytest.mark.parametrize(
    "evil",
    [
        "</td><script>alert(1)</script>",
        "<img src=https://evil.example/x.png>",
        "{organisation}",
        "{{ letter }}",
    ],
)
def test_no_text_of_a_policy_becomes_markup(evil: str) -> None:
    clean = "## A {#a}\n\nNothing.\n"
    code = mail(before=clean, after=f"## A {{#a}}\n\nNothing. `{evil}`\n", summary=evil)
    assert evil in unescape(code.html)
    assert "<script" not in code.html
    assert "<img" not in code.html
    assert evil in code.text


def test_a_subject_of_two_lines_is_refused() -> None:
    forged = replace(POLICY, titles=((EN, "Privacy\r\nBcc: all@example.org"),))
    with pytest.raises(CampaignRefused, match="the subject has more than one line"):
        render(replace(notice(), policy=forged), REGISTRY, words.read(EN))


def long(count: int, *, grave: int) -> Notice:
    clauses = "".join(f"Clause {n} says {'words ' * 60}today.\n\n" for n in range(count))
    return notice(
        before=f"## A {{#a}}\n\n{clauses}",
        after=f"## A {{#a}}\n\n{clauses.replace('today', 'tomorrow')}",
        reduces=tuple(f"a-{n + 1}" for n in range(grave)),
    )


def test_what_does_not_fit_ends_in_a_link_and_a_reduction_is_never_cut() -> None:
    told = render(long(300, grave=5), REGISTRY, words.read(EN))
    assert len(told.html.encode()) <= CAP
    assert told.html.count("takes something away from you") == 5
    left = re.search(r"(\d+) more changes, which take nothing away", flat(told.text))
    assert left
    shown = flat(told.text).count("[added: tomorrow]")
    assert shown + int(left[1]) == 300
    assert len(told.html.encode()) > CAP // 2


def test_one_change_that_does_not_fit_is_told_as_one() -> None:
    whole = render(long(3, grave=1), REGISTRY, words.read(EN))
    tight = render(long(3, grave=1), REGISTRY, words.read(EN), cap=len(whole.html.encode()) - 1)
    assert "One more change, which takes nothing away" in flat(tight.text)


def test_reductions_that_do_not_fit_fail_the_campaign() -> None:
    with pytest.raises(CampaignRefused, match="do not fit into a mail of 2000 bytes"):
        render(long(3, grave=3), REGISTRY, words.read(EN), cap=2000)
    with pytest.raises(CampaignRefused, match="do not fit"):
        render(long(3, grave=0), REGISTRY, words.read(EN), cap=2000)


def test_the_page_of_changes_is_in_the_language_of_the_reader() -> None:
    two = Version(2, 0, 0)
    assert change_page(REGISTRY, POLICY, two, EN) == "https://policies.example.org/privacy/changes/2.0.0/"
    assert change_page(REGISTRY, POLICY, two, FR) == "https://policies.example.org/fr/privacy/changes/2.0.0/"


@pytest.mark.parametrize(("language", "folder"), [(EN, ""), (FR, "fr/")])
@pytest.mark.parametrize("audience", [Audience.CONSENT, Audience.INFORM])
def test_people_are_led_to_all_that_changes_since_the_words_that_bind_them(
    language: Language, folder: str, audience: Audience
) -> None:
    told = mail(language, reduces=(), audience=audience)
    link = f"https://policies.example.org/{folder}privacy/compare/?since=1.0.0&to=2.0.0"
    assert link in told.text
    assert f'href="{link.replace("&", "&amp;")}"' in told.html


def test_a_watcher_whom_nothing_binds_is_not_led_there() -> None:
    told = mail(reduces=(), audience=Audience.WATCHER)
    assert "compare/" not in told.text
    assert "compare/" not in told.html


@pytest.mark.parametrize("language", [EN, FR])
def test_a_mail_asks_nothing_of_the_world(language: Language) -> None:
    page = mail(language).html
    assert not re.search(r"<(img|script|iframe|form|link|object|video)\b", page)
    assert not re.search(r"url\(|@import|src=", page)
    assert f'<html lang="{language}"' in page
    assert all(
        link.startswith("https://")
        for link in re.findall(r'href="([^"]+)"', page)
        if not link.startswith("/")
    )


@given(
    st.lists(
        st.sampled_from(["thirty", "ninety", "days", "of", "all", "letters,", "logs."]),
        min_size=1,
        max_size=9,
    )
)
def test_the_marks_of_a_mail_give_both_texts_back(after: list[str]) -> None:
    old = "thirty days of all letters."
    told = mail(before=f"## A {{#a}}\n\n{old}\n", after=f"## A {{#a}}\n\nx {' '.join(after)}\n", reduces=())
    said = re.sub(r"\s+", " ", told.text)
    new = " ".join(re.sub(r"\[removed: [^]]*\]", " ", said).replace("[added: ", "").replace("]", "").split())
    assert " ".join(["x", *after]).replace(" ", "") in new.replace(" ", "")


@pytest.mark.parametrize(
    ("occasion", "language", "reduces", "subject", "line"),
    [
        (
            Kind.REMINDER,
            EN,
            ("sharing-1",),
            "Reminder, your rights change on 15 January 2027",
            "you have not answered",
        ),
        (
            Kind.REMINDER,
            FR,
            ("sharing-1",),
            "Rappel, vos droits changent le 15 janvier 2027",
            "vous n’avez pas répondu",
        ),
        (
            Kind.CORRECTION,
            EN,
            ("sharing-1",),
            "Correction, your rights change on 15 January 2027",
            "This one replaces it.",
        ),
        (
            Kind.CORRECTION,
            FR,
            (),
            "Rectificatif, une modification le 15 janvier 2027",
            "Celui-ci le remplace.",
        ),
        (Kind.CORRECTION, EN, (), "Correction, a change on 15 January 2027", "This one replaces it."),
        (
            Kind.NOTICE,
            EN,
            ("sharing-1",),
            "Your rights change on 15 January 2027",
            "It will not apply to you",
        ),
    ],
)
def test_a_reminder_and_a_correction_say_what_they_are(
    occasion: Kind, language: Language, reduces: tuple[str, ...], subject: str, line: str
) -> None:
    told = mail(language, occasion=occasion, reduces=reduces)
    assert told.subject.replace("\u00a0", " ").startswith(subject)
    assert line in flat(told.text)
    assert line in spoken(told.html)


@pytest.mark.parametrize("language", [EN, FR])
def test_an_invitation_is_what_was_agreed(golden: Golden, language: Language) -> None:
    told = invitation.render(POLICY, REGISTRY, words.read(language))
    golden(f"mail/invitation.{language}.txt", f"{told.subject}\n\n{told.text}")
    golden(f"mail/invitation.{language}.html", told.html)
    assert told.html.count(told.placeholder) == told.text.count(told.placeholder) == 1


@pytest.mark.parametrize(
    ("language", "other", "said"),
    [
        (EN, FR, "In the French text: Moins <b> qu’avant."),
        (FR, EN, "Dans le texte en anglais\xa0: Moins <b> qu’avant."),
    ],
)
def test_the_reason_of_another_language_is_told_with_its_name(
    language: Language, other: Language, said: str
) -> None:
    whole = notice(language)
    first, *rest = whole.items
    told = render(
        replace(whole, items=(replace(first, elsewhere=((other, "Moins <b> qu’avant."),)), *rest)),
        REGISTRY,
        words.read(language),
    )
    assert said in flat(told.text)
    assert f'<span lang="{other}">Moins &lt;b&gt; qu’avant.</span>' in told.html
