"""Every attack and breakdown that answers must survive has a test of its own, which is there under its name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]

ATTACKS = {
    "looking, a hundred times and however, writes nothing": [
        "test_rock_7034_and_usesend_412_looking_a_hundred_times_records_nothing",
        "test_looking_at_an_invitation_says_nothing",
    ],
    "a scanner that runs scripts records nothing": [
        "test_a_scanner_that_runs_scripts_and_looks_around_records_nothing"
    ],
    "no nonce, an old one, another's": [
        "test_dfe_1760_an_answer_to_a_page_that_was_never_shown_is_refused",
        "test_a_page_that_was_open_too_long_is_shown_anew",
        "test_a_persons_own_link_opens_the_page_and_what_is_shown_there_counts_there_only",
    ],
    "the hash of an earlier text": ["test_synapse_4004_a_newer_release_in_between_is_shown_instead"],
    "one flipped bit at every place of a token": [
        "test_every_flipped_bit_of_a_link_is_a_bad_link",
        "test_every_flipped_bit_of_a_persons_own_link_opens_nothing",
        "test_no_bit_of_a_token_may_be_another",
    ],
    "a token of one purpose on another door": ["test_a_token_of_one_purpose_opens_no_other_door"],
    "one answer posted fifty times at once": [
        "test_fifty_posts_of_one_answer_at_once_are_one_event",
        "test_pressing_twice_records_once",
    ],
    "a token in a log": ["test_a_link_is_in_no_log_and_not_in_the_store"],
    "a sender killed at any point": [
        "test_listmonk_2070_killed_at_any_point_nobody_is_lost_and_nobody_is_told_twice"
    ],
    "the reply of a provider lost": [
        "test_connect_1595_an_answer_that_got_lost_is_unknown_and_only_evidence_moves_it"
    ],
    "an absurd wish to wait": ["test_a_provider_that_asks_for_rest_gets_it_and_an_absurd_wish_is_bounded"],
    "a bad address, a shared one": [
        "test_one_bad_address_is_isolated_and_everybody_else_is_told",
        "test_people_who_share_an_address_stand_in_different_chunks",
    ],
    "forged, old, broken, huge, repeated events": [
        "test_what_is_not_signed_is_not_kept",
        "test_what_is_old_or_from_the_future_is_not_kept",
        "test_without_a_key_every_event_is_refused",
        "test_a_body_that_no_provider_sends_is_not_read_to_its_end",
        "test_what_is_no_list_of_events_changes_nothing",
        "test_events_move_deliveries_up_and_never_down",
        "test_the_same_event_twice_is_kept_once",
    ],
    "an erased person who is imported again": ["test_who_was_erased_stays_so"],
    "rows of the ledger edited, deleted, inserted, swapped; a seal edited": [
        "test_what_an_insider_did_is_named",
        "test_the_database_refuses_to_change_what_is_written",
    ],
    "markup and line ends in names, texts and subjects": [
        "test_no_text_of_a_policy_becomes_markup",
        "test_a_subject_of_two_lines_is_refused",
    ],
    "a mail that does not fit": [
        "test_what_does_not_fit_ends_in_a_link_and_a_reduction_is_never_cut",
        "test_reductions_that_do_not_fit_fail_the_campaign",
    ],
    "two planners at once": ["test_two_planners_at_once_plan_everybody_once"],
    "a store that is full, read-only, locked, gone": [
        "test_a_full_disk_never_says_that_it_wrote",
        "test_a_store_that_may_only_be_read_never_says_that_it_wrote",
        "test_a_store_that_is_locked_by_another_never_says_that_it_wrote",
        "test_a_lock_that_another_holds_for_long",
        "test_a_full_disk",
        "test_when_all_connections_are_taken",
    ],
    "a clock that jumps, the edges of a day, a sentence left in English": [
        "test_a_clock_that_goes_back_does_not_turn_answers_around",
        "test_a_release_binds_from_the_first_instant_of_its_day_and_not_before",
        "test_no_sentence_is_missing_or_doubtful",
    ],
}


@pytest.fixture(scope="module")
def names() -> set[str]:
    told = "".join(file.read_text("utf-8") for file in TESTS.rglob("test_*.py"))
    return set(re.findall(r"^def (test_\w+)\(", told, re.MULTILINE))


@pytest.mark.parametrize("attack", ATTACKS)
def test_every_attack_has_a_test_under_its_name(attack: str, names: set[str]) -> None:
    assert set(ATTACKS[attack]) <= names, set(ATTACKS[attack]) - names


def test_there_are_twenty_of_them() -> None:
    assert len(ATTACKS) == 20
