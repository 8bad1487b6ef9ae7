"""The second reader over HTTP, against a model on loopback."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from model_stand_in import Model, completion, opinion, standing

from notifier.adapters.second_reader import SecondReader
from notifier.adapters.settings import Settings
from notifier.core.opinion import SCHEMA, SYSTEM
from notifier.errors import ReaderSilent, SettingsRefused

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def model() -> Iterator[Model]:
    with standing(Model(answers=[completion("words")])) as model:
        yield model


def reader(model: Model, **more: object) -> SecondReader:
    told = {"reader_url": model.url + "/", "reader_model": "little-model", "reader_timeout": 5.0}
    return SecondReader(Settings(**{**told, **more}))


def test_a_question_is_sent_as_data_under_the_fixed_schema(model: Model) -> None:
    assert reader(model, reader_key="secret").ask('{"before": "x"}') == "words"
    (asked,) = model.asked
    assert asked["messages"] == [
        {"role": "system", "content": SYSTEM},
        {"role": "user", "content": '{"before": "x"}'},
    ]
    assert asked["response_format"]["json_schema"]["schema"] == json.loads(json.dumps(SCHEMA))
    assert (asked["model"], asked["temperature"]) == ("little-model", 0)
    assert model.headers[0]["authorization"] == "Bearer secret"


def test_without_a_key_none_is_sent(model: Model) -> None:
    reader(model).ask("{}")
    assert "authorization" not in model.headers[0]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nonsense",
        b"{}",
        b'{"choices": []}',
        b'{"choices": [{"message": 3}]}',
        b"[" * 60_000,
        b"\xff\xfe",
    ],
    ids=lambda body: repr(body[:20]),
)
def test_a_body_that_is_no_completion_has_no_words(model: Model, body: bytes) -> None:
    model.answers = [body]
    assert reader(model).ask("{}") == ""


@pytest.mark.parametrize("status", [302, 401, 404, 429, 500])
def test_another_status_is_silence_and_no_redirect_is_followed(model: Model, status: int) -> None:
    model.status = status
    with pytest.raises(ReaderSilent, match=str(status)):
        reader(model).ask("{}")
    assert len(model.asked) == 1


def test_an_answer_that_stalls_is_silence(model: Model) -> None:
    model.stall = True
    with pytest.raises(ReaderSilent, match="does not answer"):
        reader(model, reader_timeout=0.2).ask("{}")


def test_an_answer_without_an_end_is_cut(model: Model) -> None:
    model.endless = True
    with pytest.raises(ReaderSilent, match="no end"):
        reader(model).ask("{}")


def test_nobody_at_the_address_is_silence() -> None:
    with pytest.raises(ReaderSilent, match="does not answer"):
        reader(Model(port=1)).ask("{}")


@pytest.mark.parametrize(
    "told", [{}, {"reader_url": "file:///etc/passwd"}, {"reader_url": "http://127.0.0.1/v1"}]
)
def test_a_reader_that_is_not_set_up_is_refused(told: dict[str, str]) -> None:
    with pytest.raises(SettingsRefused, match="no second reader is set up"):
        SecondReader(Settings(**told))


def test_an_opinion_comes_back_as_it_was_said(model: Model) -> None:
    model.answers = [completion(opinion(level="material", after="x"))]
    assert json.loads(reader(model).ask("{}"))["level"] == "material"
