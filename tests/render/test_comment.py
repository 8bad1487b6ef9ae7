from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from builders import history
from plans import LONGER, V1, WRITTEN, first, planned
from repeats import again
from repositories import LONGER as KEPT_LONGER
from repositories import V1 as TEXTS
from repositories import edited

from notifier.adapters import words
from notifier.core.assessment import Level
from notifier.core.pledge import Loss
from notifier.core.report import Report, report
from notifier.core.said import say
from notifier.core.text import EN, FR, Language, PolicyName
from notifier.errors import Refusal
from notifier.flows.check import check
from notifier.render import comment
from notifier.render.words import English

if TYPE_CHECKING:
    from repositories import PolicyRepo

WORDS = English()


def _long(words: int) -> Report:
    sections = range(60)
    before = {
        language: text
        + "".join(f"\n## S {n} {{#s{n}}}\n\nWe keep it {n} days. {'Word ' * words}\n" for n in sections)
        for language, text in V1.items()
    }
    after = {
        language: text.replace("days", "years")
        .replace("thirty years", "thirty days")
        .replace("trente jours", "trente ans")
        for language, text in before.items()
    }
    after = {language: text.replace("Word", "Sentence") for language, text in after.items()}
    return report(
        planned(after, before, past=history(first(before))),
        WRITTEN,
        history=history(first(before)),
        drafted=True,
    )


def test_a_comment_fits_what_github_takes_and_names_every_reduction() -> None:
    made = _long(160)
    whole = comment.comment([made], WORDS, limit=10_000_000)
    assert len(whole) > comment.LIMIT
    told = comment.comment([made], WORDS)
    assert len(told) <= comment.LIMIT
    for one in made.told:
        if one.level is Level.REDUCTION:
            assert f"`{one.clause}`" in told


def test_a_comment_that_can_hold_nothing_more_is_cut_at_a_line_and_says_so() -> None:
    told = comment.comment([_long(5)], WORDS, limit=900)
    assert len(told) <= 900
    assert told.endswith("\n… and more than a comment can hold; see the preview.")


def test_a_redline_too_long_for_the_comment_is_replaced_by_a_sentence() -> None:
    told = comment.comment([_long(160)], WORDS, limit=100_000)
    assert "The redline is too long for this comment; see the preview." in told


@pytest.fixture
def opened(repo: PolicyRepo) -> PolicyRepo:
    """A released policy that loses something in English, and whose French was left behind."""
    repo.release("1.0.0", published=date(2015, 10, 1))
    repo.edit({**TEXTS, EN: TEXTS[EN].replace("thirty days", "sixty ~~~ days")})
    return repo


def _told(repo: PolicyRepo, language: str = "en") -> str:
    made = check(repo.catalog, "privacy", today=repo.today, proposing=English())
    return comment.comment([made], words.read(FR) if language == "fr" else WORDS)


def test_who_has_no_terminal_copies_the_draft_from_the_comment_and_it_is_the_one_the_command_writes(
    opened: PolicyRepo,
) -> None:
    told = _told(opened)
    assert "Next: put the draft below into this branch, or run `policy draft privacy`" in told
    shown = told.split("~~~~toml\n")[1].split("\n~~~~\n")[0]
    assert tomllib.loads(shown)["rulings"][0]["level"] == ""
    opened.write("policy/releases/privacy/next.toml", f"{shown}\n")
    assert "~~~~toml" not in _told(opened), "what stands there already is not shown again"
    assert (
        "Next: fill in each “level” with your name in `policy/releases/privacy/next.toml`, or run "
        in _told(opened)
    )


def test_a_translation_left_behind_is_shown_to_its_translator_and_can_be_signed_in_the_draft(
    opened: PolicyRepo,
) -> None:
    told = _told(opened)
    assert "- translation (French): stale\n" in told
    assert "- French still says: “Nous gardons les recherches trente jours.”" in told
    assert "- [ ] the translation (French) of 1 clause: `retention-1`" in told
    shown = told.split("~~~~toml\n")[1].split("\n~~~~\n")[0]
    place = "policy/releases/privacy/next.toml"
    opened.write(
        place,
        shown.replace('level = ""', 'level = "rights-reduction"').replace('by = ""', 'by = "Ada Martin"'),
    )
    after = _told(opened)
    assert "translation (French): current" in after
    assert "undecided" not in after


def test_what_every_clause_tells_is_counted_once_and_not_listed_again(opened: PolicyRepo) -> None:
    told = _told(opened)
    assert "- [ ] a ruling on 1 clause: `retention-1`\n" in told
    assert "nobody has ruled on it" not in told


