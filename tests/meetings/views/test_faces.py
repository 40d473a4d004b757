"""Rows that are drawn once for the same face: never an old one, nor one of another reader."""

import re
from collections import Counter

import pytest
from django.template.base import Template
from django.template.context import Context

from meetings import faces
from meetings.hanging import hang
from meetings.models import AgendaItem, Ask, Comment, ItemLead, Paper
from meetings.templatetags import agenda
from meetings.views import unchanged
from tests import factories as make
from tests.desks import Reader, words

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'csrfmiddlewaretoken" value="(\w{64})"')
SEVERAL = 3
SHAPES = 2  # with a paper and without


@pytest.fixture(autouse=True)
def nothing_drawn(monkeypatch):
    monkeypatch.setattr(unchanged, "SHELF", unchanged.Shelf())
    unchanged.forget()
    agenda._forme.cache_clear()


@pytest.fixture
def rows(desk):
    made = [make.item(desk.meeting, f"Item {number}", minutes=5) for number in range(SEVERAL)]
    make.paper(desk.board, "Pharmacy", under=made[0])
    return made


def page(reader, desk, **asked):
    return re.sub(r"\b\w{64}\b", "", words(reader.get("meeting", *desk.at, **asked)))


@pytest.fixture
def drawings(monkeypatch):
    """How often each template of the agenda is rendered."""
    count = Counter()
    render = Template.render

    def counted(self, context):
        count[(self.name or "").rpartition("/")[2]] += 1
        return render(self, context)

    monkeypatch.setattr(Template, "render", counted)
    return count


def test_rows_of_one_shape_are_drawn_once_and_another_title_draws_none(desk, rows, drawings):
    page(desk.secretary, desk)
    assert drawings["_row.html"] == SHAPES
    AgendaItem.objects.filter(pk=rows[1].pk).update(title="Another title")
    assert "Another title" in page(desk.secretary, desk)
    assert drawings["_row.html"] == SHAPES
    AgendaItem.objects.filter(pk=rows[1].pk).update(lifted=True)
    assert "lifted for discussion" in page(desk.secretary, desk)
    assert drawings["_row.html"] == SHAPES + 1


HOSTILE = ("<b>&amp;\"'</b>", "100 % of %(key)s, %s and {0}", "\0title\0", "Ä—日本")


@pytest.mark.parametrize("title", HOSTILE)
def test_a_filled_shape_is_what_the_template_draws(title):
    words = {"key": "7c3f0f2e-94a3-4cd0-a3a8-7b0f4f6c2d11", "title": title, "label": "1.%"}
    words |= {"letters": "A, B", "starts": "3.10pm", "minutes": "5", "findings": "2"}
    words |= {"agenda_url": "/desk/icp/2023-07-24/agenda", "token": "t" * 64}
    plain = {"kind": "item", "part": 2, "lines": (title,), "leads": (("HE", title),), "mode": ""}
    plain |= dict.fromkeys(("is_fixed", "is_lifted", "is_child", "is_noted", "is_overrun"), True)
    plain |= {"holds_others": True, "comments": 2, "shape": "blocked", "may_write": True}
    plain |= {"has_both": True, "open": "asked", "focus": "title"}
    by = agenda._template("meetings/agenda/_row.html")
    named = {name: word for name, word in words.items() if name != "token"}
    whole = by.render(Context({"it": {**plain, **named}, "csrf_token": words["token"]}))
    gaps = {name: faces.GAPS[name] for name in named}
    assert faces.filled(agenda._forme(by, faces.RowShape(**plain, **gaps)), words) == whole


def changes(desk, rows):
    """One change after the other, each of something that a row shows."""
    item = AgendaItem.objects.filter(pk=rows[0].pk)
    lead = make.person("Holly Eden")
    yield item.update(title="Focus & more")
    yield item.update(title="Focus &amp; more")
    yield item.update(lines="One line\nTwo lines")
    yield item.update(minutes=25)  # every row below begins later
    yield item.update(fixed_time="16:00")
    yield item.update(kind="heading")
    yield item.update(kind="item", mode="verbal")
    yield item.update(lifted=True)
    yield item.update(label="7")
    yield ItemLead.objects.create(item=rows[0], person=lead, name="Holly Eden", initials="HE")
    yield ItemLead.objects.update(name="Holly Edenham")
    yield ItemLead.objects.update(initials="HX")
    yield Comment.objects.create(item=rows[0], text="Why?", by=make.user(), at=make.NOW)
    yield Comment.objects.update(settled_at=make.NOW)
    yield AgendaItem.objects.filter(pk=rows[1].pk).update(parent=rows[0])
    yield AgendaItem.objects.filter(pk=rows[1].pk).update(parent=None, part=2)
    yield make.paper(desk.board, "Dentistry", under=rows[2])
    yield Paper.objects.filter(title="Dentistry").update(private=True)  # another finding
    yield make.part2(desk.meeting)


def test_whatever_a_row_shows_is_never_shown_as_it_was(desk, rows):
    before = page(desk.secretary, desk)
    for number, _ in enumerate(changes(desk, rows)):
        kept = page(desk.secretary, desk)
        agenda._forme.cache_clear()
        unchanged.forget()
        assert kept == page(desk.secretary, desk), number
        assert kept != before, number
        before = kept


def test_open_rows_and_the_focus_are_as_the_address_asks(desk, rows):
    page(desk.secretary, desk)
    key = rows[0].key
    opened = page(desk.secretary, desk, open=key)
    assert f'id="open-{key}"' in opened and 'aria-expanded="true"' in opened
    assert f'id="open-{key}"' not in page(desk.secretary, desk)
    assert f'id="open-{rows[1].key}"' not in opened


def test_each_reader_gets_what_they_may_do(desk, rows):
    lead = make.user("Larry Lead")
    ItemLead.objects.create(item=rows[0], person=lead.person, name="Larry", initials="LL")
    assert "Move up" in page(desk.secretary, desk)
    own = page(Reader(lead), desk)
    assert "Item 0" in own and "Move up" not in own and "Item 1" not in own
    assert "Move up" in page(desk.secretary, desk)


def test_each_page_has_a_token_of_its_own_in_every_row(desk, rows):
    first, second = (words(desk.secretary.get("meeting", *desk.at)) for _ in range(2))
    found = [set(TOKEN.findall(each)) for each in (first, second)]
    assert len(found[0]) == len(found[1]) == 1 and found[0] != found[1]
    assert first.count(found[0].pop()) > SEVERAL
    assert "\0" not in first


def test_what_hangs_on_a_row_is_at_hand_and_fails_aloud_when_asked_for_more(
    desk, rows, django_assert_num_queries
):
    for position in (1, 0):
        Ask.objects.create(item=rows[0], position=position, verb="note", text=str(position))
    items = list(AgendaItem.objects.order_by("pk"))
    with django_assert_num_queries(1):
        hang(items, "asks", Ask.objects.all())
    with django_assert_num_queries(0):
        assert [ask.text for ask in items[0].asks.all()] == ["0", "1"]
        assert items[0].asks.all()[0].item is items[0]
        assert list(items[1].asks.all()) == []
        with pytest.raises(AttributeError):
            items[0].asks.filter(verb="note")
    hang([], "asks", Ask.objects.all())
