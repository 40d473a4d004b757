"""The pre-flight check: each thing it finds, that it finds nothing else, and what it costs."""

from datetime import UTC, date, datetime, time
from uuid import UUID

import pytest
from django.urls import resolve

from icsgov.boards.models import BoardRule
from meetings import agreeing, drafts
from meetings.models import AgendaItem, Ask, Enclosure, PaperFile, PaperImage
from meetings.preflight import Blocker, Warning, preflight
from tests import factories as make
from tests.factories import NOW
from tests.packs import pdf_blob
from tests.releases import publish

pytestmark = pytest.mark.django_db
KIND, MODE = AgendaItem.Kind, AgendaItem.Mode
COVER = {
    "purpose": {"ticks": ["discussion"]},
    "summary": "<p>What it says</p>",
    "recommendation": [{"verb": "discuss", "text": "it"}],
}


@pytest.fixture
def meeting():
    return make.meeting(make.board())


def found(meeting, part=1, now=NOW):
    """Codes, blockers first with a mark."""
    return [
        ("!" if isinstance(each, Blocker) else "") + each.code
        for each in preflight(meeting, part, now)
    ]


def ready_paper(under, *, files=(), **fields):
    """A paper with everything, cleared."""
    fields.setdefault("cover", COVER)
    fields.setdefault("body", "<p>Text</p>")
    paper = make.paper(
        under.meeting.board,
        author=make.person(),
        lead=make.person(),
        under=under,
        state="submitted",
        **fields,
    )
    version = paper.cut("Submitted", None, NOW)
    for file in files:
        file.version = version
        file.save()
    paper.clear(None, NOW)
    return paper


def ready_file(**fields):
    blob = pdf_blob(1, "slides")
    fields.setdefault("seen_at", NOW)
    fields.setdefault("state", "ready")
    return PaperFile(original=blob, normalised=blob, filename="slides.pdf", **fields)


def test_a_good_agenda_has_nothing_in_its_way(meeting):
    chair = make.person()
    make.seat(chair, meeting.board, "chair")
    make.item(meeting, "Welcome", mode=MODE.VERBAL)
    ready_paper(make.item(meeting, purposes=["discussion"]), files=[ready_file()])
    agreeing.agree(drafts.read_part(meeting, 1), chair, None, NOW)
    assert preflight(meeting, 1, NOW) == ()


def test_an_empty_agenda(meeting):
    assert found(meeting) == ["empty"]


def test_an_item_without_its_paper(meeting):
    item = make.item(meeting, "Strategy")
    (finding,) = preflight(meeting, 1, NOW)
    assert finding.code == "no-paper"
    assert finding.sentence.startswith("Item 1, “Strategy” has no paper.")
    assert finding.where == item.key


@pytest.mark.parametrize(
    "fields", [{"mode": MODE.VERBAL}, {"kind": KIND.AOB}, {"kind": KIND.BREAK}]
)
def test_rows_that_need_no_paper(meeting, fields):
    make.item(meeting, **fields)
    assert found(meeting) == []


def test_an_item_that_holds_others_needs_no_paper(meeting):
    holder = make.item(meeting)
    make.item(meeting, parent=holder, mode=MODE.VERBAL)
    assert found(meeting) == []


def test_a_paper_that_has_not_been_handed_in(meeting):
    author = make.person("Avery Author")
    paper = make.paper(meeting.board, "Plan", author=author, under=make.item(meeting))
    (finding,) = preflight(meeting, 1, NOW)
    assert isinstance(finding, Blocker)
    assert finding.code == "missing"
    assert finding.sentence == "Enclosure A, “Plan”, has not been handed in by Avery Author."
    assert finding.where == paper.key


def test_a_paper_to_follow_is_no_blocker(meeting):
    make.paper(meeting.board, under=make.item(meeting, mode=MODE.TO_FOLLOW))
    assert found(meeting) == ["to-follow"]


def test_a_withdrawn_paper_counts_for_none(meeting):
    make.paper(meeting.board, under=make.item(meeting), state="withdrawn")
    assert found(meeting) == ["no-paper"]


def test_a_generated_enclosure_cannot_be_made_here(meeting):
    Enclosure.objects.create(item=make.item(meeting), kind=Enclosure.Kind.ACTIONS)
    assert found(meeting) == ["!not-generated"]


def test_a_private_paper_in_the_public_part(meeting):
    ready_paper(make.item(meeting), private=True)
    assert found(meeting) == ["!private"]


def test_a_private_paper_in_part_2_is_where_it_belongs(meeting):
    make.part2(meeting)
    ready_paper(make.item(meeting, part=2), private=True)
    assert found(meeting, part=2) == []


def test_an_empty_paper(meeting):
    ready_paper(make.item(meeting), cover={}, body="")
    assert found(meeting) == ["!empty"]


