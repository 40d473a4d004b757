"""One small world with everything in it, for the access table and the canary."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from icsgov.boards import addresses
from icsgov.boards.models import (
    Administrator,
    Board,
    Invitation,
    LettingIn,
    Organisation,
    Person,
    User,
    Withheld,
)
from icsgov.boards.profile import release_profile
from icsgov.record.models import Release
from meetings import deputising, documents
from meetings.attending import replying
from meetings.minuting import paragraphs, returning, skeleton, word_changes
from meetings.models import (
    Action,
    AgendaItem,
    Agreement,
    BoardDocument,
    Clearance,
    Comment,
    Decision,
    ForwardEntry,
    Interest,
    ItemInterest,
    Meeting,
    MemberQuestion,
    Minutes,
    Note,
    Paper,
    PaperCall,
    PaperFile,
    PaperLink,
    Paragraph,
    Question,
    QuestionContact,
    Visitor,
)
from meetings.proofs.notices import release_notice
from meetings.questions import asking, moderating
from strategy.links import set_links
from strategy.models import Bulletin, Plan, Update
from tests import factories as make
from tests import releases, resolved
from tests.packs import pdf_blob
from tests.readers import private_part, readers_of
from tests.strategy import editions, plans


@dataclass
class World:
    """A board with a public and a private part, another board, and a reader of every kind."""

    board: Board
    other_board: Board
    meeting: Meeting
    item: AgendaItem
    own_item: AgendaItem
    item2: AgendaItem
    paper: Paper
    paper2: Paper
    submitted: Paper
    organisation: Organisation
    administration: Administrator
    token: str
    readers: dict[str, User | None]
    released: Meeting
    public: Release
    private: Release
    withheld: Withheld
    plan: Plan
    draft_plan: Plan
    bulletin: Bulletin
    open_bulletin: Bulletin
    update: Update
    update_token: str
    minutes: dict[int, Minutes]
    decisions: dict[int, Decision]
    actions: dict[int, Action]
    promises: dict[int, ForwardEntry]
    link: PaperLink
    coming: Meeting
    question: Question
    question_token: str
    note: Note
    note2: Note
    document: BoardDocument
    asked: MemberQuestion


def build() -> World:
    """Make the world. Canary words stand in everything private."""
    board, other = make.board("ICP"), make.board("ICB")
    readers = readers_of(board, other)
    meeting = make.meeting(board, joining_link="https://example.org/canary-joining")
    make.part2(meeting, reason="canary-reason")
    item, own_item, item2 = _items(meeting)
    plan, draft_plan = _plans(board)
    released = _released(board, [plan, draft_plan])
    _words(board, meeting, item2, readers)
    token = Invitation.make(make.person(), "new@example.org", None, timezone.now()).fresh_token()
    paper = _paper(board, own_item, readers)
    update = plans.update(draft_plan, last_text="canary-last-text")
    coming = _coming(board)
    question, question_token = _asked(coming)
    _deputise(released, readers["member_part2"], readers["deputy"])
    return World(
        document=_document(board),
        coming=coming,
        question=question,
        question_token=question_token,
        bulletin=plans.bulletin(board, "draft-bulletin", "canary-bulletin"),
        open_bulletin=_open_bulletin(board),
        update=update,
        update_token=update.fresh_token(),
        plan=plan,
        draft_plan=draft_plan,
        organisation=make.organisation(),
        administration=make.administrator().person.administers.get(),
        token=token,
        board=board,
        other_board=other,
        meeting=meeting,
        item=item,
        own_item=own_item,
        item2=item2,
        paper=paper,
        link=_called_for(meeting, paper, readers["author"]),
        paper2=make.paper(board, "canary-paper2", under=item2, body="<p>canary-body2</p>"),
        submitted=make.paper(board, "canary-submitted", under=item, state="submitted"),
        readers=readers,
        released=released,
        public=releases.publish(released),
        **private_part(released, readers["withheld"]),
        minutes={part: _drafted(released, part, readers["secretary"]) for part in (1, 2)},
        decisions={part: resolved.decision(released, part, other) for part in (1, 2)},
        actions={part: resolved.action(board, part) for part in (1, 2)},
        promises={part: resolved.promised(board, part) for part in (1, 2)},
        **_read(released, readers),
    )


def _read(met: Meeting, readers: dict[str, User | None]) -> dict[str, Any]:
    """What a member noted on the papers, and asked the author of one."""
    member = readers["member"]
    assert member is not None
    asked = MemberQuestion.objects.create(
        meeting=met,
        paper=Paper.objects.get(title="Open paper"),
        asker=member.person,
        name="A member",
        title="Open paper",
        text="canary-member-question",
        answer="canary-member-answer",
        asked_at=make.NOW,
        answered_at=make.NOW,
    )
    return {
        "asked": asked,
        "note": _noted(readers["member"], met, 1),
        "note2": _noted(readers["member_part2"], met, 2),
    }


def _noted(owner: User | None, met: Meeting, part: int) -> Note:
    """What a member keeps to themselves about the paper of a part."""
    assert owner is not None
    paper = Paper.objects.get(enclosures__item__meeting=met, enclosures__item__part=part)
    return Note.objects.create(
        owner=owner.person,
        meeting=met,
        part=part,
        thing=paper.key,
        title="A paper",
        words=f"canary-note{part}",
        quote=f"canary-quote{part}",
        edition="v1",
        made_at=make.NOW,
        changed_at=make.NOW,
    )


def _paper(board: Board, item: AgendaItem, readers: dict[str, User | None]) -> Paper:
    """A draft of the author's."""
    return make.paper(
        board,
        "canary-paper",
        author=readers["author"],
        lead=readers["lead"],
        under=item,
        body="<p>canary-body</p>",
        cover={"summary": "<p>canary-summary</p>"},
    )


