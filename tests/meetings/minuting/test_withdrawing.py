"""Released minutes are taken back: the reason stands in their place, outcomes go along."""

import pytest
from django.test import Client

from icsgov.boards.profile import release_profile
from icsgov.record import takedowns
from icsgov.record.models import Entry, Release, TakeDown
from meetings.minuting import paragraphs, releasing, skeleton, writing
from meetings.models import Correction, Decision, Minutes
from meetings.outcomes.deciding import decide
from tests import factories as make
from tests.builds import built
from tests.factories import NOW
from tests.meetings.outcomes.record import out, record
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
MINUTES = "/icp/2023-07-24/minutes/"
KINDS = ("decision", "action", "forward")
PAGES = ("/decisions/icp/2023-07-24/d1/", "/actions/icp/1/")
CALLED = {"public": "the public", "members": "members of the board"}


@pytest.fixture
def at(db, time_machine):
    time_machine.move_to(NOW, tick=False)
    made = record()
    release_profile(made.board, None, NOW)
    out(made)
    return made


def page(address, status=200):
    response = Client().get(address)
    assert response.status_code == status
    return response.content.decode()


def head(audience):
    return Release.objects.filter(kind="minutes", audience=audience).heads().get()


def heads(audience):
    return Release.objects.filter(kind__in=KINDS, audience=audience).heads().count()


def withdraw(at, audience, reason="A name was wrong."):
    visitor = Visitor(at.secretary).get(at.address("minutes-release"))
    visitor.follow(f"Withdraw release 1 for {CALLED[audience]}")
    assert visitor.submit("Withdraw it").status == 422
    return visitor.submit("Withdraw it", {"reason": reason})


def state(at):
    return Minutes.objects.get(pk=at.minutes.pk).state


def test_the_public_finds_the_reason_and_no_outcome_and_members_keep_theirs(at):
    visitor = withdraw(at, "public")
    assert "A name was wrong." in visitor.text
    assert "A name was wrong." in page(MINUTES, 410)
    assert "The minutes of this meeting were withdrawn" in page("/icp/2023-07-24/", 200)
    for address in PAGES:
        gone = page(address, 410)
        assert "The minutes that hold it were withdrawn. A name was wrong." in gone
        assert "It was approved." not in gone
    for register in ("/decisions/", "/actions/", "/forward-plan/"):
        assert "It was approved." not in page(register)
    assert (heads("public"), heads("members")) == (0, 3)
    assert state(at) == "released"


def test_what_no_reader_has_is_written_again_and_keeps_its_numbers(at):
    row = paragraphs.standing(at.section)[-1]
    with pytest.raises(writing.Refused):
        writing.retype(row, row.version, "<p>Right.</p>", at.secretary, NOW)
    for audience in CALLED:
        withdraw(at, audience)
    assert state(at) == "taken"
    row.refresh_from_db()
    visitor = Visitor(at.secretary).get(f"{at.address()}?edit={row.key}")
    visitor.submit("Done", {"text": "<p>Right.</p>"})
    row.refresh_from_db()
    assert (row.text, row.label) == ("<p>Right.</p>", "1.05")
    for change in (writing.remove, writing.merge):
        with pytest.raises(writing.Refused, match="keeps its number"):
            change(row, at.secretary, NOW)
    late = at.add("Late.")
    at.minutes.refresh_from_db()
    out(at)
    again = page(MINUTES)
    assert "Right." in again
    assert again.index('id="1.05"') < again.index('id="1.06"')
    late.refresh_from_db()
    assert late.label == "1.06"
    assert "It was approved." in page(PAGES[0])
    assert (heads("public"), heads("members")) == (3, 3)


def test_the_words_of_a_draft_that_the_public_has_stay(at):
    withdraw(at, "members")
    row = paragraphs.standing(at.section)[-1]
    with pytest.raises(writing.Refused, match="was released"):
        writing.retype(row, row.version, "<p>Other.</p>", at.secretary, NOW)


def test_a_draft_is_not_taken_back_by_the_button_of_the_desk(at):
    at.client.post(at.address("minutes-take-back"))
    assert state(at) == "released"


def test_an_action_that_a_secretary_made_public_stays(at):
    row = at.board.actions.get()
    row.save_at(row.version, at.secretary, NOW, public=True)
    withdraw(at, "public")
    assert "Write it." in page("/actions/icp/1/")


def test_minutes_withdrawn_after_they_were_confirmed_keep_their_state(at):
    Minutes.objects.filter(pk=at.minutes.pk).update(state="confirmed", confirmed_on=NOW.date())
    for audience in CALLED:
        releasing.take_back(at.minutes, head(audience), "Wrong.", at.secretary, NOW)
    assert (state(at), heads("public"), heads("members")) == ("confirmed", 0, 0)


def test_nobody_suggests_corrections_to_what_was_withdrawn(at):
    row = paragraphs.standing(at.section)[-1]
    member = make.user()
    make.seat(member, at.board)
    for audience in CALLED:
        releasing.take_back(at.minutes, head(audience), "Wrong.", at.secretary, NOW)
    reader = Visitor(member)
    assert reader.get(at.address("reading-minutes")).status == 404
    assert reader.get(f"/reading/minutes/{row.key}/").status == 404
    assert not Correction.objects.exists()


def test_part_2_goes_the_same_way(at):
    make.part2(at.meeting)
    make.item(at.meeting, "Hidden item", part=2)
    private = skeleton.lay(at.meeting, 2, at.secretary, NOW)
    row = paragraphs.add_paragraph(
        private.sections.get(), "decision", "<p>Hidden.</p>", at.secretary, NOW
    )
    made = decide(at.meeting, 2, "approved", "Hidden.", None, NOW, paragraph=row)
    private.send_to_chair(None, NOW)
    private.clear(None, NOW)
    built(at.meeting, 2, kind="minutes", at=NOW)
    before = [page(address) for address in (MINUTES, *PAGES, "/decisions/")]
    (release,) = releasing.publish(private, ["members"], at.secretary, NOW)
    line = Release.objects.of("decision", made.key, 2)
    assert line.heads().exists()
    releasing.take_back(private, release, "Too early.", at.secretary, NOW)
    assert not line.heads().exists()
    assert Minutes.objects.get(part=2).state == "taken"
    assert [page(address) for address in (MINUTES, *PAGES, "/decisions/")] == before


def test_minutes_that_are_taken_down_take_every_word_of_their_outcomes(at):
    wish = TakeDown(board=at.board, release=head("public"), part=1, ground="personal data")
    takedowns.ask(wish, at.secretary, NOW)
    takedowns.confirm(wish, make.secretary(at.board), NOW)
    for address in (MINUTES, *PAGES):
        assert "personal data" in page(address, 410).lower()
    assert (heads("public"), heads("members")) == (0, 0)
    assert "It was approved." not in repr(list(Entry.objects.values_list()))
    assert state(at) == "taken"
    assert Decision.objects.get().words == "It was approved."


def test_a_secretary_asks_for_minutes_to_be_taken_down(at):
    visitor = Visitor(at.secretary).get(at.address("minutes-release"))
    visitor.follow("take down for good release 1 for the public")
    assert "Decisions, actions and promises that readers have" in visitor.text
    visitor.submit("Ask for a second person", {"ground": "personal data"})
    assert "Waiting for a second person" in visitor.text
