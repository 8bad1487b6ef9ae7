"""What real policies are made of: rows of trackers, titles, attributes of Markdown, clauses on who answers for what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from notifier.adapters import rules
from notifier.core.finding import Direction, Level
from notifier.core.judgement import Place, judge, observe
from notifier.core.shape import RETOLD
from notifier.core.text import Language

EN, FR = Language("en"), Language("fr")


def seen(before: str, after: str, language: Language = EN, above: str = "") -> set[str]:
    place = Place(before=above, after=above)
    return {ground.rule for ground in observe(before, after, rules.read(language), place=place).grounds}


@pytest.mark.parametrize(
    ("before", "after", "above", "rule"),
    [
        ("", "shop.example | _sid, basket_2 | Third-party cookies", "", "tracker-added"),
        ("", "| `_vis` | counts visits | 3 months |", "Cookies on this site", "tracker-added"),
        ("| tag.example | u-id | pixel |", "", "", "tracker-removed"),
        ("a.example | one, two | cookies", "a.example | two, one, three | cookies", "", "tracker-added"),
        ("a.example | one, two, three | cookies", "a.example | two, one | cookies", "", "tracker-removed"),
        ("| _pv | visits cookie | 3 months |", "| _mv | visits cookie | 3 months |", "", "tracker-renamed"),
        ("| _pv, _x | visits cookie |", "| _mv, _x | visits cookie |", "", "tracker-added"),
    ],
)
def test_a_name_in_a_row_of_trackers_is_a_tracker(before: str, after: str, above: str, rule: str) -> None:
    assert seen(before, after, above=above) == {rule}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "| Category of cookies | Why we use these cookies |"),
        ("", "| _sid | counts visits | 3 months |"),
        ("", "The cookie _sid counts visits."),
        ("", "| room_2 |"),
        ("", "a | cookie_1 |\nb | cookie_2 |"),
        ("a.example | one, two | cookies", "a.example | two, one | cookies"),
        ("", "| Cookies | 2024 | 2025 |"),
    ],
)
def test_other_rows_and_sentences_name_no_tracker(before: str, after: str) -> None:
    assert not {rule for rule in seen(before, after) if rule.startswith("tracker")}


def test_what_else_changed_in_a_row_of_trackers_is_read_too() -> None:
    both = seen("| _a, _b | cookie | 3 months |", "| _a, _b, _c | cookie | 9 months |")
    assert both == {"tracker-added", "number-worse"}


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("_a | counting | 3 months", "_a | counting | 2 years", "number-worse"),
        ("_a | counting | 2 years", "_a | counting | 3 months", "number-better"),
        ("_a | counting | 3 months", "_a | counting | session", ""),
    ],
)
def test_how_long_a_tracker_stays_stands_in_its_own_cell(before: str, after: str, rule: str) -> None:
    place = Place(before="Cookies", after="Cookies")
    grounds = observe(before, after, rules.read(EN), place=place).grounds
    assert {one.rule for one in grounds if one.form == "-kept" and one.before.startswith(("2", "3"))} == (
        {rule} if rule else set()
    )


def test_one_more_tracker_takes_from_people_in_french_too() -> None:
    finding = judge("", "fil.example | _vis | Cookies tiers", rules.read(FR))[0]
    assert (finding.rule, finding.level) == ("tracker-added", Level.REDUCTION)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("How we share your letters", EN),
        ("How do we collect?", EN),
        ("Use of Persistent Cookies", EN),
        ("**Letters Collected and Kept**", EN),
        ("Fenmoor Bread for Fenmoor Tea, Fenmoor Jam, and Larkwood", EN),
        ("Your Additional Rights: Brazil", EN),
        ("7. LOI APPLICABLE; LITIGES ET TRIBUNAUX", FR),
        ("When you write to the help desk", EN),
        ("Comment nous utilisons vos lettres", FR),
        ("Quelles données collectons-nous ?", FR),
    ],
)
def test_a_title_that_comes_or_goes_alone_commits_nobody(text: str, language: Language) -> None:
    assert seen("", text, language) == {"added-title"}
    assert seen(text, "", language) == {"removed-title"}
    assert {one.level for one in judge("", text, rules.read(language))} == {Level.MATERIAL}


@pytest.mark.parametrize(
    "text",
    [
        "We Share Your Letters With Advertisers",
        "your letters and your photos",
        "How we share your letters: we sell them",
        "Letters",
        "Your Name, Your Address, Your Photos",
        "Your Letters Are Sold",
        "Letters May Be Sold",
        "When you write to us, we keep letters",
        "How we keep letters.",
        "…",
        "What you write to us in the forum and in all other places of the site may be printed by us",
    ],
)
def test_a_sentence_or_an_entry_is_no_title(text: str) -> None:
    assert "added-title" not in seen("", text)


def test_what_stands_under_a_lead_in_is_no_title() -> None:
    assert "added-title" not in seen("", "How You Pay For Letters", above="We collect:")


def test_attributes_of_markdown_are_no_words_that_people_read() -> None:
    old, new = '3 May 2024 {: datetime="2024-05-03" }', '9 June 2025 {: datetime="2025-06-09" }'
    told = [one for finding in judge(old, new, rules.read(EN)) for _, one in finding.why]
    assert told
    assert not any("datetime" in one for one in told)


@pytest.mark.parametrize(
    ("text", "language", "rule"),
    [
        ("The ferry shall not in any way be held responsible for lost bags.", EN, "added-burden"),
        ("You shall assume any loss that follows from the translation.", EN, "added-burden"),
        ("The tool comes as is, and we disclaim all liability.", EN, "added-burden"),
        ("Le bac ne peut être en aucun cas tenu pour responsable des sacs perdus.", FR, "added-burden"),
        ("L'abonné supporte seul les frais de retour.", FR, "added-burden"),
        ("You are not liable for what is bought after you report the card.", EN, "added-promise"),
        ("We accept full responsibility for the keys you leave.", EN, "added-promise"),
        ("This translation is provided for informational purposes only.", EN, "added-power"),
        ("You may also have the right to invoke binding arbitration.", EN, "added-power"),
    ],
)
def test_who_answers_for_what_is_read_by_whose_it_is(text: str, language: Language, rule: str) -> None:
    assert rule in seen("", text, language)


@pytest.mark.parametrize(
    ("text", "language", "rules_seen"),
    [
        ("In some cases, object to how we use your letters.", EN, {"added-promise"}),
        ("You may choose not to give us your age.", EN, {"added-promise"}),
        ("Vous pouvez choisir de ne pas nous transmettre votre âge.", FR, {"added-promise"}),
        ("By using Acme Login, you agree to share your letters, as described below.", EN, {"added-burden"}),
        ("As described below, we share letters.", EN, {"added-text"}),
        ('For us, "letter" means what you send us in an envelope.', EN, {"added-meaning"}),
        ("« Charte » désigne le présent texte.", FR, {"added-meaning"}),
        ('If we wish, "letter" means what we may sell.', EN, {"added-meaning"}),
        ('We may sell what "letter" means.', EN, {"added-power"}),
        ("Pour consulter la liste des partenaires, cliquez ici.", FR, {"added-text"}),
        ("The court turned to the Privacy Shield of Norway.", EN, {"added-text"}),
        ("The curtain hides the couch.", EN, {"cover-added"}),
        ("Shield the couch from view.", EN, {"cover-added"}),
        ("You agree not to make any notice illegible.", EN, {"added-burden"}),
        ("To opt out does not prevent you from seeing the ads.", EN, {"added-promise"}),
        ("Your letters cannot be and are not shared by us.", EN, {"added-promise"}),
        ("Nous ne vendons pas et ne vendrons jamais vos lettres.", FR, {"added-promise"}),
        ("It never leaves your phone and is only used to draw a hat.", EN, {"added-promise"}),
        ("Some pages make use of a font.", EN, {"added-text"}),
        ("Some pages make use of your letters.", EN, {"added-power"}),
        ("You can exercise this right by using the form.", EN, {"added-promise"}),
        ("You can turn off sponsored posts; more is available in the menu.", EN, {"added-promise"}),
        ("We tell you about sponsored posts.", EN, {"added-power"}),
        ("We claim no ownership of your letters.", EN, {"added-promise"}),
        ("Cela ne nous donne aucun droit sur vos lettres.", FR, {"added-promise"}),
        ("One way you may opt out can be found at the page of the guild.", EN, {"added-promise"}),
        ("We share letters with the guild that can be found at the pier.", EN, {"added-power"}),
        ("Letters of members | are sold to dealers", EN, {"added-power"}),
    ],
)
def test_a_sentence_of_real_policies_is_read_for_what_it_does(
    text: str, language: Language, rules_seen: set[str]
) -> None:
    assert seen("", text, language) == rules_seen


def test_a_number_that_is_a_bound_by_its_own_words_is_no_list() -> None:
    assert "item-added" not in seen("Members are over 16.", "Members are 16 or over.")


def test_with_a_guarded_power_its_guard_goes() -> None:
    before = "Letters are transferred abroad under standard contractual clauses. The hall is warm."
    assert "removed-promise" in seen(before, "The hall is warm.")
    before = "You agree to lend letters under appropriate safeguards. The hall is warm."
    assert "removed-promise" not in seen(before, "The hall is warm.")


def test_who_alone_determines_decides_alone() -> None:
    before, after = "A breach ends the account.", "A breach, as determined solely by Acme, ends the account."
    assert "discretion-added" in seen(before, after)


def test_a_person_who_was_not_answerable_and_is_loses() -> None:
    free, bound = "Members are not responsible for storms.", "Members are responsible for storms."
    lost, won = (judge(*pair, rules.read(EN))[0] for pair in ((free, bound), (bound, free)))
    assert (lost.rule, lost.direction) == ("duty-added", Direction.ADVERSE)
    assert (won.rule, won.direction) == ("duty-removed", Direction.FAVOURABLE)


def test_losses_of_three_kinds_stand_in_a_text_told_in_other_words() -> None:
    before = "We keep letters for one year."
    after = "Whatever reaches our desk stays there two years long, and advertisers may leaf through it."
    down = replace(rules.read(EN), weights={"bias": -9.0})
    assert {"number-worse", "recipient-added", "power-added"} <= seen(before, after)
    assert RETOLD in observe(before, after, down).signs
    assert max(one.level for one in judge(before, after, down)) is Level.REDUCTION


@pytest.mark.parametrize(
    ("before", "after", "language", "described"),
    [
        (
            "Users are served in order.",
            "Users are served in order, that is, by the hour on the ticket.",
            EN,
            True,
        ),
        (
            "Old disks are wiped.",
            "Old disks are wiped, which means that zeros overwrite each sector.",
            EN,
            True,
        ),
        ("Old disks are wiped.", "Old disks are wiped, which means that we copy them first.", EN, False),
        ("We answer soon.", "We answer soon, that is, within 40 days.", EN, False),
        ("We use your name.", "We use your name, that is, we share it with our partners.", EN, False),
        (
            "Les usagers passent par ordre.",
            "Les usagers passent par ordre, soit l'heure du ticket.",
            FR,
            True,
        ),
        (
            "Le tarif est coté C.",
            "Le tarif est coté C, autrement dit la lettre que montre le toit.",
            FR,
            True,
        ),
        ("Nous répondons vite.", "Nous répondons vite, c'est-à-dire sous 40 jours.", FR, False),
        ("Nous lisons vos avis.", "Nous lisons vos avis, soit pour la publicité.", FR, False),
    ],
)
def test_what_only_says_the_same_in_other_words_is_described(
    before: str, after: str, language: Language, *, described: bool
) -> None:
    assert (seen(before, after, language) == {"described"}) is described


@pytest.mark.parametrize("whom", ["no one", "nobody", "no-one"])
def test_what_reaches_nobody_is_a_promise(whom: str) -> None:
    assert seen("", f"We pass your number on to {whom}.", EN) == {"added-promise"}


def test_what_reaches_one_person_is_none() -> None:
    assert "added-promise" not in seen("", "We pass your number on to one person.", EN)


def test_what_goes_on_unless_they_cancel_is_no_service() -> None:
    before, after = (
        "The pass runs out in June unless you prolong it.",
        "The pass is prolonged in June unless you cancel it.",
    )
    assert ("no-end", "adverse") in {
        (ground.rule, ground.direction.value) for ground in observe(before, after, rules.read(EN)).grounds
    }


@pytest.mark.parametrize("deciding", ["alone judge", "alone decide", "alone choose"])
def test_what_the_company_alone_judges_is_at_its_discretion(deciding: str) -> None:
    after = f"We {deciding} whether a balance frozen in error is released."
    assert "discretion-added" in seen("A balance frozen in error is released.", after)


def test_who_alone_reads_decides_nothing() -> None:
    assert "discretion-added" not in seen("The doctor reads your file.", "The doctor alone reads your file.")
