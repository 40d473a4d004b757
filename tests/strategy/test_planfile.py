"""Plan files: every fault has its path, twice is once, and a round trip is exact."""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import yaml
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from icsgov.ledger.models import Change
from strategy.catalogue import SORTS
from strategy.exporting import as_json, as_yaml, plain_of
from strategy.importing import apply
from strategy.links import named_by
from strategy.models import Part, Plan
from strategy.planfile import Faults, load, read
from tests import factories as make
from tests.strategy import plans

HEAD = {"format": 1, "address": "sample", "board": "sel", "kind": "strategy", "title": "Sample"}
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12
)
DAYS = st.dates(date(2000, 1, 1), date(2040, 1, 1)).map(str)
FACTS = {
    "targets": st.fixed_dictionaries(
        {"words": WORDS}, optional={"value": st.integers(0, 999).map(str), "due": DAYS}
    ),
    "readings": st.fixed_dictionaries(
        {"printed": WORDS},
        optional={
            "value": st.sampled_from(["", "31.5", "4"]),
            "on": DAYS,
            "period": WORDS,
            "place": WORDS,
            "comparator": st.booleans(),
            "source": WORDS,
        },
    ),
    "assessments": st.fixed_dictionaries(
        {"on": DAYS, "rating": st.sampled_from("RAGC"), "person": WORDS},
        optional={"words": WORDS, "text": WORDS},
    ),
    "schedules": st.fixed_dictionaries({"due": DAYS}, optional={"words": WORDS, "why": WORDS}),
    "ticks": st.fixed_dictionaries({"done": st.booleans()}, optional={"on": DAYS}),
    "progress": st.fixed_dictionaries({"text": WORDS}, optional={"on": DAYS}),
}


@st.composite
def parts(draw: Any, parent: str = "", depth: int = 0) -> list[dict[str, Any]]:
    sorts = [s for s in SORTS.values() if parent in s.under and not s.across]
    if depth > 2 or not sorts:
        return []
    made = []
    for sort in draw(st.lists(st.sampled_from(sorts), max_size=3)):
        row: dict[str, Any] = {sort.key: draw(WORDS)}
        if sort.name and draw(st.booleans()):
            row["text"] = draw(WORDS)
        if draw(st.booleans()):
            row["number"] = draw(WORDS)
        if draw(st.booleans()):
            row["names"] = {"list": draw(WORDS)}
        for field in sort.fields:
            values = st.sampled_from(list(dict(field.choices))) if field.choices else WORDS
            if draw(st.booleans()):
                row.setdefault("fields", {})[field.name] = draw(values)
        for kind in sort.gathers:
            row[kind] = draw(st.lists(FACTS[kind], max_size=2))
        row["parts"] = draw(parts(sort.key, depth + 1))
        made.append(row)
    return made


def bring_in(plain: dict[str, Any]) -> Plan:
    return apply(read(plain), None, make.NOW).plan


class RoundTrip(TestCase):
    @settings(suppress_health_check=[HealthCheck.too_slow], max_examples=20)
    @given(parts())
    def test_a_plan_is_exported_as_it_was_brought_in(self, made):
        make.board("SEL", kind="system")
        first = plain_of(bring_in({**HEAD, "parts": made}))
        assert plain_of(bring_in(first)) == first
        assert apply(read(first), None, make.NOW).changed == 0
        Plan.objects.update(address="other")
        moved = json.loads(json.dumps(first).replace('"key": ', '"nokey": '))
        elsewhere = plain_of(bring_in(_without(moved, "nokey")))
        assert _without(elsewhere, "key") == _without(first, "key")

    @settings(max_examples=8)
    @given(parts())
    def test_yaml_and_json_say_the_same(self, made):
        make.board("SEL", kind="system")
        plan = bring_in({**HEAD, "parts": made})
        assert json.loads(as_json(plan)) == yaml.safe_load(as_yaml(plan))


def _without(plain: Any, name: str) -> Any:
    if isinstance(plain, dict):
        return {key: _without(value, name) for key, value in plain.items() if key != name}
    return [_without(each, name) for each in plain] if isinstance(plain, list) else plain


@pytest.fixture
def system(db):
    return make.board("SEL", kind="system")


def faults(plain: Any) -> list[str]:
    with pytest.raises(Faults) as raised:
        read(plain)
    return [fault.path for fault in raised.value.faults]


