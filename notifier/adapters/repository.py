"""The git repository that holds the policies: texts by blob id, commits and tags that are made whole or not at all."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from git import GitCommandError, InvalidGitRepositoryError, NoSuchPathError, Repo

from notifier.adapters import worktree
from notifier.core.chronicle import Revision
from notifier.core.said import say
from notifier.errors import HistoryMissing, ReleaseRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

_NOTHING = "0" * 40
_ADDRESSED = re.compile(r"[^<>\n]*<[^<>\s]+>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """An annotated tag: where it points and what it says."""

    name: str
    target: str
    message: str
    signed: bool = False

    @property
    def trailers(self) -> dict[str, tuple[str, ...]]:
        """Give the `Name: value` lines of the last paragraph; a name may stand several times."""
        found: dict[str, tuple[str, ...]] = {}
        for line in self.message.split("-----BEGIN")[0].strip().rpartition("\n\n")[2].split("\n"):
            name, colon, value = line.partition(": ")
            if colon:
                found[name] = (*found.get(name, ()), value)
        return found


class Repository:
    """One git repository; it reads and writes, and decides nothing."""

    def __init__(self, root: Path) -> None:
        try:
            self._repo = Repo(root, search_parent_directories=True)
        except (InvalidGitRepositoryError, NoSuchPathError) as error:
            raise HistoryMissing(
                say("no git repository here"), source=str(root), remedy=say("run git init, then policy init")
            ) from error
        if self._repo.working_tree_dir is None:
            raise HistoryMissing(say("this repository has no files, only history"), source=str(root))
        self.root = Path(self._repo.working_tree_dir)
        self.recover()

    # What is there

    @property
    def head(self) -> str:
        """Give the commit that is checked out; empty in a repository without commits."""
        with suppress(ValueError):
            return self._repo.head.commit.hexsha
        return ""

    @property
    def branch(self) -> str:
        """Give the branch that is checked out; empty when there is none."""
        return "" if self._repo.head.is_detached else self._repo.active_branch.name

    @property
    def committed_at(self) -> datetime | None:
        """Give the moment of the last commit; nothing in a repository without commits."""
        return self._repo.head.commit.committed_datetime if self.head else None

    @property
    def shallow(self) -> bool:
        """Say whether the clone was cut off, so that old texts may be missing."""
        return (Path(self._repo.common_dir) / "shallow").exists()

    @cached_property
    def person(self) -> str:
        """Give who works here, as git knows them: `Ada Martin <ada@example.org>`."""
        with suppress(GitCommandError):
            return str(self._repo.git.var("GIT_AUTHOR_IDENT")).rpartition(">")[0] + ">"
        raise ReleaseRefused(
            say("git does not know who you are"),
            remedy=say('run git config user.name "Your Name" and git config user.email you@example.org'),
        )

    def called(self, people: Iterable[str]) -> dict[str, str]:
        """Give each person as the `.mailmap` of the repository calls them; who has no address there is not looked up."""
        known = [person for person in people if _ADDRESSED.fullmatch(person)]
        found = str(self._repo.git.check_mailmap("--", *known)) if known else ""
        return dict(zip(known, found.splitlines(), strict=True))

    def blob(self, name: str, *, place: str = "") -> bytes:
        """Read a text by git's id; one `cat-file` process serves all of them."""
        with suppress(ValueError, OSError):
            return bytes(self._repo.git.get_object_data(name)[3])
        remedy = say("run git fetch --unshallow") if self.shallow else say("fetch the history that holds it")
        raise HistoryMissing(
            say("git does not hold the text {name}", name=name[:12]), source=place, remedy=remedy
        )

    def at_head(self, path: str) -> bytes | None:
        """Read a file as it stands in the commit that is checked out."""
        return self.at(self.head, path) if self.head else None

    def at(self, commit: str, path: str) -> bytes | None:
        """Read a file as it stands in a commit; nothing when it is not there."""
        found = str(self._repo.git.ls_tree("-z", "--full-tree", commit, "--", path))
        return self.blob(found.split()[2]) if found else None

    def tag(self, name: str) -> Tag | None:
        """Read an annotated tag; nothing when there is none of this name."""
        try:
            found = self._repo.tag(name).tag
        except ValueError:
            return None
        if found is None:
            return None
        message = str(found.message)
        return Tag(
            name=name,
            target=found.object.hexsha,
            message=message,
            signed="-----BEGIN" in message,
        )

    def requires(self, kind: str) -> bool:
        """Say whether git is told here to sign every tag, or every commit."""
        return self._wants(f"{kind}.gpgSign")

    def signed(self, kind: str, name: str, *, signers: Path | None = None) -> bool | None:
        """Let git verify the signature of a tag or commit; nothing when it bears none.

        `signers` is a file of allowed ssh signers; without one, git uses its own settings.
        """
        held = str(self._repo.git.cat_file(kind, name))
        if "-----BEGIN" not in held:
            return None
        known = ["-c", f"gpg.ssh.allowedSignersFile={signers}"] if signers else []
        try:
            self._repo.git.execute(["git", *known, f"verify-{kind}", name])
        except GitCommandError:
            return False
        return True

    def since(self, path: str) -> str:
        """Give the commit that first added a file; empty when it was never committed."""
        told = str(self._repo.git.log("--diff-filter=A", "--format=%H", "--", path)) if self.head else ""
        return told.rpartition("\n")[2]

    def follows(self, commit: str, earlier: str) -> bool:
        """Say whether a commit was made on top of another one."""
        try:
            self._repo.git.merge_base("--is-ancestor", earlier, commit)
        except GitCommandError:
            return False
        return True

    def authors(self, path: str) -> dict[int, tuple[str, ...]]:
        """Tell who committed each line of a file as it stands, co-authors too; lines not committed are left out."""
        if self.at_head(path) is None:
            return {}
        told = str(self._repo.git.blame("--porcelain", "--", path))
        lines = {
            int(found.group(2)): found.group(1)
            for found in re.finditer(r"^([0-9a-f]{40}) \d+ (\d+)", told, re.MULTILINE)
        }
        people = {commit: self._people(commit) for commit in set(lines.values()) if commit != _NOTHING}
        return {line: people[commit] for line, commit in lines.items() if commit in people}

    def _people(self, commit: str) -> tuple[str, ...]:
        form = "--format=%an <%ae>%n%(trailers:key=Co-authored-by,valueonly)"
        told = str(self._repo.git.show("--no-patch", form, commit))
        return tuple(line.strip() for line in told.split("\n") if line.strip())

    def steps(self, path: str, *, after: str) -> list[tuple[tuple[str, ...], bytes | None, bytes | None]]:
        """Give each later commit that changed a file: its people, co-authors too, and the file before and after it."""
        told = str(self._repo.git.log("--format=%H %P", f"{after}..HEAD", "--", path))
        found = []
        for commit, *parents in (line.split() for line in told.split("\n") if line):
            before = self.at(parents[0], path) if parents else None
            found.append((self._people(commit), before, self.at(commit, path)))
        return found

    def touched(self, folder: str) -> dict[str, tuple[str, ...]]:
        """Tell for each file below a folder which commits changed it, newest first."""
        if not self.head:
            return {}
        found: dict[str, list[str]] = {}
        commit = ""
        told = str(self._repo.git.log("--format=%x00%H", "--name-only", "-m", "--first-parent", "--", folder))
        for line in told.split("\n"):
            if line.startswith("\0"):
                commit = line[1:]
            elif line:
                found.setdefault(line, []).append(commit)
        return {path: tuple(commits) for path, commits in found.items()}

    def titles(self, base: str, paths: Iterable[str]) -> list[tuple[str, str]]:
        """Give the commits after `base` that changed these files, each with its title."""
        try:
            told = str(self._repo.git.log("--format=%h%x00%s", f"{base}..HEAD", "--", *paths))
        except GitCommandError as error:
            raise HistoryMissing(
                say("git does not know '{base}'", base=base),
                remedy=say("run git fetch origin {base}, or give another --base", base=base),
            ) from error
        pairs = (line.split("\0") for line in told.split("\n") if line)
        return [(name, title) for name, title in pairs]

    def followed(self, path: str) -> list[Revision]:
        """Give every commit that changed a file, through its renames, oldest first."""
        form = "--format=%x00%H%x1f%as%x1f%an <%ae>%x1f%s"
        told = str(self._repo.git.log("--follow", "--name-status", "-z", form, "--", path))
        found = []
        for entry in told.split("\0\0") if told else ():
            head, *names = entry.strip("\0\n").split("\0")
            commit, on, author, title = head.split("\x1f")
            status = names[0].strip() if names else "D"
            text = None if status.startswith("D") else self._decoded(self.at(commit, names[-1]))
            found.append(
                Revision(commit=commit, on=date.fromisoformat(on), title=title, author=author, text=text)
            )
        return found[::-1]

    @staticmethod
    def _decoded(content: bytes | None) -> str | None:
        return None if content is None else content.decode("utf-8", "replace").replace("\r\n", "\n")

    # What is added

    def keep(self, content: bytes) -> str:
        """Store a text in git and give its id."""
        import tempfile

        with tempfile.NamedTemporaryFile(dir=self._repo.git_dir, prefix="policy-") as file:
            file.write(content)
            file.flush()
            return str(self._repo.git.hash_object("-w", "--no-filters", file.name))

    def commit(
        self, files: Mapping[str, bytes | None], *, message: str, tag: str = "", tag_message: str = ""
    ) -> str:
        """Commit files (nothing means: remove) and tag the commit, all at once or not at all.

        Branch and tag move in one transaction of git; then the folder follows. When we are stopped in between,
        the next opening of the repository lets the folder follow.
        """
        if not self.branch:
            raise ReleaseRefused(
                say("no branch is checked out"), remedy=say("run git switch main, then try again")
            )
        commit = self._commit(files, message)
        moves = [f"update HEAD {commit} {self.head or _NOTHING}"]
        if tag:
            moves.append(f"create refs/tags/{tag} {self._tag(commit, tag, tag_message)}")
        worktree.write(self._journal, "\n".join([commit, *files]).encode())
        try:
            self._feed("\n".join(["start", *moves, "commit", ""]), "update-ref", "--stdin")
        except GitCommandError as error:
            self._journal.unlink(missing_ok=True)
            raise ReleaseRefused(
                say("git could not move the branch and the tag together"),
                remedy=say("look at git status, try again"),
            ) from error
        self._follow(commit, list(files))
        return commit

    @property
    def _journal(self) -> Path:
        return Path(self._repo.git_dir) / worktree.JOURNAL

    def recover(self) -> None:
        """Let the folder follow a commit that was made, or forget one that was not."""
        if not self._journal.exists():
            return
        commit, *paths = self._journal.read_text("utf-8").split("\n")
        if commit == self.head:
            self._follow(commit, paths)
        self._journal.unlink(missing_ok=True)

    def _follow(self, commit: str, paths: list[str]) -> None:
        for path in paths:
            content = self.at(commit, path)
            worktree.write(self.root / path, content)
            flag = "--force-remove" if content is None else "--add"
            self._repo.git.update_index(flag, "--", path)
        self._journal.unlink(missing_ok=True)

    def _commit(self, files: Mapping[str, bytes | None], message: str) -> str:
        import tempfile

        with tempfile.TemporaryDirectory(dir=self._repo.git_dir, prefix="policy-") as folder:
            index = {"GIT_INDEX_FILE": os.path.join(folder, "index")}  # noqa: PTH118
            if self.head:
                self._repo.git.read_tree("HEAD", env=index)
            for path, content in files.items():
                if content is None:
                    self._repo.git.update_index("--force-remove", "--", path, env=index)
                else:
                    entry = f"100644,{self.keep(content)},{path}"
                    self._repo.git.update_index("--add", "--cacheinfo", entry, env=index)
            tree = str(self._repo.git.write_tree(env=index))
        parent = ["-p", self.head] if self.head else []
        signed = ["-S"] if self._wants("commit.gpgSign") else []
        return self._feed(message, "commit-tree", tree, *parent, *signed)

    def _tag(self, commit: str, name: str, message: str) -> str:
        """Make the tag's object; signed with git's own means when git is told to."""
        if self._wants("tag.gpgSign"):
            self._feed(message, "tag", "--sign", "--file=-", name, commit)
            made = str(self._repo.git.rev_parse(f"refs/tags/{name}"))
            self._repo.git.update_ref("-d", f"refs/tags/{name}", made)
            return made
        tagger = str(self._repo.git.var("GIT_COMMITTER_IDENT"))
        text = f"object {commit}\ntype commit\ntag {name}\ntagger {tagger}\n\n{message.rstrip()}\n"
        return self._feed(text, "mktag")

    def _wants(self, setting: str) -> bool:
        return str(self._repo.git.config("--get", "--type=bool", "--default=false", setting)) == "true"

    def _feed(self, told: str, command: str, *arguments: str) -> str:
        """Run a git command with words on its standard input."""
        import tempfile

        with tempfile.TemporaryFile() as stream:
            stream.write(told.encode())
            stream.seek(0)
            return str(self._repo.git.execute(["git", command, *arguments], istream=stream))
