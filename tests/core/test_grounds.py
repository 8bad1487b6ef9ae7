"""What the rules and the weights make of two readings: which rule speaks, and when it is outweighed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from notifier.adapters import rules
from notifier.core.judgement import Place, judge, observe
from notifier.core.shape import RETOLD
from notifier.core.text import EN, FR, Language


def test_what_was_learned_may_raise_a_weak_reading_and_never_a_firm_one() -> None:
    pack = rules.read(EN)
    up, down = (replace(pack, weights={"bias": weight}) for weight in (9.0, -9.0))
    weak = ("", "We sell your letters to anyone.")
    assert {f.level.word for f in judge(*weak, up)} == {"rights-reduction"}
    assert {f.level.word for f in judge(*weak, down)} == {"material"}
    firm = ("Our contractors must follow orders.", "Our contractors can be asked to follow orders.")
    assert {f.rule for f in judge(*firm, down) if f.level.word == "rights-reduction"} == {"force-down"}
    good = (firm[1], firm[0])
    leaning, leaning_far = (replace(pack, weights={"bias": weight}) for weight in (0.4, 0.6))
    assert {f.level.word for f in judge(*good, leaning)} == {"material"}
    assert "learned" in {f.rule for f in judge(*good, leaning_far)}
    unread = ("The old tower is our oldest.", "The old tower is our newest tower yet.")
    assert judge(*unread, leaning)[0].rule == "learned"
    assert judge(*unread, down)[0].level.word == "material"


def test_where_a_rule_read_what_changed_the_weights_must_lean_a_little_to_speak() -> None:
    read = ("The tour lasts two hours.", "The tour lasts.")
    told = {
        weight: {f.rule for f in judge(*read, replace(rules.read(EN), weights={"bias": weight}))}
        for weight in (0.05, 0.15)
    }
    assert "learned" not in told[0.05]
    assert "learned" in told[0.15]


def test_the_weights_say_nothing_of_a_title_that_was_edited() -> None:
    pack = replace(rules.read(EN), weights={"bias": 9.0})
    assert "learned" not in {f.rule for f in judge("Boats", "Boats and bicycles", pack)}


def test_under_a_kinder_lead_in_the_same_words_are_better() -> None:
    place = Place(before="We sell:", after="We never sell:")
    grounds = observe("names x", "names y", rules.read(EN), place=place).grounds
    assert [g.direction.value for g in grounds if g.rule == "lead-in"] == ["favourable"]


@pytest.mark.parametrize(
    ("before", "after", "rule", "seen"),
    [
        ("We keep letters for 365 days.", "We keep letters for 12 months.", "number-worse", False),
        ("Guests under 16 knock twice.", "Guests knock twice.", "number-lost", True),
        ("We may suspend access for 3 days.", "We may suspend access for 5 days.", "number-worse", True),
        (
            "You may leave within 14 days of May, in a red coat.",
            "You may leave within 14 days of May, in a blue coat.",
            "term-start",
            False,
        ),
        (
            "We do not sell letters unless you agree.",
            "We sell letters only if you agree.",
            "permission-wider",
            False,
        ),
        (
            "We store letters and names. We scan maps.",
            "We store letters. We scan maps and names.",
            "data-added",
            False,
        ),
        ("We protect letters.", "We protect letters in our processing.", "power-added", False),
        ("We film the hall and you can opt out.", "We film the hall if you agree.", "right-removed", False),
        ("We store letters in Canada.", "We store letters in Japan.", "wider-term", True),
        ("We film you when you come.", "We film you when you come and when you go.", "case-added", True),
        (
            "We film you when you come.",
            "We film you when you come, as well as when you go.",
            "case-added",
            True,
        ),
        ("We film you when you come.", "We film you when you come and if you go.", "case-added", False),
        ("We film the hall.", "When you go we film the hall.", "case-added", False),
        ("You must come by train.", "You must come by train or by omnibus.", "ways-more", True),
        ("You must come by train.", "You must come by train and by omnibus.", "item-won", False),
        ("You must not keep a dog.", "You must not keep a dog or a parrot.", "item-won", False),
        ("We sell letters.", "We sell letters or parrots.", "item-won", False),
        ("The hall is warm.", "The hall is warm. You will clean three seats.", "added-power", True),
        ("The hall is warm.", "The hall is warm. You have three seats.", "added-power", False),
    ],
)
def test_a_rule_sees_what_it_is_for_and_no_more(before: str, after: str, rule: str, *, seen: bool) -> None:
    assert (rule in {ground.rule for ground in observe(before, after, rules.read(EN)).grounds}) is seen


def test_the_weights_tell_that_they_spoke() -> None:
    pack = replace(rules.read(EN), weights={"bias": 9.0})
    finding = judge("The porter scans letters by day.", "The porter scans letters by night.", pack)[0]
    assert (finding.rule, finding.level.word, finding.category.value) == (
        "learned",
        "rights-reduction",
        "data-collected",
    )


def test_the_same_lead_in_turns_nothing() -> None:
    place = Place(before="We sell:", after="We sell:")
    assert "lead-in" not in {
        g.rule for g in observe("names x", "names y", rules.read(EN), place=place).grounds
    }


@pytest.mark.parametrize(
    ("before", "after", "rule", "seen"),
    [
        ("Our contractors must follow orders.", "Our contractors can be asked to follow orders.", "force-down", True),
        ("We film the hall unless you object.", "We film the hall.", "consent-weaker", True),
        ("We share letters when a judge asks.", "We share letters when a judge asks or when we wish.", "case-added", True),
        ("We answer you if you ask.", "We answer you if you ask or if you knock.", "case-won", True),
        ("The hall is warm if it snows.", "The hall is warm if it snows or if it rains.", "case-added", False),
        ("Notes stay on machines in Norway.", "Notes generally stay on machines in Norway.", "hedge-added", True),
        ("The hall is warm.", "The hall is warm for our advertisers.", "recipient-added", True),
        ("You may complain in France.", "You may complain in Belgium.", "wider-term", False),
        ("We protect letters with Alba, in town.", "We protect letters with Alba, Berta Holm, in town.", "item-won", False),
        ("We protect letters, in town.", "We protect letters, Berta Holm, in town.", "item-won", False),
        ("We answer letters.", "We answer letters for our advertisers.", "recipient-added", True),
        ("We store letters.", "We store letters, in encrypted form.", "item-added", False),
        ("We sell letters, in town.", "We sell letters, 20 Primrose Street, in town.", "item-added", False),
        ("We sell letters, in town.", "We sell letters, SAS, in town.", "item-added", False),
        ("Your choice of 3 days.", "Your choice of 5 days.", "number-better", True),
        ("Your vote is private.", "Your vote is in plain sight.", "state-worse", True),
        ("Your vote is in plain sight.", "Your vote is private.", "state-better", True),
        ("", "| Name | letters |", "added-power", True),
        ("We never sell letters. The hall is warm.", "The hall is warm.", "removed-ban", True),
        ("A porter carries it at your request. The hall is warm.", "The hall is warm.", "removed-promise", True),
        ("We sell letters. We keep tea.", "We keep tea, and then we sell the letters.", "removed-power", False),
        ("Guests come once they have signed the form.", "Guests come unless they have signed the form.", "denial", False),
        ("Your picture hangs there once you have rung.", "Your picture hangs there unless you have rung.", "consent-weaker", True),
    ],
)  # fmt: skip
def test_a_wording_nobody_listed_is_read_by_its_roles(
    before: str, after: str, rule: str, *, seen: bool
) -> None:
    grounds = {ground.rule for ground in observe(before, after, rules.read(EN)).grounds}
    assert (rule in grounds) is seen, grounds


def test_a_rule_of_single_words_is_weighed_with_all_other_signs() -> None:
    loose = ("We collect letters.", "We collect letters and tubas.")
    levels = [
        {f.level.word for f in judge(*loose, replace(rules.read(EN), weights={"bias": weight}))}
        for weight in (0.1, -0.1)
    ]
    assert levels == [{"rights-reduction"}, {"material"}]


@pytest.mark.parametrize(
    ("text", "language"), [("We keep it %d days.", EN), ("Notre boutique le conserve %d jours.", FR)]
)
def test_what_others_keep_for_longer_is_no_gift(text: str, language: Language) -> None:
    findings = judge(text % 30, text % 90, rules.read(language))
    assert [finding.rule for finding in findings] == ["number-worse"]


def test_what_waited_for_the_will_of_the_person_and_is_gone_was_a_promise() -> None:
    seen = observe("The bell rings if you agree.", "", rules.read(EN))
    assert {ground.rule for ground in seen.grounds} == {"removed-promise"}


def test_what_a_person_no_longer_owes_is_no_promise_that_is_gone() -> None:
    before = "You agree that you are the only owner of the letters."
    seen = observe(before, "", rules.read(EN))
    assert {ground.rule for ground in seen.grounds} == {"removed-power"}


def test_a_text_told_in_other_words_may_outweigh_a_firm_rule() -> None:
    before = "We keep letters for one year."
    after = "Whatever reaches our desk stays there two years long, then it goes."
    signs = observe(before, after, rules.read(EN)).signs
    assert RETOLD in signs
    down = replace(rules.read(EN), weights={"bias": -9.0})
    assert {finding.level.word for finding in judge(before, after, down)} == {"material"}


@pytest.mark.parametrize(
    ("before", "after", "sign"),
    [
        ("We keep letters.", "We keep letters, and maps.", "edge+,and"),
        ("We keep letters.", "We keep letters for Acme.", "words:none>name"),
        ("We keep letters.", "We keep letters for good reasons.", "edge+for:TAKES"),
        ("We keep letters for 3 days.", "We keep letters for 4 days.", "edge-:number:TAKES"),
        ("We keep letters that grow.", "We keep letters.", "edge-which"),
        ("We keep your letters.", "We keep letters.", "edge-the"),
        ("We keep letters and maps.", "We keep letters or maps.", "edge:and>or"),
        ("We keep letters, maps.", "We keep letters maps.", "edge-,"),
        ("We keep colour.", "We keep colours.", "words:known>known~"),
        ("We keep them so.", "We keep them all so.", "words:none>common"),
        ("We keep it not here.", "We keep it here.", "words:denial>none"),
        ("We keep maps and letters.", "We keep letters.", "reworded:hardly:together"),
        ("We keep it.", "We keep it with it.", "words:none>small"),
    ],
)
def test_the_shape_of_an_edit_is_told_without_a_vocabulary(before: str, after: str, sign: str) -> None:
    assert sign in observe(before, after, rules.read(EN)).signs


@pytest.mark.parametrize(
    ("text", "language", "level"),
    [
        ("You may visit our garden.", EN, "material"),
        ("You may visit our garden within 3 days.", EN, "rights-reduction"),
        ("Vous pouvez visiter notre jardin.", FR, "material"),
        ("Vous pouvez visiter notre jardin dans les 3 jours.", FR, "rights-reduction"),
    ],
)
def test_a_freedom_that_came_takes_nothing_unless_it_is_bounded(
    text: str, language: Language, level: str
) -> None:
    up = replace(rules.read(language), weights={"bias": 9.0})
    assert max(finding.level for finding in judge("", text, up)).word == level