def test_a_reader_of_french_gets_the_reasons_of_the_french_text(repo: PolicyRepo) -> None:
    repo.release("1.0.0", published=date(2015, 10, 1))
    repo.edit(edited(TEXTS, *KEPT_LONGER))
    assert (
        "pourquoi\u00a0: Vos données étaient gardées «\u00a0trente jours\u00a0», désormais «\u00a0soixante jours\u00a0»."
        in _told(repo, "fr")
    )
    assert "why: Your data was kept for “thirty days”, now “sixty days”." in _told(repo)


def test_the_reasons_of_another_text_come_with_the_name_of_its_language(repo: PolicyRepo) -> None:
    repo.release("1.0.0", published=date(2015, 10, 1))
    repo.edit(edited(TEXTS, *(pair for pair in KEPT_LONGER if "soixante" in pair[1])))
    assert "why, in the French text: Your data was kept for “trente jours”, now “soixante jours”." in _told(
        repo
    )
    assert "pourquoi\u00a0: Vos données étaient gardées" in _told(repo, "fr")


def test_a_promise_of_the_registry_is_told_where_no_word_of_the_text_changed() -> None:
    past = history(first(V1))
    lost = Loss(path=("protected", "retention"), level=Level.REDUCTION, cause=say("A promise is gone."))
    made = report(planned(V1, V1, past=past), WRITTEN, history=past, drafted=True, lost=(lost,))
    made = replace(made, step="policy check privacy")
    told = comment.comment([made], WORDS)
    assert "A promise is gone." in told
    assert "notice" not in told, "nothing of days is told where no release is due"


def _stepped(step: str) -> str:
    made = report(planned(LONGER, V1), WRITTEN, history=history(first(V1)), drafted=True)
    return comment.comment([replace(made, step=step)], WORDS)


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (
            "policy translate status privacy",
            "bring the translation up to date; `policy translate status privacy` shows",
        ),
        ("policy check privacy", "mend what is missing, then push"),
        ("policy release privacy", "merge, then `policy release privacy`"),
    ],
)
def test_the_next_step_needs_no_terminal_where_none_is_needed(step: str, told: str) -> None:
    assert f"Next: {told}" in _stepped(step)


def test_the_policy_that_takes_most_stands_first_and_a_quiet_one_keeps_to_a_line() -> None:
    made = report(planned(LONGER, V1), WRITTEN, history=history(first(V1)), drafted=True)
    quiet = replace(
        made,
        step="",
        level=Level.NONE,
        policy=replace(made.policy, name=PolicyName("terms")),
        notes=(Refusal("look", source="here"),),
    )
    told = comment.comment([quiet, made], WORDS)
    assert told.index("policy check: privacy") < told.index("policy check: terms")
    assert told.endswith("terms: nothing changed since 1.0.0.\n\n**Look at:**\n\n- [ ] here: look\n")


@again
def test_where_almost_nothing_fits_every_policy_still_names_what_it_takes() -> None:
    made = _long(5)
    other = replace(made, policy=replace(made.policy, name=PolicyName("terms")))
    told = comment.comment([made, other], WORDS, limit=3000)
    assert len(told) <= 3000
    for name in ("privacy", "terms"):
        line = next(line for line in told.split("\n") if line.startswith(f"🔴 {name}: "))
        assert all(f"`{one.clause}`" in line for one in made.told if one.level is Level.REDUCTION)


@again
def test_three_hundred_changes_fit_and_reductions_come_first() -> None:
    said = {
        EN: "We keep letters of kind {n} for {n}0 days.",
        FR: "Nous gardons les lettres de type {n} {n}0 jours.",
    }
    says = {
        EN: "We keep letters of kind {n} for {n}0 months.",
        FR: "Nous gardons les lettres de type {n} {n}0 mois.",
    }
    names = range(1, 301)

    def texts(sentences: dict[Language, str], rest: str) -> dict[Language, str]:
        return {
            language: f"# P {{#p}}\n\n{rest}\n\n"
            + "".join(sentence.replace("{n}", str(n)) + "\n\n" for n in names)
            for language, sentence in sentences.items()
        }

    before, after = texts(said, "Kind words."), texts(says, "Quite other kind words.")
    past = history(first(before))
    made = report(planned(after, before, past=past), WRITTEN, history=past, drafted=True)
    assert len(made.told) > 300
    told = comment.comment([made], WORDS)
    assert len(told) <= comment.LIMIT
    places = [told.index(f"`{one.clause}`") for one in made.told]
    assert places == sorted(places)
    assert told.index("🔴") < told.index("🟡")
    assert "\nNext: " in told