@pytest.mark.parametrize(
    ("part", "path"),
    [
        ({"priority": "One", "fields": {"x": "y"}}, "parts[0].fields.x"),
        ({"priority": "One", "parts": [{"area": "Two"}]}, "parts[0].parts[0]"),
        ({"priority": ""}, "parts[0].priority"),
        ({"priority": "One", "number": 3}, "parts[0].number"),
        ({"priority": "One", "readings": [{"printed": "3"}]}, "parts[0].readings"),
        ({"metric": "One", "fields": {"better": "sideways"}}, "parts[0].fields.better"),
        ({"metric": "One", "readings": [{}, {"printed": 3}]}, "parts[0].readings[1].printed"),
        ({"metric": "One", "readings": [{"printed": "3", "on": "May"}]}, "parts[0].readings[0].on"),
        ({"condition": "One", "assessments": [{"rating": "X"}]}, "parts[0].assessments[0].rating"),
        ({"priority": "One", "key": "x"}, "parts[0].key"),
        ({"priority": "One", "names": "x"}, "parts[0].names"),
        ({"priority": "n" * 301}, "parts[0].name"),
        ({"priority": "One", "surprise": 1}, "parts[0].surprise"),
        ({"wish": "One"}, "parts[0]"),
        ("One", "parts[0]"),
    ],
)
def test_every_fault_has_its_path(part, path):
    assert path in faults({**HEAD, "parts": [part]})


def test_all_faults_are_told_at_once():
    assert faults({"format": 2, "kind": "wish"}) == ["format", "address", "title", "board", "kind"]
    assert faults([]) != []


def test_an_assessment_that_rests_on_nothing_is_a_fault():
    said = {"condition": "One", "assessments": [{"on": "2022-03-23", "rating": "G"}]}
    assert faults({**HEAD, "parts": [said]}) == ["parts[0].assessments[0]"]


def test_dates_in_the_wrong_order_are_faults():
    dates = {"starts": "2022-02-01", "ends": "2022-01-01"}
    assert faults({**HEAD, **dates}) == ["ends"]
    promised = {"phase": "One", "schedules": [{"starts": "2022-02-01", "due": "2022-01-01"}, {}]}
    assert faults({**HEAD, "parts": [promised]}) == [
        "parts[0].schedules[0]",
        "parts[0].schedules[1]",
    ]


def test_a_cell_names_what_it_is_set_against():
    theme = {"theme": "Trust", "parts": [{"cell": "Words", "across": "priority 1"}]}
    assert faults({**HEAD, "parts": [theme]}) == ["parts[0].parts[0].across"]
    priority = {"priority": "Early years", "number": "1"}
    assert read({**HEAD, "parts": [theme, priority]}).parts[0].parts[0].across == "priority 1"
    theme["parts"].append({"cell": "Again", "across": "priority Early years"})
    assert faults({**HEAD, "parts": [theme, priority]}) == ["parts[0].parts[1].across"]


def test_nothing_is_applied_while_there_is_a_fault(system):
    other = bring_in({**HEAD, "parts": [{"priority": "One"}]})
    stolen = {"priority": "Mine", "key": str(other.parts.get().key)}
    with pytest.raises(Faults, match="belongs to the plan sample"):
        bring_in({**HEAD, "address": "second", "parts": [{"priority": "New"}, stolen]})
    assert not Plan.objects.filter(address="second").exists()
    with pytest.raises(Faults, match="no board"):
        bring_in({**HEAD, "board": "nobody"})


def test_the_same_file_twice_changes_nothing(system):
    plain = {**HEAD, "parts": [{"metric": "One", "readings": [{"printed": "3"}, {"printed": "3"}]}]}
    bring_in(plain)
    again = apply(read(plain), None, make.NOW)
    assert (again.added, again.changed, again.taken_out, again.facts) == (0, 0, 0, 0)


def test_what_the_file_leaves_out_is_taken_out_and_comes_back(system):
    plan = bring_in({**HEAD, "parts": [{"priority": "One"}, {"priority": "Two"}]})
    one = plan.parts.get(name="One")
    bring_in({**HEAD, "parts": [{"priority": "Two"}]})
    assert list(plan.parts.standing().values_list("name", flat=True)) == ["Two"]
    bring_in({**HEAD, "parts": [{"priority": "Two"}, {"priority": "One"}]})
    assert [part.name for part in plan.parts.standing()] == ["Two", "One"]
    assert plan.parts.get(name="One").key == one.key


def test_a_number_keeps_its_part_through_a_new_name(system):
    plan = bring_in({**HEAD, "parts": [{"area": "Concordat", "number": "1"}]})
    key = plan.parts.get().key
    bring_in({**HEAD, "parts": [{"area": "Charter", "number": "1"}]})
    assert [(part.key, part.name) for part in Part.objects.all()] == [(key, "Charter")]


