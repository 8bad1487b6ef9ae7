"""One more entry in a list, another lead-in above it, and acts that only look as if they took something."""

from __future__ import annotations

import pytest

from notifier.adapters import rules
from notifier.core.judgement import Place, observe
from notifier.core.text import EN, FR, Language

CARRIERS = "We share order details with carriers (DHL, UPS)."
KEPT_NAMES = "| Letters | Name, message | None |"


def adverse(before: str, after: str, language: Language = EN, place: Place | None = None) -> set[str]:
    seen = observe(before, after, rules.read(language), place=place or Place())
    return {ground.rule for ground in seen.grounds if ground.direction.value == "adverse"}


@pytest.mark.parametrize(
    ("before", "after", "language"),
    [
        (CARRIERS, "We share order details with carriers (DHL, UPS, Evri).", EN),
        (
            "We use these analytics providers: Matomo and Hotjar.",
            "We use these analytics providers: Matomo, Hotjar and Mixpanel.",
            EN,
        ),
        (
            "With partners such as Incogni, Saily, or NordProtect we share your order.",
            "With partners such as Incogni, Saily, or Coveron we share your order.",
            EN,
        ),
        (
            "Crash data includes a Google advertising ID, IP address and language.",
            "Crash data includes a Google advertising ID or Android ID, IP address and language.",
            EN,
        ),
        (
            "Profile information may include, for example, your name, gender and language.",
            "Profile information may include, for example, your name, real name, gender and language.",
            EN,
        ),
        (
            "Profile information may include your language, gender and shoe sizes.",
            "Profile information may include your language, gender, hat sizes and shoe sizes.",
            EN,
        ),
        (KEPT_NAMES, "| Letters | Name, message | Zendesk |", EN),
        ("| Letters | Name, message | N/A |", "| Letters | Name, message | Zendesk |", EN),
        (
            "MUID, MC1, MSFPC. We use them to follow your visits.",
            "MUID, MC1, MSFPC, MSPTC. We use them to follow your visits.",
            EN,
        ),
        (
            "Nos prestataires sont OVH, Brevo et Zendesk.",
            "Nos prestataires sont OVH, Brevo, Zendesk et Salesforce.",
            FR,
        ),
    ],
)
def test_one_more_entry_of_data_or_of_those_who_receive_it_is_more(
    before: str, after: str, language: Language
) -> None:
    assert "entry-added" in adverse(before, after, language)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Our shop takes Visa and Mastercard.", "Our shop takes Visa, Mastercard and Klarna."),
        ("Partners are in Lyon and Nantes.", "Partners are in Lyon, Nantes and Brest."),
        ("Write to our partner: Box 20430, Augusta.", "Write to our partner: Box 549, Fort Smith."),
        (CARRIERS, "We share order details with carriers (DHL, UPS), except in case of illness."),
        (CARRIERS, "We share order details with carriers (UPS, DHL)."),
        (
            CARRIERS,
            "We share order details with carriers (DHL, UPS and several of their own subcontracting firms).",
        ),
        (CARRIERS, "We share order details with carriers (DHL, FedEx)."),
        ("You must tell our partners Apple of it.", "You must tell our partners Apple or Google of it."),
        ("We protect your name and gender.", "We protect your name, screen name and gender."),
        ("Maps show Brest and Lyon, the towns.", "Maps show Brest, Lyon and boats, the towns."),
        (KEPT_NAMES, "| Letters | Name, message | None – |"),
        ("| Right | None |", "| Right | Article 15 |"),
        ("MUID, MC1, MSFPC.", "MUID, MC1, MSFPC, MSPTC."),
        ("Bakers Ada, Bo and Cy are here.", "Bakers Ada, Bo, Cy and Di are here."),
        ("We use partners: Ada and small bakers.", "We use partners: Ada, small bakers and Di."),
        ("The data is name, gender.", "The data is name, gender, on your request."),
    ],
)
def test_an_entry_of_anything_else_is_not(before: str, after: str) -> None:
    assert "entry-added" not in adverse(before, after)


def test_a_row_under_a_heading_of_who_receives_data_lists_names() -> None:
    place = Place(before="Who receives your data", after="Who receives your data")
    assert "entry-added" in adverse("| Shoes | Ada, Bo |", "| Shoes | Ada, Bo, Cy |", place=place)
    assert "entry-added" not in adverse("| Shoes | Ada, Bo |", "| Shoes | Ada, Bo, Cy |")


def test_the_last_of_a_list_is_new_where_a_joint_moved_before_it() -> None:
    assert "item-added" in adverse(
        "We suggest books based on your country and language.",
        "We suggest books based on your country, language and reading history.",
    )


