"""Publishing packs: to whom and when, with whose word, what freezes, who is told, taking back."""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.db import IntegrityError, transaction

from icsgov.ledger.models import Change, MoveRefused
from icsgov.record import publications
from icsgov.record.models import Publication, Release
from icsgov.record.models.releases import Audience
from icsgov.record.publications import Hindered
from icsgov.work.mail import send_due
from icsgov.work.models import Message
from meetings import publishing
from meetings.models import Enclosure, Meeting
from meetings.outcomes import acting
from meetings.questions import moderating
from tests import factories as make
from tests import packs
from tests.builds import built
from tests.meetings import questions_made as asked

pytestmark = pytest.mark.django_db
NOW, HOUR, DAY = make.NOW, timedelta(hours=1), timedelta(days=1)
BOTH = {"members": None, "public": None}


@pytest.fixture
def publish(meeting, secretary):
    def go(wish=BOTH, *, now=NOW, part=1, by=None, **more) -> Publication:
        build = built(meeting, part, at=now)
        return publishing.ask(meeting, build, wish, by=by or secretary, now=now, **more)

    return go


def live(at, **where):
    return Release.objects.live(at).filter(withdrawn_at=None, **where)


def codes(error) -> list[str]:
    return [each.code for each in error.value.hindrances]


# To whom and when


def test_a_pack_reaches_both_audiences_with_all_its_files(publish, meeting):
    publication = publish(words="All new")
    assert publication.state == "published"
    for release in live(NOW):
        assert release.build == publication.build
        assert (release.path, release.on, release.words) == (
            "icp/2023-07-24",
            meeting.date,
            "All new",
        )
        roles = release.files.values_list("role", flat=True)
        assert sorted(roles) == ["file", "pack", "paper", "paper"]
    assert {release.audience for release in live(NOW)} == {"members", "public"}


def test_each_audience_has_its_own_hour(publish):
    publish({"members": None, "public": NOW + DAY})
    assert [each.audience for each in live(NOW)] == ["members"]
    assert {each.audience for each in live(NOW + DAY)} == {"members", "public"}


def test_part_2_is_for_members_only(publish, meeting):
    make.part2(meeting)
    with pytest.raises(Hindered) as error:
        publish(BOTH, part=2)
    assert codes(error) == ["audience"]
    publish({"members": None}, part=2)
    assert [(each.part, each.audience) for each in live(NOW)] == [(2, "members")]


def test_even_past_the_desk_part_2_never_reaches_the_public(meeting):
    make.part2(meeting)
    with pytest.raises(Hindered) as error:
        publications.ask(built(meeting, 2, at=NOW), BOTH, by=None, now=NOW)
    assert codes(error) == ["private"]


