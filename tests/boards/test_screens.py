"""Managing boards, people, seats, rules and accounts, as their managers do it."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from icsgov.boards.models import Board, BoardRule, Invitation, Seat, User
from icsgov.boards.rights import standing
from icsgov.boards.rules import NAMES
from icsgov.ledger.models import Change
from icsgov.work import mail as outbox
from tests import factories as make

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def day(name: str, on: date) -> dict[str, str]:
    return {
        f"{name}-day": str(on.day),
        f"{name}-month": str(on.month),
        f"{name}-year": str(on.year),
    }


def seat_data(who: int | str = "", **fields: object) -> dict[str, object]:
    data = {"role": "member", "position": "1", "voting": "on", **day("starts", date(2023, 1, 1))}
    return {**data, "person": who, **fields}


def test_an_administrator_makes_a_board() -> None:
    client = signed_in(make.administrator())
    data = {"name": "Sample Board", "short_name": "SB", "kind": "board", "position": "1"}
    response = client.post(reverse("new-board"), data)
    assert response.status_code == 302
    assert Board.objects.get(slug="sb").name == "Sample Board"


@pytest.mark.parametrize("short", ["search", "Desk", "reading", "1st", "a b"])
def test_a_short_name_cannot_be_an_address_of_the_site(short: str) -> None:
    client = signed_in(make.administrator())
    data = {"name": "Sample", "short_name": short, "kind": "board", "position": "1"}
    assert client.post(reverse("new-board"), data).status_code == 422
    assert not Board.objects.exists()


def test_a_renamed_board_keeps_its_old_name_for_the_days_before() -> None:
    board = make.board("ICP", name="Old name")
    client = signed_in(make.secretary(board))
    client.post(reverse("rename-board", kwargs={"slug": "icp"}), {"name": "New name"})
    board.refresh_from_db()
    assert board.name == "New name"
    assert board.name_on(date(2020, 1, 1)) == "Old name"


def test_two_people_change_a_board_and_neither_text_is_lost() -> None:
    board = make.board("ICP", purpose="First")
    client = signed_in(make.secretary(board))
    url = reverse("edit-board", kwargs={"slug": "icp"})
    data = {"kind": "board", "position": "1", "version": board.version}
    client.post(url, {**data, "purpose": "Hers"})
    response = client.post(url, {**data, "purpose": "Mine"})
    assert response.status_code == 422
    assert "Hers" in response.content.decode() and "Mine" in response.content.decode()
    board.refresh_from_db()
    assert board.purpose == "Hers"


def test_a_seat_gives_rights_from_its_first_day_to_its_last() -> None:
    board = make.board()
    account = make.user()
    client = signed_in(make.secretary(board))
    assert not standing(account, make.NOW).member
    data = seat_data(account.person_id, **day("ends", date(2023, 7, 24)))
    client.post(reverse("new-seat", kwargs={"slug": board.slug}), data)
    last_evening = make.NOW.replace(day=24, hour=23)
    assert standing(User.objects.get(pk=account.pk), last_evening).member == {board.pk}
    next_day = last_evening + timedelta(hours=2)
    assert not standing(User.objects.get(pk=account.pk), next_day).member


def test_nobody_gives_themselves_a_seat() -> None:
    board = make.board()
    for manager in (make.secretary(board), make.administrator()):
        url = reverse("new-seat", kwargs={"slug": board.slug})
        response = signed_in(manager).post(url, seat_data(manager.person_id))
        assert response.status_code == 403


def test_nobody_changes_their_own_seat() -> None:
    board = make.board()
    secretary = make.secretary(board, part2=False)
    url = reverse("edit-seat", kwargs={"key": secretary.person.seats.get().key})
    assert signed_in(secretary).post(url, seat_data(part2="on")).status_code == 403


def test_chairs_are_told_when_part_2_is_given() -> None:
    board = make.board()
    chair = make.user()
    make.seat(chair, board, "chair")
    client = signed_in(make.secretary(board))
    newcomer = make.person("Nia Newcomer")
    url = reverse("new-seat", kwargs={"slug": board.slug})
    client.post(url, seat_data(newcomer.pk, part2="on"))
    outbox.send_due(timezone.now())
    assert [message.to for message in mail.outbox] == [[chair.email]]
    assert "Nia Newcomer" in mail.outbox[0].subject


def test_a_seat_that_ends_before_it_starts_is_refused_by_name() -> None:
    board = make.board()
    client = signed_in(make.secretary(board))
    data = seat_data(make.person().pk, **day("ends", date(2022, 1, 1)))
    response = client.post(reverse("new-seat", kwargs={"slug": board.slug}), data)
    assert response.status_code == 422
    assert "The last day must be the first day or later" in response.content.decode()
    assert Seat.objects.filter(role="member").count() == 0


def test_an_invitation_makes_an_account_once() -> None:
    board = make.board()
    person = make.person("Ina Invited")
    client = signed_in(make.secretary(board))
    client.post(reverse("invite", kwargs={"key": person.key}), {"email": "Ina@Example.org"})
    outbox.send_due(timezone.now())
    [message] = mail.outbox
    path = message.body.split("\n\n")[2].partition("8000")[2]
    guest = Client()
    assert guest.get(path).status_code == 200
    assert guest.post(path, {"password": "short"}).status_code == 422
    assert guest.post(path, {"password": "three random words"}).status_code == 302
    account = User.objects.get(email="ina@example.org")
    assert account.person == person and account.check_password("three random words")
    assert Client().get(path).status_code == 404


def test_a_new_invitation_calls_the_earlier_one_back() -> None:
    person = make.person()
    first = Invitation.make(person, "a@example.org", None, make.NOW)
    token = first.fresh_token()
    Invitation.make(person, "b@example.org", None, make.NOW)
    assert Invitation.objects.by_token(token, make.NOW) is None


def test_an_invitation_is_over_after_14_days() -> None:
    invitation = Invitation.make(make.person(), "a@example.org", None, make.NOW)
    token = invitation.fresh_token()
    assert Invitation.objects.by_token(token, make.NOW + timedelta(days=13)) is not None
    assert Invitation.objects.by_token(token, make.NOW + timedelta(days=14)) is None


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_can_be_opened_and_saved_as_it_is(name: str) -> None:
    board = make.board()
    client = signed_in(make.secretary(board))
    url = reverse("edit-rule", kwargs={"slug": board.slug, "name": name})
    page = client.get(url)
    form, dated = page.context["form"], page.context["dated"]
    data = {f"{dated.add_prefix(k)}": v for k, v in day("starts", date(2024, 1, 1)).items()}
    data |= _posted(form)
    response = client.post(url, data)
    assert response.status_code == 302, response.content.decode()
    assert board.rules(date(2024, 1, 1)) == board.rules(date(2023, 12, 31))
    assert BoardRule.objects.get(name=name).starts == date(2024, 1, 1)


def _posted(form: object) -> dict[str, str]:
    """What a browser sends of a form that nobody touched."""
    forms = getattr(form, "forms", [form])
    bound = [field for one in forms for field in one]
    if hasattr(form, "management_form"):
        bound += list(form.management_form)
    sent = {}
    for field in bound:
        value = field.value()
        if value is True:
            sent[field.html_name] = "on"
        elif value not in (None, False):
            sent[field.html_name] = str(value)
    return sent


def test_a_rule_holds_from_its_day_and_names_its_source() -> None:
    board = make.board()
    client = signed_in(make.secretary(board))
    url = reverse("edit-rule", kwargs={"slug": board.slug, "name": "notice"})
    data = {"days": "3", **day("starts", date(2023, 5, 1)), "source": "Standing orders 3.2"}
    assert client.post(url, data).status_code == 302
    assert board.rules(date(2023, 4, 30)).notice.days == 5
    assert board.rules(date(2023, 5, 1)).notice.days == 3
    page = client.get(reverse("board-rules", kwargs={"slug": board.slug}))
    assert "Standing orders 3.2" in page.content.decode()


def test_a_stamp_that_names_something_unknown_is_refused() -> None:
    board = make.board()
    client = signed_in(make.secretary(board))
    url = reverse("edit-rule", kwargs={"slug": board.slug, "name": "stamp"})
    response = client.post(url, {"value": "{secret}", **day("starts", date(2023, 5, 1))})
    assert response.status_code == 422
    assert not BoardRule.objects.exists()


def test_what_managers_do_is_on_record() -> None:
    board = make.board()
    secretary = make.secretary(board)
    signed_in(secretary).post(reverse("new-organisation"), {"name": "Sample Council"})
    change = Change.objects.get(kind="boards.Organisation")
    assert change.by == secretary and change.verb == "created"
