"""A small library of invented policies, for the pages: five versions, both languages, every kind of change."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from notifier.core.alignment import Fate
from notifier.core.anchor import Anchor
from notifier.core.assessment import Category, Direction, Level
from notifier.core.changeset import compare, key
from notifier.core.document import Document, parse
from notifier.core.identity import assign
from notifier.core.ledger import EMPTY, Seal, seal_hash
from notifier.core.parity import named
from notifier.core.policy import Channel, Policy, Registry, Service
from notifier.core.release import (
    ChangeRef,
    ClauseRef,
    History,
    Record,
    Reduction,
    ReductionId,
    Ruling,
    TextRef,
    Version,
)
from notifier.core.text import EN, FR, ClauseId, Language, PolicyName, digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NAME = PolicyName("privacy")
TODAY = date(2026, 11, 23)


@dataclass
class Edition:
    """One version as it is written by hand here."""

    version: str
    level: Level
    published: date
    effective: date
    summaries: tuple[str, str]
    texts: tuple[str, str]
    category: Category = Category.OTHER


@dataclass
class Bookcase:
    """A library without git: what the catalog offers, from texts written in a test."""

    editions: Sequence[Edition]
    languages: tuple[Language, ...] = (EN, FR)
    site_url: str = "https://policies.example.org/"
    records: list[Record] = field(default_factory=list)
    texts: dict[tuple[Version, Language], str] = field(default_factory=dict)
    documents: dict[tuple[Version, Language], Document] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for edition in self.editions:
            self._release(edition)

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """Two seals of the ledger of answers, the second following the first."""
        first = Seal(
            number=1,
            size=3,
            root=EMPTY,
            previous="",
            at=datetime(2026, 11, 20, 9, tzinfo=UTC),
            key="a" * 64,
            signature="b" * 128,
        )
        second = replace(first, number=2, previous=seal_hash(first))
        return (Anchor(seal=first, line=1), Anchor(seal=second, line=2))

    @property
    def registry(self) -> Registry:
        policy = Policy(
            name=NAME,
            titles=((EN, "Privacy policy"), (FR, "Politique de confidentialité")),
            governing=EN,
            languages=self.languages,
            services=(
                Service(
                    name="meadow",
                    titles=((EN, "Meadow"), (FR, "Prairie")),
                    channels=(Channel.SITE, Channel.EMAIL),
                ),
                Service(
                    name="brook",
                    titles=((EN, "Brook"), (FR, "Ruisseau")),
                    channels=(Channel.SITE, Channel.FEED),
                ),
            ),
            protected=(ClauseId("changes"),),
            notice_days=((Level.MATERIAL, 30), (Level.REDUCTION, 60)),
        )
        return Registry(
            organisation="Example Co-operative",
            contact="privacy@example.org",
            site_url=self.site_url,
            decision_url="https://decide.example.org/",
            policies=(policy,),
        )

    def history(self, name: PolicyName, /) -> History:
        return History(policy=name, records=tuple(self.records))

    def called(self, people: Iterable[str], /) -> dict[str, str]:
        return {}

    def text(self, record: Record, language: Language, /) -> str:
        return self.texts[record.version, language]

    def document(self, record: Record, language: Language, /) -> Document:
        return self.documents[record.version, language]

    def _release(self, edition: Edition) -> None:
        version = Version.read(edition.version)
        before = self.records[-1] if self.records else None
        changes: list[ChangeRef] = []
        for language, text in zip((EN, FR), edition.texts, strict=True):
            former = self.documents[before.version, EN] if before else None
            document = parse(text, language=language)
            if language == EN:
                taken = frozenset(ref.id for record in self.records for ref in record.clauses)
                document = assign(document, before=former, taken=taken)
            else:
                document = named(document, [clause.id for clause in self.documents[version, EN].clauses])
            if before:
                changes += self._changes(edition, self.documents[before.version, language], document)
            self.texts[version, language] = text
            self.documents[version, language] = document
        self.records.append(
            Record(
                policy=NAME,
                version=version,
                level=edition.level,
                published_on=edition.published,
                effective_on=edition.effective,
                summaries=tuple(zip((EN, FR), edition.summaries, strict=True)),
                texts=tuple(
                    TextRef(language=language, blob="0" * 40, sha256=digest(text))
                    for language, text in zip((EN, FR), edition.texts, strict=True)
                ),
                clauses=tuple(
                    ClauseRef(
                        id=one.id, kind=one.kind, hashes=((EN, digest(one.text)), (FR, digest(two.text)))
                    )
                    for one, two in zip(
                        self.documents[version, EN].clauses, self.documents[version, FR].clauses, strict=True
                    )
                ),
                changes=tuple(changes),
                reduces=tuple(
                    dict.fromkeys(
                        Reduction(id=ReductionId(f"{version}/{ref.clause}"), clause=ref.clause)
                        for ref in changes
                        if ref.level is Level.REDUCTION
                    )
                ),
            )
        )

    @staticmethod
    def _changes(edition: Edition, before: Document, after: Document) -> list[ChangeRef]:
        found = compare(before, after)
        refs = []
        for place, change in enumerate(found.changes):
            heavy = edition.level is not Level.REDUCTION or change.fate is Fate.REMOVED or place == 1
            level = edition.level if heavy else Level.MATERIAL
            refs.append(
                ChangeRef(
                    clause=change.clause,
                    language=after.language,
                    fate=change.fate,
                    key=key(change, after.language),
                    assessed=level,
                    level=level,
                    direction=Direction.ADVERSE if level is Level.REDUCTION else Direction.NEUTRAL,
                    category=edition.category,
                    rules=(),
                    why=(WHY[after.language],) if level is Level.REDUCTION else (),
                    ruling=Ruling(
                        key=key(change, after.language),
                        language=after.language,
                        level=level,
                        reason="Agreed with the members." if place == 0 else "",
                        by="Ada Example",
                        on=edition.published,
                    )
                    if place < 2
                    else None,
                )
            )
        return refs


WHY = {EN: "A promise is gone: “for a year”.", FR: "Une promesse disparaît : « pendant un an »."}
"""What a reduction does, as its record says it."""

EN_1 = """---
title: Privacy policy
summary: Which personal data we use, why, and what you can ask of us.
---

