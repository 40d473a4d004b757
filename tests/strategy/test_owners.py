"""Plan owners: who names them, what they may do, and what they may not."""

import pytest
from django.urls import reverse

from icsgov.ledger.models import Change
from tests import factories as make
from tests.strategy import editions, plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return make.board("ICP")


@pytest.fixture
def plan(board):
    made = plans.plan(board, address="ours")
    plans.part(made, "priority", "Early years", number="1")
    return made


@pytest.fixture
def owner(plan):
    return make.user("Olu Owner")


@pytest.fixture
def signed_in(client, board):
    client.force_login(make.secretary(board))
    return client


URL = "/desk/strategy/ours/owners/"


def test_a_secretary_names_an_owner_who_then_writes_and_does_not_release(
    signed_in, client, plan, owner
):
    page = signed_in.get(URL).content.decode()
    assert "Nobody besides the secretariat" in page
    signed_in.post(URL, {"person": owner.person.key})
    assert "Olu Owner" in signed_in.get("/desk/strategy/ours/").content.decode()
    client.force_login(owner)
    part = plan.parts.get()
    assert client.get(reverse("desk-part-edit", kwargs={"key": part.key})).status_code == 200
    assert client.post(reverse("plan-build", kwargs={"name": "ours"})).status_code == 403
    assert client.get(URL).status_code == 403
    assert client.post(URL, {"person": owner.person.key}).status_code == 403


def test_an_owner_taken_off_finds_nothing_any_more(signed_in, client, plan, owner):
    plan.name_owner(owner.person, None, make.NOW)
    signed_in.post(f"{URL}{owner.person.key}/")
    assert not plan.owners.exists()
    client.force_login(owner)
    assert client.get("/desk/strategy/ours/").status_code == 404


def test_both_steps_are_kept_in_the_history(plan, owner):
    for _ in range(2):
        plan.name_owner(owner.person, None, make.NOW)
    for _ in range(2):
        plan.drop_owner(owner.person, None, make.NOW)
    steps = [(each.verb, each.words) for each in Change.objects.of(plan)]
    assert steps == [("dropped owner", "Olu Owner"), ("named owner", "Olu Owner")]


@pytest.mark.parametrize("person", ["", "wrong", "00000000-0000-0000-0000-000000000000"])
def test_nobody_unknown_is_named(signed_in, plan, person):
    answer = signed_in.post(URL, {"person": person})
    assert answer.status_code == 422
    assert not plan.owners.exists()


def test_people_without_an_account_and_owners_are_not_offered(signed_in, plan, owner):
    make.person("Una Unknown")
    assert "Una Unknown" not in signed_in.get(URL).content.decode()
    plan.name_owner(owner.person, None, make.NOW)
    assert "<option" in signed_in.get(URL).content.decode()
    assert f'value="{owner.person.key}"' not in signed_in.get(URL).content.decode()


def test_the_owner_of_one_plan_sees_no_other(client, plan, owner, board):
    plan.name_owner(owner.person, None, make.NOW)
    plans.plan(board, "Other plan", address="other")
    client.force_login(owner)
    assert "Other plan" not in client.get("/desk/strategy/").content.decode()
    assert client.get("/desk/strategy/other/").status_code == 404


def test_an_edition_is_withdrawn_with_its_reason(signed_in, client, plan):
    release = editions.release("plan", plan.key, plan.board)
    url = reverse("plan-withdraw", kwargs={"name": "ours", "key": release.key})
    assert url in signed_in.get("/desk/strategy/ours/").content.decode()
    empty = signed_in.post(url, {"reason": " "})
    assert empty.status_code == 422 and "Say why it is withdrawn" in empty.content.decode()
    signed_in.post(url, {"reason": "Wrong figures in priority 1"})
    desk = signed_in.get("/desk/strategy/ours/").content.decode()
    assert "Wrong figures in priority 1" in desk and "Withdrawn" in desk
    gone = client.get("/strategy/ours/")
    assert gone.status_code == 410 and "Wrong figures in priority 1" in gone.content.decode()
    assert client.get("/strategy/ours/plan.pdf").status_code == 410
    assert signed_in.get(url).status_code == 302
    assert Change.objects.of(plan).first().verb == "withdrawn"


def test_another_plan_s_edition_is_not_withdrawn_from_here(signed_in, plan, board):
    other = plans.plan(board, address="other")
    plans.part(other)
    release = editions.release("plan", other.key, board)
    url = reverse("plan-withdraw", kwargs={"name": "ours", "key": release.key})
    assert signed_in.post(url, {"reason": "x"}).status_code == 404
