"""The decision page and its few companions, as HTML."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from notifier.core.languages import language_name
from notifier.core.text import EN, FR
from notifier.flows.agree import Result
from notifier.render import addresses, answers, html, telling
from notifier.render.refusal import again
from notifier.render.words import day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notifier.core.policy import Policy, Registry
    from notifier.core.question import Ask
    from notifier.core.text import Language
    from notifier.flows.agree import Choice
    from notifier.flows.visit import Visit
    from notifier.render.words import Words

NAMES = {EN: "English", FR: "Français"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a page says first.

    Attributes:
        kind: `done` or `look`.
        title: in short.
        lines: the rest, a sentence each.
    """

    kind: str
    title: str
    lines: tuple[str, ...] = ()


@cache
def templates() -> Environment:
    """Give the templates; whatever is put into them is escaped, and a name nobody gave is a bug."""
    return Environment(
        loader=PackageLoader("notifier.web"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class Pages:
    """Lays pages out.

    Attributes:
        registry: who publishes, and where.
        words: the catalogue of the page's language.
    """

    def __init__(self, registry: Registry, words: Words) -> None:
        self.registry = registry
        self.words = words
        self._parts: dict[int, tuple[Ask, tuple[Markup, ...]]] = {}

    def decision(
        self,
        visit: Visit,
        *,
        action: str,
        result: Result | None = None,
        chosen: Mapping[int, Choice] | None = None,
    ) -> str:
        """Lay out what a person is asked, what they said so far, and what binds them."""
        _, sheet = self.words.gettext, visit.sheet
        policy = dict(sheet.policy.titles)[sheet.language]
        subject = visit.visitor.person.subject
        address = answers.masked(subject.email) if subject else ""
        return self.page(
            "decision.html",
            title=self._title(visit),
            lead=self._lead(visit),
            notice=self._notice(result),
            policy=policy,
            version=str(sheet.release.version),
            effective=day(sheet.release.effective_on, sheet.language),
            newer=self._newer(visit),
            masked=address,
            receipt=self._receipt(visit, address),
            silence="" if any(visit.said) else _("nothing changes for you"),
            asks=[self._ask(visit, place, chosen or {}) for place in range(len(sheet.asks))],
            bound=self._bound(visit),
            action=action,
            nonce=visit.nonce,
            page=visit.page,
            shown=sheet.shown,
            whole=self._site(addresses.change(sheet.language, sheet.policy.name, sheet.release.version)),
            text=self._site(addresses.text(sheet.language, sheet.policy.name)),
            tongues=tongues(sheet.policy, sheet.language),
        )

    def said(self, title: str, *lines: str) -> str:
        """Lay out a page that only says something."""
        return self.page("said.html", title=title, lines=lines)

    def unknown(self) -> str:
        """Lay out the one page for every link that leads nowhere."""
        _ = self.words.gettext
        return self.said(
            _("This link leads nowhere"),
            _("It may have ended, or lost a piece on its way. Open the link of our newest message again."),
        )

    def busy(self) -> str:
        """Say that nothing was recorded, because we could not."""
        _ = self.words.gettext
        return self.said(
            _("We could not record your answer"),
            _("Nothing was changed. Please try again in a few minutes with the same link."),
        )

    def wait(self) -> str:
        """Ask for a minute: too many links that lead nowhere were opened from this network."""
        _ = self.words.gettext
        return self.said(
            _("Please wait a minute"),
            _("Too many links that lead nowhere were opened from your network."),
            _("Nothing was changed. Then open the link of our newest message again."),
        )

    def elsewhere(self) -> str:
        """Say that an answer from another page does not count."""
        _ = self.words.gettext
        return self.said(
            _("This answer came from another page"),
            _(
                "Nothing was recorded. Only an answer on our own page counts: open the link of our message again."
            ),
        )

    def watch(self, policy: Policy, language: Language, *, wrong: str | None = None) -> str:
        """Lay out the page where somebody asks to be told of a policy."""
        _ = self.words.gettext
        title = dict(policy.titles).get(language) or dict(policy.titles)[policy.governing]
        return self._act(
            _("Be told when “{policy}” changes").format(policy=title),
            _("We write to you each time a change is published: what changes, word by word, and from when."),
            _("Nothing else is sent to this address, and each mail ends with a link that stops them."),
            button=_("Send me an invitation"),
            field=_("Your mail address"),
            value=wrong or "",
            wrong="" if wrong is None else _("This is no mail address. Please look at it once more."),
        )

    def invited(self) -> str:
        """Say what happens after an address was put in, whether it was known or not."""
        _ = self.words.gettext
        return self.said(
            _("Look into your mailbox"),
            _(
                "If mails can go to this address, an invitation is on its way. Say yes to it within seven days."
            ),
            _("Until then nothing else is sent."),
        )

    def not_invited(self) -> str:
        """Say that no mail could leave."""
        _ = self.words.gettext
        return self.said(
            _("We could not send the invitation"), _("Nothing was kept. Please try again in a few minutes.")
        )

    def confirm(self, policy: str, address: str) -> str:
        """Ask for the yes that an invitation is about."""
        _ = self.words.gettext
        return self._act(
            _("Be told when “{policy}” changes").format(policy=policy),
            _("We will write to {address} each time a change is published.").format(address=address),
            button=_("Yes, tell me"),
            after=_("If you do nothing, nothing is sent."),
        )

    def confirmed(self, policy: str) -> str:
        """Say that somebody will be told."""
        _ = self.words.gettext
        return self.said(
            _("You will be told"),
            _("We write to you when “{policy}” changes. Each mail ends with a link that stops them.").format(
                policy=policy
            ),
        )

    def leave(self, policy: str, address: str) -> str:
        """Show the one button that ends mails."""
        _ = self.words.gettext
        return self._act(
            _("Stop these mails"),
            _("We will no longer write to {address} when “{policy}” changes.").format(
                address=address, policy=policy
            ),
            button=_("Stop these mails"),
        )

    def left(self, policy: str) -> str:
        """Say that somebody is told nothing any more."""
        _ = self.words.gettext
        return self.said(
            _("No more mails"),
            _("You are no longer told when “{policy}” changes, and we have forgotten your address.").format(
                policy=policy
            ),
        )

    def _act(
        self,
        title: str,
        *lines: str,
        button: str,
        field: str = "",
        value: str = "",
        wrong: str = "",
        after: str = "",
    ) -> str:
        """Lay out a page with one button."""
        return self.page(
            "act.html",
            title=title,
            lines=lines,
            button=button,
            field=field,
            value=value,
            wrong=wrong,
            after=after,
        )

    def page(self, name: str, **told: Any) -> str:
        """Lay out a template, with what stands on every page."""
        page: str = (
            templates()
            .get_template(name)
            .render(
                _=self.words.gettext,
                language=self.words.language,
                organisation=self.registry.organisation,
                contact=self.registry.contact,
                site=self._site(addresses.root(self.words.language)),
                **told,
            )
        )
        return page

    def _site(self, address: str) -> str:
        return f"{self.registry.site_url}{address}"

    def _title(self, visit: Visit) -> str:
        if not visit.sheet.asks:
            return self.words.gettext("There is nothing to decide")
        if not visit.open:
            return self.words.gettext("Your answer")
        return self.words.ngettext(
            "A change needs your answer", "{count} changes need your answer", visit.open
        ).format(count=visit.open)

    def _lead(self, visit: Visit) -> str:
        asks = len(visit.sheet.asks)
        if not asks:
            return self.words.gettext("No change takes anything away from you. The newest words bind you.")
        return self.words.ngettext(
            "This change takes away something you have today. It applies to you only if you accept it.",
            "These changes take away something you have today. Each applies to you only if you accept it.",
            asks,
        )

    def _ask(self, visit: Visit, place: int, chosen: Mapping[int, Choice]) -> dict[str, Any]:
        ask, sheet, said = visit.sheet.asks[place], visit.sheet, visit.said[place]
        other = ""
        if ask.language != sheet.language:
            language = again(language_name(ask.language), self.words)
            other = self.words.gettext("The words changed in {language} only.").format(language=language)
        elif not ask.changes:
            other = self.words.gettext("The words are the same again; what they took is not given back yet.")
        return {
            "section": ask.section or dict(sheet.policy.titles)[sheet.language],
            "parts": self._words(ask),
            "other": other,
            "elsewhere": [telling.elsewhere(tongue, line, self.words) for tongue, line in ask.elsewhere],
            "tongue": ask.language,
            "accept": visit.statements[place].accept,
            "keep": visit.statements[place].keep,
            "said": answers.heard(said, self.words, visit.policy.time_zone) if said else "",
            "agreed": ask.agreed,
            "chosen": chosen.get(place),
        }

    def _words(self, ask: Ask) -> tuple[Markup, ...]:
        known = self._parts.get(id(ask))
        if known is None or known[0] is not ask:
            # The renderer escapes whatever the text says.
            parts = tuple(Markup(html.change(change, self.words)) for change in ask.changes)  # noqa: S704
            known = self._parts[id(ask)] = (ask, parts)
        return known[1]

    def _notice(self, result: Result | None) -> Notice | None:
        _ = self.words.gettext
        match result:
            case None:
                return None
            case Result.RECORDED:
                return Notice(
                    kind="done",
                    title=_("Your answer is recorded"),
                    lines=(_("You find it below, with what binds you now. You can change it at any time."),),
                )
            case Result.OUTDATED:
                return Notice(
                    kind="look",
                    title=_("This page was no longer the newest"),
                    lines=(_("Nothing was recorded. Please look at what is asked now, and answer again."),),
                )
            case Result.INCOMPLETE:
                return Notice(
                    kind="look",
                    title=_("Something is missing"),
                    lines=(
                        _(
                            "Nothing was recorded yet. Choose an answer, and confirm below that it is your own."
                        ),
                    ),
                )
            case Result.HASTY:
                return Notice(
                    kind="look",
                    title=_("That was very fast"),
                    lines=(_("Nothing was recorded yet. Please read the change, then answer once more."),),
                )

    def _bound(self, visit: Visit) -> dict[str, Any] | None:
        if not visit.bound:
            return None
        newest = max(bound.version for bound in visit.bound)
        whole = answers.bound(visit.at, newest, self.words, visit.policy.time_zone, held=bool(visit.held))
        held = [
            {"words": held.words, "clause": held.bound.clause, "version": str(held.bound.version)}
            for held in visit.held
        ]
        return {"whole": whole, "held": held}

    def _receipt(self, visit: Visit, address: str) -> dict[str, Any] | None:
        """Name the person's last answer, which names every one before it."""
        if not any(visit.said):
            return None
        told = (
            self.words.gettext("A copy goes to {address}.").format(address=address)
            if visit.visitor.reached
            else self.words.gettext("No mail reaches you: print this page, or keep a copy of it.")
        )
        return {"leaf": visit.visitor.head, "told": told}

    def _newer(self, visit: Visit) -> str:
        """Say that the message told of an earlier release than the page shows."""
        told = visit.visitor.told
        if told is None or told == visit.sheet.release.version:
            return ""
        return self.words.gettext(
            "Our message told of version {told}. Version {newest} has been published since; this page shows it."
        ).format(told=told, newest=visit.sheet.release.version)


def tongues(policy: Policy, here: Language) -> list[dict[str, Any]]:
    """Give the languages that a page can be read in, each by its own name."""
    return [{"code": code, "name": NAMES.get(code, code), "here": code == here} for code in policy.languages]
