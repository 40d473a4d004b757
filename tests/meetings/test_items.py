"""A row saved whole: its fields, leads and asks are one version."""

import pytest

from icsgov.ledger.models import Change, Conflict
from meetings.models import AgendaItem, Ask, ItemLead
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return make.item(make.meeting(make.board()), "Strategy")


def lead(person):
    return ItemLead(person=person, name=str(person), initials=person.initials)


def asks(*pairs):
    return [Ask(verb=verb, text=text) for verb, text in pairs]


def test_leads_asks_and_fields_are_saved_as_one_version(item):
    holly, ben = make.person("Holly Eden"), make.person("Ben Collins")
    pairs = (("approve", "the plan"), ("note", "the risks"))
    assert item.revise(1, None, NOW, leads=[lead(ben), lead(holly)], asks=asks(*pairs), title="New")
    item.refresh_from_db()
    assert (item.version, item.title, item.asked) == (2, "New", pairs)
    assert item.led_by == (ben.key, holly.key)
    change = Change.objects.of(item).get()
    assert change.before == {"led_by": [], "asked": [], "title": "Strategy"}
    assert change.after == {
        "led_by": ["BC Ben Collins", "HE Holly Eden"],
        "asked": ["approve the plan", "note the risks"],
        "title": "New",
    }


def test_nothing_that_differs_is_no_version(item):
    person = make.person()
    item.revise(1, None, NOW, leads=[lead(person)])
    assert not item.revise(2, None, NOW, leads=[lead(person)], asks=[], title="Strategy")
    item.refresh_from_db()
    assert item.version == 2


def test_what_is_not_given_stays(item):
    item.revise(1, None, NOW, asks=asks(("note", "it")))
    item.revise(2, None, NOW, leads=[lead(make.person())])
    item.refresh_from_db()
    assert item.asked == (("note", "it"),)


def test_the_second_sees_both_texts_and_nothing_is_lost(item):
    item.revise(1, None, NOW, asks=asks(("note", "theirs")))
    with pytest.raises(Conflict) as caught:
        item.revise(1, None, NOW, asks=asks(("approve", "mine")), title="Mine")
    clashes = caught.value.clashes
    assert clashes["asked"] == ((("note", "theirs"),), (("approve", "mine"),))
    assert clashes["title"] == ("Strategy", "Mine")
    stored = AgendaItem.objects.get(pk=item.pk)
    assert (stored.title, stored.asked) == ("Strategy", (("note", "theirs"),))
    assert Change.objects.of(item).count() == 1
