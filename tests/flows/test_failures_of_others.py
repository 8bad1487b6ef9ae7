"""What went wrong at others, as the test that would have stopped it; the list says who they were."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from command import policy
from repositories import LONGER, SHORTER, V1, PolicyRepo, edited

from notifier.core.assessment import Direction, Level
from notifier.core.release import Version
from notifier.core.text import EN, FR
from notifier.flows.check import check

FAILURES = {
    "pinterest_and_pmi": "words changed, and the displayed day stayed",
    "facebook": "a day before the notice has run; a day set back",
    "basecamp_8fce58f": "a placeholder for a date was published",
    "mozilla_1983": "a placeholder inside a date was published",
    "mozilla_2020_09_8": "a date that is none was published",
    "automattic": "notice was promised by a change log that nobody kept",
    "auditbuffet": "an email was promised and no mail was configured",
    "open_terms_archive": "a third of the recorded changes change no word",
    "nextcloud_188": "a change of layout wiped signatures",
    "github_561": "moved content shown as new",
    "github_private_repositories": "a promise left for another document",
    "github_71": "a mail that nobody understood",
    "basecamp_116": "three reductions in one list of housekeeping",
    "github_apr_24": "another day was shipped than announced",
    "github_apr_27": "another day was shipped than announced",
    "openai": "an announced day was moved",
    "mozilla_pocket": "a translation sixteen months behind",
    "mozilla_8a5aab51": "a section in a translation alone",
    "mozilla_1733": "translations years out of date",
    "mozilla_cd43f0e4": "a reduction in a commit that says links",
    "mozilla_preview_left_over": "a preview that stayed after its day",
    "mozilla_1486": "staging is seen only by merging",
    "france_versions_5": "French replaced by English",
    "contrib_declarations_696": "a document that does not say its language",
    "synapse_4004": "a newer version recorded than was shown",
    "dfe_1760": "acceptance of a version that was never shown",
    "rock_7034": "a scanner pressed the link",
    "usesend_412": "a scanner pressed the link",
    "listmonk_2070": "a resumed campaign left people out",
    "listmonk_3022": "a resumed campaign told people twice",
    "listmonk_1801": "a stale schedule sent an old text",
    "connect_1595": "an unknown delivery was sent again",
    "joomla_22720": "consent kept the personal data of people who left",
    "bootstrap_academy_720": "no way to decide later",
    "nextcloud_1067": "who declined was locked out",
    "trycompai_3292": "the same words asked everyone again",
    "keycloak_26124": "who has to be asked was not known",
    "gitlab_345524": "acceptance was recorded and not enforced",
    "gitlab_22375": "minor and big changes were alike",
    "mastodon_33055": "nobody was told ahead",
    "mastodon_33993": "single versions could not be read",
    "mastodon_35086": "a reduction was sent as a fait accompli",
    "alphagov_5670": "that something changed was shown, and not what",
    "govuk_126": "marks that only eyes can read",
    "github_676": "the author declared the change immaterial",
    "site_policy_314": "notice needed an account",
    "bedrock_16054": "nobody was ever notified",
    "pug_www_19": "a banner said old, and not which paragraph",
    "thecrag_2236": "translators had no clause keys and no diff",
    "mediawiki": "an edit without meaning made translations stale",
}
"""Who, in the names of tests, and what went wrong there."""

DAY = ("--today", "2026-01-05")
PLACE = "policy/releases/privacy/next.toml"
SAID = ("--summary", "en=What changes.", "--summary", "fr=Ce qui change.")


def test_every_failure_of_others_has_a_test_that_bears_its_name() -> None:
    folder = Path(__file__).parents[1]
    told = [path.read_text("utf-8") for path in folder.rglob("test_*.py")]
    names = [name for text in told for name in re.findall(r"def test_(\w+)", text)]
    assert [who for who in FAILURES if not any(who in name for name in names)] == []


@pytest.fixture
def one(repo: PolicyRepo) -> PolicyRepo:
    """A policy of 2015."""
    repo.release("1.0.0", published=date(2015, 10, 1))
    return repo


def test_pinterest_and_pmi_changed_words_under_the_old_day_are_refused(one: PolicyRepo) -> None:
    one.edit(edited(V1, *SHORTER))
    policy(one.path, "review", "privacy", "--agree", *DAY)
    old = ("--published", "2015-10-01", "--effective", "2015-10-01")
    ran = policy(one.path, "release", "privacy", *SAID, *old, *DAY)
    assert ran.code == 1
    assert "published_on 2015-10-01 is past: a release is never back-dated" in ran.err


def test_facebook_a_day_before_the_notice_has_run_is_refused(one: PolicyRepo) -> None:
    one.edit(edited(V1, *LONGER))
    policy(one.path, "review", "privacy", "--agree", *DAY)
    soon = ("--published", "2026-01-05", "--effective", "2026-01-12")
    ran = policy(one.path, "release", "privacy", *SAID, *soon, *DAY)
    assert "gives people 7 of the 30 days' notice that “takes something away” needs" in ran.err
    assert len(one.catalog.history("privacy").records) == 1


@pytest.mark.parametrize("day", ["2020-09-8", "[2020-09-08]", "2020-02-30"])
def test_mozilla_2020_09_8_a_day_that_is_no_day_is_refused_with_its_line(one: PolicyRepo, day: str) -> None:
    one.write(PLACE, f'policy = "privacy"\npublished_on = {day}\n')
    ran = policy(one.path, "check", *DAY)
    assert ran.code == 1
    assert PLACE in ran.out + ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "layout",
    [
        ("## Retention {#retention}\n\nWe keep", "## Retention {#retention}\n\n\nWe keep"),
        ("## Retention", "### Retention"),
        ("- Photos are deleted when you delete them.\n- Letters", "* Photos are deleted when you delete them.\n* Letters"),
        ("search requests for thirty days.", "search requests\nfor thirty days."),
    ],
)  # fmt: skip
def test_open_terms_archive_and_nextcloud_188_layout_alone_disturbs_nobody(
    one: PolicyRepo, layout: tuple[str, str]
) -> None:
    one.edit(edited(V1, layout))
    told = check(one.catalog, "privacy", today=one.today)
    assert max((clause.level for clause in told.told), default=Level.NONE) <= Level.EDITORIAL
    assert not any(clause.undecided for clause in told.told)


def test_open_terms_archive_a_link_that_leads_elsewhere_is_told_and_mails_nobody(
    repo: PolicyRepo,
) -> None:
    here, there = "[your data](https://example.org/data)", "[your data](https://example.org/your-data)"
    repo.release("1.0.0", edited(V1, ("your data.", f"{here}.")), published=date(2015, 10, 1))
    repo.edit(edited(V1, ("your data.", f"{there}.")))
    (clause,) = check(repo.catalog, "privacy", today=repo.today).told
    assert (clause.level, clause.undecided) == (Level.EDITORIAL, False)


def test_github_561_content_that_moves_is_a_move_and_not_a_lot_of_green(one: PolicyRepo) -> None:
    photos = {EN: "- Photos are deleted when you delete them.\n", FR: "- Les photos sont supprimées quand vous les supprimez.\n"}  # fmt: skip
    letters = {EN: "- Letters are kept for one year.\n", FR: "- Les lettres sont gardées un an.\n"}
    one.edit(
        edited(V1, *((photos[language] + letters[language], letters[language] + photos[language]) for language in V1))
    )  # fmt: skip
    told = check(one.catalog, "privacy", today=one.today).told
    fates = {judged.assessed.change.fate.value for clause in told for judged in clause.judged}
    assert fates <= {"moved"}


REDUCTIONS = {
    "keycloak_half_the_time_to_object": ("You have ten days to object.", "You have five days to object."),
    "github_71_or_becomes_and": (
        "We close an account only if you ask us to or if you break these rules.",
        "We close an account if you break these rules.",
    ),
    "basecamp_116_never_is_gone": ("We never sell your data.", "We sell your data."),
    "github_311_will_becomes_may": ("We will tell you before we do this.", "We may tell you before we do this."),
    "a_new_recipient": ("We share it with nobody.", "We share it with our advertising partners."),
    "a_new_purpose": (
        "We use your address to send your order.",
        "We use your address to send your order and to train our models.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REDUCTIONS)
def test_github_676_what_takes_something_away_is_never_a_detail(repo: PolicyRepo, name: str) -> None:
    before, after = REDUCTIONS[name]
    said = "We keep search requests for thirty days."
    repo.release("1.0.0", edited(V1, (said, before)), published=date(2015, 10, 1))
    repo.edit(edited(V1, (said, after)))
    (clause,) = check(repo.catalog, "privacy", today=repo.today).told
    assert clause.undecided
    assert clause.level >= Level.MATERIAL
    assert clause.judged[0].assessed.direction is not Direction.FAVOURABLE
    assert clause.judged[0].assessed.findings[0].explain(EN)


def test_mastodon_35086_a_reduction_that_nobody_signed_is_not_released(one: PolicyRepo) -> None:
    one.edit(edited(V1, *LONGER))
    days = ("--published", "2026-01-05", "--effective", "2026-03-01")
    ran = policy(one.path, "release", "privacy", *SAID, *days, *DAY)
    assert ran.code == 1
    assert "'retention-1' changed (takes something away) and nobody has ruled on it" in ran.err
    assert one.git("tag", "--list", "privacy/2.0.0") == ""


def test_basecamp_116_a_narrowed_change_clause_is_a_reduction_because_it_is_protected(
    one: PolicyRepo,
) -> None:
    one.edit(edited(V1, ("express consent", "consent"), ("accord exprès", "accord")))
    (clause,) = check(one.catalog, "privacy", today=one.today).told
    assert (clause.clause, clause.level) == ("changes-1", Level.REDUCTION)


def test_github_apr_27_an_announced_day_that_is_moved_in_the_record_is_named(one: PolicyRepo) -> None:
    one.release("1.1.0", edited(V1, *SHORTER), effective=date(2026, 4, 27), historic=False)
    place = "policy/releases/privacy/1.1.0.toml"
    one.write(place, one.read(place).replace("2026-04-27", "2026-04-24"))
    assert f"{place}: not what is committed" in policy(one.path, "verify").err
    one.commit("Earlier")
    ran = policy(one.path, "verify")
    assert f"{place}: edited after the release" in ran.err
    assert "says Effective-On: 2026-04-27, the record says 2026-04-24" in ran.err


def test_mozilla_1733_a_translation_left_out_stops_the_release(one: PolicyRepo) -> None:
    one.edit(
        edited(
            V1, ("- Letters are kept for one year.\n", "- Letters are kept for one year.\n- Notes, too.\n")
        )
    )
    ran = policy(one.path, "release", "privacy", *SAID, *DAY)
    assert ran.code == 1
    assert "is missing in French" in ran.err


def test_france_versions_5_french_that_was_replaced_by_english_is_refused(one: PolicyRepo) -> None:
    sentence = "If you ask us to, we delete all of the photos that you have sent to us within the month."
    one.edit(
        {
            EN: V1[EN].replace("Photos are deleted when you delete them.", sentence),
            FR: V1[FR].replace("Les photos sont supprimées quand vous les supprimez.", sentence),
        }
    )
    refusals = [str(refusal) for refusal in check(one.catalog, "privacy", today=one.today).refusals]
    assert any(
        told.startswith("translations/fr/policy/privacy.md:9") and "language" in told for told in refusals
    ), refusals


def test_thecrag_2236_the_translator_gets_clause_ids_and_the_english_redline(one: PolicyRepo) -> None:
    one.edit(edited(V1, ("thirty days", "sixty days")))
    told = policy(one.path, "translate", "status", "privacy", *DAY).out
    assert "stale  retention-1" in told
    assert "We keep search requests for [-thirty-]{+sixty+} days." in told


def test_mastodon_33993_every_single_version_can_be_read_again(one: PolicyRepo) -> None:
    one.release("1.1.0", edited(V1, *SHORTER), published=date(2016, 6, 1))
    shown = [policy(one.path, "show", "privacy", version).out for version in ("1.0.0", "1.1.0")]
    assert [("thirty" in text, "ten days" in text) for text in shown] == [(True, False), (False, True)]


def test_gitlab_22375_minor_and_big_changes_have_different_numbers(one: PolicyRepo) -> None:
    one.release("1.1.0", edited(V1, *SHORTER), published=date(2016, 6, 1))
    one.release("2.0.0", edited(V1, *LONGER), published=date(2017, 6, 1))
    assert [record.version for record in one.catalog.history("privacy").records] == [
        Version(1, 0, 0),
        Version(1, 1, 0),
        Version(2, 0, 0),
    ]


@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        (
            "NOTIFIER_TRANSPORT",
            "smtp",
            "NOTIFIER_SMTP_HOST: accounts promises email, and none can leave: no server to send to; set it",
        ),
        (
            "NOTIFIER_TRANSPORT",
            "sendgrid",
            "NOTIFIER_SENDGRID_API_KEY: accounts promises email, and none can leave: no key to send with",
        ),
        ("NOTIFIER_TRANSPORT", "pigeon", "NOTIFIER_TRANSPORT: accounts promises email, and none can leave: "),
    ],
)
def test_automattic_what_promises_an_email_is_not_released_where_none_can_leave(
    one: PolicyRepo, monkeypatch: pytest.MonkeyPatch, setting: str, value: str, told: str
) -> None:
    one.edit(edited(V1, *SHORTER))
    policy(one.path, "draft", *SAID, *DAY)
    policy(one.path, "review", "privacy", "--agree", *DAY)
    monkeypatch.setenv(setting, value)
    ran = policy(one.path, "release", *DAY)
    assert (ran.code, told in ran.err) == (1, True), ran.err
    monkeypatch.setenv(setting, "outbox")
    assert policy(one.path, "release", *DAY).code == 0, (
        "the outbox is a way, and doctor tells whom it reaches"
    )


def test_a_policy_that_promises_no_email_needs_no_mail(
    one: PolicyRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = "policy/policies.toml"
    one.write(place, one.read(place).replace(', "email"]', "]"))
    one.commit("Tell by mail no more\n\nCo-authored-by: Ben Okoye <ben@example.org>")
    one.edit(edited(V1, *SHORTER))
    policy(one.path, "draft", *SAID, *DAY)
    policy(one.path, "review", "privacy", "--agree", *DAY)
    monkeypatch.setenv("NOTIFIER_TRANSPORT", "smtp")
    assert policy(one.path, "release", *DAY).code == 0
