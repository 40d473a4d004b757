from datetime import date

from icsgov.ledger.models import Change
from meetings.models import Clearance, Paper
from tests.meetings.papers.conftest import FULL_COVER


def submitted(desk):
    desk.post("author", "paper-submit")
    return desk.fresh()


def test_an_author_submits_and_a_version_is_kept(desk):
    assert desk.post("author", "paper-submit").status_code == 302
    paper = desk.fresh()
    assert (paper.state, paper.current.number, paper.current.cause) == ("submitted", 1, "Submitted")
    assert paper.is_cut


def test_the_page_says_what_is_missing_and_lets_submit_all_the_same(desk):
    page = desk.get("author", "paper-submit").content.decode()
    assert "Summary of main points is empty." in page
    assert "neither text nor a file" in page
    desk.paper.write(1, desk.author, desk.meeting.opens_at, cover=FULL_COVER, body="<p>Text</p>")
    assert "Still missing" not in desk.get("author", "paper-submit").content.decode()


def test_a_secretary_submits_for_the_author_with_evidence(desk):
    assert desk.post("secretary", "paper-submit").status_code == 422
    desk.post("secretary", "paper-submit", {"words": "E-mail of 3 July"})
    assert desk.fresh().state == "submitted"
    change = Change.objects.of(desk.paper).get(verb="moved")
    assert (change.by, change.words) == (desk.secretary, "E-mail of 3 July")


def test_an_assistant_submits_for_the_author(desk):
    page = desk.get("assistant", "paper").content.decode()
    assert "You act for <strong>Author Sample</strong>" in page
    desk.post("assistant", "paper-submit")
    change = Change.objects.of(desk.paper).get(verb="moved")
    assert (change.by, change.acting_for) == (desk.assistant, "Author Sample")


def test_submitting_twice_is_told_and_changes_nothing(desk):
    submitted(desk)
    assert desk.post("author", "paper-submit").status_code == 403
    answer = desk.client("secretary").post(
        desk.url("paper-submit"), {"words": "E-mail"}, follow=True
    )
    assert "the paper is now “submitted”" in answer.content.decode()


def test_once_submitted_the_author_reads_and_does_not_write(desk):
    submitted(desk)
    assert desk.get("author", "paper").status_code == 200
    assert desk.get("author", "paper-cover").status_code == 403
    assert desk.post("author", "paper-text", {"body": "x"}).status_code == 403


def test_lead_and_chair_clear_with_one_tap_each(desk):
    submitted(desk)
    assert "Clear it (Executive lead)" in desk.get("lead", "paper").content.decode()
    desk.clear("lead", "lead")
    assert desk.fresh().state == "submitted"
    desk.clear("chair", "chair")
    paper = desk.fresh()
    assert paper.state == "cleared"
    assert paper.cleared == paper.current
    given = Clearance.objects.values_list("step", "name", "how")
    assert list(given) == [("lead", "Lead Sample", "app"), ("chair", "Chair Sample", "app")]


def test_nobody_takes_anothers_step(desk):
    submitted(desk)
    assert desk.clear("lead", "chair").status_code == 403
    assert desk.clear("chair", "lead").status_code == 403
    assert desk.clear("secretary", "lead").status_code == 403
    assert desk.clear("author", "lead").status_code == 403
    assert not Clearance.objects.exists()


def test_an_assistant_of_a_lead_never_clears(desk):
    desk.assistant.person.assists.update(person=desk.lead.person)
    submitted(desk)
    assert desk.get("assistant", "paper").status_code == 200
    assert desk.clear("assistant", "lead").status_code == 403


def test_a_secretary_writes_down_a_clearance_with_evidence_or_skips_one_with_a_reason(desk):
    submitted(desk)
    assert desk.clear("secretary", "lead", how="evidence").status_code == 422
    desk.clear("secretary", "lead", how="evidence", words="E-mail of 4 July")
    desk.clear("secretary", "chair", how="skipped", words="The chair is away")
    assert desk.fresh().state == "cleared"
    lead, chair = Clearance.objects.all()
    assert (lead.how, lead.words, lead.person) == ("evidence", "E-mail of 4 July", desk.lead.person)
    assert (chair.how, chair.words, chair.by) == ("skipped", "The chair is away", desk.secretary)


def test_only_a_secretary_writes_clearances_down(desk):
    submitted(desk)
    answer = desk.clear("lead", "chair", how="evidence", words="I say so")
    assert answer.status_code == 403


def test_what_changed_after_it_was_opened_is_not_cleared(desk):
    seen = submitted(desk).mark
    desk.paper.write(desk.paper.version, desk.secretary, desk.meeting.opens_at, body="<p>New</p>")
    answer = desk.post("lead", "paper-clear", {"seen": seen}, step="lead")
    assert answer.status_code == 409
    assert "Read it again" in answer.content.decode()
    assert not Clearance.objects.exists()


