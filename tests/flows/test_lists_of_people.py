"""A list of people is taken as it comes, and what is wrong in it is told with its line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from announcing import PEOPLE, run, said

if TYPE_CHECKING:
    from repositories import PolicyRepo


BAD = {
    "a formula": ("=1+1,a@example.org,en,accounts,1.0.0", "external_id begins like a formula"),
    "a header in a name": (
        '"x\r\nBcc: b",a@example.org,en,accounts,1.0.0',
        "external_id holds a control character",
    ),
    "no id": (",a@example.org,en,accounts,1.0.0", "external_id is empty"),
    "another language": ("x,a@example.org,de,accounts,1.0.0", "language 'de' is not published"),
    "another service": ("x,a@example.org,en,planes,1.0.0", "service 'planes' is not in policy/policies.toml"),
    "no service": ("x,a@example.org,en,,1.0.0", "no service"),
    "too few cells": ("x", "only 1 cell"),
    "letters of another encoding": ("x,\udce9@example.org,en,accounts,1.0.0", "not UTF-8"),
    "a quote that never ends": ('"x,a@example.org,en,accounts,1.0.0', "a quote that does not end well"),
    "no mail address": ("x,ada@,en,accounts,1.0.0", "'ada@' is not a mail address"),
    "a formula in the address": ("x,@SUM(A1),en,accounts,1.0.0", "email begins like a formula"),
    "a release that never was": ("x,a@example.org,en,accounts,7.0.0", "privacy 7.0.0 was never released"),
    "a quote that does not end well": ('"x"y,a@example.org,en,accounts,1.0.0', "no CSV"),
    "a cell of ten megabytes": (f"{'x' * 10_000_000},a@example.org,en,accounts,1.0.0", "no CSV"),
}


def test_a_bad_line_is_reported_with_its_number_and_the_others_are_kept(released: PolicyRepo) -> None:
    done = run(released, "subjects", "import", str(released.path / "people.csv"))
    assert "people.csv:7: 'eve@example' is not a mail address" in done.stderr
    assert "kept 5 people, refused 1 line" in done.stdout
    assert (released.path / "people.refused.csv").read_text("utf-8").splitlines()[1].startswith("7,")


def test_an_erased_person_stays_erased(released: PolicyRepo) -> None:
    file = str(released.path / "people.csv")
    said(released, "subjects", "import", file)
    assert json.loads(said(released, "subjects", "show", "p2"))["email"] == "ben@example.org"
    said(released, "subjects", "erase", "p2")
    assert "left 1 erased person alone" in said(released, "subjects", "import", file)
    assert "nobody is known as 'p2'" in run(released, "subjects", "show", "p2").stderr
    everybody = [json.loads(line) for line in said(released, "subjects", "export").splitlines()]
    assert {"id": 2, "state": "erased"} in everybody
    for place in (released.path / ".notifier").glob("notifier.db*"):
        assert b"ben@example.org" not in place.read_bytes()


@pytest.mark.parametrize("case", BAD)
def test_a_bad_line_is_told_and_the_next_one_is_kept(released: PolicyRepo, case: str) -> None:
    line, why = BAD[case]
    good = "good,g\u00fcnter@b\u00fccher.example,en,accounts,1.0.0"
    text = "\n".join(
        ["external_id,email,language,services,baseline", line, good.replace("g\u00fcnter", "g"), ""]
    )
    (released.path / "people.csv").write_bytes(b"\xef\xbb\xbf" + text.encode("utf-8", "surrogateescape"))
    done = run(released, "subjects", "import", str(released.path / "people.csv"))
    assert why in done.stderr
    assert "kept 1 person, refused 1 line" in done.stdout
    assert json.loads(said(released, "subjects", "show", "good"))["email"] == "g@xn--bcher-kva.example"


def test_a_file_that_is_no_list_of_people_is_refused_in_one_line(released: PolicyRepo) -> None:
    place = released.path / "people.csv"
    place.write_text("name,mail\nAda,ada@example.org\n", "utf-8")
    with pytest.raises(Exception, match="no column external_id, email, language, services, baseline"):
        run(released, "subjects", "import", str(place))
    place.write_text("external_id,email,email,language,services,baseline\n", "utf-8")
    with pytest.raises(Exception, match="two columns are called email"):
        run(released, "subjects", "import", str(place))
    for encoding in ("utf-16", "utf-16-be"):
        place.write_bytes(PEOPLE.encode(encoding))
        with pytest.raises(Exception, match="not UTF-8; save the file as UTF-8"):
            run(released, "subjects", "import", str(place))
    place.write_bytes(b"")
    with pytest.raises(Exception, match="no column external_id"):
        run(released, "subjects", "import", str(place))


def test_a_file_from_a_spreadsheet_of_another_house_is_read_as_it_is(released: PolicyRepo) -> None:
    place = released.path / "people.csv"
    head = "Numéro;Courriel;Ville;Langue;Services;Depuis"
    place.write_bytes(f'{head}\r\nx1;"ada@example.org";Genève;FR;accounts library;1.0.0\r\n'.encode("cp1252"))
    columns = [
        "external_id=Numéro",
        "email=Courriel",
        "language=Langue",
        "services=Services",
        "baseline=Depuis",
    ]
    told = [part for column in columns for part in ("--column", column)]
    assert "kept 1 person" in said(released, "subjects", "import", str(place), *told, "--encoding", "cp1252")
    kept = json.loads(said(released, "subjects", "show", "x1"))
    assert (kept["language"], kept["services"]) == ("fr", ["accounts", "library"])
    for wrong in (["--column", "city=Ville"], ["--encoding", "utf-16"], ["--encoding", "none"]):
        assert run(released, "subjects", "import", str(place), *wrong).exit_code == 2


def test_of_two_lines_about_one_person_the_later_counts_and_the_other_is_told(released: PolicyRepo) -> None:
    place = released.path / "people.csv"
    place.write_text(PEOPLE.splitlines()[0] + "\n", "utf-8")
    with place.open("a", encoding="utf-8") as lines:
        lines.write("x,old@example.org,en,accounts,1.0.0\ny,y@example.org,en,accounts,1.0.0\n")
        lines.write("x,new@example.org,en,accounts,1.0.0\n")
    done = run(released, "subjects", "import", str(place))
    assert "people.csv:2: the same person again on line 4, which counts" in done.stderr
    assert "kept 2 people, refused 1 line" in done.stdout
    assert json.loads(said(released, "subjects", "show", "x"))["email"] == "new@example.org"
