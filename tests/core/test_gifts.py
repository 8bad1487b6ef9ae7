"""What people get, how much of it, and what the company never does: one thing more or less, asked both ways."""

from __future__ import annotations

import pytest

from notifier.adapters import rules
from notifier.core.choices import choices
from notifier.core.comparison import pair_up
from notifier.core.ended import ended
from notifier.core.finding import Level
from notifier.core.judgement import judge, observe
from notifier.core.reading import read
from notifier.core.text import EN, FR, Language

MORE = [
    (EN, "The annual ticket includes the pool and the gym.", "The annual ticket includes the pool, the gym and the sauna."),
    (EN, "The stay includes the sauna and the pool.", "The stay includes the sauna, the steam room, and the pool."),
    (EN, "Breakfast and linen are free.", "Breakfast, linen and bicycle hire are free."),
    (EN, "Delivery of sofas and beds is free of charge.", "Delivery of sofas, beds and wardrobes is free of charge."),
    (EN, "Holders of the card travel free on buses and trams.", "Holders of the card travel free on buses, trams and ferries."),
    (EN, "Entry is free for children.", "Entry is free for children and their grandparents."),
    (EN, "Students and pensioners pay half.", "Students, pensioners and jobseekers pay half."),
    (EN, "Members receive a newsletter and a calendar.", "Members receive a newsletter, a calendar and a guidebook."),
    (EN, "Every guest gets a towel.", "Every guest gets a towel and a bathrobe."),
    (EN, "The plan includes calls to landlines.", "The plan includes calls to landlines and mobiles."),
    (EN, "The shuttle stops at the station and the harbour.", "The shuttle stops at the station, the harbour and the hospital."),
    (EN, "Our hotline speaks German and Polish.", "Our hotline speaks German, Polish and Turkish."),
    (EN, "The helpdesk is open on Mondays and Thursdays.", "The helpdesk is open on Mondays, Thursdays and Saturdays."),
    (EN, "The course comes with a workbook.", "The course comes with a workbook and two tapes."),
    (FR, "La remise des draps et des serviettes est gratuite.", "La remise des draps, des serviettes et des peignoirs est gratuite."),
    (FR, "Le linge est offert.", "Le linge et le parking sont offerts."),
    (FR, "Le loyer comprend l'eau et le chauffage.", "Le loyer comprend l'eau, le chauffage et l'internet."),
    (FR, "Chaque adhérent reçoit une gourde.", "Chaque adhérent reçoit une gourde et un sac."),
    (FR, "La navette dessert la gare et le port.", "La navette dessert la gare, le port et l'hôpital."),
    (FR, "Les étudiants et les retraités paient moitié prix.", "Les étudiants, les retraités et les chômeurs paient moitié prix."),
    (FR, "Les réparations du toit sont à notre charge.", "Les réparations du toit et de la chaudière sont à notre charge."),
    (EN, "We send you at most six letters a year.", "We send you at most two letters a year."),
    (EN, "We call you up to five times a month.", "We call you up to twice a month."),
    (EN, "Children under six travel free.", "Children under twelve travel free."),
    (EN, "People over 70 pay nothing.", "People over 60 pay nothing."),
    (EN, "Each class has at most thirty pupils.", "Each class has at most twenty pupils."),
    (EN, "At least two nurses are on duty.", "At least three nurses are on duty."),
    (EN, "We check the lifts twice a year.", "We check the lifts four times a year."),
    (EN, "Your plan allows two screens at once.", "Your plan allows four screens at once."),
    (EN, "The account may be used on three devices.", "The account may be used on five devices."),
    (EN, "The licence is valid for ten installations.", "The licence is valid for fifteen installations."),
    (EN, "Two free trial lessons are included.", "Three free trial lessons are included."),
    (EN, "Each lesson lasts forty minutes.", "Each lesson lasts fifty minutes."),
    (EN, "The kitchen serves until nine.", "The kitchen serves until eleven."),
    (FR, "Nous n'écrivons pas aux donateurs plus de quatre fois par an.", "Nous n'écrivons pas aux donateurs plus de deux fois par an."),
    (FR, "Les plus de 70 ans ne paient rien.", "Les plus de 60 ans ne paient rien."),
    (FR, "Le passe jeune est ouvert jusqu'à 18 ans.", "Le passe jeune est ouvert jusqu'à 25 ans."),
    (FR, "Au moins deux vétérinaires sont de garde.", "Au moins trois vétérinaires sont de garde."),
    (FR, "Votre abonnement comprend 20 Go par mois.", "Votre abonnement comprend 50 Go par mois."),
    (FR, "La cuisine sert jusqu'à neuf heures.", "La cuisine sert jusqu'à onze heures."),
    (FR, "La piscine ouvre à neuf heures.", "La piscine ouvre à sept heures."),
    (EN, "We never read your letters.", "We never read your letters and never copy them."),
    (EN, "We do not sell your file.", "We do not sell your file and do not rent it out either."),
    (FR, "Nous ne vendons pas votre fichier.", "Nous ne vendons pas votre fichier et ne le louons pas non plus."),
    (FR, "Nous ne lisons pas vos lettres.", "Nous ne lisons pas vos lettres et ne les copions jamais."),
    (EN, "The driver does not watch the cabin film, except to rate passengers.", "The driver does not watch the cabin film."),
    (EN, "Everyone may watch the meeting, except tenants in arrears.", "Everyone may watch the meeting."),
    (EN, "We pay nothing for delays.", "We pay nothing for delays, unless you booked a fixed hour."),
    (FR, "Les sacs ne peuvent être laissés ici.", "Les sacs ne peuvent être laissés ici, sauf par les clients de l'hôtel."),
    (FR, "Les retraités obtiennent un double, à l'exception de ceux qui vivent à l'étranger.", "Les retraités obtiennent un double."),
    (FR, "Votre journal reste à l'abri des regards, sauf de l'équipe qui choisit les pages.", "Votre journal reste à l'abri des regards."),
    (EN, "Subscribers cancel by telephone.", "Subscribers cancel by telephone or with one click."),
    (EN, "The course fee is payable upfront.", "The course fee is payable in instalments or upfront."),
    (FR, "Le contrat se dénonce par lettre.", "Le contrat se dénonce par lettre ou par simple message."),
    (FR, "Les adhérents votent dans la salle.", "Les adhérents votent dans la salle ou par correspondance."),
    (EN, "Photographs are offered to press agencies.", "Photographs are no longer offered to press agencies."),
    (EN, "We ask for a copy of your passport.", "We no longer ask for a copy of your passport."),
    (FR, "Les photographies sont proposées aux agences de presse.", "Les photographies ne sont plus proposées aux agences de presse."),
    (EN, "Climbers must bring a rope, a helmet and a harness.", "Climbers must bring a rope and a helmet."),
    (EN, "You have to show a passport, a photograph and a bill.", "You have to show a passport and a photograph."),
    (EN, "Dogs, cats and birds are not allowed.", "Dogs and cats are not allowed."),
    (EN, "Storm damage, rust and wear are excluded from the guarantee.", "Storm damage and rust are excluded from the guarantee."),
    (EN, "Your results are sent to the coach and the club.", "Your results are sent to the coach."),
    (EN, "Your repair history is seen by our workshop and the maker.", "Your repair history is seen by our workshop."),
    (EN, "Hirers must clean the inside and the outside.", "Hirers must clean the inside."),
    (EN, "Lost tickets and used tickets are not refunded.", "Lost tickets are not refunded."),
    (EN, "Your warranty card travels to the repair shop and a market researcher.", "Your warranty card travels to the repair shop."),
    (FR, "Les grimpeurs doivent apporter une corde, un casque et un baudrier.", "Les grimpeurs doivent apporter une corde et un casque."),
    (FR, "Vous devez présenter un passeport, une photo et une facture.", "Vous devez présenter un passeport et une photo."),
    (FR, "Les chiens, les chats et les oiseaux sont interdits.", "Les chiens et les chats sont interdits."),
    (FR, "La tempête, la rouille et l'usure sont exclues de la garantie.", "La tempête et la rouille sont exclues de la garantie."),
    (FR, "Votre dossier va à la maternité et au fabricant.", "Votre dossier va à la maternité."),
    (FR, "Vos résultats sont transmis à l'entraîneur et au club.", "Vos résultats sont transmis à l'entraîneur."),
    (FR, "Le locataire doit nettoyer l'intérieur et l'extérieur.", "Le locataire doit nettoyer l'intérieur."),
    (FR, "Les billets perdus et les billets usés ne sont pas remboursés.", "Les billets perdus ne sont pas remboursés."),
]  # fmt: skip
"""What people have before and after, where after is more."""

