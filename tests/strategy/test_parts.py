"""Parts of plans, who may read and write them, and the answers of leads."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404

from icsgov.boards.rights import may
from icsgov.ledger.models import MoveRefused
from strategy import access
from strategy.fitting import beneath, misfits
from strategy.models import Plan, PlanOwner, Update, UpdateRound
from tests import factories as make
from tests.strategy import plans

pytestmark = pytest.mark.django_db


def test_a_part_taken_out_takes_its_own_along_and_back():
    plan = plans.plan(make.board())
    priority = plans.part(plan)
    ambition = plans.part(plan, "ambition", parent=priority)
    gone = plans.part(plan, "ambition", parent=priority)
    gone.take_out(None, make.NOW)
    priority.take_out(None, make.NOW.replace(hour=13))
    assert plan.parts.standing().count() == 0
    priority.refresh_from_db()
    priority.put_back(None, make.NOW)
    assert set(plan.parts.standing()) == {priority, ambition}


def test_a_cell_of_the_matrix_is_there_once():
    plan = plans.plan(make.board())
    theme, priority = plans.part(plan, "theme"), plans.part(plan)
    first = plans.part(plan, "cell", parent=theme, across=priority, text="One")
    with pytest.raises(IntegrityError), transaction.atomic():
        plans.part(plan, "cell", parent=theme, across=priority, text="Two")
    first.take_out(None, make.NOW)
    plans.part(plan, "cell", parent=theme, across=priority, text="Two")


def test_a_part_says_something():
    with pytest.raises(IntegrityError), transaction.atomic():
        plans.plan(make.board()).parts.create(sort="priority")


def test_what_does_not_fit_is_named():
    assert [m.where for m in misfits("priority", "", {"phase": "Deep dive"})] == []
    assert [m.where for m in misfits("ambition", "", {})] == ["kind"]
    assert [m.where for m in misfits("metric", "", {"better": "sideways", "x": "y"})] == [
        "better",
        "x",
    ]
    assert [m.where for m in misfits("wish", "", {})] == ["kind"]
    assert {sort.key for sort in beneath("area")} >= {"destination", "development", "point"}


def test_secretaries_and_owners_write_a_plan_and_others_do_not_find_it():
    board, other = make.board("ICP"), make.board("ICB")
    plan = plans.plan(board, address="ours")
    secretary, stranger, owner = make.secretary(board), make.secretary(other), make.user()
    chair, member = make.user(), make.user()
    make.seat(chair, board, "chair")
    make.seat(member, board, "member")
    PlanOwner.objects.create(plan=plan, person=owner.person)
    for reader in (secretary, owner):
        assert access.get_plan(reader, "ours", "write", make.NOW) == plan
    assert access.get_plan(chair, "ours", "read", make.NOW) == plan
    for reader, error in ((chair, PermissionDenied), (member, Http404), (stranger, Http404)):
        with pytest.raises(error):
            access.get_plan(reader, "ours", "write", make.NOW)
    assert not may(owner, "release", plan, make.NOW)
    assert may(secretary, "release", plan, make.NOW)


def test_a_plan_of_the_system_is_kept_by_every_secretary():
    plan = plans.plan(make.board("SEL", kind="system"))
    secretary, member = make.secretary(make.board("ICB")), make.user()
    assert list(Plan.objects.visible_to(secretary, make.NOW)) == [plan]
    assert may(secretary, "release", plan, make.NOW)
    assert not Plan.objects.visible_to(member, make.NOW).exists()


def test_a_link_is_used_once_and_given_anew_when_asked_again():
    plan = plans.plan(make.board())
    asked = UpdateRound.objects.create(plan=plan, title="July", closes_on=make.MEETING_DAY)
    update = Update(round=asked, part=plans.part(plan), lead="Lee", email="l@example.org")
    token = update.fresh_token()
    update.save()
    assert Update.objects.by_token(token) == update
    update.give("A", "Going on.", {}, make.NOW)
    assert Update.objects.by_token(token) is None
    update.ask_again("How much?", None, make.NOW)
    second = update.fresh_token()
    assert Update.objects.by_token(second) == update
    update.give("G", "All of it.", {}, make.NOW)
    update.accept(None, make.NOW)
    with pytest.raises(MoveRefused):
        update.ask_again("More?", None, make.NOW)


def test_a_closed_round_takes_no_answers():
    plan = plans.plan(make.board())
    asked = UpdateRound.objects.create(plan=plan, title="July", closes_on=make.MEETING_DAY)
    update = Update(round=asked, part=plans.part(plan), lead="Lee", email="l@example.org")
    token = update.fresh_token()
    update.save()
    asked.close(None, make.NOW)
    with pytest.raises(Http404):
        access.get_asked(token)
