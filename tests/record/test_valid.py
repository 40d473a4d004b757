"""Every public page is valid HTML by the standard's own parser, with its headings in step."""

import pytest
from django.utils import timezone

from icsgov.boards.profile import release_profile
from icsgov.record.sitemap import pages
from meetings.proofs.notices import release_notice
from meetings.questions import moderating
from tests import factories as make
from tests import markup, packs, releases
from tests.meetings import questions_made
from tests.strategy import editions, plans

pytestmark = pytest.mark.django_db
BESIDE = (
    "/search/?q=drafted",
    '/search/?q="><b>&board=icp&from=2020',
    "/search/?q=nowhere+zebra",
    "/follow/?board=icp",
    "/follow/?q=drafted",
    "/follow/email/?board=icp",
    "/api/",
    "/questions/?state=accepted",
    "/decisions/?q=x",
    "/no-such-board/",
)


@pytest.fixture
def public(db):
    board = make.board("ICP", name="Integrated Care Partnership", purpose="Plans together.")
    make.seat(make.person("Mo Member"), board, title="Leader of a sample council")
    plan = plans.plan(board, "Our strategy", address="ours")
    plans.part(plan, "priority", "Early years", number="1")
    plans.part(plan, "place", "Bexley")
    plans.part(plan, "metric", "Children vaccinated")
    editions.release("plan", plan.key, board)
    meeting = packs.meeting(board)
    release_profile(board, None, make.NOW)
    release_notice(meeting, None, make.NOW)
    releases.publish(meeting)
    return meeting


def test_every_page_of_the_sitemap_and_those_beside_it_are_valid(client, public):
    listed = [address.path for address in pages(timezone.now())]
    assert len(listed) > 15
    faulty = {}
    for address in (*listed, *BESIDE):
        response = client.get(address)
        assert response.status_code in (200, 404), address
        if response["Content-Type"].startswith("text/html"):
            faulty[address] = markup.faults(response.content.decode())
    assert {address: found for address, found in faulty.items() if found} == {}


def test_the_register_of_questions_takes_as_many_queries_for_many(
    client, public, django_assert_max_num_queries
):
    counts = []
    for number in (1, 20):
        for _ in range(number):
            moderating.accept(questions_made.question(public), None, make.NOW)
        with django_assert_max_num_queries(14) as queries:
            assert client.get("/questions/").context["total"] == sum((1, 20)[: len(counts) + 1])
        counts.append(len(queries))
    assert counts[0] == counts[1]
