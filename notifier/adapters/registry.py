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
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from notifier.adapters.records import load
from notifier.core.assessment import Level
from notifier.core.policy import Binding, Channel, Policy, Registry, Service
from notifier.core.said import say
from notifier.core.text import EN, ClauseId, Language, PolicyName
from notifier.errors import RecordRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

_TOP = {"organisation", "contact", "site_url", "decision_url", "services", "policies"}
_SERVICE = {"titles", "channels"}
_POLICY = {
    "titles",
    "governing",
    "languages",
    "services",
    "protected",
    "notice_days",
    "binding",
    "time_zone",
}


def read(text: str, *, place: str) -> Registry:
    """Read the registry; a word that does not belong is refused with its place."""
    told = load(text, place=place)
    try:
        _known(told, _TOP, "the registry")
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
    except (TypeError, AttributeError, ValueError, ZoneInfoNotFoundError) as error:
        raise RecordRefused(say("cannot be read: {cause}", cause=error), source=place) from error


def _known(told: Mapping[str, Any], names: set[str], where: str) -> None:
    if strange := sorted(set(told) - names):
        raise ValueError(f"{where} has no '{strange[0]}'")


def _titles(told: Mapping[str, str]) -> tuple[tuple[Language, str], ...]:
    return tuple((Language(name), words) for name, words in told.items())


def _service(name: str, told: Mapping[str, Any]) -> Service:
    _known(told, _SERVICE, f"service {name}")
    return Service(
        name=name,
        titles=_titles(told["titles"]),
        channels=tuple(Channel(channel) for channel in told["channels"]),
    )


def _policy(name: str, told: Mapping[str, Any], services: Mapping[str, Service]) -> Policy:
    _known(told, _POLICY, f"policy {name}")
    governing = Language(told.get("governing", EN))
    languages = [Language(language) for language in told["languages"]]
    if governing not in languages:
        raise ValueError(f"policy {name} is governed by '{governing}', which is not one of its languages")
    titles = dict(_titles(told["titles"]))
    if missing := [language for language in languages if language not in titles]:
        raise ValueError(f"policy {name} has no title in '{missing[0]}'")
    ZoneInfo(told.get("time_zone", "Europe/Paris"))
    return Policy(
        name=PolicyName(name),
        titles=tuple(titles.items()),
        governing=governing,
        languages=(governing, *(language for language in languages if language != governing)),
        services=tuple(services[service] for service in told["services"]),
        protected=tuple(ClauseId(clause) for clause in told.get("protected", ())),
        notice_days=tuple((Level.read(word), int(days)) for word, days in told["notice_days"].items()),
        binding=Binding(told.get("binding", Binding.CLAUSE)),
        time_zone=told.get("time_zone", "Europe/Paris"),
    )
