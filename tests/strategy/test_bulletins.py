"""Bulletins: drafted, cleared, released, read, followed and sent to those who confirmed."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from icsgov.record import following
from icsgov.record.forms import FollowForm
from icsgov.record.models import Subscription
from icsgov.work.mail import send_due
from strategy.models import Bulletin, Indicator
from tests import factories as make
from tests.strategy import editions, plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def bulletin():
    board = make.board("ICP")
    made = plans.bulletin(board, "may-2019", "Update", dates=["May 2019", "March 2019 edition"])
    programmes = plans.plan(board, kind="programmes", address="programmes")
    programme = plans.part(programmes, "programme", "Children")
    metric = plans.metric(programmes, parent=programme, name="Access")
    plans.target(metric)
    said = plans.reading(metric, "31.5%", date(2019, 3, 31), period="2018-19")
    entry = made.entries.get()
    made.entries.update(programme=programme)
    Indicator.objects.create(entry=entry, reading=said)
    return made


def test_a_released_bulletin_keeps_both_dates_and_holds_figures_to_their_targets(client, bulletin):
    editions.release("bulletin", bulletin.key, bulletin.board)
    page = client.get("/strategy/bulletins/may-2019/").content.decode()
    assert "May 2019, March 2019 edition" in page
    assert "31.5%" in page and "not met, by 0.5 points" in page
    feed = client.get("/strategy/bulletins/feed/")
    assert "/strategy/bulletins/may-2019/" in feed.content.decode()
    assert feed["Content-Type"] == "application/atom+xml"


def test_a_bulletin_is_cleared_before_it_is_released(
    client, bulletin, django_capture_on_commit_callbacks
):
    client.force_login(make.secretary(bulletin.board))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("bulletin-build", kwargs={"name": "may-2019"}))
    [build] = bulletin.board.builds.all()
    where = {"name": "may-2019", "key": build.key}
    client.post(reverse("bulletin-release", kwargs=where))
    assert client.get("/strategy/bulletins/may-2019/").status_code == 404
    client.post(reverse("desk-bulletin-clear", kwargs={"address": "may-2019"}))
    client.post(reverse("bulletin-release", kwargs=where))
    assert client.get("/strategy/bulletins/may-2019/").status_code == 200
    pdf = client.get("/strategy/bulletins/may-2019/bulletin.pdf")
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")


def test_a_change_after_clearing_needs_clearing_anew(client, bulletin):
    client.force_login(make.secretary(bulletin.board))
    bulletin.clear(None, make.NOW)
    entry = bulletin.entries.get()
    data = {"group": "Children", "text": "More", "position": 0, "version": entry.version}
    response = client.post(reverse("desk-entry", kwargs={"key": entry.key}), data)
    assert response.status_code == 302
    assert Bulletin.objects.get().state == "draft"
    assert entry.indicators.count() == 0


def test_an_edition_is_begun_and_gets_entries(client, bulletin):
    client.force_login(make.secretary(bulletin.board))
    data = {"board": bulletin.board.pk, "title": "June", "address": "june-2019"}
    day = {"on-day": "1", "on-month": "6", "on-year": "2019", "dates": "June 2019\nMay edition"}
    assert client.post(reverse("desk-bulletin-new"), data | day).status_code == 302
    made = Bulletin.objects.get(address="june-2019")
    assert made.dates == ["June 2019", "May edition"]
    address = reverse("desk-entry-new", kwargs={"address": "june-2019"})
    client.post(address, {"group": "Digital", "text": "News", "position": 0})
    assert made.entries.get().group == "Digital"


def test_bulletins_are_followed_as_everything_else_is(client, bulletin):
    address = client.get(reverse("bulletins-subscribe"))["Location"]
    opened = FollowForm(now=timezone.now() - timedelta(minutes=1))
    data = {"email": "Reader@example.org", "how": "at once", "drawn": opened["drawn"].value()}
    assert client.post(address, data).status_code == 200
    later = make.NOW + timedelta(days=3650)
    send_due(later)
    following.confirm(Subscription.objects.get(), make.NOW - timedelta(days=3650))
    editions.release("bulletin", bulletin.key, bulletin.board)
    for _ in range(2):
        following.tell(later)
        send_due(later)
    [asked, told] = mail.outbox
    assert "Bulletins" in asked.body
    assert told.subject == "Bulletin: Update, 1 May 2019"
    assert "/strategy/bulletins/may-2019/" in told.body
