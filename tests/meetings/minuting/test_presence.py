"""Who else writes is seen, and what they write arrives; who is gone for a minute is gone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.models import Paragraph, Presence
from tests import factories as make
from tests.meetings.minuting.desk import desk

pytestmark = pytest.mark.django_db


def other(at) -> Client:
    client = Client()
    client.force_login(make.secretary(at.board))
    return client


def look(client: Client, at, **said: object):
    return client.post(at.address("minutes-here"), said, HTTP_HX_REQUEST="true")


def seen(response) -> str:
    return response.context["seen"]


def test_two_see_each_other_and_which_paragraph_is_open():
    at = desk()
    row = at.add("text")
    look(at.client, at, open=row.key)
    text = look(other(at), at).content.decode()
    assert f"<b>{at.secretary}</b>, writing 1.03" in text
    assert f"{at.secretary} is writing here" in text
    mine = look(at.client, at, open="no key").content.decode()
    assert f"<b>{at.secretary}</b>" not in mine


def test_who_is_gone_for_a_minute_is_gone():
    at = desk()
    look(at.client, at)
    Presence.objects.update(seen_at=timezone.now() - timedelta(seconds=61))
    assert "Also here" not in look(other(at), at).content.decode()


def test_nothing_is_sent_while_nothing_changes():
    at = desk()
    row = at.add("text")
    first = look(at.client, at)
    assert look(at.client, at, seen=seen(first)).status_code == 204
    stored = Paragraph.objects.get(pk=row.pk)
    stored.save_at(stored.version, at.secretary, make.NOW, text="<p>theirs</p>")
    later = look(at.client, at, seen=seen(first))
    assert later.status_code == 200
    assert "theirs" in later.content.decode()


def test_what_others_see_of_my_open_paragraph_holds_no_form():
    at = desk()
    row = at.add("text")
    text = look(at.client, at, open=row.key).content.decode()
    assert "data-paragraph" not in text
    assert f'name="then" value="edit:{row.key}"' in text


def test_the_poll_asks_no_more_of_long_minutes():
    def queries(count: int) -> int:
        at = desk(short_name=f"B{count}")
        for number in range(count):
            at.add(f"text {number}")
        mark = seen(look(at.client, at))
        with CaptureQueriesContext(connection) as asked:
            assert look(at.client, at, seen=mark).status_code == 204
        return len(asked)

    assert queries(60) == queries(3) < 25