def test_a_reading_takes_its_value_from_what_is_printed(system):
    rows = [{"printed": "31.5%"}, {"printed": "1 in 10", "value": ""}]
    plan = bring_in({**HEAD, "parts": [{"metric": "One", "readings": rows}]})
    assert [str(r.value) for r in plan.parts.get().readings.all()] == ["31.500000", "None"]


def test_the_commands_bring_in_and_write(system, tmp_path: Path):
    file = tmp_path / "plan.yaml"
    file.write_text(yaml.safe_dump({**HEAD, "parts": [{"priority": "Été"}]}))
    said = StringIO()
    call_command("import_plan", str(file), stdout=said)
    assert said.getvalue() == "sample: 1 parts added, 0 changed, 0 taken out, 0 facts added\n"
    written = StringIO()
    call_command("export_plan", "sample", "--json", stdout=written)
    second = tmp_path / "plan.json"
    second.write_text(written.getvalue())
    assert load(second) == plain_of(Plan.objects.get())
    call_command("import_plan", str(second), stdout=said)


def test_the_commands_say_what_is_wrong(system, tmp_path: Path):
    file = tmp_path / "plan.yaml"
    file.write_text("format: [")
    with pytest.raises(CommandError, match="Nothing was brought in"):
        call_command("import_plan", str(file))
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="Nothing was brought in"):
        call_command("import_plan", str(file))
    with pytest.raises(CommandError, match="no file"):
        call_command("import_plan", str(tmp_path / "none.yaml"))
    with pytest.raises(CommandError, match="no plan"):
        call_command("export_plan", "none")


def test_a_bare_on_is_a_day_and_yes_is_a_word(tmp_path: Path):
    file = tmp_path / "plan.yaml"
    file.write_text("revision: yes\non: 2021-06-30\nold: true\n", encoding="utf-8")
    assert load(file) == {"revision": "yes", "on": date(2021, 6, 30), "old": True}


def test_the_manual_names_every_kind_of_part():
    manual = Path("docs/plan-format.md").read_text()
    assert [key for key in SORTS if f"| `{key}` |" not in manual] == []


def test_parts_taken_out_are_not_exported(system):
    plan = plans.plan(system)
    plans.part(plan).take_out(None, make.NOW)
    assert "parts" not in plain_of(plan)


def test_the_places_of_parts_go_round_by_name_and_by_key(system):
    elsewhere = bring_in({**HEAD, "address": "other", "parts": [{"place": "Bromley"}]}).parts.get()
    first = {"priority": "One", "places": ["bexley", "Bromley"]}
    charter = {"charter-section": "Two", "parts": [{"commitment": "Three", "places": ["Bromley"]}]}
    parts = [first, charter, {"place": "Bexley"}, {"place": "Bromley"}]
    plan = bring_in({**HEAD, "parts": parts})
    own = {part.name: part.key for part in plan.parts.filter(sort="place")}
    one, three = plan.parts.get(name="One"), plan.parts.get(sort="commitment")
    assert named_by(one.key, "concerns") == [own["Bexley"], own["Bromley"]]
    assert named_by(three.key, "concerns") == [own["Bromley"]] != [elsewhere.key]
    written = plain_of(plan)
    assert written["parts"][0]["places"] == [str(own["Bexley"]), str(own["Bromley"])]
    again = apply(read(json.loads(as_json(plan))), None, make.NOW)
    assert (again.changed, plain_of(plan)) == (0, written)
    written["parts"][0]["places"] = [str(elsewhere.key)]
    assert apply(read(written), None, make.NOW).changed == 1
    assert named_by(one.key, "concerns") == [elsewhere.key]
    assert plain_of(plan) == written
    del written["parts"][0]["places"]
    assert apply(read(written), None, make.NOW).changed == 1
    assert named_by(one.key, "concerns") == [] and named_by(three.key, "concerns")
    change = Change.objects.filter(thing=one.key).latest("pk")
    assert (change.before, change.after) == ({"concerns": ["Bromley"]}, {"concerns": []})


def test_a_place_that_nobody_knows_is_a_fault_and_nothing_is_applied(system):
    nobody = str(uuid4())
    rows = [{"priority": "One", "places": ["Bexley", "Atlantis", nobody]}, {"place": "Bexley"}]
    with pytest.raises(Faults) as raised:
        bring_in({**HEAD, "parts": rows})
    paths = [fault.path for fault in raised.value.faults]
    assert paths == ["parts[0].places[1]", "parts[0].places[2]"]
    assert not Plan.objects.exists()
    assert faults({**HEAD, "parts": [{"metric": "One", "places": ["Bexley"]}]}) == [
        "parts[0].places"
    ]
    assert faults({**HEAD, "parts": [{"priority": "One", "places": "Bexley"}]}) == [
        "parts[0].places"
    ]