SURE = {
    "grant-wider",
    "tally-better",
    "forsworn-more",
    "reserve-better",
    "ways-more",
    "no-longer-borne",
    "borne-fewer",
}
FIRM = {
    "grant-narrower",
    "number-worse",
    "forsworn-fewer",
    "reserve-worse",
    "ways-fewer",
    "no-longer",
    "borne-more",
}

OTHERWISE = [
    (EN, "The rent includes water.", "The rent includes water and a cleaning fee."),
    (EN, "The rent includes water and heating.", "The rent includes water and heating, which you must book."),
    (EN, "The kit comes with a pen.", "The kit comes with a pen and a form."),
    (EN, "The room comes with a lamp.", "The room comes with a lamp and a camera."),
    (EN, "The room comes with a lamp.", "The room comes with a lamp and a microphone."),
    (EN, "The pass covers buses and trams.", "The pass covers buses and trams for two months."),
    (EN, "The pass covers buses.", "The pass covers buses and ends on the border of the county."),
    (EN, "The pass covers buses and trams.", "The pass covers trams and ferries."),
    (EN, "The pass covers buses.", "The pass covers buses and, two months a year, trams."),
    (EN, "The pass covers buses.", "The pass covers buses and two months of silence."),
    (EN, "The pass covers buses.", "The pass covers buses and the price of trams."),
    (EN, "We do not share your messages.", "We do not share your messages here."),
    (EN, "The pass covers buses.", "The ticket covers buses and trams."),
    (EN, "Breakfast is free.", "Breakfast is free, but lunch is not."),
    (EN, "The pass includes the pool if it rains.", "The pass includes the pool and the gym if it rains."),
    (EN, "The plan includes your calls.", "The plan includes your calls and your letters."),
    (EN, "Members receive a calendar.", "Members receive a calendar and offers from partners."),
    (EN, "The archive is open to members.", "The archive is open to members and journalists."),
    (EN, "Breakfast is free.", "Lunch is included, breakfast is free."),
    (EN, "The pass covers buses.", "The pass covers buses, trams, ferries, lifts and bicycles."),
    (EN, "The pass covers the long old slow line by the sea.", "The pass covers the long old slow line by the sea and the very short new fast line by the hill."),
    (EN, "You must bring two towels.", "You must bring three towels."),
    (EN, "Our guards watch two doors.", "Our guards watch three doors."),
    (EN, "The plan allows two adverts an hour.", "The plan allows three adverts an hour."),
    (EN, "The parade has two bands.", "The parade has three bands."),
    (EN, "Two bands play and three choirs sing.", "Three bands play and four choirs sing."),
    (EN, "The loan runs for two years.", "The loan runs for 30 %."),
    (EN, "Two clerks at the door hold a key.", "Three nurses at the gate hold a key."),
    (EN, "Pupils under six go home.", "Pupils under seven go home."),
    (EN, "The pass for 18 years costs much.", "The pass for 25 years costs much."),
    (EN, "We do not share your messages.", "We do not share your messages, but not in an emergency."),
    (EN, "We do not share your messages.", "We do not share your messages, and not at night."),
    (EN, "We do not share your messages.", "We do not share your messages, and not the letters."),
    (EN, "We do not share your messages.", "We do not share your messages, and never unless you ask."),
    (EN, "We do not share your messages.", "We do not share your messages and we sell stamps."),
    (EN, "We share your messages.", "We share your messages and do not copy them."),
    (EN, "We do not share your messages.", "We do not copy or share your messages."),
    (FR, "Nous ne gardons pas votre photo.", "Nous ne gardons pas votre photo, et pas le dimanche."),
    (EN, "Climbers must bring a rope and a helmet.", "Climbers must bring a rope or a helmet."),
    (EN, "Climbers must bring a rope and a helmet, except in June.", "Climbers must bring a rope, except in June."),
    (EN, "Are not allowed dogs and cats.", "Are not allowed dogs."),
    (EN, "Your addresses and names are not allowed.", "Your names are not allowed."),
    (EN, "Your results are never sent to the coach and the club.", "Your results are never sent to the coach."),
    (EN, "Climbers must bring a rope and what they need.", "Climbers must bring a rope."),
    (EN, "Climbers must bring a rope and you a cap.", "Climbers must bring a rope."),
]  # fmt: skip
"""What only looks like it."""


