"""Check the signatures of releases where the repository asks for them; git itself verifies them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.adapters.catalog import record_place
from notifier.core.said import say
from notifier.errors import Tampered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.adapters.catalog import Catalog
    from notifier.core.release import Record

SIGNERS = "policy/allowed_signers"
"""Who may sign, as ssh's allowed signers; while it is kept here, a stranger with a clone can verify."""


def signatures(catalog: Catalog, record: Record) -> Iterator[Tampered]:
    """Name a release whose tag or commit is not signed although it has to be, or not by whom it may be.

    The file of allowed signers asks for signed tags, and git's own settings for tags (`tag.gpgSign`) and commits
    (`commit.gpgSign`); releases made before that file was added are left alone.
    """
    git = catalog.repository
    place = record_place(record.policy, record.version)
    name = f"{record.policy}/{record.version}"
    tag = git.tag(name)
    commit = tag.target if tag else git.since(catalog.inside(place))
    file = catalog.root / SIGNERS
    added = git.since(catalog.inside(SIGNERS))
    if added and commit and not git.follows(commit, added):
        return
    if added and not file.exists():
        yield Tampered(say("removed, so nobody can verify who signed"), source=SIGNERS)
        return
    known = file if file.exists() else None
    if added or git.requires("tag"):
        if tag is None:
            yield Tampered(
                say("no tag {name}, so no signature", name=name),
                source=place,
                remedy=say("run git fetch --tags"),
            )
        else:
            yield from _told(git.signed("tag", name, signers=known), f"tag {name}")
    if commit and git.requires("commit"):
        yield from _told(git.signed("commit", commit, signers=known), f"commit {commit[:12]} of {name}")


def _told(good: bool | None, source: str) -> Iterator[Tampered]:  # noqa: FBT001 - git's answer, with nothing for none
    match good:
        case None:
            yield Tampered(say("not signed, and signatures are asked for here"), source=source)
        case False:
            yield Tampered(
                say("its signature does not verify"),
                source=source,
                remedy=say("run git verify-{names}", names=" ".join(source.split()[:2])),
            )
        case True:
            pass