def _deputise(meeting: Meeting, member: Any, deputy: Any) -> None:
    """Somebody without a seat reads this meeting for the member who may read Part 2."""
    deputising.appoint(meeting, member.person, deputy.person, None, timezone.now())


def _called_for(meeting: Meeting, paper: Paper, author: User | None) -> PaperLink:
    """The author was asked for the paper, and has a link to put it in."""
    assert author is not None
    assert author.person is not None
    closes = timezone.localdate() + timedelta(days=7)
    PaperCall.objects.create(meeting=meeting, words="canary-call", closes=closes, at=make.NOW)
    return PaperLink.give(paper, author.person, closes, None, make.NOW)


def _coming(board: Board) -> Meeting:
    """A meeting to which the public is invited, long after any day on which tests run."""
    coming = make.meeting(board, date(2090, 6, 5), how_to_attend="Open doors")
    make.part2(coming, reason="canary-coming-reason")
    release_notice(coming, None, make.NOW)
    return coming


def _asked(meeting: Meeting) -> tuple[Question, str]:
    """Questions in every state, and somebody who comes to watch; the one nobody has read yet."""
    Visitor.objects.create(
        meeting=meeting, name="canary-visitor", needs="canary-needs", at=make.NOW
    )
    made = {}
    for state in ("new", "returned", "rejected", "accepted", "answered"):
        open_words = state in ("accepted", "answered")
        words = f"Open question {state}" if open_words else f"canary-asked-{state}"
        question = Question(board=meeting.board, meeting=meeting, asked=words)
        contact = QuestionContact(
            name=f"canary-asker-{state}", email="asker@example.org", phone="canary-phone"
        )
        made[state] = (question, asking.receive(question, contact, make.NOW))
    moderating.send_back(made["returned"][0], None, make.NOW, note="canary-note")
    moderating.reject(made["rejected"][0], None, make.NOW, ground="Open ground")
    for state in ("accepted", "answered"):
        moderating.accept(made[state][0], None, make.NOW)
    moderating.answer(made["answered"][0], None, make.NOW, words="Open answer", how="in writing")
    return made["new"]


def _document(board: Board) -> BoardDocument:
    """Released once and changed since; beside it one that nobody has published."""
    for title, body in (("canary-document", "<p>x</p>"), ("Open document", "<p>Open terms</p>")):
        made = documents.begin(board, "terms", title, None, make.NOW)
        made.paper.write(made.paper.version, None, make.NOW, body=body)
        made.paper.cut("Saved", None, make.NOW)
    documents.release(made, "", None, make.NOW)
    made.paper.write(made.paper.version, None, make.NOW, body="<p>canary-document-text</p>")
    return made


def _items(meeting: Meeting) -> tuple[AgendaItem, AgendaItem, AgendaItem]:
    """An item, one with the author's paper, and one of Part 2."""
    first, own = (make.item(meeting, f"canary-{name}") for name in ("item", "own-item"))
    return first, own, make.item(meeting, "canary-item2", part=2)


def _open_bulletin(board: Board) -> Bulletin:
    """A bulletin that everybody may read."""
    made = plans.bulletin(board, "open-bulletin", "Open entry")
    editions.release("bulletin", made.key, board)
    return made


def change_after_release(world: World) -> None:
    """The desk goes on: what is changed after a release is a draft again."""
    make.item(world.released, "canary-late-item")
    paper = Paper.objects.get(title="Open paper")
    fields = {"title": "canary-later-title", "body": "<p>canary-later-text</p>"}
    paper.write(paper.version, world.readers["secretary"], make.NOW, **fields)


