from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from builders import history
from plans import ADA, BEN, LONGER, SHORTER, V1, WITHOUT, WRITTEN, first, planned

from notifier.core.assessment import Level
from notifier.core.draft import Draft, Entry
from notifier.core.report import Report, report
from notifier.core.text import EN, FR, PolicyName
from notifier.errors import Refusal
from notifier.render import annotations, comment
from notifier.render import report as shown
from notifier.render.words import English

if TYPE_CHECKING:
    from notifier.core.plan import Plan

WORDS = English()
BLANK = Draft(policy=PolicyName("privacy"), place="next.toml")


def _report(
    made: Plan, *, past: bool = True, draft: Draft = WRITTEN, drafted: bool = True, **more: object
) -> Report:
    known = history(first(V1)) if past else history()
    return report(made, draft, history=known, drafted=drafted, **more)


def test_reductions_stand_first() -> None:
    both = {
        EN: LONGER[EN].replace("# Privacy {", "# Privacy and you {"),
        FR: LONGER[FR].replace("# Confidentialité {", "# Confidentialité et vous {"),
    }
    made = _report(planned(both, V1))
    assert [one.level for one in made.told] == sorted((one.level for one in made.told), reverse=True)
    assert made.told[0].clause == "privacy-1"


def test_the_next_step_is_the_first_thing_that_is_missing() -> None:
    assert _report(planned(V1, V1), drafted=False).step == ""
    assert _report(planned(LONGER, V1), drafted=False).step == "policy draft privacy"
    assert _report(planned(LONGER, V1)).step == "policy review privacy"
    half = planned({**V1, EN: SHORTER[EN]}, V1, agreed=True)
    assert _report(half).step == "policy translate status privacy"
    assert (
        _report(planned(SHORTER, V1, draft=replace(WRITTEN, summaries=()), agreed=True)).step
        == "policy check privacy"
    )
    assert _report(planned(SHORTER, V1, agreed=True)).step == "policy release privacy"


def test_a_released_text_that_nobody_drafted_answers_for_its_own_defects_only() -> None:
    made = _report(planned(V1, V1, draft=BLANK), draft=BLANK, drafted=False)
    assert (made.refusals, made.quiet) == ((), True)
    assert shown.text(made, WORDS) == "privacy: nothing changed since 1.0.0.\n"
    assert comment.comment([made], WORDS).endswith("privacy: nothing changed since 1.0.0.\n")
    noted = replace(made, notes=(Refusal("look", source="here"),))
    assert shown.text(noted, WORDS).endswith("\n  here: look\n")


def test_languages_that_are_assessed_differently_are_a_finding() -> None:
    apart = {EN: LONGER[EN], FR: SHORTER[FR]}
    made = _report(planned(apart, V1))
    assert made.level is Level.REDUCTION
    assert [note.cause for note in made.notes] == [
        "'privacy-1' is not assessed alike in its languages (English: takes something away, French: people should know)"
    ]


def test_a_translation_that_changed_alone_is_a_finding_unless_nothing_new_is_said() -> None:
    made = _report(planned({EN: V1[EN], FR: LONGER[FR]}, V1))
    assert made.level is Level.REDUCTION
    assert "'privacy-1' changed in French and not in English, which governs" in [
        note.cause for note in made.notes
    ]
    typo = _report(planned({EN: V1[EN], FR: V1[FR].replace("’", "'") + "\n"}, V1))
    assert not [note for note in typo.notes if "which governs" in note.cause]


def test_a_first_release_says_so() -> None:
    told = shown.text(_report(planned(V1), past=False), WORDS)
    assert told.startswith("privacy: first release, 1.0.0\n")


def test_a_terminal_is_told_who_ruled_and_why() -> None:
    one = planned(LONGER, V1)
    entries = tuple(
        Entry(
            clause=j.clause,
            keys=((j.language, j.key),),
            level=Level.MATERIAL,
            by=ADA,
            second=BEN,
            reason="law",
        )
        for j in one.judged
    )
    told = shown.text(
        _report(planned(LONGER, V1, draft=replace(WRITTEN, entries=entries))), WORDS, colour=True
    )
    assert f"ruled “people should know” by {ADA} + {BEN}: law" in told
    assert "\x1b[" in told
    agreed = shown.text(_report(planned(LONGER, V1, agreed=True)), WORDS)
    assert f"ruled “takes something away” by {ADA}\n" in agreed


def test_a_void_ruling_is_told_with_the_name_of_who_ruled() -> None:
    one = planned(LONGER, V1)
    old = tuple(
        Entry(clause=j.clause, keys=((j.language, one.judged[0].key[::-1]),), level=Level.MATERIAL, by=ADA)
        for j in one.judged
    )
    told = shown.text(_report(planned(LONGER, V1, draft=replace(WRITTEN, entries=old))), WORDS)
    assert f"undecided: the ruling of {ADA} is void, the words changed after it" in told


def test_an_editorial_change_disturbs_nobody() -> None:
    typo = {**V1, EN: V1[EN].replace("letters", "leters")}
    made = planned(V1, typo, past=history(first(typo)))
    told = shown.text(report(made, WRITTEN, history=history(first(typo)), drafted=True), WORDS)
    assert "nobody is disturbed; the change is shown on the site" in told
    assert "proved to change no meaning" in told


def test_open_days_say_what_the_level_needs() -> None:
    made = _report(planned(LONGER, V1, draft=BLANK), draft=BLANK)
    assert "Days: open; this level needs 30 days of notice." in shown.text(made, WORDS)


def test_a_clause_that_is_gone_has_no_line() -> None:
    made = _report(planned(WITHOUT, V1))
    assert "privacy-2  en.md  takes something away" in shown.text(made, WORDS)
    assert (
        "::warning file=en.md,title=takes something away::privacy-2: takes something away%0A"
        in annotations.github([made], WORDS)
    )


def test_every_machine_reads_the_same_findings() -> None:
    made = _report(planned(LONGER, V1), labels=[("abc", "fix typo")])
    told = json.loads(annotations.as_json([made]))[0]
    assert (told["clauses"][0]["clause"], told["clauses"][0]["level"]) == ("privacy-1", "rights-reduction")
    assert told["notes"][0]["cause"].startswith("the title of commit abc, 'fix typo', ")
    assert "::warning title=policy check::the title of commit abc" in annotations.github([made], WORDS)
    results = json.loads(annotations.sarif([made], WORDS, version="1"))["runs"][0]["results"]
    assert [one["level"] for one in results] == ["error", "warning", "warning", "warning"]
    assert all(
        place["physicalLocation"]["artifactLocation"]["uri"] in {"en.md", "fr.md"}
        for one in results
        for place in one["locations"]
    )
    assert "; run policy review privacy privacy-1" in results[0]["message"]["text"]
    assert (
        results[2]["message"]["text"]
        .split("\n")[1]
        .startswith("why: Your data was kept for “thirty days”, now ")
    )
    assert len(json.loads(annotations.gitlab([made], WORDS))) == len(results)


def test_a_refusal_without_a_place_is_told_to_gitlab_of_the_registry() -> None:
    made = replace(_report(planned(V1, V1)), refusals=(Refusal("no place"),))
    assert '"path": "policy/policies.toml"' in annotations.gitlab([made], WORDS)
    assert "::error title=policy check::no place\n" in annotations.github([made], WORDS)
    assert '"locations": []' in annotations.sarif([made], WORDS, version="1")