def test_a_private_meeting_has_no_public_pack(publish, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(kind="private")
    meeting.refresh_from_db()
    with pytest.raises(Hindered):
        publish()


@pytest.mark.parametrize(("wish", "code"), [({}, "nobody"), ({"members": NOW}, "past")])
def test_a_wish_must_name_somebody_and_an_hour_to_come(publish, wish, code):
    with pytest.raises(Hindered) as error:
        publish(wish)
    assert codes(error) == [code]
    assert not Publication.objects.exists()


def test_what_hides_something_is_not_published(meeting, secretary):
    build = built(meeting, at=NOW)
    build.report["findings"] = [
        {
            "code": "hidden-white",
            "page": 4,
            "piece": "Enclosure A: Drafted here",
            "sentence": "Text on this page is white.",
            "what_to_do": "Delete it.",
            "blocks": True,
        }
    ]
    with pytest.raises(Hindered) as error:
        publishing.ask(meeting, build, BOTH, by=secretary, now=NOW)
    assert str(error.value) == (
        "Enclosure A: Drafted here, page 4: Text on this page is white. Delete it."
    )
    assert not Release.objects.exists()


def test_a_failed_build_is_not_published(meeting, secretary):
    build = built(meeting, at=NOW)
    build.pack = None
    with pytest.raises(Hindered) as error:
        publishing.ask(meeting, build, BOTH, by=secretary, now=NOW)
    assert codes(error) == ["unfinished"]


def test_a_build_that_another_release_overtook_is_not_published(publish, meeting, secretary):
    old = built(meeting, at=NOW)
    packs.paper(meeting.board, "Late paper", make.item(meeting, "Late item"))
    publish(now=NOW + HOUR)
    with pytest.raises(Hindered) as error:
        publishing.ask(meeting, old, BOTH, by=secretary, now=NOW + 2 * HOUR)
    assert codes(error) == ["overtaken"]


def test_the_public_gets_later_what_members_have(meeting, secretary):
    build = built(meeting, at=NOW)
    publishing.ask(meeting, build, {"members": None}, by=secretary, now=NOW)
    publishing.ask(meeting, build, {"public": None}, by=secretary, now=NOW + DAY)
    assert {each.audience for each in live(NOW + DAY, build=build)} == {"members", "public"}


def test_a_later_pack_supersedes_and_says_what_changed(publish, meeting):
    publish()
    packs.paper(meeting.board, "Late paper", make.item(meeting, "Late item"))
    publish(now=NOW + HOUR)
    for release in live(NOW + HOUR, kind="agenda"):
        assert release.number == 2
        assert [change["words"] for change in release.changes] == [
            "Agenda item 4. “Late item” added",
            "Paper C “Late paper” added",
        ]


# What freezes


def test_letters_and_addresses_freeze_with_the_first_release(publish, meeting):
    publish()
    frozen = dict(Enclosure.objects.values_list("letter", "slug"))
    assert frozen == {"A": "drafted-here", "B": "shown-as-slides"}


def test_those_of_what_is_generated_freeze_too(publish, meeting):
    first, drafted = meeting.items.in_order()[:2]
    moderating.accept(asked.question(meeting), None, NOW)
    Enclosure.objects.create(item=drafted, kind="questions", position=1)
    acting.take(meeting.board, 1, "Report back", None, NOW, public=True)
    Enclosure.objects.create(item=drafted, kind="actions", position=2)
    publish()
    released = {"questions-from-the-public": "B", "matters-arising": "C", "shown-as-slides": "D"}
    packs.paper(meeting.board, "Late paper", first)
    Enclosure.objects.filter(item=drafted, kind="actions").update(position=0)
    publish(now=NOW + HOUR)
    for release in live(NOW + HOUR, kind="agenda"):
        papers = release.entries.filter(kind="paper").values_list("anchor", "label")
        assert released.items() <= dict(papers).items()


def test_they_are_free_again_when_nobody_came_to_read_it(publish, meeting, secretary):
    publish({"members": NOW + DAY})
    publishing.take_back(meeting, Release.objects.get(), "Too early", secretary, NOW + HOUR)
    assert set(Enclosure.objects.values_list("letter", flat=True)) == {""}


def test_they_stay_frozen_after_a_withdrawal(publish, meeting, secretary):
    publish({"members": None})
    publishing.take_back(meeting, Release.objects.get(), "Wrong", secretary, NOW + HOUR)
    assert set(Enclosure.objects.values_list("letter", flat=True)) == {"A", "B"}


# A second person


def test_nothing_is_published_before_a_second_person_says_so(publish, meeting, two_persons):
    asked = publish()
    assert asked.state == "asked"
    assert not Release.objects.exists()
    chair = make.user()
    releases = publishing.confirm(meeting, asked, chair, NOW + HOUR)
    assert len(releases) == 2
    for release in live(NOW + HOUR, kind="agenda"):
        assert (release.published_by, release.second_by) == (asked.asked_by, chair)
        assert release.effective_at == NOW + HOUR


def test_nobody_confirms_their_own_wish(publish, meeting, secretary, two_persons):
    asked = publish()
    with pytest.raises(Hindered) as error:
        publishing.confirm(meeting, asked, secretary, NOW)
    assert codes(error) == ["same-person"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.update(second_by=secretary)


def test_a_wish_is_answered_once(publish, meeting, two_persons):
    asked = publish()
    publishing.refuse(asked, make.user(), NOW)
    again = Publication.objects.get()
    again.state = "asked"
    with pytest.raises(MoveRefused):
        publishing.confirm(meeting, again, make.user(), NOW)
    assert not Release.objects.exists()


def test_a_newer_wish_takes_the_place_of_the_older(publish, meeting, two_persons):
    older = publish()
    newer = publish(now=NOW + HOUR)
    older.refresh_from_db()
    assert (older.state, newer.state) == ("refused", "asked")


def test_an_hour_that_passed_while_waiting_becomes_now(publish, meeting, two_persons):
    asked = publish({"members": NOW + HOUR})
    (release,) = publishing.confirm(meeting, asked, make.user(), NOW + DAY)
    assert release.effective_at == NOW + DAY


# Who is told


@pytest.fixture
def members(board):
    one, other, left = make.user(), make.user(), make.user()
    make.seat(one, board, part2=True)
    make.seat(other, board, "chair")
    make.seat(left, board, ends=make.date(2022, 1, 1))
    make.seat(make.user(), board, "attendee")
    return one, other


def sent(at) -> list:
    outbox.outbox.clear()
    send_due(at)
    return outbox.outbox


def test_members_get_a_link_and_a_title(publish, members):
    publish(now=NOW)
    letters = sent(NOW)
    assert {to for letter in letters for to in letter.to} == {each.email for each in members}
    assert letters[0].subject == "Papers: Integrated Care Partnership, 24 July 2023"
    assert "/reading/icp/2023-07-24/" in letters[0].body
    assert "Drafted here" not in letters[0].body
    assert sent(NOW) == []


def test_a_changed_pack_is_told_of_as_changed(publish, members):
    publish(tell_members=False)
    assert sent(NOW) == []
    publish(now=NOW + HOUR)
    assert {letter.subject for letter in sent(NOW + HOUR)} == {
        "Changed papers: Integrated Care Partnership, 24 July 2023"
    }


def test_letters_go_out_at_the_hour_of_the_release(publish, members):
    publish({"members": NOW + DAY})
    assert sent(NOW + HOUR) == []
    assert len(sent(NOW + DAY)) == 2


def test_who_may_no_longer_read_it_gets_no_letter(publish, members, board):
    publish({"members": NOW + DAY})
    board.seats.filter(person=members[0].person).update(ends=NOW.date())
    assert [letter.to for letter in sent(NOW + DAY)] == [[members[1].email]]
    assert Message.objects.filter(state="dropped").count() == 1


def test_a_release_called_off_is_not_told_of(publish, meeting, members, secretary):
    publish({"members": NOW + DAY})
    publishing.take_back(meeting, Release.objects.get(), "Too early", secretary, NOW + HOUR)
    assert sent(NOW + DAY) == []


def test_part_2_is_told_of_in_the_same_words_to_those_who_may_read_it(publish, meeting, members):
    make.part2(meeting)
    packs.paper(meeting.board, "canary-title", make.item(meeting, "canary-item", part=2))
    publish({"members": None}, part=2)
    (letter,) = sent(NOW)
    assert letter.to == [members[0].email]
    words = letter.subject + letter.body
    assert "canary" not in words
    assert "Part 2" not in words
    assert "private" not in words.lower()


# Taking back


def test_a_withdrawal_is_on_the_record_with_its_reason(publish, meeting, secretary):
    publish({"public": None})
    release = Release.objects.get()
    publishing.take_back(meeting, release, "Wrong figures", secretary, NOW + HOUR)
    release.refresh_from_db()
    assert (release.withdrawn_by, release.withdrawn_reason) == (secretary, "Wrong figures")
    assert not Release.objects.for_public(NOW + HOUR).exists()
    change = Change.objects.of(meeting).first()
    assert (change.verb, change.by) == ("withdrawn", secretary)
    assert change.words == "Release 1 for the public: Wrong figures"


def test_who_published_what_is_in_the_history_of_the_meeting(publish, meeting, secretary):
    publish()
    words = {change.words for change in Change.objects.of(meeting) if change.verb == "published"}
    assert words == {"Release 1 for the public", "Release 1 for members of the board"}


def test_audiences_stand_in_one_order(publish):
    assert publications.ORDER == (Audience.PUBLIC, Audience.MEMBERS)
    publish()
    assert [each.audience for each in Release.objects.order_by("pk")] == ["public", "members"]
