"""The minutes of Part 2, from the skeleton to their own confirmation, without a public byte."""

from datetime import date

import pytest
from django.test import Client

from icsgov.boards.profile import release_profile
from icsgov.record.build import build
from icsgov.record.models import Reading, Release
from icsgov.record.proofs import prove
from meetings.minuting import paragraphs, skeleton
from meetings.models import Enclosure, Minutes
from meetings.outcomes import following
from meetings.outcomes.acting import take
from meetings.outcomes.deciding import decide
from meetings.outcomes.promising import promise
from meetings.proofs.notices import release_notice
from tests import factories as make
from tests.builds import built
from tests.crawl import crawl, words_of
from tests.factories import NOW
from tests.meetings.outcomes.record import out, record
from tests.test_public_bytes import TOKEN
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
STARTS = (
    "/", "/icp/", "/icp/2023-07-24/", "/icp/2023-07-24/minutes/", "/icp/2023-10-02/",
    "/decisions/", "/actions/", "/forward-plan/", "/decisions/decisions.csv", "/feeds/",
    "/actions/actions.csv", "/search/?q=hidden", "/sitemap.xml", "/api/", "/calendar/",
)  # fmt: skip


class Path:
    """Two meetings with a Part 2; the first one's Part 1 is out, its Part 2 is being taken."""

    def __init__(self) -> None:
        at = self.at = record()
        self.later = make.meeting(at.board, date(2023, 10, 2))
        for meeting in (at.meeting, self.later):
            make.part2(meeting)
            make.item(meeting, "Hidden opening", part=2, mode="verbal")
        make.item(self.later, "Opening", mode="verbal")
        release_profile(at.board, None, NOW)
        for meeting in (at.meeting, self.later):
            release_notice(meeting, None, NOW)
        out(at)
        self.chair, self.member, self.cleared = make.user(), make.user(), make.user()
        make.seat(self.chair, at.board, "chair", part2=True)
        make.seat(self.member, at.board)
        make.seat(self.cleared, at.board, part2=True)
        self.minutes = skeleton.lay(at.meeting, 2, at.secretary, NOW)
        self.section = self.minutes.sections.get()

    def add(self, kind: str, text: str):
        by = self.at.secretary
        return paragraphs.add_paragraph(self.section, kind, f"<p>{text}</p>", by, NOW)

    def outcomes(self) -> None:
        """A decision, an action and a promise of Part 2."""
        at = self.at
        held = {"meeting": at.meeting, "paragraph": self.add("action", "Hidden task.")}
        action = take(at.board, 2, "Hidden task.", at.secretary, NOW, **held)
        following.report(action, "Hidden report.", "Kit Owner", at.secretary, NOW)
        said = self.add("decision", "Hidden resolution.")
        decide(at.meeting, 2, "approved", "Hidden resolution.", at.secretary, NOW, paragraph=said)
        why = self.add("discussion", "Hidden promise.")
        promise(at.board, 2, "Hidden promise", at.secretary, NOW, paragraph=why)

    def release(self) -> None:
        built(self.at.meeting, 2, kind="minutes", at=NOW)
        visitor = Visitor(self.at.secretary).get(self.at.address("minutes-release", 2))
        button = "Release as confirmed" if self.state == "accepted" else "Release as draft"
        visitor.submit(button, {"audience": "members"})
        assert "The minutes are released." in visitor.text

    @property
    def state(self) -> str:
        return Minutes.objects.get(pk=self.minutes.pk).state


@pytest.fixture
def path(db, time_machine):
    time_machine.move_to(NOW, tick=False)
    return Path()


def public() -> dict[str, str]:
    """All that anybody can come to."""
    return {address: TOKEN.sub(r"\1", said) for address, said in crawl(None, STARTS)}


def test_part_2_has_a_confirmation_of_its_own_and_the_public_sees_no_byte_of_it(path):
    at, before = path.at, public()
    path.outcomes()
    Visitor(at.secretary).get(at.address("minutes", 2)).submit("Send to the chair")
    Visitor(path.chair).get(at.address("minutes-clear", 2)).submit(
        "Send the answer", {"answer": "clear"}
    )
    assert path.state == "cleared"
    path.release()
    assert path.state == "released"
    own = at.address("reading-minutes", 2)
    assert Visitor(path.member).get(own).status == 404
    assert "Draft." in Visitor(path.cleared).get(own).text
    assert Reading.objects.filter(by=path.cleared).count() == 1

    taken = skeleton.lay(path.later, 2, at.secretary, NOW)
    visitor = Visitor(at.secretary).get(at.address("minutes-accept", 2))
    visitor.submit("Save", {"meeting": str(path.later.pk)})
    assert path.state == "accepted"
    first = paragraphs.standing(taken.sections.get())[-1]
    assert "The minutes of the meeting on 24 July 2023 were approved as a record" in first.text
    path.release()
    assert path.state == "confirmed"
    confirmed = Visitor(path.cleared).get(own).text
    assert "Confirmed on 2 October 2023" in confirmed
    assert "Hidden resolution." in confirmed
    one = Minutes.objects.get(meeting=at.meeting, part=1)
    assert (one.state, one.accepted_at_meeting) == ("released", None)

    after = public()
    assert before.keys() == after.keys()
    differ = [address for address in before if before[address] != after[address]]
    assert differ == []
    assert not Release.objects.filter(part=2, audience="public").exists()


def test_draft_minutes_and_action_log_of_part_2_print_in_the_pack_of_part_2_alone(path):
    path.outcomes()
    path.minutes.send_to_chair(None, NOW)
    path.minutes.clear(None, NOW)
    path.release()
    kinds = Enclosure.objects.filter(item__meeting=path.later, item__part=2).order_by("position")
    assert [each.kind for each in kinds] == ["minutes", "actions"]
    proof = prove("agenda", path.later.key, 2, NOW)
    assert proof.faults == ()
    log = next(paper for paper in proof.root.of_kind("paper") if "action log" in paper.title)
    assert "Hidden task." in repr(log)
    private = words_of(build(proof, by=path.at.secretary, now=NOW).pack.read())
    for words in (
        "Matters arising: the action log",
        "Hidden task.",
        "Hidden report.",
        "not stated",
    ):
        assert words in private
    assert "Hidden resolution." in private
    one = prove("agenda", path.later.key, 1, NOW)
    open_pack = words_of(build(one, by=path.at.secretary, now=NOW).pack.read())
    assert "Write it." in open_pack
    assert "Hidden" not in open_pack


def test_a_member_without_part_2_can_neither_read_nor_correct_it(path):
    path.outcomes()
    path.minutes.send_to_chair(None, NOW)
    path.minutes.clear(None, NOW)
    path.release()
    row = path.minutes.sections.get().paragraphs.last()
    address = f"/reading/minutes/{row.key}/"
    assert Visitor(path.member).get(address).status == 404
    assert Visitor(path.cleared).get(address).status == 200
    assert Client().get(path.at.address("reading-minutes", 2)).status_code == 302
