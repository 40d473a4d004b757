"""A take-down that comes while a pack is bound, given out, built or published: nothing stays."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from icsgov.boards.models import Withheld
from icsgov.record import personal_packs, takedowns
from icsgov.record.build import build, taken_down
from icsgov.record.models import Blob, Build, Entry, PersonalPack, Release, TakeDown
from icsgov.record.presswork import Presswork
from icsgov.record.proofs import prove
from icsgov.record.publications import Hindered
from icsgov.record.scrubbing import scrub
from icsgov.work.jobs import Cancelled, JobFailed
from meetings import publishing
from tests import factories as make
from tests.record import withheld as marked

pytestmark = pytest.mark.django_db(transaction=True)
GONE = "Jackdaw"


@pytest.fixture(autouse=True)
def empty():
    """Files of earlier tests are not these ones'."""
    for path in stored():
        path.unlink()


@pytest.fixture
def made():
    return marked.marked()


@pytest.fixture
def member(made):
    """Ann, who may not have one paper; another one is taken down while her pack is made."""
    return keep_from(made, "Ann", "Vizard")


@pytest.fixture
def wish(made):
    thing = made.papers[GONE].key
    row = TakeDown(board=made.meeting.board, thing=thing, part=2, ground="legal order")
    return takedowns.ask(row, make.user(), make.NOW)


@pytest.fixture
def second():
    return make.user("Second")


def stored():
    """The files in the store, and the pieces that the press keeps."""
    folders = [Path(settings.DATA_DIR) / name for name in ("files", "press")]
    return {path for each in folders for path in each.rglob("*") if path.is_file()}


def check_nothing_left(wish):
    """No row names the paper, and no file is left that no row names."""
    scrub(wish, make.NOW)
    assert not Entry.objects.filter(kind="paper", thing=wish.thing).exists()
    assert [each.pk for each in Build.objects.all() if str(wish.thing) in str(each.tree)] == []
    assert not PersonalPack.objects.filter(build__pack=None).exists()
    assert stored() == {blob.path for blob in Blob.objects.all()}
    files = Blob.objects.filter(kind="pdf")
    assert [each.pk for each in files if GONE in marked.everything(each)] == []


def give(made):
    """Give members the pack, and Ann her own."""
    personal_packs.settle(made.build, make.NOW)
    publishing.ask(
        made.meeting, made.build, {"members": None}, by=None, now=make.NOW, tell_members=False
    )


def test_while_the_pack_is_bound(made, member, wish, second, monkeypatch):
    bind = Presswork.without

    def bound(*args):
        try:
            return bind(*args)
        finally:
            takedowns.confirm(wish, second, make.NOW)
            scrub(wish, make.NOW)

    monkeypatch.setattr(Presswork, "without", bound)
    with pytest.raises(personal_packs.Spoilt):
        personal_packs.make(made.build, {made.papers["Vizard"].key}, make.NOW)
    assert not PersonalPack.objects.exists()
    check_nothing_left(wish)


def keep_from(made, name, word):
    account = make.user(name)
    make.seat(account, made.meeting.board, part2=True)
    Withheld.objects.create(
        board=made.meeting.board,
        thing=made.papers[word].key,
        person=account.person,
        reason="An interest",
        at=make.NOW,
    )
    return account


def test_between_the_making_and_the_giving(made, member, wish, second, monkeypatch):
    give(made)
    late = keep_from(made, "Bob", "Zephyr")
    release = personal_packs.release

    def released(whole, own):
        if own.things == [str(made.papers["Zephyr"].key)]:
            takedowns.confirm(wish, second, make.NOW)
        return release(whole, own)

    monkeypatch.setattr(personal_packs, "release", released)
    personal_packs.settle(made.build, make.NOW)
    wish.refresh_from_db()
    assert wish.state == "done"
    assert not Release.objects.visible_to(late, make.NOW).filter(kind="agenda").exists()
    check_nothing_left(wish)


def test_one_waits_for_the_other_in_its_last_step(made, member, wish, second, monkeypatch):
    """Two at the same time: the pack is in its transaction when the second person says yes."""
    within, asked = threading.Event(), threading.Event()
    hold = Build.hold

    def slowly(build):
        held = hold(build)
        if not within.is_set():
            within.set()
            asked.wait(10)
        return held

    monkeypatch.setattr(Build, "hold", slowly)

    def settle():
        try:
            personal_packs.settle(Build.objects.get(pk=made.build.pk), make.NOW)
        finally:
            within.set()
            connections.close_all()

    def confirm():
        try:
            assert within.wait(60)
            asked.set()
            takedowns.confirm(TakeDown.objects.get(), second, make.NOW)
        finally:
            asked.set()
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        for each in [pool.submit(settle), pool.submit(confirm)]:
            each.result()
    assert not PersonalPack.objects.exists()
    wish.refresh_from_db()
    check_nothing_left(wish)


def test_a_build_that_somebody_had_open_is_not_published(made, member, wish, second):
    personal_packs.settle(made.build, make.NOW)
    open_page = Build.objects.select_related("pack").get(pk=made.build.pk)
    takedowns.confirm(wish, second, make.NOW)
    with pytest.raises(Hindered, match="Build again"):
        publishing.ask(made.meeting, open_page, {"members": None}, by=None, now=make.NOW)
    assert not Release.objects.filter(kind="agenda").exists()


@pytest.mark.parametrize("scrubbed", [True, False])
def test_a_build_that_had_read_the_desk_before_keeps_nothing(
    made, wish, second, monkeypatch, scrubbed
):
    if not scrubbed:
        monkeypatch.setattr("icsgov.work.jobs.knock", lambda work: None)
    before = taken_down()
    proof = prove("agenda", made.meeting.key, 2, make.NOW)
    takedowns.confirm(wish, second, make.NOW)
    with pytest.raises(JobFailed if scrubbed else Cancelled):
        build(proof, by=None, now=make.NOW, before=before)
    check_nothing_left(wish)
    again = marked.built(made.meeting)
    assert again.pack is not None
    assert GONE not in str(again.tree)
