"""One part of a sentence gave way to another: read by what it is to the act around it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from notifier.adapters import rules
from notifier.core.finding import Direction
from notifier.core.judgement import judge
from notifier.core.text import EN, FR, Language

SEEN = [
    (EN, "The wool is spun elsewhere.", "The wool is spun in Harris.", "place-named"),
    (EN, "The list gives the names of shops.", "The list gives the kinds of shops.", "told-less"),
    (
        FR,
        "Votre accord vous est demandé avant chaque écoute d'un enregistrement.",
        "Votre accord vous est demandé avant la première écoute d'un enregistrement.",
        "one-of-all",
    ),
    (EN, "The song is sung upon request", "The song is sung upon rain", "will-lost"),
    (
        EN,
        "Slips in red mark seats of guests who chose tea.",
        "Slips in red mark seats of guests in the barn.",
        "will-lost",
    ),
    (
        EN,
        "The notes of the choir are kept in your cupboard.",
        "The notes of the choir are kept in our cupboard.",
        "yours-to-ours",
    ),
    (EN, "The lesson is held in our house.", "The lesson is held in your house.", "ours-to-yours"),
    (EN, "The wool is spun in Harris.", "The wool is spun wherever hands are free.", "place-open"),
    (
        EN,
        "The plumber opens the meter cupboard on the instruction of the mayor.",
        "The plumber opens the meter cupboard in front of a tenant.",
        "presence-won",
    ),
    (
        EN,
        "We lend our name to the fair for as long as it lasts.",
        "We lend our name to the fair until it closes.",
        "lasts-shorter",
    ),
    (EN, "New rates are sent to each member.", "New rates are displayed in the hall.", "told-less"),
    (
        EN,
        "Letters by pupils are read by a teacher.",
        "Letters by pupils are counted by a teacher.",
        "heed-lost",
    ),
    (EN, "The plaster is removed at the doctor's wish.", "The plaster is removed at your wish.", "will-won"),
    (EN, "The plaster is removed at their wish.", "The plaster is removed at the end.", "will-lost"),
    (EN, "The song is sung by wish of you.", "The song is sung by turn.", "will-lost"),
    (EN, "The song is sung at the wish of a bride.", "The song is sung by turn.", "will-lost"),
    (
        EN,
        "The lamp reports only upon request; we read it.",
        "The lamp reports only upon rain; we read it.",
        "will-lost",
    ),
    (EN, "Choose the hour of the visit.", "Learn the hour of the visit.", "will-lost"),
    (EN, "The screen goes dark once she wants it.", "The screen goes dark once nobody looks.", "will-lost"),
    (EN, "Your school decides who rings.", "You decide who rings.", "will-won"),
    (FR, "Le carnet va au facteur.", "Le carnet va à quiconque passe.", "circle-wider"),
    (EN, "The log goes to its owner.", "The log goes to all members.", "circle-wider"),
    (EN, "Gauges are read by a warden.", "Gauges are read by a robot.", "machine-instead"),
    (EN, "A robot reads gauges.", "A warden reads gauges.", "person-instead"),
    (EN, "The fare is lowered by the index.", "The fare is set by the index.", "effect-weaker"),
    (EN, "The fare is set by the index.", "The fare is lowered by the index.", "effect-stronger"),
    (EN, "The dues rise with your next bill.", "The dues rise with your next lease.", "due-later"),
    (EN, "The dues rise with your next year.", "The dues rise with your next week.", "due-sooner"),
    (EN, "The camera sees all doors.", "The camera sees one door.", "scope-narrower"),
    (EN, "The log goes to Bern.", "The log goes to all members.", "scope-wider"),
    (
        EN,
        "The pass opens the museum named on it.",
        "The pass opens every museum of the canton.",
        "all-of-one",
    ),
    (
        EN,
        "The report on an accident goes to the member concerned.",
        "The report on an accident goes to all members.",
        "circle-wider",
    ),
    (
        EN,
        "The keys of the car are handed to its owner.",
        "The keys of the car are handed to whoever brings the slip.",
        "circle-wider",
    ),
    (
        EN,
        "The higher rent applies from your next month.",
        "The higher rent applies from your next lease.",
        "due-later",
    ),
    (
        EN,
        "The higher rent applies from your next lease.",
        "The higher rent applies from your next month.",
        "due-sooner",
    ),
    (
        EN,
        "The readings are used to set your rent.",
        "The readings are used to lower your rent.",
        "effect-stronger",
    ),
    (
        EN,
        "The readings are used to lower your rent.",
        "The readings are used to set your rent.",
        "effect-weaker",
    ),
    (
        EN,
        "You lend us the photograph until the exhibition closes.",
        "You lend us the photograph for as long as the museum stands.",
        "lasts-longer",
    ),
    (
        EN,
        "The lockers are opened only with the pupil present.",
        "The lockers are opened only on a teacher's order.",
        "presence-lost",
    ),
    (
        EN,
        "The tracker sends us one position a day.",
        "The tracker sends us one position a minute.",
        "rate-worse",
    ),
    (
        EN,
        "The microphone records the whole hall.",
        "The microphone records the speaker's desk.",
        "scope-narrower",
    ),
    (
        EN,
        "The lamp in your room reports its use after you have switched reporting on.",
        "The lamp in your room reports its use after it has been plugged in.",
        "will-lost",
    ),
    (
        EN,
        "The film of the lesson goes to the class when the pupil's parents ask for it.",
        "The film of the lesson goes to the class when the lesson is over.",
        "will-lost",
    ),
    (
        EN,
        "The number of your locker is shown to the neighbours you have picked.",
        "The number of your locker is shown to the neighbours on your corridor.",
        "will-lost",
    ),
    (
        EN,
        "A dietician joins the call at the patient's wish.",
        "A dietician joins the call at the start of treatment.",
        "will-lost",
    ),
    (
        EN,
        "The trial turns into a subscription when you press “Continue”.",
        "The trial turns into a subscription when fourteen days have gone by.",
        "will-lost",
    ),
    (
        EN,
        "The position of the bicycle is noted as soon as the rider taps “Start”.",
        "The position of the bicycle is noted as soon as the rider leaves the station.",
        "will-lost",
    ),
    (
        EN,
        "The video player is loaded only after a click.",
        "The video player is loaded only after a short pause.",
        "will-lost",
    ),
    (
        EN,
        "Your account joins the family group upon your request.",
        "Your account joins the family group upon your marriage.",
        "will-lost",
    ),
    (
        EN,
        "Members whom you have invited can read your diary.",
        "Members who live near you can read your diary.",
        "will-lost",
    ),
    (
        EN,
        "The bus stops when a passenger presses the button.",
        "The bus stops when it reaches a shelter.",
        "will-lost",
    ),
    (
        EN,
        "The patient chooses who sits in on the consultation.",
        "The clinic chooses who sits in on the consultation.",
        "will-lost",
    ),
    (
        EN,
        "Parents settle which photographs are hung in the hall.",
        "The headteacher settles which photographs are hung in the hall.",
        "will-lost",
    ),
    (
        EN,
        "Tenants have the last word on the colour of their door.",
        "The landlord has the last word on the colour of their door.",
        "will-lost",
    ),
    (
        EN,
        "Your holidays are fixed in agreement with you.",
        "Your holidays are fixed by the head of the kitchen.",
        "will-lost",
    ),
    (
        EN,
        "At your option, the parcel is left with a neighbour or at the shop.",
        "At the driver's option, the parcel is left with a neighbour or at the shop.",
        "will-lost",
    ),
    (
        EN,
        "You name the person who fetches your child.",
        "The nursery names the person who fetches your child.",
        "will-lost",
    ),
    (
        EN,
        "Residents vote on any change to the opening hours.",
        "The syndic votes on any change to the opening hours.",
        "will-lost",
    ),
    (
        EN,
        "New rules apply once the members have approved them.",
        "New rules apply once the members have read them.",
        "will-lost",
    ),
    (
        EN,
        "The lamp in your room reports its use after it has been plugged in.",
        "The lamp in your room reports its use after you have switched reporting on.",
        "will-won",
    ),
    (
        EN,
        "Members who live near you can read your diary.",
        "Members whom you have invited can read your diary.",
        "will-won",
    ),
    (
        EN,
        "The clinic chooses who sits in on the consultation.",
        "The patient chooses who sits in on the consultation.",
        "will-won",
    ),
    (
        EN,
        "At the driver's option, the parcel is left with a neighbour or at the shop.",
        "At your option, the parcel is left with a neighbour or at the shop.",
        "will-won",
    ),
    (
        FR,
        "Le rapport d'accident est remis à tous les membres.",
        "Le rapport d'accident est remis au membre concerné.",
        "circle-narrower",
    ),
    (
        FR,
        "Le rapport d'accident est remis au membre concerné.",
        "Le rapport d'accident est remis à tous les membres.",
        "circle-wider",
    ),
    (
        FR,
        "Le loyer augmenté s'applique à partir de votre prochain mois.",
        "Le loyer augmenté s'applique à partir de votre prochain bail.",
        "due-later",
    ),
    (
        FR,
        "Le loyer augmenté s'applique à partir de votre prochain bail.",
        "Le loyer augmenté s'applique à partir de votre prochain mois.",
        "due-sooner",
    ),
    (
        FR,
        "Les relevés servent à fixer votre loyer.",
        "Les relevés servent à baisser votre loyer.",
        "effect-stronger",
    ),
    (
        FR,
        "Les relevés servent à baisser votre loyer.",
        "Les relevés servent à fixer votre loyer.",
        "effect-weaker",
    ),
    (
        FR,
        "Vous nous prêtez la photographie jusqu'à la fermeture de l'exposition.",
        "Vous nous prêtez la photographie aussi longtemps que le musée existe.",
        "lasts-longer",
    ),
    (
        FR,
        "Un pharmacien vérifie chaque ordonnance.",
        "Un logiciel vérifie chaque ordonnance.",
        "machine-instead",
    ),
    (
        FR,
        "Votre réclamation est lue par un employé.",
        "Votre réclamation est lue par un robot.",
        "machine-instead",
    ),
    (
        FR,
        "Un maître-nageur surveille le petit bassin.",
        "Une caméra surveille le petit bassin.",
        "machine-instead",
    ),
    (
        FR,
        "Une caméra surveille le petit bassin.",
        "Un maître-nageur surveille le petit bassin.",
        "person-instead",
    ),
    (
        FR,
        "Les casiers ne sont ouverts qu'en présence de l'élève.",
        "Les casiers ne sont ouverts que sur ordre d'un enseignant.",
        "presence-lost",
    ),
    (
        FR,
        "La balise nous envoie une position par jour.",
        "La balise nous envoie une position par minute.",
        "rate-worse",
    ),
    (
        FR,
        "Le micro enregistre toute la salle.",
        "Le micro enregistre le pupitre de l'orateur.",
        "scope-narrower",
    ),
    (
        FR,
        "Le micro enregistre le pupitre de l'orateur.",
        "Le micro enregistre toute la salle.",
        "scope-wider",
    ),
    (
        FR,
        "La lampe de votre chambre transmet ses relevés une fois que vous avez activé l'envoi.",
        "La lampe de votre chambre transmet ses relevés une fois qu'elle est branchée.",
        "will-lost",
    ),
    (
        FR,
        "Le film du cours est remis à la classe lorsque les parents de l'élève le demandent.",
        "Le film du cours est remis à la classe lorsque le cours est fini.",
        "will-lost",
    ),
    (
        FR,
        "Le numéro de votre casier est montré aux voisins que vous avez retenus.",
        "Le numéro de votre casier est montré aux voisins de votre couloir.",
        "will-lost",
    ),
    (
        FR,
        "La position du vélo est notée dès que le cycliste touche « Départ ».",
        "La position du vélo est notée dès que le cycliste quitte la station.",
        "will-lost",
    ),
    (
        FR,
        "Le lecteur vidéo ne se charge qu'après un clic.",
        "Le lecteur vidéo ne se charge qu'après un court délai.",
        "will-lost",
    ),
    (
        FR,
        "Les membres que vous avez invités peuvent lire votre journal.",
        "Les membres qui habitent près de chez vous peuvent lire votre journal.",
        "will-lost",
    ),
    (
        FR,
        "Le bus s'arrête lorsqu'un passager appuie sur le bouton.",
        "Le bus s'arrête lorsqu'il atteint un abri.",
        "will-lost",
    ),
    (
        FR,
        "Le patient choisit qui assiste à la consultation.",
        "La clinique choisit qui assiste à la consultation.",
        "will-lost",
    ),
    (
        FR,
        "Les parents arrêtent les photographies que l'on accroche dans le hall.",
        "La directrice arrête les photographies que l'on accroche dans le hall.",
        "will-lost",
    ),
    (
        FR,
        "Les locataires ont le dernier mot sur la couleur de leur porte.",
        "Le bailleur a le dernier mot sur la couleur de leur porte.",
        "will-lost",
    ),
    (
        FR,
        "Les articles abîmés sont remplacés ou remboursés, selon votre préférence.",
        "Les articles abîmés sont remplacés ou remboursés, selon leur prix.",
        "will-lost",
    ),
    (
        FR,
        "Les chambres sont réparties selon le souhait des élèves.",
        "Les chambres sont réparties selon l'appréciation du maître de maison.",
        "will-lost",
    ),
    (
        FR,
        "Vos congés sont fixés en accord avec vous.",
        "Vos congés sont fixés par le chef de cuisine.",
        "will-lost",
    ),
    (
        FR,
        "Vous désignez la personne qui vient chercher votre enfant.",
        "La crèche désigne la personne qui vient chercher votre enfant.",
        "will-lost",
    ),
    (
        FR,
        "Les habitants votent toute modification des horaires.",
        "Le syndic vote toute modification des horaires.",
        "will-lost",
    ),
    (
        FR,
        "Les nouvelles règles s'appliquent une fois que les membres les ont approuvées.",
        "Les nouvelles règles s'appliquent une fois que les membres les ont lues.",
        "will-lost",
    ),
    (
        FR,
        "La lampe de votre chambre transmet ses relevés une fois qu'elle est branchée.",
        "La lampe de votre chambre transmet ses relevés une fois que vous avez activé l'envoi.",
        "will-won",
    ),
    (
        FR,
        "Les membres qui habitent près de chez vous peuvent lire votre journal.",
        "Les membres que vous avez invités peuvent lire votre journal.",
        "will-won",
    ),
    (
        FR,
        "La clinique choisit qui assiste à la consultation.",
        "Le patient choisit qui assiste à la consultation.",
        "will-won",
    ),
    (
        FR,
        "Les articles abîmés sont remplacés ou remboursés, selon leur prix.",
        "Les articles abîmés sont remplacés ou remboursés, selon votre préférence.",
        "will-won",
    ),
]

LEFT = [
    (EN, "The screen is lit as soon as it is asked.", "The screen is lit as soon as it is dark."),
    (EN, "The screen goes dark once we choose.", "The screen goes dark once nobody looks."),
    (
        EN,
        "Reach us by telephone, by post, or through the form at the foot of the page: we read everything.",
        "We read everything that reaches us, be it through the form at the foot of the page, by post or by telephone.",
    ),
    (EN, "The wreath is laid once it is voted by all.", "The wreath is laid once it is woven by all."),
    (EN, "A song about gauges read by wardens is sung.", "A song about gauges read by us is sung."),
    (EN, "The chart shows gauges wardens read.", "The chart shows gauges robots read."),
    (EN, "The plaster is removed at our wish.", "The plaster is removed at our leisure."),
    (EN, "The picture, chosen by her, is hung.", "The picture, bought by her, is hung."),
    (EN, "The screen is lit as soon as it is asked for by it.", "The screen is lit as soon as it gets dark."),
    (FR, "La lampe s'allume quand on vous demande un signe.", "La lampe s'allume quand il fait nuit."),
    (EN, "The dues rise with your next lamp.", "The dues rise with your next lease."),
    (EN, "The pond is cleaned in your next lease.", "The pond is cleaned in your next week."),
    (
        EN,
        "The wardens list on what day it rained a day.",
        "The wardens list on what day it rained a week after.",
    ),
    (EN, "The bell rings when you press the green button.", "The bell rings when you press the blue button."),
    (
        FR,
        "La cloche sonne lorsque vous appuyez sur le bouton vert.",
        "La cloche sonne lorsque vous appuyez sur le bouton bleu.",
    ),
    (
        EN,
        "We repair the boiler when you report a fault.",
        "We repair the boiler when the gauge shows a fault.",
    ),
    (
        FR,
        "Nous réparons la chaudière lorsque vous signalez une panne.",
        "Nous réparons la chaudière lorsque le manomètre indique une panne.",
    ),
    (
        EN,
        "The guide hands you a headset when you ask for one.",
        "The guide hands you a headset when the tour begins.",
    ),
    (
        FR,
        "Le guide vous remet un casque lorsque vous en demandez un.",
        "Le guide vous remet un casque lorsque la visite commence.",
    ),
    (EN, "The lights go on when you enter the hall.", "The lights go on when you open the door."),
    (
        FR,
        "La lumière s'allume lorsque vous entrez dans la salle.",
        "La lumière s'allume lorsque vous ouvrez la porte.",
    ),
    (
        EN,
        "Once you have agreed, we film the wedding.",
        "Once you have agreed in writing, we film the wedding.",
    ),
    (
        FR,
        "Une fois que vous avez accepté, nous filmons le mariage.",
        "Une fois que vous avez accepté par écrit, nous filmons le mariage.",
    ),
    (EN, "The map opens when you click on it.", "The map opens when you click on “Show map”."),
    (
        FR,
        "La carte s'ouvre lorsque vous cliquez dessus.",
        "La carte s'ouvre lorsque vous cliquez sur « Voir la carte ».",
    ),
    (
        EN,
        "The manager chooses the colour of the curtains.",
        "The caretaker chooses the colour of the curtains.",
    ),
    (FR, "Le gérant choisit la couleur des rideaux.", "Le concierge choisit la couleur des rideaux."),
    (
        EN,
        "Damaged goods are replaced or refunded, whichever costs less.",
        "Damaged goods are replaced or refunded, whichever you prefer.",
    ),
    (EN, "A jury picks three winners.", "A jury of readers picks three winners."),
    (FR, "Un jury retient trois lauréats.", "Un jury de lecteurs retient trois lauréats."),
    (EN, "You choose the colour of your card.", "You choose the picture on your card."),
    (FR, "Vous choisissez la couleur de votre carte.", "Vous choisissez l'image de votre carte."),
    (EN, "The council votes on the budget in March.", "The council votes on the budget in April."),
    (FR, "Le conseil vote le budget en mars.", "Le conseil vote le budget en avril."),
    (
        EN,
        "The landlord decides in which order the roofs are mended.",
        "The builder decides in which order the roofs are mended.",
    ),
    (
        FR,
        "Le bailleur décide dans quel ordre les toits sont réparés.",
        "Le couvreur décide dans quel ordre les toits sont réparés.",
    ),
    (EN, "You tell the nursery who fetches your child.", "You tell the front desk who fetches your child."),
    (
        FR,
        "Vous dites à la crèche qui vient chercher votre enfant.",
        "Vous dites à l'accueil qui vient chercher votre enfant.",
    ),
    (EN, "A camera watches over the small pool.", "A lifeguard watches over the small pool."),
    (EN, "A pharmacist checks each prescription.", "Two pharmacists check each prescription."),
    (FR, "Un pharmacien vérifie chaque ordonnance.", "Deux pharmaciens vérifient chaque ordonnance."),
    (EN, "A steward shows you to your seat.", "An usher shows you to your seat."),
    (FR, "Un placeur vous conduit à votre place.", "Une ouvreuse vous conduit à votre place."),
    (
        EN,
        "The newsletter is sent to all members.",
        "The newsletter is sent to all members and their families.",
    ),
    (
        FR,
        "Le bulletin est envoyé à tous les membres.",
        "Le bulletin est envoyé à tous les membres et à leurs familles.",
    ),
    (EN, "Marks are sent to the parents of the class.", "Marks are sent to the parents of the pupil."),
    (
        FR,
        "Les notes sont envoyées aux parents de la classe.",
        "Les notes sont envoyées aux parents de l'élève.",
    ),
    (EN, "The bins are emptied by the caretaker.", "The bins are emptied by a cleaning firm."),
    (FR, "Les bacs sont vidés par le concierge.", "Les bacs sont vidés par une entreprise de nettoyage."),
    (EN, "Parcels are brought by the postman.", "Parcels are brought by a courier."),
    (FR, "Les colis sont apportés par le facteur.", "Les colis sont apportés par un coursier."),
    (
        EN,
        "The menu of the week is shown to the parents of the pupil.",
        "The menu of the week is shown to the parents of the class.",
    ),
    (
        FR,
        "Le menu de la semaine est montré aux parents de l'élève.",
        "Le menu de la semaine est montré aux parents de la classe.",
    ),
    (EN, "Your drafts stay on our computers.", "Your drafts stay on your phone."),
    (FR, "Vos brouillons restent sur nos ordinateurs.", "Vos brouillons restent sur votre téléphone."),
    (FR, "Le passe ouvre le musée qui y figure.", "Le passe ouvre tous les musées du canton."),
    (
        EN,
        "The list shows which neighbours use the laundry.",
        "The list shows how many neighbours use the laundry.",
    ),
    (
        FR,
        "La liste indique quels voisins se servent de la buanderie.",
        "La liste indique combien de voisins se servent de la buanderie.",
    ),
    (EN, "The camera films the north gate.", "The camera films the south gate."),
    (FR, "La caméra filme le portail nord.", "La caméra filme le portail sud."),
    (
        EN,
        "The readings are used to draw the plan of the valley.",
        "The readings are used to colour the plan of the valley.",
    ),
    (
        FR,
        "Les relevés servent à dessiner le plan de la vallée.",
        "Les relevés servent à colorier le plan de la vallée.",
    ),
    (EN, "The sign shows how many seats are free.", "The sign shows which seats are free."),
    (FR, "Le panneau indique combien de sièges sont libres.", "Le panneau indique quels sièges sont libres."),
    (EN, "Our bakers work in the old mill.", "Our bakers work in the new hall."),
    (
        FR,
        "Nos boulangers travaillent dans le vieux moulin.",
        "Nos boulangers travaillent dans la nouvelle halle.",
    ),
    (
        EN,
        "Your answers reach the researcher under your name.",
        "Your answers reach the researcher under a number.",
    ),
    (
        FR,
        "Vos réponses parviennent au chercheur sous votre nom.",
        "Vos réponses parviennent au chercheur sous un numéro.",
    ),
]


@pytest.mark.parametrize(("language", "before", "after", "rule"), SEEN, ids=lambda part: str(part)[:40])
def test_a_part_that_gave_way_is_weighed_by_its_role(
    language: Language, before: str, after: str, rule: str
) -> None:
    pack = rules.read(language)
    told = judge(before, after, replace(pack, weights={}) if before in OUTWEIGHED else pack)
    assert rule in {finding.rule for finding in told}


OUTWEIGHED = (
    "The camera sees all doors.",
    "The microphone records the whole hall.",
    "Le micro enregistre toute la salle.",
)
"""What the rules see as a gain, and what was learned takes for a loss."""


@pytest.mark.parametrize(("language", "before", "after"), LEFT, ids=lambda part: str(part)[:40])
def test_a_part_of_equal_weight_takes_nothing_away(language: Language, before: str, after: str) -> None:
    found = judge(before, after, replace(rules.read(language), weights={}))
    assert Direction.ADVERSE not in {finding.direction for finding in found}