def test_missing_fields_of_the_cover_are_named(meeting):
    cover = {"purpose": COVER["purpose"], "recommendation": COVER["recommendation"]}
    ready_paper(make.item(meeting), cover=cover)
    (finding,) = preflight(meeting, 1, NOW)
    assert finding.code == "cover"
    assert finding.sentence.endswith("lacks on its cover sheet: summary of main points.")


def test_a_paper_that_was_not_cleared(meeting):
    paper = make.paper(
        meeting.board,
        author=make.person(),
        lead=make.person(),
        under=make.item(meeting),
        state="submitted",
        cover=COVER,
        body="<p>Text</p>",
    )
    paper.cut("Submitted", None, NOW)
    assert found(meeting) == ["not-cleared"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"state": "checking"}, "!file-checking"),
        ({"state": "refused", "verdict": {"sentence": "It is damaged."}}, "!file-refused"),
        ({"state": "refused", "verdict": {"reasons": [{"code": "comments"}]}}, "!comments"),
        (
            {"state": "refused", "verdict": {"reasons": [{"code": "tracked-changes"}]}},
            "!tracked-changes",
        ),
        ({"normalised": None}, "!file-unreadable"),
        ({"verdict": {"scanned_pages": [2, 3]}}, "scanned"),
        ({"verdict": {"images_without_alt": 2}}, "no-alt"),
        ({"seen_at": None}, "not-seen"),
    ],
)
def test_files_that_are_not_as_they_should_be(meeting, fields, code):
    file = ready_file()
    for name, value in fields.items():
        setattr(file, name, value)
    ready_paper(make.item(meeting), files=[file])
    assert found(meeting) == [code]


def test_what_the_door_said_is_said_again(meeting):
    verdict = {"sentence": "The file still has comments (2).", "reasons": [{"code": "comments"}]}
    ready_paper(make.item(meeting), files=[ready_file(state="refused", verdict=verdict)])
    assert preflight(meeting, 1, NOW)[0].sentence.endswith("The file still has comments (2).")


def test_scanned_pages_are_counted_off(meeting):
    ready_paper(make.item(meeting), files=[ready_file(verdict={"scanned_pages": [2, 5]})])
    assert "pages 2, 5 hold no text" in preflight(meeting, 1, NOW)[0].sentence


def test_pictures_in_the_text(meeting):
    blob = pdf_blob(1, "a picture")
    body = f'<p>x</p><p><img src="asset:{blob.sha256}" alt=""></p>'
    paper = ready_paper(make.item(meeting), body=body)
    assert found(meeting) == ["!picture-missing", "no-alt"]
    PaperImage.objects.create(paper=paper, blob=blob)
    assert found(meeting) == ["no-alt"]


DECIDES = {"purposes": ["decision"]}


def test_a_decision_that_nobody_asks_for(meeting):
    item = make.item(meeting, mode=MODE.VERBAL, **DECIDES)
    Ask.objects.create(item=item, verb="note", text="it")
    assert found(meeting) == ["no-decision"]
    Ask.objects.create(item=item, verb="Approve", text="it")
    assert found(meeting) == []


def test_a_decision_may_be_asked_for_on_the_cover_sheet(meeting):
    asks = [{"verb": "approve", "text": "it"}]
    item = make.item(meeting, **DECIDES)
    paper = ready_paper(item, cover={**COVER, "recommendation": asks})
    assert found(meeting) == []
    paper.cover["recommendation"] = COVER["recommendation"]
    paper.save()
    assert "no-decision" in found(meeting)


def test_a_decision_ticked_on_the_cover_sheet_counts_too(meeting):
    ready_paper(make.item(meeting), cover={**COVER, "purpose": {"ticks": ["decision"]}})
    assert found(meeting) == ["no-decision"]


def test_too_long_and_overlapping(meeting):
    make.item(meeting, mode=MODE.VERBAL, minutes=90)
    make.item(meeting, mode=MODE.VERBAL, minutes=40, fixed_time=time(16))
    assert found(meeting) == ["overlap"]
    make.item(meeting, mode=MODE.VERBAL, minutes=30)
    assert found(meeting) == ["overlap", "too-long"]


def test_conflicting_letters_and_initials(meeting):
    item = make.item(meeting, mode=MODE.VERBAL)
    for name in ("Ben Collins", "Bella Chan"):
        person = make.person(name)
        item.leads.create(person=person, name=name, initials="BC")
    papers = [ready_paper(make.item(meeting)) for _ in range(2)]
    Enclosure.objects.filter(paper__in=papers).update(letter="A")
    assert found(meeting) == ["same-letter", "same-initials"]


