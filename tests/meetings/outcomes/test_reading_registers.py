"""What members find in their registers: what is for them alone too, Part 2 by the seat."""

from datetime import date

import pytest

from icsgov.record.models import Reading
from meetings.minuting import paragraphs, releasing, skeleton
from meetings.models import Action, Decision, ForwardEntry
from meetings.outcomes.acting import take
from meetings.outcomes.deciding import decide
from meetings.outcomes.promising import bring, promise
from tests import factories as make
from tests import releases
from tests.builds import built
from tests.factories import NOW
from tests.markup import faults
from tests.meetings.outcomes.record import out
from tests.visitor import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
REGISTERS = {
    "/reading/decisions/": "It was approved.",
    "/reading/actions/": "Write it.",
    "/reading/forward-plan/": "The concordat",
}


def reader(board, *, part2=False):
    account = make.user()
    make.seat(account, board, part2=part2)
    return account


def look(account, address):
    visitor = Visitor(account).get(address)
    assert visitor.status == 200
    assert faults(visitor.response.content.decode()) == []
    return visitor


def private_minutes(shown):
    """Minutes of Part 2 that members have, with a decision, an action and a promise."""
    make.part2(shown.meeting)
    item = make.item(shown.meeting, "Hidden item", part=2)
    minutes = skeleton.lay(shown.meeting, 2, shown.secretary, NOW)
    section = minutes.sections.get()

    def add(kind):
        text = f"<p>Hidden {kind}.</p>"
        return paragraphs.add_paragraph(section, kind, text, shown.secretary, NOW)

    decide(
        shown.meeting, 2, "approved", "Hidden decision.", None, NOW,
        item=item, paragraph=add("decision"),
    )  # fmt: skip
    take(
        shown.board, 2, "Hidden action.", None, NOW,
        meeting=shown.meeting, paragraph=add("action"),
    )  # fmt: skip
    promise(shown.board, 2, "Hidden promise", None, NOW, paragraph=add("discussion"))
    minutes.send_to_chair(None, NOW)
    minutes.clear(None, NOW)
    built(shown.meeting, 2, kind="minutes", at=NOW)
    releasing.publish(minutes, ["members"], shown.secretary, NOW)


@pytest.mark.parametrize(("address", "words"), REGISTERS.items())
def test_members_find_what_is_for_them_alone(shown, address, words):
    member, stranger = reader(shown.board), reader(make.board("ICB"))
    assert words not in look(member, address).text
    out(shown, ("members",))
    page = look(member, address)
    assert words in page.text
    assert page.text.count("Members only") == 2
    assert words not in look(stranger, address).text
    assert words not in Visitor().get(address.removeprefix("/reading")).text


@pytest.mark.parametrize(("address", "words"), REGISTERS.items())
def test_what_everybody_has_stands_there_once(shown, address, words):
    out(shown)
    page = look(reader(shown.board), address)
    assert page.text.count(words) == 1
    assert page.text.count("Members only") == 1  # in the words above


@pytest.mark.parametrize("address", REGISTERS)
def test_part_2_is_there_for_those_who_read_it_and_that_is_kept(shown, address):
    private_minutes(shown)
    plain, cleared = reader(shown.board), reader(shown.board, part2=True)
    assert "Hidden" not in look(plain, address).text
    assert not Reading.objects.exists()
    page = look(cleared, address)
    assert "Hidden" in page.text
    assert "Part 2" in page.text
    assert [each.release.part for each in Reading.objects.filter(by=cleared)] == [2]


@pytest.mark.parametrize(
    ("model", "kind"),
    [(Decision, "decisions"), (Action, "actions"), (ForwardEntry, "forward-plan")],
)
def test_each_thing_of_part_2_has_a_page_for_those_who_read_it(shown, model, kind):
    private_minutes(shown)
    thing = model.objects.get(part=2)
    address = f"/reading/{kind}/{thing.key}/"
    page = look(reader(shown.board, part2=True), address)
    assert "This is of Part 2." in page.text
    assert "Hidden" in page.text
    page.follow(f"Read paragraph {thing.paragraph.label or '1.02'} of the minutes")
    assert page.url == shown.address("reading-minutes", 2)
    assert Visitor(reader(shown.board)).get(address).status == 404
    assert Visitor(reader(make.board("ICB"), part2=True)).get(address).status == 404
    assert Reading.objects.filter(release__subject=thing.key).count() == 1


def test_filters_are_those_of_the_public_register(shown):
    out(shown, ("members",))
    visitor = look(reader(shown.board), "/reading/decisions/")
    visitor.submit("Show", {"q": "approved", "state": "approved"})
    assert "It was approved." in visitor.text
    visitor.submit("Show", {"state": "noted"})
    assert "It was approved." not in visitor.text
    assert visitor.get("/reading/decisions/?since-day=31&since-month=2&since-year=1").status == 422
    assert visitor.get("/reading/decisions/?board=nobody").status == 200


def test_a_thread_of_members_leads_to_what_members_read(shown):
    out(shown, ("members",))
    kept = ForwardEntry.objects.get()
    later = make.meeting(shown.board, date(2023, 10, 2))
    item = bring(kept, later, None, NOW, title="Charter")
    make.paper(shown.board, "The charter", under=item)
    releases.publish(later, audience=releases.MEMBERS)
    member = reader(shown.board)
    page = look(member, f"/reading/forward-plan/{kept.key}/")
    assert "Keeps a promise The concordat" in page.text
    for words in ("Charter", "Sample item 1"):
        links = [
            each.get("href")
            for each in page.page.iter("a")
            if words in each.text_content() and "thread" not in each.get("href")
        ]
        for link in links:
            assert Visitor(member).get(link).status == 200, link
        assert links


def test_who_sits_nowhere_is_shown_to_the_public_register():
    page = look(make.user(), "/reading/decisions/")
    assert "You sit on no board." in page.text
    assert page.follow("public register").url == "/decisions/"


@pytest.mark.parametrize("address", REGISTERS)
def test_a_long_register_asks_no_more(shown, address, django_assert_max_num_queries):
    private_minutes(shown)
    member = reader(shown.board, part2=True)
    counts = []
    for more in (0, 30):
        for number in range(more):
            take(shown.board, 1, f"Action {number}", None, NOW, public=True)
            promise(shown.board, 1, f"Promise {number}", None, NOW, public=True)
        with django_assert_max_num_queries(30) as asked:
            look(member, address)
        counts.append(len(asked))
    assert counts[0] == counts[1]
