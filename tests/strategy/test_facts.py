"""What is said of a plan over time grows, and never changes."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from strategy.models import Assessment, Schedule
from tests import factories as make
from tests.strategy import plans

DAYS = st.dates(date(2020, 1, 1), date(2025, 12, 31))


class HistoryGrows(TestCase):
    @given(st.lists(st.tuples(DAYS, st.sampled_from("RAGC")), max_size=8))
    def test_rag_history_only_grows(self, ratings):
        of = plans.part(plans.plan(make.board("SEL", kind="system")), "condition")
        seen: list[tuple[int, str]] = []
        for on, letter in ratings:
            plans.assessment(of, letter, on)
            rows = list(Assessment.objects.of(of).order_by("pk").values_list("pk", "rating"))
            assert rows[: len(seen)] == seen
            assert len(rows) == len(seen) + 1
            seen = rows

    @given(st.lists(DAYS, min_size=1, max_size=8))
    def test_a_changed_date_never_loses_the_earlier_ones(self, days):
        of = plans.part(plans.plan(make.board("SEL", kind="system")), "delivery")
        promise = plans.part(of.plan, "milestone", parent=of)
        for day in days:
            promise.schedules.create(due=day, at=make.NOW)
        assert list(Schedule.objects.of(promise).values_list("due", flat=True)) == days


@pytest.fixture
def condition(db):
    return plans.part(plans.plan(make.board("ICP")), "condition")


def test_a_fact_can_be_neither_altered_nor_deleted(condition):
    said = plans.assessment(condition, "A", date(2022, 3, 23))
    said.rating = "G"
    with pytest.raises(TypeError):
        said.save()
    with pytest.raises(TypeError):
        said.delete()
    with pytest.raises(TypeError):
        condition.assessments.update(rating="G")
    with pytest.raises(TypeError):
        condition.assessments.all().delete()
    assert condition.assessments.get().rating == "A"


def test_an_assessment_rests_on_a_record_or_a_named_person(condition):
    with pytest.raises(IntegrityError), transaction.atomic():
        condition.assessments.create(rating="G", on=date(2022, 3, 23), at=make.NOW)
    condition.assessments.create(rating="G", on=date(2022, 3, 23), source="Annex A", at=make.NOW)


def test_the_database_refuses_an_unknown_rating(condition):
    with pytest.raises(IntegrityError), transaction.atomic():
        plans.assessment(condition, "X", date(2022, 3, 23))


def test_a_schedule_says_when(condition):
    milestone = plans.part(condition.plan, "delivery")
    with pytest.raises(IntegrityError), transaction.atomic():
        milestone.schedules.create(at=make.NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        milestone.schedules.create(starts=date(2022, 2, 1), due=date(2022, 1, 1), at=make.NOW)


def test_a_rating_is_said_in_the_words_of_the_plan(condition):
    said = plans.assessment(condition, "G", date(2022, 3, 23), words="On target, no concerns")
    assert (said.said, said.shown.letter) == ("On target, no concerns", "G")
    assert plans.assessment(condition, "R", date(2022, 6, 1)).said == "Not on target"
