"""What an editor is told may stand in a file is what the reader takes."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from repositories import LONGER, REGISTRY, edited

from notifier.adapters import drafts, records, registry, schemas, shape
from notifier.cli import group
from notifier.errors import RecordRefused

if TYPE_CHECKING:
    from repositories import PolicyRepo

ROOT = Path(__file__).parents[2]
SHAPES = {"registry": registry.SHAPE, "draft": drafts.SHAPE, "record": records.SHAPE}


def plain(told: Any) -> Any:
    """What a TOML editor sees: days are text."""
    match told:
        case dict():
            return {name: plain(part) for name, part in told.items()}
        case list():
            return [plain(part) for part in told]
        case date():
            return told.isoformat()
        case _:
            return told


def wrong(name: str, text: str) -> list[str]:
    validator = jsonschema_rs.validator_for(schemas.schema(name))
    return [error.message for error in validator.iter_errors(plain(tomllib.loads(text)))]


@pytest.mark.parametrize("name", schemas.NAMES)
def test_a_schema_is_one(name: str) -> None:
    jsonschema_rs.meta.validate(schemas.schema(name))
    done = CliRunner().invoke(group, ["schema", name])
    assert json.loads(done.output) == schemas.schema(name)


def test_our_own_files_fit() -> None:
    assert wrong("registry", (ROOT / "policy" / "policies.toml").read_text("utf-8")) == []
    for place in sorted((ROOT / "policy" / "releases").glob("*/*.toml")):
        assert wrong("record", place.read_text("utf-8")) == [], place.name


def test_a_draft_with_rulings_fits(repo: PolicyRepo) -> None:
    repo.release("1.0.0", published=date(2025, 10, 1))
    repo.edit(edited(repo.texts, *LONGER))
    done = CliRunner().invoke(group, ["--repo", str(repo.path), "draft", "privacy"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    text = (repo.path / "policy" / "releases" / "privacy" / "next.toml").read_text("utf-8")
    assert "[[rulings]]" in text
    assert wrong("draft", text) == []
    assert wrong("draft", text.replace('level = ""', 'level = "harmless"')) != []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('organisation = "Example House"\n', ""),
        ('channels = ["site"]', 'channels = ["pigeon"]'),
        ("governing", "governs"),
        ("editorial = 0", "cosmetic = 0"),
        ("editorial = 0", 'editorial = "none"'),
        ('languages = ["en", "fr"]', 'languages = "en"'),
    ],
)
def test_what_the_registry_refuses_the_editor_marks(before: str, after: str) -> None:
    assert wrong("registry", REGISTRY) == []
    text = REGISTRY.replace(before, after)
    assert text != REGISTRY
    assert wrong("registry", text) != []
    with pytest.raises(RecordRefused):
        registry.read(text, place="policy/policies.toml")


@given(
    kind=st.sampled_from(sorted(SHAPES)),
    told=st.dictionaries(
        st.sampled_from(
            ["organisation", "lifts", "summaries", "rulings", "policies", "texts", "changes", "other"]
        ),
        st.one_of(
            st.text(max_size=3), st.integers(), st.booleans(), st.lists(st.text(max_size=2), max_size=2)
        ),
        max_size=3,
    ),
)
def test_what_does_not_fit_its_shape_does_not_fit_its_schema(kind: str, told: dict[str, Any]) -> None:
    if list(shape.misfits(told, SHAPES[kind])):
        assert not jsonschema_rs.validator_for(schemas.schema(kind)).is_valid(told)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(RecordRefused, match="no kind of file 'letter'"):
        schemas.schema("letter")


def test_every_sentence_about_a_name_is_used() -> None:
    told = json.dumps([schemas.schema(name) for name in schemas.NAMES], ensure_ascii=False)
    for sentence in schemas._TOLD.values():
        assert sentence in told
    for path in (*schemas._ONE_OF, *schemas._NAMES_OF, *schemas._REQUIRED):
        assert path.split(".")[0] in schemas.NAMES