def test_a_later_edit_opens_every_clearance_again(desk):
    submitted(desk)
    desk.clear("lead", "lead")
    desk.clear("chair", "chair")
    paper = desk.fresh()
    paper.write(paper.version, desk.secretary, desk.meeting.opens_at, body="<p>Changed</p>")
    assert (desk.fresh().state, desk.paper.cleared) == ("submitted", None)
    assert "Clear it (Executive lead)" in desk.get("lead", "paper").content.decode()
    desk.clear("lead", "lead")
    assert desk.fresh().current.number == 2
    assert desk.paper.current.body == "<p>Changed</p>"
    assert desk.paper.state == "submitted"


def test_a_new_lead_on_the_cover_opens_them_too(desk):
    submitted(desk)
    desk.clear("lead", "lead")
    desk.clear("chair", "chair")
    data = {"who": [str(desk.chair.person)], "title": [""]}
    desk.post("secretary", "paper-people", data, role="lead")
    assert desk.fresh().state == "submitted"


def test_taking_a_step_twice_is_told(desk):
    submitted(desk)
    desk.clear("lead", "lead")
    answer = desk.clear("lead", "lead")
    assert answer.status_code == 302
    assert Clearance.objects.count() == 1


def test_an_unknown_step_is_not_found(desk):
    submitted(desk)
    assert desk.clear("lead", "nobody").status_code == 404


def test_a_board_without_clearances_has_its_secretary_put_papers_into_the_pack(desk):
    desk.board.rule_rows.create(name="clearances", value=[], starts=date(2020, 1, 1))
    submitted(desk)
    desk.clear("secretary", "secretary")
    assert desk.fresh().state == "cleared"


def test_a_paper_whose_last_open_clearance_the_board_gave_up_can_still_be_cleared(desk):
    submitted(desk)
    desk.clear("lead", "lead")
    only_lead = [{"key": "lead", "label": "Lead", "by": "lead"}]
    desk.board.rule_rows.create(name="clearances", value=only_lead, starts=date(2020, 1, 1))
    assert "Clear it (Into the pack)" in desk.get("secretary", "paper").content.decode()
    desk.clear("secretary", "pack")
    assert desk.fresh().state == "cleared"


def test_returning_says_why_and_lets_the_author_write_again(desk):
    submitted(desk)
    assert desk.post("lead", "paper-return").status_code == 422
    desk.post("lead", "paper-return", {"words": "Say what it costs"})
    assert desk.fresh().state == "returned"
    assert "Say what it costs" in desk.get("author", "paper").content.decode()
    assert desk.get("author", "paper-cover").status_code == 200


def test_the_first_submission_counts_against_the_deadline(desk):
    first = submitted(desk).submitted_at
    desk.post("lead", "paper-return", {"words": "Shorter"})
    assert submitted(desk).submitted_at == first


def test_a_withdrawn_paper_can_be_asked_for_again(desk):
    desk.post("secretary", "paper-withdraw", {"words": "Not ready"})
    assert desk.fresh().state == "withdrawn"
    assert "Not ready" in desk.get("author", "paper").content.decode()
    desk.post("secretary", "paper-expect")
    assert desk.fresh().state == "expected"


def test_private_needs_a_reason(desk):
    assert desk.post("secretary", "paper-private", {"private": "on"}).status_code == 422
    data = {
        "private": "on",
        "private_reason": "Names bidders",
        "review-day": "1",
        "review-month": "7",
        "review-year": "2024",
    }
    assert desk.post("secretary", "paper-private", data).status_code == 302
    paper = desk.fresh()
    assert (paper.private, paper.private_reason, paper.review) == (
        True,
        "Names bidders",
        date(2024, 7, 1),
    )
    assert "Names bidders" in desk.get("secretary", "paper").content.decode()


def test_a_secretary_without_part2_loses_sight_of_what_they_mark_private(desk):
    desk.secretary.person.seats.update(part2=False)
    data = {"private": "on", "private_reason": "Names bidders"}
    answer = desk.client("secretary").post(desk.url("paper-private"), data, follow=True)
    assert answer.status_code == 200
    assert answer.request["PATH_INFO"] == "/desk/papers/mine/"
    assert desk.get("secretary", "paper").status_code == 404


def test_a_paper_may_have_a_deadline_of_its_own(desk):
    data = {"due-day": "12", "due-month": "July", "due-year": "2023"}
    desk.post("secretary", "paper-due", data)
    assert desk.fresh().due == date(2023, 7, 12)
    assert "12 July 2023" in desk.get("author", "paper").content.decode()


def test_who_reads_a_private_paper_is_on_record(desk):
    Paper.objects.update(private=True)
    desk.get("secretary", "paper")
    desk.get("author", "paper")
    readers = Change.objects.filter(thing=desk.paper.key, verb="read").values_list("by", flat=True)
    assert list(readers) == [desk.secretary.pk, desk.author.pk]


def test_who_reads_an_open_paper_is_nobodys_business(desk):
    desk.get("secretary", "paper")
    assert not Change.objects.filter(verb="read").exists()
