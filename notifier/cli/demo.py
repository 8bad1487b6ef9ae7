"""`policy demo`: see one change travel the whole line, in a minute, on a scratch copy."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from notifier.cli.clock import today
from notifier.cli.speech import tell, told
from notifier.core.release import in_force
from notifier.core.said import counted, say
from notifier.errors import SettingsRefused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

SECOND = "Bruno Keller"


@click.command("demo")
@click.option(
    "--keep",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Where to play it; otherwise a temporary folder.",
)
@click.option(
    "--serve", is_flag=True, help="Then show the site, the mails and the decision pages, until Ctrl-C."
)
def command(keep: Path | None, *, serve: bool) -> None:
    """See one change travel the whole line, on a scratch copy: nothing of yours is touched, no mail leaves."""
    from notifier.adapters import scratch

    began = time.monotonic()
    folder = scratch.prepare(keep)
    home = f"http://127.0.0.1:{scratch.port()}/"
    site = f"{home}site/" if serve else f"{folder.as_uri()}/site/"
    story = Story(folder, scratch.copy(folder, decision_url=home, site_url=site), home)
    story.begin()
    for step in (
        story.change,
        story.rule,
        story.release,
        story.publish,
        story.warn,
        story.decide,
        story.remind,
        story.bind,
    ):
        step()
    story.end(time.monotonic() - began)
    if serve:
        story.stay()


class Story:
    """One telling of the story: runs the same commands that people run, and shows each before what it says."""

    def __init__(self, folder: Path, root: Path, decision_url: str) -> None:
        self.folder, self.root, self.decision_url = folder, root, decision_url
        self.site = folder / "site"
        self.day = today()
        self.effective: date = self.day + timedelta(days=30)
        # What a person has in the environment for a deployment of theirs stays out of the story.
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("NOTIFIER_", "GIT_"))
        }
        self.environment = kept | {
            "NOTIFIER_FOLDER": str(folder / "deployment"),
            "NOTIFIER_OPERATOR": "Ada Laurent",
        }
        self.number = 0

    def begin(self) -> None:
        """Where there is no history, as in an installed package, the policy is brought in as it is."""
        if not (self.root / "policy" / "releases").exists():
            self.tell(say("A policy that people live by already is brought in, with its days."))
            days = ("--published", "2015-10-01", "--effective", "2015-10-01")
            summaries = ("--summary", "en=The first version.", "--summary", "fr=La première version.")
            self.run("release", "privacy", "--historic", *days, *summaries)

    def change(self) -> None:
        """A lawyer edits the policy in both languages, and asks what that does to people."""
        from notifier.flows.demo import edit

        self.tell(
            say("A lawyer edits the policy, in English and in French: one right is narrowed, one is given.")
        )
        edit(self.root)
        self.run("check", "privacy", refused=True)

    def rule(self) -> None:
        """A person rules on what the rules found."""
        from notifier.flows.demo import SUMMARIES

        self.tell(
            say(
                "The check refuses: nobody has ruled on the changes. "
                "So she drafts the release, and rules as the rules assess."
            )
        )
        summaries = [part for name, said in SUMMARIES.items() for part in ("--summary", f"{name}={said}")]
        self.run("draft", "privacy", "--effective", self.effective.isoformat(), *summaries)
        self.run("review", "privacy", "--agree")

    def release(self) -> None:
        """The release is announced for its day."""
        self.tell(say("Now it can be released: announced today, in force in thirty days."))
        self.run("release", "privacy")
        self.run("log", "privacy")

    def publish(self) -> None:
        """The site is built."""
        self.tell(
            say("The public site, in both languages: what is in force, what is announced, every redline.")
        )
        self.run("site", "build", "--out", "../site")

    def warn(self) -> None:
        """Everybody concerned gets a warning."""
        from notifier.adapters.catalog import Catalog
        from notifier.flows.demo import PEOPLE, people

        began = in_force(Catalog(self.root).history("privacy"), self.day)
        assert began is not None  # noqa: S101 - the project's own policy is in force
        self.tell(
            say(
                "{count} people are warned by mail, each in their language, with what changes marked.",
                count=len(PEOPLE),
            )
        )
        people(self.folder / "people.csv", baseline=str(began.version))
        self.run("subjects", "import", "../people.csv")
        self.run("notify", "plan", "privacy")
        self.run("notify", "preview", "--to", "../preview")
        self.run("notify", "approve", "--as", SECOND)
        self.run("notify", "send")

    def decide(self) -> None:
        """Two people answer on the page that their mail leads to."""
        from notifier.adapters.visitor import answer, mails
        from notifier.flows.demo import SAID_NO, SAID_YES, address

        self.tell(
            say(
                "{yes} accepts, {no} declines, on the page their mail leads to. The others say nothing.",
                yes=SAID_YES,
                no=SAID_NO,
            )
        )
        outbox = self.folder / "deployment" / "outbox"
        links = {mail.to: mail.link for mail in mails(outbox, decision_url=self.decision_url)}
        with self.serving():
            answer(links[address(SAID_YES)], "accept")
            tell(say("{name} opened the link, read the change, and accepted", name=SAID_YES), before="    ")
            answer(links[address(SAID_NO)], "keep")
            tell(
                say("{name} opened the link, read the change, and keeps the terms of before", name=SAID_NO),
                before="    ",
            )

    def remind(self) -> None:
        """Whoever said nothing is reminded twice, by the two ways that mail takes in earnest."""
        from notifier.adapters import loopback

        self.tell(
            say(
                "Those who said nothing are reminded: once through a mail server, once through SendGrid. "
                "Both are stand-ins that this demo runs, and no mail leaves this machine."
            )
        )
        with loopback.mail_server(self.folder / "mail-server") as box:
            self.campaign("smtp", smtp_host="127.0.0.1", smtp_port=box.port, smtp_security="none")
            tell(
                counted(
                    "the mail server took {count} mail over {times} connections",
                    "the mail server took {count} mails over {times} connections",
                    box.mails,
                    times=box.times,
                ),
                before="    ",
            )
        with loopback.sendgrid(self.folder / "sendgrid") as box:
            host = f"http://127.0.0.1:{box.port}"
            self.campaign("sendgrid", sendgrid_host=host, sendgrid_api_key=loopback.KEY)
            tell(
                counted(
                    "SendGrid's stand-in took {count} mail in {times} calls",
                    "SendGrid's stand-in took {count} mails in {times} calls",
                    box.mails,
                    times=box.times,
                ),
                before="    ",
            )

    def campaign(self, transport: str, **settings: object) -> None:
        """Remind people by a way that settings lead to; the site is a folder here, so its pages cannot be looked up."""
        chosen = {"transport": transport, "mail_from": "privacy@imagina-network.example", **settings}
        before, shown = self.environment, f"NOTIFIER_TRANSPORT={transport}"
        self.environment = before | {f"NOTIFIER_{name.upper()}": str(value) for name, value in chosen.items()}
        self.run("notify", "plan", "privacy", "--kind", "reminder", shown=shown)
        self.run("notify", "approve", "--as", SECOND)
        self.run("notify", "send", "--links-unchecked", shown=shown)
        self.environment = before

    def bind(self) -> None:
        """Which words bind each of them, and proof that all is as published."""
        from notifier.flows.demo import PEOPLE, SAID_NO, SAID_YES, address

        self.tell(say("Which words bind them on {day}, when the release is in force?", day=self.effective))
        for name in (SAID_YES, SAID_NO, PEOPLE[0][0]):
            self.run("binding", address(name), "--on", self.effective.isoformat())
        self.tell(say("And is everything as it was published and answered?"))
        self.run("consent", "seal")
        self.run("consent", "verify")
        self.run("verify")

    def end(self, seconds: float) -> None:
        """Tell what there is to open."""
        self.tell(say("That took {seconds} s. Open:", seconds=round(seconds)))
        redline = self.site / "privacy" / "changes" / "2.0.0" / "index.html"
        for path, what in (
            (self.site / "privacy" / "index.html", say("the policy in force, and what is announced")),
            (redline, say("what changes, marked")),
            (self.site / "fr" / redline.relative_to(self.site), say("the same in French")),
            (self.folder / "preview", say("the mails, as a browser shows them")),
            (self.folder / "deployment" / "outbox", say("the outbox, one file a mail")),
            (self.folder / "mail-server", say("what the mail server took")),
            (self.folder / "sendgrid", say("what SendGrid's stand-in took, one file a call")),
            (self.root, say("the repository: git log, git show privacy/2.0.0")),
        ):
            tell(what, before=f"  {path}\n    ")

    def stay(self) -> None:
        """Show everything at one local address, until somebody stops it."""
        tell(say("Or all of it at {address} (stop with Ctrl-C)", address=self.decision_url), before="\n")
        number = self.decision_url.rpartition(":")[2].rstrip("/")
        line = [sys.executable, "-P", "-m", "uvicorn", "--factory", "notifier.web.viewer:app"]
        place = {"NOTIFIER_DEMO": str(self.folder), "NOTIFIER_REPO": str(self.root)}
        with suppress(KeyboardInterrupt):
            subprocess.run(  # noqa: S603 - our own pages
                [*line, "--port", number, "--log-level", "warning"], env=self.environment | place, check=False
            )

    def tell(self, sentence: str) -> None:
        """Begin a part of the story."""
        self.number += 1
        click.echo("\n" + click.style(f"{self.number}. {told(sentence)}", bold=True))

    def run(self, *arguments: str, refused: bool = False, shown: str = "") -> None:
        """Show a command, with a setting that counts, and what it says; it has to end as the story expects."""
        line = f"policy {shlex.join(arguments)}"
        click.echo("\n  " + click.style(f"$ {shown} {line}" if shown else f"$ {line}", fg="cyan"))
        done = subprocess.run(  # noqa: S603 - our own command
            self.line(*arguments),
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        for line in (done.stdout + done.stderr).rstrip("\n").split("\n"):
            click.echo(f"    {line}".rstrip())
        if done.returncode != int(refused):
            raise SettingsRefused(
                say(
                    "policy {arguments} ended with {returncode}",
                    arguments=arguments[0],
                    returncode=done.returncode,
                ),
                source=str(self.root),
            )

    @staticmethod
    def line(*arguments: str) -> list[str]:
        """Give the command line that runs `policy`, wherever it is installed."""
        # -P: the scratch copy holds a package of the same name, which is not the one to run.
        return [sys.executable, "-P", "-m", "notifier", *arguments]

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Run the decision pages while the block runs."""
        place = self.decision_url.removeprefix("http://").rstrip("/")
        host, _, number = place.partition(":")
        click.echo("\n  " + click.style(f"$ policy serve --host {host} --port {number}", fg="cyan"))
        with (self.folder / "serve.log").open("w", encoding="utf-8") as log:
            server = subprocess.Popen(  # noqa: S603 - our own command
                self.line("serve", "--host", host, "--port", number),
                cwd=self.root,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        try:
            _wait(self.decision_url, server)
            yield
        finally:
            server.terminate()
            server.wait(10)


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until the pages answer, at most twenty seconds."""
    import urllib3

    http = urllib3.PoolManager(retries=False, timeout=2)
    for _ in range(200):
        if server.poll() is not None:
            break
        try:
            http.request("GET", url)
        except urllib3.exceptions.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise SettingsRefused(say("the decision pages did not start"), source=url)