def _words(
    board: Board, meeting: Meeting, item2: AgendaItem, readers: dict[str, User | None]
) -> None:
    """What people write to each other while they prepare a meeting."""
    secretary, chair = readers["secretary_part2"], readers["chair"]
    assert secretary is not None
    assert chair is not None
    helper = make.person("Ash canary-assistant")
    pat = make.person("Pat Open", email="canary-address@example.org")
    make.seat(pat, board, assistant=helper, in_print=True, print_to="canary-print-to")
    agreement = {"person": chair.person, "agenda_sha256": "0" * 64, "at": make.NOW}
    Agreement.objects.create(meeting=meeting, evidence="canary-agreement", **agreement)
    asked = make.seat(make.person("Open Replier"), board)
    said = replying.Said("substitute", substitute_name="canary-substitute", words="canary-reply")
    replying.reply(meeting, asked, said, None, make.NOW)
    _interests(item2, asked.person, readers)
    Comment.objects.create(item=item2, text="canary-item-comment2", by=secretary, at=make.NOW)
    known = {"by": secretary, "now": timezone.now(), "second_factor": False}
    LettingIn.make(chair, "video", "canary-let-in", **known)
    was = {"email": "canary-was@example.org"}
    chair.person.record_change(addresses.VERB, secretary, make.NOW, words="canary-how", before=was)
    make.item(meeting, "Story", kind="story", consent="canary-consent")


def _interests(item2: AgendaItem, private: Person, readers: dict[str, User | None]) -> None:
    """What a member declared for all to read, another one in private; and at an item of Part 2."""
    member = readers["member"]
    assert member is not None
    said = {"kind": "financial", "declared": date(2023, 1, 1)}
    Interest.objects.create(
        person=member.person, organisation="Open interest", words="Open words", **said
    )
    Interest.objects.create(
        person=private,
        organisation="canary-interest",
        words="canary-interest-words",
        action="canary-interest-action",
        published=False,
        exempt_reason="canary-exempt",
        **said,
    )
    ItemInterest.objects.create(item=item2, person=private, words="canary-item-interest2")


def _plans(board: Board) -> tuple[Plan, Plan]:
    """A plan with a released edition that was changed since, and one that was never released."""
    plan = plans.plan(board, "Open plan", address="open-plan")
    priority = plans.part(plan, "priority", "Open priority", number="1")
    condition = plans.part(plan, "condition", "Open condition", number="1")
    plans.assessment(condition, "G", date(2023, 3, 31))
    editions.release("plan", plan.key, board)
    priority.save_at(priority.version, None, make.NOW, text="canary-plan-edit")
    draft = plans.plan(board, "canary-plan", address="draft-plan")
    plans.part(draft, "priority", "canary-priority", number="1")
    return plan, draft


def _released(board: Board, supported: list[Plan]) -> Meeting:
    """A meeting with an open Part 1 and a Part 2, papers handed in, announced to the public."""
    met = make.meeting(board, date(2023, 6, 20), joining_link="https://example.org/canary-joining2")
    make.part2(met, reason="canary-legal-ground")
    for part, word in ((1, "Open "), (2, "canary-released-")):
        item = make.item(met, f"{word}item", part=part, lines=f"{word}line")
        named = [plan.parts.filter(sort="priority").get().key for plan in supported]
        set_links(item.key, named, None, make.NOW)
        paper = make.paper(board, f"{word}paper", under=item, state="submitted")
        paper.body = f"<h2>{word}heading</h2><p>{word}text</p>"
        paper.cover = {"summary": f"<p>{word}summary</p>"}
        paper.private, paper.private_reason = part == 2, "canary-private-reason" * (part == 2)
        paper.save()
        blob = pdf_blob(1, f"{word}slides")
        PaperFile.objects.create(
            version=paper.cut("Submitted", None, make.NOW),
            original=blob,
            normalised=blob,
            filename="canary-own-name.pdf",
            title=f"{word}slides",
            state="ready",
        )
        Comment.objects.create(paper=paper, text="canary-comment", by=make.user(), at=make.NOW)
        Clearance.objects.create(
            paper=paper,
            paper_version=paper.current,
            step="lead",
            label="Executive lead",
            how="evidence",
            words="canary-evidence",
            at=make.NOW,
        )
    release_profile(board, None, make.NOW)
    release_notice(met, None, make.NOW)
    return met


def _drafted(met: Meeting, part: int, by: User | None) -> Minutes:
    """Minutes that the chair has to read."""
    minutes = skeleton.lay(met, part, None, make.NOW)
    for section in minutes.sections.all():
        text = f"<p>canary-minutes{part}</p>"
        paragraphs.add_paragraph(section, "discussion", text, None, make.NOW)
    _from_word(minutes, part, by)
    minutes.send_to_chair(None, make.NOW)
    return minutes


def _from_word(minutes: Minutes, part: int, by: User | None) -> None:
    """A change that a Word file of the minutes proposes."""
    row = Paragraph.objects.filter(section__minutes=minutes).earliest("pk")
    copy = returning.copy_out(minutes, by, make.NOW)
    text = f"<p>canary-minutes{part} as Word has it</p>"
    change = word_changes.Change(
        word_changes.Kind.CHANGED, row.section.key, row.key, was=row.text, text=text
    )
    returning.propose(copy, [change], f"canary-minutes{part}.docx", by, make.NOW)
