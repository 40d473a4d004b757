"""One search over all that a member may read, and over nothing else."""

from datetime import date

import pytest

from icsgov.record.models import Reading
from meetings.models import Note
from tests import factories as make
from tests import packs, releases
from tests.desks import Reader, words

pytestmark = pytest.mark.django_db
ASKED = "lease of the hall"


@pytest.fixture
def board():
    return make.board("ICP", name="Integrated Care Partnership")


@pytest.fixture
def meeting(board):
    """A meeting with an item for members in Part 1, and one in Part 2."""
    made = packs.meeting(board)
    make.part2(made)
    make.item(made, "The lease of the hall")
    make.item(made, "The lease of the hall, in private", part=2)
    releases.publish(made, audience=releases.MEMBERS)
    releases.publish(made, part=2, audience=releases.MEMBERS)
    return made


def member(board, part2=False):
    user = make.user()
    make.seat(user, board, part2=part2)
    return Reader(user)


def found(reader, asked=ASKED, **query):
    return words(reader.get("reading-search", q=asked, **query))


def test_a_member_finds_part_1_and_with_the_seats_mark_part_2(board, meeting):
    plain = found(member(board))
    assert "1 place in papers and minutes" in plain and "in private" not in plain
    whole = found(member(board, part2=True))
    assert "2 places in papers and minutes" in whole and "Part 2, private" in whole
    assert f"/reading/{meeting.path}/#part-2-" in whole


def test_another_board_a_former_member_and_the_public_find_nothing(board, meeting, client):
    other = member(make.board("ICB"))
    assert "Nothing found" in found(other)
    former = make.user()
    make.seat(former, board, ends=date(2023, 7, 1))
    assert "Nothing found" in found(Reader(former))
    assert client.get("/reading/search/?q=lease").status_code == 302


def test_all_words_must_stand_in_one_passage_in_any_order(board, meeting):
    reader = member(board)
    assert "1 place" in found(reader, "hall LEASE")
    assert "Nothing found" in found(reader, "hall unheard")
    assert "You can search every pack" in found(reader, " ")


def test_what_was_replaced_is_found_as_it_is_now(board, meeting):
    meeting.items.filter(title="The lease of the hall").update(title="The lease of a barn")
    releases.publish(meeting, audience=releases.MEMBERS)
    reader = member(board)
    assert "Nothing found" in found(reader)
    assert "1 place" in found(reader, "lease of a barn")


def test_own_notes_stand_apart_and_nobody_elses_are_there(board, meeting):
    own, other = member(board), member(board)
    for reader, said in ((own, "mine: lease"), (other, "theirs: lease")):
        Note.objects.create(
            owner=reader.user.person,
            meeting=meeting,
            thing=make.organisation().key,
            title="Drafted here",
            words=said,
            edition="x",
            made_at=make.NOW,
            changed_at=make.NOW,
        )
    page = found(own, "lease")
    assert "In your notes" in page and "mine: lease" in page and "theirs" not in page


def test_a_board_can_be_chosen_and_a_wrong_one_is_no_filter(board, meeting):
    reader = member(board)
    make.seat(reader.user, make.board("ICB"))
    assert "1 place" in found(reader, board="icp")
    assert "Nothing found" in found(reader, board="icb")
    assert "1 place" in found(reader, board="nobody")


def test_what_is_shown_of_part_2_is_logged(board, meeting):
    reader = member(board, part2=True)
    found(reader)
    assert Reading.objects.filter(release__part=2, by=reader.user).exists()


@pytest.mark.parametrize("typed", ['"', "%", "_", "'; --", "x" * 10_000, "\0", "😀 AND OR NOT ("])
def test_nothing_that_is_typed_breaks_it(board, meeting, typed):
    assert member(board).get("reading-search", q=typed, page="9" * 9).status_code == 200


def test_the_number_of_queries_does_not_grow(board, meeting, django_assert_max_num_queries):
    reader = member(board, part2=True)
    for number in range(30):
        make.item(meeting, f"The lease of the hall, part {number}")
    releases.publish(meeting, audience=releases.MEMBERS)
    with django_assert_max_num_queries(24):
        page = found(reader)
    assert "page=2" in page and "Page 1 of 2" in page
