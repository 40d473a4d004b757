"""Who gets a decision, an action or a promise, from when on, and what it never tells."""

from datetime import date

import pytest
from lxml import html

from icsgov.record.models import EntryLink, Release
from meetings import planning
from meetings.models import Paragraph
from meetings.outcomes import releasing
from meetings.outcomes.acting import take
from meetings.outcomes.deciding import adopt, decide
from meetings.outcomes.promising import aim, bring, drop, promise
from meetings.outcomes.striking import strike
from tests import factories as make
from tests.factories import NOW
from tests.meetings.outcomes.record import out

pytestmark = pytest.mark.django_db


def live(kind, audience="public"):
    """The roots of what an audience has of a kind."""
    heads = Release.objects.filter(kind=kind, audience=audience).heads()
    return [release.entries.get(seq=0) for release in heads.order_by("pk")]


def test_nobody_has_anything_before_the_minutes_are_out(shown):
    assert not Release.objects.filter(kind__in=("decision", "action", "forward")).exists()


def test_with_the_minutes_their_readers_have_all_of_it(shown):
    out(shown)
    (decision,), (action,), (forward,) = live("decision"), live("action"), live("forward")
    assert (decision.ref, decision.text) == ("ICP/2023-07-24/D1", "It was approved.")
    assert decision.release.path == "decisions/icp/2023-07-24/d1"
    assert decision.data["paragraph"] == shown.meeting.decisions.get().paragraph.label
    assert (action.release.path, action.text) == ("actions/icp/1", "Write it.")
    assert forward.release.path == f"forward-plan/{forward.thing}"
    links = set(EntryLink.objects.filter(entry=decision).values_list("rel", "to"))
    paragraph = Paragraph.objects.get(kind="decision")
    assert links == {("decides", shown.section.item.key), ("by", paragraph.key)}


def test_paragraphs_of_the_public_minutes_lead_to_the_registers(shown, client, clock):
    decide(shown.meeting, 1, "noted", "Not of a paragraph.", None, NOW)
    out(shown)
    page = html.document_fromstring(client.get(f"/{shown.meeting.path}/minutes/").content)
    kinds = page.xpath("//p[@class='app-minute__kind']")
    found = {link.text: link.get("href") for kind in kinds for link in kind.iter("a")}
    assert found["ICP/2023-07-24/D1"] == "/decisions/icp/2023-07-24/d1/"
    assert found["ICP action 1"] == "/actions/icp/1/"
    assert {client.get(address).status_code for address in found.values()} == {200}
    strike(shown.meeting.decisions.get(number=1), "Recorded twice.", None, NOW)
    page = client.get(f"/{shown.meeting.path}/minutes/").content.decode()
    assert "ICP/2023-07-24/D1" in page and "/decisions/icp/2023-07-24/d1/" not in page


def test_what_members_alone_have_is_not_public(shown):
    out(shown, ("members",))
    for kind in ("decision", "action", "forward"):
        assert live(kind) == []
        assert len(live(kind, "members")) == 1


def test_a_paragraph_put_in_later_waits_for_the_next_release(shown):
    out(shown)
    late = shown.add("Decided late.", "decision")
    decide(shown.meeting, 1, "noted", "Noted late.", None, NOW, paragraph=late)
    assert [each.text for each in live("decision")] == ["It was approved."]


def test_what_is_no_decision_any_more_is_not_released(shown):
    Paragraph.objects.filter(kind="decision").update(kind="discussion")
    out(shown)
    assert live("decision") == []


def test_an_adoption_is_released_with_its_save(shown):
    trust = make.board("ICB")
    row = shown.meeting.decisions.get()
    row.pending.add(trust)
    out(shown)
    adopt(row, trust, date(2023, 9, 1), "As it stands.", shown.secretary, NOW)
    (decision,) = live("decision")
    assert decision.release.number == 2
    assert decision.data["adopted"] == [
        {"board": trust.name, "on": "2023-09-01", "words": "As it stands."}
    ]


def test_an_action_by_hand_is_public_once_somebody_says_so():
    board = make.board()
    take(board, 1, "In the log only.", None, NOW)
    take(board, 1, "For everybody.", None, NOW, public=True)
    take(board, 2, "Private.", None, NOW, public=True)
    assert [each.text for each in live("action")] == ["For everybody."]


def test_a_promise_tells_the_day_of_an_announced_meeting_only():
    board = make.board()
    entry = promise(board, 1, "The concordat", None, NOW, public=True)
    seminar = make.meeting(board, date(2023, 8, 1), kind="seminar")
    aim(entry, seminar, None, NOW)
    assert [(each.on, each.data["target"]) for each in live("forward")] == [(None, "")]
    autumn = make.meeting(board, date(2023, 9, 1))
    aim(entry, autumn, None, NOW)
    assert [each.on for each in live("forward")] == [date(2023, 9, 1)]
    planning.rearrange(autumn, autumn.version, {"date": date(2023, 9, 8)}, None, NOW)
    assert [each.on for each in live("forward")] == [date(2023, 9, 8)]


def test_an_agenda_that_is_not_out_does_not_show_that_a_promise_is_kept():
    board = make.board()
    entry = promise(board, 1, "The concordat", None, NOW, public=True, window="in July")
    july = make.meeting(board)
    aim(entry, july, None, NOW)
    before = live("forward")[0].release.tree_sha256
    bring(entry, july, None, NOW, title="Secret name of the item")
    assert live("forward")[0].release.tree_sha256 == before


def test_a_promise_that_is_dropped_says_why():
    entry = promise(make.board(), 1, "The concordat", None, NOW, public=True)
    drop(entry, "The sector made its own.", None, NOW)
    (said,) = live("forward")
    assert (said.state, said.data["reason"]) == ("dropped", "The sector made its own.")


def test_what_went_out_with_withdrawn_minutes_is_taken_back_with_them(shown):
    out(shown)
    for release in Release.objects.filter(kind="minutes"):
        release.withdrawn_at = NOW
        release.save()
    releasing.take_back(shown.minutes, "A name was wrong.", shown.secretary, NOW)
    assert live("decision") == live("action") == live("forward") == []


def test_a_save_that_says_nothing_new_releases_nothing(shown):
    out(shown)
    row = shown.meeting.decisions.get()
    releasing.refresh(row, None, NOW)
    assert Release.objects.filter(kind="decision", audience="public").count() == 1
