from __future__ import annotations

import subprocess
from datetime import date
from typing import TYPE_CHECKING

import pytest
from command import policy
from repositories import LONGER, SHORTER, V1, PolicyRepo, edited

if TYPE_CHECKING:
    from pathlib import Path

SIGNERS = "policy/allowed_signers"
SAID = (
    *("--summary", "en=Kept for longer.", "--summary", "fr=Gardé plus longtemps."),
    *("--published", "2026-01-05", "--effective", "2026-03-01"),
)
GOOD = "verified: 2 records, 4 texts, 2 tags; all as published\n"


def _key(folder: Path, name: str) -> Path:
    """A fresh ssh key without a passphrase."""
    path = folder / name
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(path)], check=True)
    return path


@pytest.fixture
def signing(repo: PolicyRepo, tmp_path: Path) -> PolicyRepo:
    """A repository with an unsigned release, where Ada may sign from now on and has her key at hand."""
    repo.release("1.0.0", published=date(2015, 10, 1))
    key = _key(tmp_path, "ada")
    repo.write(SIGNERS, f"ada@example.org {key.with_suffix('.pub').read_text('utf-8')}")
    repo.commit("Say who may sign")
    repo.git("config", "gpg.format", "ssh")
    repo.git("config", "user.signingKey", str(key))
    return repo


def _second(repo: PolicyRepo) -> None:
    repo.release("1.1.0", edited(V1, *SHORTER), published=date(2016, 3, 1))


def test_a_stranger_verifies_signed_releases_with_the_signers_that_the_repository_keeps(
    signing: PolicyRepo, tmp_path: Path
) -> None:
    signing.git("config", "tag.gpgSign", "true")
    _second(signing)
    signing.git("clone", "--quiet", str(signing.path), str(tmp_path / "stranger"))
    ran = policy(tmp_path / "stranger", "verify")
    assert (ran.code, ran.out) == (0, GOOD)


def test_an_unsigned_release_is_named_where_signatures_are_asked_for(signing: PolicyRepo) -> None:
    _second(signing)
    ran = policy(signing.path, "verify")
    assert (ran.code, ran.err) == (
        1,
        "policy: tag privacy/1.1.0: not signed, and signatures are asked for here\n",
    )


def test_a_release_that_a_stranger_signed_is_named(signing: PolicyRepo, tmp_path: Path) -> None:
    signing.git("config", "tag.gpgSign", "true")
    signing.git("config", "user.signingKey", str(_key(tmp_path, "mallory")))
    _second(signing)
    assert policy(signing.path, "verify").err == (
        "policy: tag privacy/1.1.0: its signature does not verify; run git verify-tag privacy/1.1.0\n"
    )


def test_a_signed_tag_that_is_left_out_is_missed(signing: PolicyRepo) -> None:
    signing.git("config", "tag.gpgSign", "true")
    _second(signing)
    signing.git("tag", "--delete", "privacy/1.1.0")
    assert policy(signing.path, "verify").err == (
        "policy: policy/releases/privacy/1.1.0.toml: no tag privacy/1.1.0, so no signature; run git fetch --tags\n"
    )


def test_taking_the_signers_away_does_not_end_the_check(signing: PolicyRepo) -> None:
    signing.git("config", "tag.gpgSign", "true")
    _second(signing)
    signing.git("rm", "--quiet", SIGNERS)
    signing.commit("Tidy")
    assert policy(signing.path, "verify").err == (
        "policy: policy/allowed_signers: removed, so nobody can verify who signed\n"
    )


def test_commits_are_verified_where_git_signs_commits(signing: PolicyRepo) -> None:
    signing.git("config", "tag.gpgSign", "true")
    signing.git("config", "commit.gpgSign", "true")
    _second(signing)
    assert policy(signing.path, "verify").out == GOOD


def test_git_settings_alone_ask_for_every_release(repo: PolicyRepo) -> None:
    repo.release("1.0.0", published=date(2015, 10, 1))
    repo.git("config", "tag.gpgSign", "true")
    repo.git("config", "commit.gpgSign", "true")
    commit = repo.git("rev-parse", "privacy/1.0.0^{commit}")[:12]
    assert policy(repo.path, "verify").err == (
        "policy: tag privacy/1.0.0: not signed, and signatures are asked for here\n"
        f"policy: commit {commit} of privacy/1.0.0: not signed, and signatures are asked for here\n"
    )


def test_without_signers_and_settings_no_signature_is_asked_for(repo: PolicyRepo) -> None:
    repo.release("1.0.0", published=date(2015, 10, 1))
    _second(repo)
    assert policy(repo.path, "verify").out == GOOD


def test_a_release_made_by_hand_does_not_lend_a_name_to_a_ruling_that_nobody_committed(
    repo: PolicyRepo,
) -> None:
    repo.release("1.0.0", published=date(2015, 10, 1))
    repo.edit(edited(V1, *LONGER))
    ben, day = "Ben Okoye <ben@example.org>", ("--today", "2026-01-05")
    policy(repo.path, "review", "privacy", "--agree", "--by", ben, *day)
    ran = policy(repo.path, "release", "privacy", *SAID, *day)
    assert ran.code == 1
    assert (
        f"'by' names {ben}, the line is in no commit of theirs, and Ada Martin <ada@example.org> releases; "
        "let them commit it themselves, or add Co-authored-by to the commit"
    ) in ran.err
    assert repo.git("tag", "--list", "privacy/2.0.0") == ""
    repo.commit(f"Rule\n\nCo-authored-by: {ben}")
    assert policy(repo.path, "release", "privacy", *SAID, *day).code == 0


def test_who_releases_may_rule_without_a_commit_of_the_draft(repo: PolicyRepo) -> None:
    repo.release("1.0.0", published=date(2015, 10, 1))
    repo.edit(edited(V1, *LONGER))
    policy(repo.path, "review", "privacy", "--agree", "--today", "2026-01-05")
    assert policy(repo.path, "release", "privacy", *SAID, "--today", "2026-01-05").code == 0
