"""Calls are signed so that anybody can check them, go only where an operator sent them, and follow nobody."""

from __future__ import annotations

import hmac
from base64 import b64decode
from typing import TYPE_CHECKING

import pytest
import urllib3
from listeners import Listener, listening

from notifier.adapters.calls import Call, Caller, check, shown, signatures
from notifier.errors import PermanentDeliveryError, SettingsRefused, TransientDeliveryError

if TYPE_CHECKING:
    from collections.abc import Iterator

CALL = Call(id="msg_1", at=1_614_265_330, body=b'{"a":1}', secrets=(b"k" * 32, b"o" * 32))


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as one:
        yield one


def test_the_signature_is_the_one_that_the_standard_gives_as_its_example() -> None:
    # The example of the Standard Webhooks: secret, id, moment, body and signature.
    secret = b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    example = Call(
        id="msg_p5jXN8AQM9LWM0D4loKWxJek", at=1_614_265_330, body=b'{"test": 2432232314}', secrets=(secret,)
    )
    assert signatures(example) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_receiver_can_check_a_call_with_the_secret_of_today_or_of_yesterday(listener: Listener) -> None:
    Caller().post(listener.url, CALL, internal=True)
    (heard,) = listener.heard
    assert heard.path == "/events?from=policy"
    assert heard.headers["content-type"] == "application/json"
    assert heard.headers["host"] == f"127.0.0.1:{listener.port}"
    assert all(heard.signed(shown(secret)) for secret in CALL.secrets)
    assert not heard.signed(shown(b"x" * 32))
    heard.body += b" "
    assert not heard.signed(shown(CALL.secrets[0]))


@pytest.mark.parametrize("status", [301, 302, 307, 308, 400, 401, 404, 429, 500, 503])
def test_what_is_not_taken_is_tried_again_and_no_redirect_is_followed(
    listener: Listener, status: int
) -> None:
    listener.statuses = [status]
    listener.headers = {"Location": f"http://127.0.0.1:{listener.port}/elsewhere"}
    with pytest.raises(TransientDeliveryError, match=str(status)):
        Caller().post(listener.url, CALL, internal=True)
    assert len(listener.heard) == 1


def test_who_is_gone_is_told_no_more(listener: Listener) -> None:
    listener.statuses = [410]
    with pytest.raises(PermanentDeliveryError):
        Caller().post(listener.url, CALL, internal=True)


def test_nobody_there_and_nobody_of_that_name_may_come_later() -> None:
    with listening() as gone:
        url = gone.url
    with pytest.raises(TransientDeliveryError, match="cannot be reached"):
        Caller().post(url, CALL, internal=True)
    with pytest.raises(TransientDeliveryError, match="not found"):
        Caller().post("https://nobody.invalid/", CALL, internal=False)


def test_who_takes_the_call_and_says_nothing_is_not_waited_for() -> None:
    import socket

    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(1)
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(TransientDeliveryError):
            Caller(timeout=urllib3.Timeout(connect=0.2, read=0.2)).post(url, CALL, internal=True)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "10.1.2.3",
        "192.168.0.9",
        "172.16.5.5",
        "[::1]",
        "[fd00::1]",
        "[::ffff:10.0.0.1]",
        "0.0.0.0",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "2130706433",
        "0x7f.1",
    ],
)
def test_the_inside_of_a_network_is_not_called_unless_that_is_meant(host: str) -> None:
    with pytest.raises(PermanentDeliveryError, match="inside"):
        Caller().post(f"https://{host}/", CALL, internal=False)


def test_the_address_that_clouds_keep_secrets_at_is_never_called() -> None:
    with pytest.raises(PermanentDeliveryError):
        Caller().post("https://169.254.169.254/latest/", CALL, internal=True)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://a.example/",
        "https://",
        "https://u:p@a.example/",
        "http://a.example/",
        "https://a.example/#x",
        "https://a.example:99999/",
        "https://é.example/",
        "javascript:alert(1)",
        "//a.example/",
        "https://[::1/",
    ],
)
def test_an_address_that_no_event_may_go_to_is_refused_when_it_is_added(url: str) -> None:
    with pytest.raises(SettingsRefused):
        check(url)


def test_a_secret_is_shown_as_receivers_enter_it() -> None:
    assert shown(b"k" * 32).startswith("whsec_")
    assert hmac.compare_digest(b64decode(shown(b"k" * 32).removeprefix("whsec_")), b"k" * 32)
