from __future__ import annotations

import json
from datetime import date

import pytest
from command import policy
from repositories import SHORTER, V1, PolicyRepo, edited

TODAY = ("--today", "2026-01-05")


@pytest.fixture
def two(repo: PolicyRepo) -> PolicyRepo:
    """A policy of 2015, changed in 2016."""
    repo.release("1.0.0", published=date(2015, 10, 1))
    repo.release("1.1.0", edited(V1, *SHORTER), published=date(2016, 6, 1))
    return repo


def test_the_text_of_a_day_is_the_text_that_was_in_force_then(two: PolicyRepo) -> None:
    assert policy(two.path, "show", "privacy", "--on", "2016-03-01").out.endswith("express consent.\n")
    assert "thirty days" in policy(two.path, "show", "privacy", "--on", "2016-05-31").out
    assert "ten days" in policy(two.path, "show", "privacy", "--on", "2016-06-01").out
    assert "trente jours" in policy(two.path, "show", "privacy", "1.0.0", "--lang", "fr").out


def test_before_the_first_release_nothing_was_in_force(two: PolicyRepo) -> None:
    ran = policy(two.path, "show", "privacy", "--on", "2015-09-30")
    assert (ran.code, ran.err) == (
        1,
        "policy: nothing of 'privacy' was in force on 2015-09-30; run policy log privacy\n",
    )


def test_the_log_tells_every_release_newest_first(two: PolicyRepo) -> None:
    ran = policy(two.path, "log", "--on", "2026-01-05")
    assert ran.out == (
        "1.1.0  effective 2016-06-01  in force  people should know\n    What 1.1.0 changes.\n"
        "1.0.0  effective 2015-10-01  superseded  the first release\n    What 1.0.0 changes.\n"
    )
    told = json.loads(policy(two.path, "log", "privacy", "--format", "json").out)
    assert [(one["version"], one["stand"]) for one in told] == [
        ("1.1.0", "in force"),
        ("1.0.0", "superseded"),
    ]


def test_a_change_goes_from_edit_to_release_by_commands_alone(two: PolicyRepo) -> None:
    two.edit(
        edited(two.texts, ("Photos are", "All photos are"), ("Les photos sont", "Toutes les photos sont"))
    )
    drafted = policy(
        two.path, "draft", "--summary", "en=All photos.", "--summary", "fr=Toutes les photos.", *TODAY
    )
    assert drafted.out == (
        "policy/releases/privacy/next.toml: published 2026-01-05, effective 2026-01-19\n"
        "  retention-2: undecided, assessed “people should know”\n"
        "next: policy review privacy\n"
    )
    refused = policy(two.path, "release", "privacy", *TODAY)
    assert refused.code == 1
    assert refused.err.startswith(
        "policy: policy/privacy.md:9: 'retention-2' changed (people should know) and nobody has ruled on it; run policy review"
    )
    assert policy(two.path, "review", "privacy", "retention-2", "--level", "material", *TODAY).out == (
        "retention-2: people should know, ruled by Ada Martin <ada@example.org>\n"
    )
    before = two.git("rev-parse", "HEAD")
    assert policy(two.path, "release", "privacy", "--dry-run", *TODAY).out.startswith(
        "would release privacy 1.2.0"
    )
    assert two.git("rev-parse", "HEAD") == before
    assert policy(two.path, "release", "privacy", *TODAY).out.startswith(
        "released privacy 1.2.0 (people should know), published 2026-01-05, effective 2026-01-19\n"
    )
    told = policy(two.path, "status", "--on", "2026-01-06").out
    assert told == (
        "privacy\n  in force   1.1.0 since 2016-06-01\n  announced  1.2.0 for 2026-01-19 (people should know)\n"
    )


def test_openai_an_announced_release_is_withdrawn_before_its_day_and_never_edited(two: PolicyRepo) -> None:
    two.release(
        "1.2.0",
        edited(two.texts, ("one year", "six months"), ("un an", "six mois")),
        historic=False,
        effective=date(2026, 2, 1),
    )
    record = two.read("policy/releases/privacy/1.2.0.toml")
    gone = policy(two.path, "withdraw", "privacy", "1.2.0", "--reason", "People said no.", *TODAY)
    assert gone.out == "withdrew privacy 1.2.0: People said no.\n"
    assert two.read("policy/releases/privacy/1.2.0.toml") == record
    assert "1.2.0  effective 2026-02-01  withdrawn  people should know" in policy(two.path, "log").out
    assert policy(two.path, "verify").code == 0
    again = policy(two.path, "withdraw", "privacy", "1.2.0", "--reason", "Again.", *TODAY)
    assert (again.code, again.err) == (1, "policy: privacy 1.2.0 was withdrawn on 2026-01-05\n")


