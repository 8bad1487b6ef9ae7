"""Agreeing and refusing are equally easy, looking changes nothing, and only what was shown is recorded."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from repeats import again

from notifier.adapters.store.ledger_check import check
from notifier.core.consent import Answer
from notifier.core.text import digest
from notifier.core.token import Purpose

if TYPE_CHECKING:
    from desks import Hall


def test_the_page_asks_one_question_from_the_words_that_bind(hall: Hall) -> None:
    page = hall.get()
    assert page.status_code == 200
    assert "A change needs your answer" in page.text
    assert re.search(r"<del>.*thirty.*</del>", page.text)
    assert re.search(r"<ins>.*sixty.*</ins>", page.text)
    assert "The new words apply to me from 1 March 2026." in page.text
    assert "The words of version 1.0.0 go on applying to me." in page.text
    assert page.text.count('type="radio"') == 2
    assert "checked" not in page.text
    assert "p•••@example.org" in page.text
    assert "person1" not in page.text


def test_the_page_speaks_the_language_of_the_person_or_the_one_asked_for(hall: Hall) -> None:
    french = hall.get(2)
    assert french.headers["content-language"] == "fr"
    assert '<html lang="fr">' in french.text
    assert "Une modification attend votre réponse" in french.text
    assert "soixante" in french.text
    assert "Règles de confidentialité" in french.text
    for english in ("Accept the", "Keep my", "answer", "nothing", "Skip", "Language"):
        assert english not in re.sub(r"<[^>]*>", "", french.text)
    assert hall.get(2, "?lang=en").headers["content-language"] == "en"
    assert hall.get(1, "?lang=fr").headers["content-language"] == "fr"
    assert hall.get(1, "?lang=xx").headers["content-language"] == "en"


def test_both_answers_are_the_same_kind_of_thing(hall: Hall) -> None:
    cards = re.findall(r'<label class="choice__card">.*?</label>', hall.get().text, re.DOTALL)
    shapes = [re.sub(r'value="\w+"|>[^<]+<', "><", card) for card in cards]
    assert len(cards) == 2
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize(
    ("choice", "answer", "told"),
    [
        ("accept", Answer.ACCEPTED, "You accepted this change on 20 January 2026"),
        ("keep", Answer.DECLINED, "You chose to keep your current terms on 20 January 2026"),
    ],
)
def test_an_answer_is_recorded_and_shown(hall: Hall, choice: str, answer: Answer, told: str) -> None:
    done = hall.say(choice)
    assert done.status_code == 303
    (entry,) = hall.ledger.of(1)
    assert (entry.answer, entry.covers) == (answer, ("2.0.0/retention-1",))
    assert (str(entry.version), str(entry.since), entry.delivery) == ("2.0.0", "1.0.0", (1 << 40) | 1)
    after = hall.client.get(done.headers["location"])
    assert "Your answer is recorded" in after.text
    assert told in after.text
    assert "checked" not in after.text
    assert list(check(hall.engine)) == []


def test_what_was_shown_is_what_is_kept(hall: Hall) -> None:
    hall.post(hall.form(2, _0="keep"), 2)
    (entry,) = hall.ledger.of(2)
    record = hall.desk.catalog.history("privacy").records[-1]
    assert entry.language == "fr"
    assert entry.shown == {t.language: t.sha256 for t in record.texts}["fr"]
    sentence = "Je garde mes termes actuels. Ceux de la version 1.0.0 continuent de s’appliquer à moi."
    assert entry.statement == digest(sentence)
    (private,) = hall.ledger.private(2)
    assert private["email"] == "person2@example.org"
    assert private["agent"] == "testclient"


def test_nextcloud_1067_who_declined_is_not_locked_out(hall: Hall) -> None:
    for choice in ("keep", "accept", "keep", "accept"):
        assert hall.say(choice).status_code == 303
    assert [entry.answer for entry in hall.ledger.of(1)] == [
        Answer.DECLINED,
        Answer.ACCEPTED,
        Answer.WITHDRAWN,
        Answer.ACCEPTED,
    ]
    assert list(check(hall.engine)) == []


def test_the_page_says_what_binds_before_and_after(hall: Hall) -> None:
    hall.clock.at = hall.clock.at.replace(month=3, day=2)
    before = hall.get().text
    assert "On 2 March 2026, version 2.0.0 binds you, except where an earlier one still does:" in before
    assert re.search(r"thirty days\.</p><footer>version 1\.0\.0 <code>retention-1", before)
    hall.say("accept")
    assert "On 2 March 2026, version 2.0.0 binds you." in hall.get().text
    assert "The new words apply to me from now on." in before
    assert "I take my acceptance back. The words of version 1.0.0 apply to me." in hall.get().text


@again
def test_rock_7034_and_usesend_412_looking_a_hundred_times_records_nothing(hall: Hall) -> None:
    link = f"/c/{hall.link(1)}"
    for _ in range(100):
        assert hall.client.get(link).status_code == 200
        assert hall.client.head(link).status_code == 200
    for headers in ({"Purpose": "prefetch"}, {"Sec-Purpose": "prefetch;prerender"}, {"X-Moz": "prefetch"}):
        assert hall.client.get(link, headers=headers).status_code == 200
    for verb in ("OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"):
        assert hall.client.request(verb, link).status_code == 405
    assert hall.count() == 0


def test_many_may_be_the_first_to_look(hall: Hall) -> None:
    links = [hall.link(person) for person in range(1, 5)] * 8
    with ThreadPoolExecutor(16) as pool:
        assert {told.status_code for told in pool.map(lambda link: hall.client.get(f"/c/{link}"), links)} == {
            200
        }


def test_the_page_keeps_itself_to_itself(hall: Hall) -> None:
    page = hall.get()
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"
    assert "noindex" in page.headers["x-robots-tag"]
    assert "set-cookie" not in page.headers
    assert "<script" not in page.text
    assert "style=" not in page.text
    assert hall.link(1) not in page.text
    for address in re.findall(r'(?:src|href)="([^"]+)"', page.text):
        assert address.startswith(("/assets/", "#", "?", "https://policies.example.org/"))
        if address.startswith("/assets/"):
            assert hall.client.get(address).status_code == 200
    for outside in re.findall(r"<a [^>]*https:[^>]*>", page.text):
        assert 'rel="noreferrer"' in outside


def test_assets_are_cached_and_nothing_else_is_served(hall: Hall) -> None:
    first = hall.client.get("/assets/decision.css")
    assert "max-age" in first.headers["cache-control"]
    again = hall.client.get("/assets/decision.css", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    for name in ("../pages.py", "%2e%2e/pages.py", "fonts/", "none.css"):
        assert hall.client.get(f"/assets/{name}").status_code == 404
    assert hall.client.get("/healthz").text == "here\n"


def test_every_link_that_leads_nowhere_gets_the_same_page(hall: Hall) -> None:
    good = hall.link(1)
    ended = hall.link(1)
    pages = {
        hall.client.get(f"/c/{bad}", headers={"Accept-Language": "en"}).text
        for bad in (
            "x",
            good[:-1],
            good[:-2] + ("A" if good[-2] != "A" else "B") + good[-1],
            hall.link(1, purpose=Purpose.UNSUBSCRIBE),
            hall.link(1, campaign=9),
            hall.link(99),
        )
    }
    hall.clock.at += timedelta(days=401)
    gone = hall.client.get(f"/c/{ended}", headers={"Accept-Language": "en"})
    assert gone.status_code == 404
    assert pages == {gone.text, hall.client.get("/elsewhere", headers={"Accept-Language": "en"}).text}
    french = hall.client.get("/c/x", headers={"Accept-Language": "de, fr;q=0.8, en;q=0.5"})
    assert "Ce lien ne mène nulle part" in french.text


def test_every_flipped_bit_of_a_link_is_a_bad_link(hall: Hall) -> None:
    hall.front.failures.most = 1000
    told = urlsafe_b64decode(hall.link(1))
    for place in range(0, len(told) * 8, 3):
        forged = bytearray(told)
        forged[place // 8] ^= 1 << (place % 8)
        link = urlsafe_b64encode(bytes(forged)).decode()
        assert hall.client.get(f"/c/{link}").status_code == 404
        assert hall.client.post(f"/c/{link}", data={"own": "yes"}).status_code == 404
    assert hall.count() == 0


def test_who_opens_many_bad_links_has_to_wait(hall: Hall) -> None:
    for _ in range(30):
        assert hall.client.get("/c/x").status_code == 404
    wait = hall.client.get(f"/c/{hall.link(1)}")
    assert wait.status_code == 429
    assert wait.headers["retry-after"] == "60"
    hall.clock.on(61)
    assert hall.get().status_code == 200


def test_whoever_has_nothing_to_decide_is_told_so(hall: Hall) -> None:
    hall.repo.git("rm", "-q", "policy/releases/privacy/2.0.0.toml")
    page = hall.get()
    assert "There is nothing to decide" in page.text
    assert "<form" not in page.text


def test_joomla_22720_a_forgotten_person_leads_nowhere_and_the_ledger_still_holds(hall: Hall) -> None:
    from notifier.adapters.store.people import People

    hall.say("keep")
    hall.say("accept", 2)
    People(hall.engine, secret=hall.settings.address_secret).erase(1, actor="Ada", now=hall.clock())
    assert hall.get().status_code == 404
    assert hall.ledger.private(1) == ()
    assert len(hall.ledger.private(2)) == 1
    assert [entry.answer for entry in hall.ledger.of(1)] == [Answer.DECLINED]
    assert list(check(hall.engine)) == []


def test_who_is_turned_away_is_told_so_in_their_language(hall: Hall) -> None:
    french = {"Accept-Language": "fr-FR,fr;q=0.9"}
    form = hall.form(_0="accept")
    told = hall.post(form, **{"Sec-Fetch-Site": "cross-site"}, **french)
    assert (told.status_code, hall.count()) == (403, 0)
    assert "Cette réponse venait d’une autre page" in told.text
    for _ in range(hall.front.failures.most):
        hall.client.get("/c/nothing")
    told = hall.client.get(f"/c/{hall.link(1)}", headers=french)
    assert (told.status_code, told.headers["retry-after"]) == (429, "60")
    assert "Patientez une minute" in told.text
    assert "Please wait a minute" in hall.get().text