@pytest.mark.parametrize(
    ("consent", "ends", "code"),
    [
        ("Jo agreed", None, []),
        ("Jo agreed", date(2023, 7, 24), []),
        ("Jo agreed", date(2023, 7, 23), ["!consent-ended"]),
        ("", None, ["no-consent"]),
    ],
)
def test_a_story_needs_consent_that_lasts(meeting, consent, ends, code):
    make.item(meeting, kind=KIND.STORY, mode=MODE.VERBAL, consent=consent, consent_ends=ends)
    assert found(meeting) == code


def test_every_chair_agrees_and_agrees_again(meeting):
    chairs = [make.person(), make.person()]
    for chair in chairs:
        make.seat(chair, meeting.board, "chair")
    item = make.item(meeting, mode=MODE.VERBAL)
    assert found(meeting) == ["not-agreed", "not-agreed"]
    agreeing.agree(drafts.read_part(meeting, 1), chairs[0], None, NOW)
    assert found(meeting) == ["not-agreed"]
    item.save_at(1, None, NOW, minutes=15)
    assert sorted(found(meeting)) == ["agreed-before", "not-agreed"]


def test_late_notice_until_the_papers_are_out(meeting):
    make.item(meeting, mode=MODE.VERBAL)
    late = datetime(2023, 7, 17, 9, tzinfo=UTC)
    assert found(meeting, now=datetime(2023, 7, 14, 22, tzinfo=UTC)) == []
    assert found(meeting, now=late) == ["late-notice"]
    publish(meeting)
    assert found(meeting, now=late) == []


def test_the_notice_rule_is_the_boards_own(meeting):
    make.item(meeting, mode=MODE.VERBAL)
    rule = {"board": meeting.board, "name": "notice", "starts": date(2020, 1, 1)}
    BoardRule.objects.create(**rule, value={"days": 3, "working": False})
    assert found(meeting, now=datetime(2023, 7, 20, 9, tzinfo=UTC)) == []


def test_a_meeting_before_an_election():
    meeting = make.meeting(make.board(), date(2024, 6, 12))
    make.item(meeting, mode=MODE.VERBAL)
    assert found(meeting) == ["pre-election"]


def test_part_2_without_a_reason_and_a_meeting_without_a_place(meeting):
    make.part2(meeting, reason="")
    make.item(meeting, mode=MODE.VERBAL, part=2)
    assert found(meeting, part=2) == ["no-reason"]
    meeting.venue = ""
    meeting.save()
    assert found(meeting, part=2) == ["no-reason", "no-venue"]


def test_each_part_is_checked_by_itself(meeting):
    make.part2(meeting)
    make.item(meeting, mode=MODE.VERBAL)
    make.paper(meeting.board, under=make.item(meeting, part=2))
    assert found(meeting) == []
    assert found(meeting, part=2) == ["!missing"]
    with pytest.raises(LookupError):
        preflight(make.meeting(meeting.board, date(2023, 9, 4)), 2, NOW)


def test_every_finding_leads_to_a_page_that_mends_it(meeting):
    make.item(meeting, kind=KIND.STORY, minutes=200)
    ready_paper(make.item(meeting, purposes=["decision"]), private=True)
    make.paper(meeting.board, under=make.item(meeting))
    make.seat(make.person(), meeting.board, "chair")
    Enclosure.objects.create(item=make.item(meeting), kind=Enclosure.Kind.MINUTES)
    findings = preflight(meeting, 1, NOW)
    assert len(findings) > 5
    for finding in findings:
        assert resolve(finding.mend.url).url_name == finding.mend.name
        assert finding.sentence.endswith(".")
        assert finding.mend.words


def test_blockers_come_first(meeting):
    make.item(meeting, minutes=200)
    make.paper(meeting.board, under=make.item(meeting))
    kinds = [type(finding) for finding in preflight(meeting, 1, NOW)]
    assert kinds == sorted(kinds, key=lambda kind: kind is Warning)
    assert Blocker in kinds
    assert Warning in kinds


def test_two_hundred_items_take_as_many_queries_as_five(django_assert_max_num_queries):
    board = make.board()
    meetings = {5: make.meeting(board), 200: make.meeting(board, date(2023, 8, 7))}
    for number, meeting in meetings.items():
        for _ in range(number):
            ready_paper(make.item(meeting), files=[ready_file()])
    counts = {}
    for number, meeting in meetings.items():
        with django_assert_max_num_queries(30) as queries:
            preflight(meeting, 1, NOW)
        counts[number] = len(queries)
    assert counts[5] == counts[200]


def test_where_is_the_key_of_an_item_or_a_paper(meeting):
    make.item(meeting, purposes=["decision"])
    make.paper(meeting.board, under=make.item(meeting))
    places = {finding.where for finding in preflight(meeting, 1, NOW)} - {None}
    assert all(isinstance(place, UUID) for place in places)
