"""What a team publishes, as it stands in `policy/policies.toml`.

```toml
organisation = "Imagina Network"
contact = "privacy@example.org"
site_url = "https://policies.example.org/"
decision_url = "https://decide.example.org/"

[services.network]
titles = { en = "Imagina Network accounts", fr = "Comptes Imagina Network" }
channels = ["site", "feed", "email"]        # how the people of this service are told

[services.directory]
titles = { en = "Public directory", fr = "Annuaire public" }
channels = ["site", "feed"]

[policies.privacy]                          # policy/privacy.md, translations/fr/policy/privacy.md
titles = { en = "Privacy policy", fr = "Règles de confidentialité" }
governing = "en"                            # the language whose words govern
languages = ["en", "fr"]
services = ["network", "directory"]
protected = ["changes"]                     # headings and clauses; all that stands under a heading is protected
notice_days = { editorial = 0, material = 14, rights-reduction = 30 }
binding = "clause"                          # or "release"
time_zone = "Europe/Paris"

[policies.privacy.purposes.advertising]     # what applications ask about: may this be done with a person's data?
clause = "sharing-2"                        # the clause that allows it
since = "2.0.0"                             # the first release whose words do; `until` names the first that do no more
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from notifier.adapters.records import load
from notifier.adapters.shape import fit
from notifier.core.finding import Level
from notifier.core.languages import language_name
from notifier.core.policy import Binding, Channel, Policy, Registry, Service, Use
from notifier.core.release import Version
from notifier.core.said import say
from notifier.core.text import EN, ClauseId, Language, PolicyName
from notifier.errors import RecordRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SHAPE = {
    **dict.fromkeys(("organisation", "contact", "site_url", "decision_url"), str),
    "services": {"*": {"titles": {"*": str}, "channels": [str]}},
    "policies": {
        "*": {
            "titles": {"*": str},
            "languages": [str],
            "services": [str],
            "protected": [str],
            "notice_days": {"*": int},
            "purposes": {"*": dict.fromkeys(("clause", "since", "until"), str)},
            **dict.fromkeys(("governing", "binding", "time_zone"), str),
        }
    },
}
_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]+)*")


def read(text: str, *, place: str) -> Registry:
    """Read the registry; a word that does not belong is refused with its place."""
    told = load(text, place=place)
    fit(told, SHAPE, text=text, place=place)
    try:
        services = {name: _service(name, ref) for name, ref in told["services"].items()}
        return Registry(
            organisation=told["organisation"],
            contact=told["contact"],
            site_url=told["site_url"].rstrip("/") + "/",
            decision_url=told["decision_url"].rstrip("/") + "/",
            policies=tuple(_policy(name, ref, services) for name, ref in told["policies"].items()),
        )
    except KeyError as error:
        raise RecordRefused(say("{cause} is missing or unknown", cause=error), source=place) from error
    except RecordRefused as refusal:
        raise RecordRefused(refusal.cause, source=place, remedy=refusal.remedy) from refusal


def _titles(told: Mapping[str, str]) -> tuple[tuple[Language, str], ...]:
    return tuple((Language(name), words) for name, words in told.items())


def _service(name: str, told: Mapping[str, Any]) -> Service:
    return Service(
        name=name,
        titles=_titles(told["titles"]),
        channels=tuple(Channel(_one(channel, Channel)) for channel in told["channels"]),
    )


def _policy(name: str, told: Mapping[str, Any], services: Mapping[str, Service]) -> Policy:
    if not _NAME.fullmatch(name):
        raise RecordRefused(
            say("'{name}' cannot name a policy", name=name),
            remedy=say("use small letters, digits and hyphens"),
        )
    governing = Language(told.get("governing", EN))
    languages = [Language(language) for language in told["languages"]]
    if governing not in languages:
        raise RecordRefused(
            say(
                "policy {name} is governed by '{governing}', which is not one of its languages",
                name=name,
                governing=governing,
            )
        )
    if strange := [language for language in languages if not _LANGUAGE.fullmatch(language)]:
        raise RecordRefused(
            say("'{language}' is no code of a language", language=strange[0]), remedy=say("write en or fr")
        )
    titles = dict(_titles(told["titles"]))
    if missing := [language for language in languages if language not in titles]:
        raise RecordRefused(
            say("policy {name} has no title in {language}", name=name, language=language_name(missing[0]))
        )
    if any(days < 0 for days in told["notice_days"].values()):
        raise RecordRefused(say("policy {name} has days of notice below zero", name=name))
    return Policy(
        name=PolicyName(name),
        titles=tuple(titles.items()),
        governing=governing,
        languages=(governing, *(language for language in languages if language != governing)),
        services=tuple(services[service] for service in told["services"]),
        protected=tuple(ClauseId(clause) for clause in told.get("protected", ())),
        notice_days=tuple(
            (Level.read(_one(word, [level.word for level in Level])), days)
            for word, days in told["notice_days"].items()
        ),
        binding=Binding(_one(told.get("binding", Binding.CLAUSE), Binding)),
        time_zone=_zone(told.get("time_zone", "Europe/Paris")),
        uses=tuple(_use(use, ref) for use, ref in told.get("purposes", {}).items()),
    )


def _use(name: str, told: Mapping[str, Any]) -> Use:
    return Use(
        name=name,
        clause=ClauseId(told["clause"]),
        since=Version.read(told["since"]),
        until=Version.read(told["until"]) if "until" in told else None,
    )


def _one(word: str, known: Iterable[str]) -> str:
    if word not in (names := [str(name) for name in known]):
        raise RecordRefused(
            say("'{word}' is not known here", word=word),
            remedy=say("use one of: {told}", told=", ".join(names)),
        )
    return word


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise RecordRefused(
            say("there is no time zone '{name}'", name=name), remedy=say("write one like Europe/Paris")
        ) from error
    return name