# Privacy policy {#privacy}

Example Co-operative (“we”) runs the services Meadow and Brook. This policy says which personal data we use, why, and what you can ask of us.

## 1. Data we collect {#data}

We collect only what we need to run the services:

- your name and your email address, when you open an account;
- the messages you send to our support team;
- technical logs (IP address, type of browser), kept for 90 days.

We do not buy data about you from other companies.

## 2. Why we use your data {#purposes}

| Purpose | Data | Legal basis |
|---|---|---|
| Running your account | Name, email address | Contract |
| Answering your questions | Messages | Contract |
| Keeping the services safe | Technical logs | Legitimate interest |

## 3. Who receives your data {#recipients}

We share your data with the hosting company that runs our servers. We do not sell your personal data, and we do not share it for advertising.

## 4. How long we keep your data {#retention}

We delete your account data 30 days after you close your account. We delete support messages after two years.

## 5. Your rights {#rights}

You have the right:

1. to see the data we hold about you;
2. to have wrong data corrected;
3. to have your data deleted;
4. to receive your data in a common format;
5. to object to how we use your data.

Write to **privacy@example.org**. We reply within 30 days, as [section 7](#changes) promises for changes too.

## 6. Cookies {#cookies}

We use no cookies other than the one that keeps you signed in.

## 7. Changes to this policy {#changes}

We tell you before a change comes into force. A change that reduces your rights binds you only if you accept it.
"""

FR_1 = """---
title: Politique de confidentialité
summary: Quelles données personnelles nous utilisons, pourquoi, et ce que vous pouvez nous demander.
---

# Politique de confidentialité {#privacy}

La coopérative Example (« nous ») fait vivre les services Prairie et Ruisseau. Cette politique dit quelles données personnelles nous utilisons, pourquoi, et ce que vous pouvez nous demander.

## 1. Données que nous recueillons {#data}

Nous ne recueillons que ce qu’il faut pour faire fonctionner les services :

- votre nom et votre adresse électronique, quand vous ouvrez un compte ;
- les messages que vous envoyez à notre équipe d’assistance ;
- des journaux techniques (adresse IP, type de navigateur), gardés 90 jours.

Nous n’achetons aucune donnée vous concernant à d’autres entreprises.

## 2. Pourquoi nous utilisons vos données {#purposes}

| Finalité | Données | Base légale |
|---|---|---|
| Tenir votre compte | Nom, adresse électronique | Contrat |
| Répondre à vos questions | Messages | Contrat |
| Protéger les services | Journaux techniques | Intérêt légitime |

## 3. Qui reçoit vos données {#recipients}

Nous partageons vos données avec l’entreprise qui héberge nos serveurs. Nous ne vendons pas vos données personnelles, et nous ne les partageons pas pour la publicité.

## 4. Combien de temps nous gardons vos données {#retention}

Nous effaçons les données de votre compte 30 jours après sa fermeture. Nous effaçons les messages d’assistance au bout de deux ans.

## 5. Vos droits {#rights}

Vous avez le droit :

1. de voir les données que nous détenons sur vous ;
2. de faire corriger des données fausses ;
3. de faire effacer vos données ;
4. de recevoir vos données dans un format courant ;
5. de vous opposer à l’usage que nous en faisons.

Écrivez à **privacy@example.org**. Nous répondons sous 30 jours, comme la [section 7](#changes) le promet aussi pour les changements.

## 6. Cookies {#cookies}

Nous n’utilisons aucun cookie hormis celui qui vous garde connecté.

## 7. Changements de cette politique {#changes}

Nous vous prévenons avant qu’un changement n’entre en vigueur. Un changement qui réduit vos droits ne vous lie que si vous l’acceptez.
"""


def _with(text: str, *turns: tuple[str, str]) -> str:
    for old, new in turns:
        assert old in text, old
        text = text.replace(old, new)
    return text


EN_2 = _with(EN_1, ("type of browser", "kind of browser"))
FR_2 = _with(FR_1, ("type de navigateur", "sorte de navigateur"))
EN_3 = _with(
    EN_2,
    ("We reply within 30 days", "We reply within 15 days"),
    ("We tell you before a change", "We tell you by email at least 60 days before a change"),
)
FR_3 = _with(
    FR_2,
    ("Nous répondons sous 30 jours", "Nous répondons sous 15 jours"),
    ("Nous vous prévenons avant", "Nous vous prévenons par courriel au moins 60 jours avant"),
)
EN_4 = _with(
    EN_3,
    ("kept for 90 days", "kept for 180 days"),
    (
        "| Keeping the services safe",
        "| Taking payments | Name, card details | Contract |\n| Keeping the services safe",
    ),
    (
        "runs our servers. We do not sell your personal data, and we do not share it for advertising.",
        "runs our servers and with the payment company that handles your subscription. We do not sell your personal data.",
    ),
    ("account data 30 days", "account data 90 days"),
    ("4. to receive your data in a common format;\n5.", "4."),
    ("We do not buy data about you from other companies.\n\n", ""),
    (
        "We use no cookies other than the one that keeps you signed in.\n",
        "We use no cookies other than the one that keeps you signed in.\n\nWe do not buy data about you from other companies.\n",
    ),
    (
        "## 7. Changes",
        "## 7. Payments {#payments}\n\nIf you subscribe, our payment company takes your card number. We never see it or store it.\n\n## 8. Changes",
    ),
    ("[section 7]", "[section 8]"),
)
FR_4 = _with(
    FR_3,
    ("gardés 90 jours", "gardés 180 jours"),
    (
        "| Protéger les services",
        "| Encaisser les paiements | Nom, carte bancaire | Contrat |\n| Protéger les services",
    ),
    (
        "qui héberge nos serveurs. Nous ne vendons pas vos données personnelles, et nous ne les partageons pas pour la publicité.",
        "qui héberge nos serveurs et avec le prestataire qui encaisse votre abonnement. Nous ne vendons pas vos données personnelles.",
    ),
    ("votre compte 30 jours après", "votre compte 90 jours après"),
    ("4. de recevoir vos données dans un format courant ;\n5.", "4."),
    ("Nous n’achetons aucune donnée vous concernant à d’autres entreprises.\n\n", ""),
    (
        "hormis celui qui vous garde connecté.\n",
        "hormis celui qui vous garde connecté.\n\nNous n’achetons aucune donnée vous concernant à d’autres entreprises.\n",
    ),
    (
        "## 7. Changements",
        "## 7. Paiements {#payments}\n\nSi vous vous abonnez, notre prestataire reçoit votre numéro de carte. Nous ne le voyons ni ne le gardons jamais.\n\n## 8. Changements",
    ),
    ("[section 7]", "[section 8]"),
)
EN_5 = _with(EN_4, ("after two years", "after one year"))
FR_5 = _with(FR_4, ("au bout de deux ans", "au bout d’un an"))

EDITIONS = (
    Edition(
        "1.0.0",
        Level.NONE,
        date(2015, 10, 1),
        date(2015, 10, 1),
        ("The first version.", "La première version."),
        (EN_1, FR_1),
    ),
    Edition(
        "1.0.1",
        Level.EDITORIAL,
        date(2019, 3, 4),
        date(2019, 3, 4),
        ("One word is plainer.", "Un mot est plus simple."),
        (EN_2, FR_2),
    ),
    Edition(
        "1.1.0",
        Level.MATERIAL,
        date(2024, 1, 15),
        date(2024, 3, 1),
        (
            "We answer sooner, and tell you of changes by email.",
            "Nous répondons plus vite et annonçons les changements par courriel.",
        ),
        (EN_3, FR_3),
        Category.CHANGE_NOTICE,
    ),
    Edition(
        "2.0.0",
        Level.REDUCTION,
        date(2026, 4, 1),
        date(2026, 6, 1),
        (
            "Paid subscriptions begin. A payment company takes your card number; logs and closed accounts are kept longer; you can no longer receive your data in a common format.",
            "Les abonnements payants commencent. Un prestataire reçoit votre numéro de carte ; les journaux et les comptes fermés sont gardés plus longtemps ; vous ne pouvez plus recevoir vos données dans un format courant.",
        ),
        (EN_4, FR_4),
        Category.RETENTION,
    ),
    Edition(
        "2.1.0",
        Level.MATERIAL,
        date(2026, 11, 20),
        date(2027, 1, 1),
        (
            "Support messages are deleted a year sooner.",
            "Les messages d’assistance sont effacés un an plus tôt.",
        ),
        (EN_5, FR_5),
        Category.RETENTION,
    ),
)


def bookcase() -> Bookcase:
    return Bookcase(EDITIONS)