NEITHER = [
    (EN, "Your data is stored on paper.", "Your data is stored on paper or in the cloud."),
    (EN, "We may contact you by letter.", "We may contact you by letter or by telephone."),
    (EN, "Members are filmed by hand.", "Members are filmed by hand or by robot."),
    (EN, "Members vote in the hall.", "Members vote in the hall or by post if they ask."),
    (EN, "Members vote in the hall.", "Members vote in the hall or not at all."),
    (EN, "Members vote in the hall.", "Members vote in the big hall."),
    (EN, "Members vote in the hall.", "Members vote in the hall and by post."),
    (EN, "Members vote in the hall.", "Members vote in the hall or sing songs."),
    (EN, "Members never vote in the hall.", "Members never vote in the hall or by post."),
    (EN, "We lend members bicycles.", "We no longer lend members bicycles."),
    (EN, "We lend bicycles to the shops of the town.", "We no longer lend bicycles to the shops of the town."),
    (EN, "We lend photographs free of charge to shops.", "We no longer lend photographs free of charge to shops."),
    (EN, "We ring you before a plumber enters your flat.", "We no longer ring you before a plumber enters your flat."),
    (FR, "Nous vous signalons chaque achat fait à l'étranger.", "Nous ne vous signalons plus chaque achat fait à l'étranger."),
]  # fmt: skip
"""No way more in which people do something, and no burden that is over."""


