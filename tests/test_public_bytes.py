"""What the public gets is a function of public releases: of nothing private, and of the hour."""

import re
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from icsgov.record.kept import Shelf
from icsgov.record.models import ReadyPage
from icsgov.record.publish import DRAW, withdraw
from icsgov.record.views import answers
from icsgov.work import jobs
from icsgov.work.clock import tick
from icsgov.work.models import Work
from meetings.models import AgendaItem, Paper
from meetings.proofs.notices import release_notice
from tests import factories as make
from tests import packs, releases
from tests import world as worlds
from tests.crawl import crawl, words_of
from tests.seeds import seeds

pytestmark = pytest.mark.django_db
# Forms have a token of their own each time; their pages hold nothing of the record.
TOKEN = re.compile(r'(csrfmiddlewaretoken" value="|csrftoken=)[\w-]+|name="stamp" value="[^"]+')
RANGE, ANY = {"Range": "bytes=0-10"}, {"If-None-Match": "*"}
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


def test_what_was_drawn_ahead_is_what_would_be_drawn_for_who_asks(world, monkeypatch):
    before = everything(world)
    for work in Work.objects.ready(make.NOW).filter(kind=DRAW):
        jobs.run(work)
    tick(make.NOW)  # asks for the rest
    for work in Work.objects.ready(make.NOW).filter(kind=DRAW):
        jobs.run(work)
    ready = set(ReadyPage.objects.values_list("address", flat=True))
    assert len(ready & before.keys()) > 30
    monkeypatch.setattr(answers, "SHELF", Shelf())
    after = everything(world)
    assert [address for address in before if before[address] != after[address]] == []
    monkeypatch.setattr(answers, "SHELF", Shelf())
    change_part_2(world)
    after = everything(world)
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
    picture = b"a hushed picture"
    paper = packs.paper(
        world.board,
        "Hushed paper",
        item,
        body="<h2>Hushed words</h2><p>hushed murmurs</p>"
        f'<p><img src="asset:{sha256(picture).hexdigest()}" alt="Hushed"></p>',
        files=(packs.pdf_blob(2, "hushed"),),
    )
    packs.add_picture(paper, picture)
    release_notice(met, None, make.NOW)
    return releases.publish(met, effective_at=make.NOW + HOUR)


def drawn_ahead():
    """What a worker does as soon as it can, before the hour."""
    for work in Work.objects.ready(make.NOW).filter(kind=DRAW):
        jobs.run(work)


def hearing(world, word="hushed"):
    """The addresses at which anybody hears the word."""
    return {address for address, said in everything(world).items() if word in said.lower()}


def test_nothing_is_there_a_second_before_its_hour_and_all_of_it_at_the_hour(
    world, embargoed, clock, client
):
    page = f"/{embargoed.path}/"
    drawn_ahead()
    files = [f"/files/{file.key}/{file.filename}" for file in embargoed.files.all()]
    assert {file.role for file in embargoed.files.all()} == {"pack", "paper", "file", "image"}
    parts = [f"{page}hushed-paper/", f"{page}a/", f"{page}pack.pdf", f"{page}releases/1/", *files]
    parts += [f"{page}releases/1/hushed-paper/", f"{page}releases/1/pack.pdf"]
    clock(make.NOW + HOUR - SECOND)
    assert {status(client, each) for each in parts} == {404}
    assert hearing(world) == set()
    clock(make.NOW + HOUR)
    assert {status(client, each) for each in parts} == {200}
    found = hearing(world)
    wanted = {page, f"{page}hushed-paper/", f"{page}pack.pdf", "/search/?q=murmurs"}
    wanted |= {"/", f"/{world.board.slug}/", "/sitemap.xml", "/feeds/", "/api/oparl/v1/papers/"}
    assert wanted <= found | heard_of(world, page)


def heard_of(world, page):
    """Lists that name the meeting of a page, or its papers, without their words."""
    return {address for address, said in everything(world).items() if page in said}


def tags_of(said):
    return set(re.findall(r"ETag: (.*)", said))


def test_whoever_knows_an_address_or_has_the_copy_of_another_learns_nothing_before_the_hour(
    world, embargoed, clock, client
):
    drawn_ahead()
    clock(make.NOW + HOUR - SECOND)
    before = everything(world)
    clock(make.NOW + HOUR)
    after = everything(world)
    told = [address for address, said in after.items() if said != before.get(address)]
    tags = {address: tags_of(after[address]) - tags_of(before.get(address, "")) for address in told}
    assert {f"/{embargoed.path}/", "/sitemap.xml", "/feeds/"} <= {
        each for each in told if tags[each]
    }
    assert len(told) > 20
    clock(make.NOW + HOUR - SECOND)
    for address in told:
        own = address.startswith((f"/{embargoed.path}/", "/files/")) and address not in before
        present = client.get(address)
        present.getvalue()  # files are closed when they were read
        tag = present.headers.get("ETag")
        later = [{"If-None-Match": each} for each in tags[address] if each != tag]
        for headers in (*later, ANY, RANGE):
            asked = client.get(address, headers=headers)
            assert "hushed" not in f"{asked.headers} {asked.getvalue()}".lower(), address
            assert asked.status_code == 404 or not own, address
            assert asked.status_code != 304 or headers not in later, address
        assert client.head(address).status_code == 404 or not own, address
    assert sum(address.startswith("/files/") for address in told) > 3


def test_a_copy_of_the_site_holds_nothing_before_the_hour(world, embargoed, clock, tmp_path):
    drawn_ahead()
    said = {}
    for name, moment in (("before", make.NOW + HOUR - SECOND), ("after", make.NOW + HOUR)):
        clock(moment)
        with suppress(CommandError):  # some links of this world lead nowhere
            call_command("export_site", tmp_path / name, stdout=StringIO(), stderr=StringIO())
        files = [each for each in (tmp_path / name).rglob("*") if each.is_file()]
        said[name] = {
            each.name for each in files if "hushed" in words_of(each.read_bytes()).lower()
        }
        assert len(files) > 20
    assert said["before"] == set() and len(said["after"]) > 2
