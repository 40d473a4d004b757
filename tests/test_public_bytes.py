"""What the public gets is a function of public releases: of nothing private, and of the hour."""

import re
from datetime import timedelta

import pytest

from icsgov.record.publish import withdraw
from meetings.models import AgendaItem, Paper
from meetings.proofs.notices import release_notice
from tests import factories as make
from tests import packs, releases
from tests import world as worlds
from tests.crawl import crawl
from tests.seeds import seeds

pytestmark = pytest.mark.django_db
# Forms have a token of their own each time; their pages hold nothing of the record.
TOKEN = re.compile(r'(csrfmiddlewaretoken" value="|csrftoken=)[\w-]+|name="stamp" value="[^"]+')
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
MORE = (
    "/feeds/",
    "/calendar/",
    "/feeds/search/?q=open",
    "/search/?q=private",
    "/search/?q=murmurs",
    "/search/?board=icp",
)


@pytest.fixture
def clock(time_machine):
    def at(moment):
        time_machine.move_to(moment, tick=False)

    at(make.NOW)
    return at


@pytest.fixture
def world(clock):
    return worlds.build()


def everything(world):
    """All that anybody can come to, with its headers, by address; and the name of each file.

    Not a member's own calendar: its address is a secret of theirs.
    """
    asked = [*(each for each in seeds(world) if not each.startswith("/my-calendar/")), *MORE]
    return {address: TOKEN.sub(r"\1", said) for address, said in crawl(None, asked)}


def change_part_2(world):
    """Add, change, move and remove private items, papers and files; release and withdraw them."""
    met = world.released
    added = make.item(met, "Another private matter", part=2)
    packs.paper(met.board, "Another private paper", added, private=True, files=(packs.pdf_blob(4),))
    removed = make.item(met, "Removed again", part=2)
    releases.publish(met, part=2, audience="members", now=make.NOW)
    removed.delete()
    second = releases.publish(met, part=2, audience="members", now=make.NOW)
    AgendaItem.objects.filter(pk=added.pk).update(title="Called otherwise", minutes=90)
    releases.publish(met, part=2, audience="members", now=make.NOW, effective_at=make.NOW + HOUR)
    withdraw(second, "A private reason.", None, make.NOW)
    met.parts.filter(number=2).update(reason="Another ground", review=make.NOW.date())
    release_notice(met, None, make.NOW)
    Paper.objects.filter(private=True).update(private_reason="Another reason")


def test_part_2_changes_not_one_byte_of_what_the_public_gets(world):
    before = everything(world)
    assert len(before) > 60
    change_part_2(world)
    after = everything(world)
    assert before.keys() == after.keys()
    assert [address for address in before if before[address] != after[address]] == []


def test_what_the_secretary_says_of_a_private_session_is_a_row_of_its_own(world, client):
    page = f"/{world.released.path}/"
    assert b"Private session" not in client.get(page).content
    world.released.private_session = "A private session follows, about a contract."
    world.released.save()
    release_notice(world.released, None, make.NOW)
    assert b"A private session follows, about a contract." in client.get(page).content


def status(client, address):
    response = client.get(address, follow=True)
    response.getvalue()  # files are closed when they were read
    return response.status_code


@pytest.fixture
def embargoed(world):
    """A meeting that is announced, whose papers come out in an hour."""
    met = make.meeting(world.board, make.MEETING_DAY + timedelta(days=60))
    item = make.item(met, "Hushed item")
    packs.paper(
        world.board, "Hushed paper", item, body="<h2>Hushed words</h2><p>hushed murmurs</p>"
    )
    release_notice(met, None, make.NOW)
    return releases.publish(met, effective_at=make.NOW + HOUR)


def hearing(world, word="hushed"):
    """The addresses at which anybody hears the word."""
    return {address for address, said in everything(world).items() if word in said.lower()}


def test_nothing_is_there_a_second_before_its_hour_and_all_of_it_at_the_hour(
    world, embargoed, clock, client
):
    page = f"/{embargoed.path}/"
    files = [f"/files/{file.key}/{file.filename}" for file in embargoed.files.all()]
    parts = [f"{page}hushed-paper/", f"{page}a/", f"{page}pack.pdf", f"{page}releases/1/", *files]
    clock(make.NOW + HOUR - SECOND)
    assert {status(client, each) for each in parts} == {404}
    assert hearing(world) == set()
    clock(make.NOW + HOUR)
    assert {status(client, each) for each in parts} == {200}
    found = hearing(world)
    wanted = {page, f"{page}hushed-paper/", f"{page}pack.pdf", "/search/?q=murmurs"}
    assert wanted <= found