def _rules(language: Language, before: str, after: str) -> set[str]:
    return {ground.rule for ground in observe(before, after, rules.read(language)).grounds}


@pytest.mark.parametrize(("language", "less", "more"), MORE, ids=lambda part: str(part)[:40])
def test_who_gets_more_loses_nothing_and_who_gets_less_does(language: Language, less: str, more: str) -> None:
    gain, loss = (judge(*pair, rules.read(language)) for pair in ((less, more), (more, less)))
    assert {finding.level for finding in gain} == {Level.MATERIAL}
    assert {finding.level for finding in loss} == {Level.REDUCTION}
    assert {finding.rule for finding in gain} <= SURE
    assert {finding.rule for finding in loss} <= FIRM


@pytest.mark.parametrize(("language", "before", "after"), OTHERWISE, ids=lambda part: str(part)[-40:])
def test_what_only_looks_like_more_is_not_read_so(language: Language, before: str, after: str) -> None:
    assert SURE.isdisjoint(_rules(language, before, after))


@pytest.mark.parametrize(("language", "before", "after"), NEITHER, ids=lambda part: str(part)[-40:])
def test_what_is_no_way_more_and_no_burden_less_is_not_read_so(
    language: Language, before: str, after: str
) -> None:
    pack = rules.read(language)
    pairs, _, _ = pair_up(read(before, pack), read(after, pack), pack)
    assert not [*choices(pairs[0], pack), *ended(pairs[0], pack)]


ALONE = [
    (EN, "Nobody, whatever they pay, will obtain your account history from us."),
    (EN, "The fares that we show do not depend on your search history."),
    (EN, "No employee is allowed to look into your basket."),
    (EN, "Bailiffs are forbidden to enter a lodger's room at night."),
    (EN, "Any buyer may ask us to freeze a disputed entry."),
    (EN, "Anyone refused credit may have a member of staff look at the case afresh."),
    (FR, "Nos agents n'ont pas le droit de regarder dans votre panier."),
    (FR, "Le conjoint d'un défunt peut fermer le compte par téléphone."),
    (FR, "Les prix affichés ne dépendent pas de vos recherches passées."),
]
"""Sentences that promise people something, however frightening their words."""


@pytest.mark.parametrize(("language", "text"), ALONE, ids=lambda part: str(part)[:40])
def test_a_promise_that_comes_is_a_gain_and_one_that_goes_a_loss(language: Language, text: str) -> None:
    gain, loss = (judge(*pair, rules.read(language)) for pair in (("", text), (text, "")))
    assert {finding.level for finding in gain} == {Level.MATERIAL}
    assert {finding.level for finding in loss} == {Level.REDUCTION}


BURDENS = [
    (EN, "Members may not run."),
    (EN, "Nobody may dive here."),
    (EN, "The price does not depend on the weather."),
    (EN, "Guests are forbidden to smoke."),
    (EN, "Our guards are forbidden to sing."),
    (EN, "We pay nothing for lost coats."),
]
"""Sentences that promise nobody anything."""


@pytest.mark.parametrize(("language", "text"), BURDENS, ids=lambda part: str(part)[:40])
def test_what_promises_nothing_is_no_promise(language: Language, text: str) -> None:
    found = {ground.rule for ground in observe("", text, rules.read(language)).grounds}
    assert "added-promise" not in found