def test_what_is_in_force_cannot_be_withdrawn(two: PolicyRepo) -> None:
    ran = policy(two.path, "withdraw", "privacy", "1.1.0", "--reason", "Oops.", *TODAY)
    assert "is in force since 2016-06-01; release the words you want instead" in ran.err


def test_what_is_released_while_another_is_announced_is_refused(two: PolicyRepo) -> None:
    two.release(
        "1.2.0",
        edited(two.texts, ("one year", "six months"), ("un an", "six mois")),
        historic=False,
        effective=date(2026, 2, 1),
    )
    two.edit(edited(two.texts, ("six months", "five months"), ("six mois", "cinq mois")))
    policy(two.path, "draft", *TODAY)
    ran = policy(two.path, "release", *TODAY)
    assert (
        "1.2.0 is announced for 2026-02-01 and comes first; wait for its day, or run policy withdraw"
        in ran.err
    )


def test_everything_as_published_verifies(two: PolicyRepo) -> None:
    assert policy(two.path, "verify").out == "verified: 2 records, 4 texts, 2 tags; all as published\n"


def test_a_record_edited_after_release_is_named(two: PolicyRepo) -> None:
    place = "policy/releases/privacy/1.0.0.toml"
    two.write(place, two.read(place).replace("2015-10-01", "2015-10-02"))
    ran = policy(two.path, "verify")
    assert ran.code == 1
    assert f"policy: {place}: not what is committed" in ran.err
    assert f"policy: {place}: not the record that 1.1.0 follows" in ran.err
    two.commit("Mend a date")
    assert f"policy: {place}: edited after the release, in commit" in policy(two.path, "verify").err


def test_the_last_record_is_as_safe_as_those_that_others_follow(two: PolicyRepo) -> None:
    place = "policy/releases/privacy/1.1.0.toml"
    two.write(place, two.read(place).replace('level = "material"', 'level = "editorial"'))
    two.commit("Housekeeping")
    told = policy(two.path, "verify").err
    assert f"{place}: edited after the release" in told
    assert f"tag privacy/1.1.0: points at another record than {place}" in told


def test_a_tag_that_was_moved_is_named(two: PolicyRepo) -> None:
    two.git("tag", "-f", "-a", "privacy/1.0.0", "-m", "moved", "HEAD~1")
    assert policy(two.path, "verify").code == 0
    two.git("tag", "-f", "-a", "privacy/1.1.0", "-m", "moved", "HEAD~1")
    assert "tag privacy/1.1.0: points at another record" in policy(two.path, "verify").err


def test_a_text_whose_blob_is_gone_is_named(two: PolicyRepo) -> None:
    blob = two.git("rev-parse", "privacy/1.0.0:policy/privacy.md")
    path = two.path / ".git" / "objects" / blob[:2] / blob[2:]
    path.chmod(0o644)
    path.unlink()
    ran = policy(two.path, "verify")
    assert f"policy: policy/releases/privacy/1.0.0.toml: git does not hold the text {blob[:12]}" in ran.err


def test_a_record_that_names_another_text_is_named(two: PolicyRepo) -> None:
    place = "policy/releases/privacy/1.1.0.toml"
    old = two.git("rev-parse", "privacy/1.0.0:policy/privacy.md")
    new = two.git("rev-parse", "privacy/1.1.0:policy/privacy.md")
    two.write(place, two.read(place).replace(new, old))
    assert f"{place}: the text in English is not the one released" in policy(two.path, "verify").err


def test_a_shallow_clone_is_told_how_to_get_the_old_texts(two: PolicyRepo) -> None:
    two.edit(edited(two.texts, ("ten days", "nine days"), ("dix jours", "neuf jours")))
    two.commit()
    shallow = two.path.parent / "shallow"
    two.git("clone", "--quiet", "--depth=1", two.path.as_uri(), str(shallow))
    ran = policy(shallow, "check")
    assert ran.code in {1, 2}
    ran = policy(shallow, "draft", *TODAY)
    assert ran.code == 1
    assert "run git fetch --unshallow" in ran.err
