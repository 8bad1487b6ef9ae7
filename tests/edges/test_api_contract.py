"""Whatever the document allows or forbids is sent to every operation: no answer is one that the document does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from repeats import again
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from notifier.adapters.store.keys import Keys
from notifier.core.access import Scope
from notifier.web.api.operations import OPERATIONS

if TYPE_CHECKING:
    from desks import Hall
    from schemathesis import Case

KNOWN = {"person": ["p1", "p2"], "policy": ["privacy"], "clause": ["retention-1"], "since": ["2.0.0"]}
"""Names that there are; without them every question would be about nobody."""

BEYOND_A_SCHEMA = {"binding", "permission", "enrol"}
"""These have a rule that no schema states: one of two parameters, or a service that the registry names."""


@again
@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("name", [operation.name for operation in OPERATIONS])
def test_every_answer_is_one_that_the_document_knows(hall: Hall, name: str, mode: GenerationMode) -> None:
    hall.front.api.pace.rate = 1e9
    hall.front.api.failures.most = 1_000_000
    keys = Keys(hall.engine, secrets=hall.settings.secrets("api keys"))
    key = keys.create("contract", tuple(Scope), actor="Ada", now=hall.clock())
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", hall.front.app())
    refusals = schema.config.checks.negative_data_rejection
    refusals.expected_statuses = [*refusals.expected_statuses, "413"]  # a body too large is refused unread
    found = [told.ok() for told in schema.get_all_operations()]
    operation = next(one for one in found if one.definition.raw["operationId"] == name)
    asked: list[int] = []

    @given(case=operation.as_strategy(generation_mode=mode), data=st.data())
    @settings(
        max_examples=25,
        deadline=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def every(case: Case, data: st.DataObject) -> None:
        if mode is GenerationMode.POSITIVE:
            for word, values in KNOWN.items():
                if word in (case.query or {}) and data.draw(st.booleans()):
                    case.query[word] = data.draw(st.sampled_from(values))
            if name == "permission" and data.draw(st.booleans()):
                case.query = {word: values[0] for word, values in KNOWN.items()}
        beyond = [CHECKS.get_one("positive_data_acceptance")] if name in BEYOND_A_SCHEMA else []
        answer = case.call_and_validate(
            headers={"Authorization": f"Bearer {key}"}, excluded_checks=beyond or None
        )
        asked.append(answer.status_code)

    every()
    assert asked
    assert max(asked) < 500
    if mode is GenerationMode.POSITIVE and operation.method == "get":
        assert 200 in asked