@pytest.mark.parametrize(
    ("before", "after", "weaker"),
    [
        ("If you choose to turn it on, the app:", "By default, the app:", True),
        ("If you choose to turn it on, the app:", "If you choose to turn on hints, the app:", False),
        ("By default, the app:", "If you choose to turn it on, the app:", False),
        ("", "By default, the app:", False),
    ],
)
def test_what_stood_under_a_choice_and_no_longer_does_asks_less(
    before: str, after: str, *, weaker: bool
) -> None:
    place = Place(before=before, after=after)
    found = adverse("we share your pages with partners", "we share your pages with our partners", place=place)
    assert ("consent-weaker" in found) is weaker


def test_a_right_outlasts_the_power_it_stood_beside_and_a_refusal_does_not() -> None:
    power = "We collect your name when you register."
    assert adverse(f"{power} You may correct your name at any time.", "") == {"removed-promise"}
    assert adverse(f"{power} You may object to it.", "") == set()


@pytest.mark.parametrize(
    ("text", "takes", "language"),
    [
        ("Your photos may not be sold.", False, EN),
        ("You may not be contacted for marketing.", False, EN),
        ("You may not film the hall.", True, EN),
        ("Tickets may not be resold.", True, EN),
        ("Your photos may not only be sold.", True, EN),
        ("Vos photos ne peuvent être vendues.", False, FR),
        ("Vos photos ne peuvent être vendues que si vous l'acceptez.", False, FR),
        ("Les billets ne peuvent être revendus.", True, FR),
        ("Les billets ne peuvent être revendus, sauf accord.", False, FR),
        ("Vos photos peuvent être vendues.", True, FR),
        ("Vos photos ne sont pas vendues.", False, FR),
        ("See the list of partners with whom we share letters.", False, EN),
        ("See your contacts and letters.", True, EN),
        ("We see the list of your letters.", True, EN),
    ],
)
def test_bans_in_the_passive_and_pointers_take_nothing(text: str, language: Language, *, takes: bool) -> None:
    assert (not adverse("", text, language).isdisjoint({"added-power", "added-burden"})) is takes


@pytest.mark.parametrize(
    ("before", "after", "rule", "seen"),
    [
        (
            "Please submit your request via email.",
            "Please submit your request through this form or via email.",
            "item-added",
            False,
        ),
        ("Please bring your dog.", "Please bring your dog or parrot.", "item-added", True),
        (
            "We do not share any letters: none.",
            "None leave us. We do not share any letters.",
            "all-to-some",
            False,
        ),
        ("We use clever tools.", "We use clever tools such as Pip.", "list-opened", False),
        ("We use tools, such Pip.", "We use tools, such as Pip.", "list-opened", False),
        (
            "We share letters with firms, namely Pip.",
            "We share letters with firms, such as Pip.",
            "list-left-open",
            True,
        ),
        (
            "We share letters with firms.",
            "We share letters with firms, among others.",
            "list-left-open",
            True,
        ),
        (
            "You have the right to request a copy.",
            "You may have the right to request a copy.",
            "force-down",
            True,
        ),
    ],
)
def test_lists_and_rights_are_read_as_a_whole(before: str, after: str, rule: str, *, seen: bool) -> None:
    assert (rule in adverse(before, after)) is seen


@pytest.mark.parametrize(
    ("before", "after", "rule", "seen"),
    [
        (
            "We answer all letters we receive from members.",
            "We answer all letters we receive from members regardless of where they live.",
            "regardless-added",
            False,
        ),
        (
            "We answer all letters we receive from members.",
            "We answer all letters we receive from members regardless of where they live.",
            "condition-added",
            False,
        ),
        (
            "The right to request a copy of your file.",
            "The right to request a copy of your file, and in some towns you also have the right to receive a list.",
            "some-added",
            False,
        ),
        (
            "The right to request a copy of your file.",
            "The right to request a copy of your file in some towns.",
            "some-added",
            True,
        ),
        (
            "You have the right to receive a list.",
            "You have the right to receive a list of the third parties.",
            "recipient-added",
            False,
        ),
        (
            "Chats are deleted after 30 days.",
            "Chats are deleted after 30 days. Where you chose an agent, chats are deleted after 90 days.",
            "number-worse",
            True,
        ),
        (
            "Chats are deleted after 30 days.",
            "Chats are deleted after 30 days. Where you chose an agent, chats are deleted after 9 days.",
            "number-worse",
            False,
        ),
        (
            "The hall opens after 30 days.",
            "The hall opens after 30 days. Where you chose an agent, chats are deleted after 90 days.",
            "number-worse",
            False,
        ),
        ("", "| Serbia | Partners Ltd | Resavska 23, 11000 Belgrade |", "added-power", False),
        ("", "| Partners Ltd | your letters and names |", "added-power", True),
    ],
)
def test_what_comes_with_its_own_bound_bounds_nothing_else(
    before: str, after: str, rule: str, *, seen: bool
) -> None:
    assert (rule in adverse(before, after)) is seen
