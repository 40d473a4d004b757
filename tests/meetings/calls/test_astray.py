"""Links end with the address they went to; nothing that came by them is lost; new ones go out."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from icsgov.ledger.models import Change
from icsgov.work.models import Message
from meetings.models import PaperLink, PaperRole
from tests import factories as make
from tests.packs import pdf_bytes
from tests.visitor import Visitor

OLD, NEW = "avery@example.org", "avery.author@example.org"


@pytest.fixture
def astray(desk, sent):
    """The author was asked at an address that turns out wrong, and put something in."""
    desk.asked()
    sent()
    file = SimpleUploadedFile("plan.pdf", pdf_bytes(1, "Beds"), "application/pdf")
    Visitor().get(desk.address()).submit("Send", {"uploads": [file]})
    return desk


def correct(desk, new=NEW, back=""):
    """The secretary changes the address of an author who has no account."""
    where = reverse("edit-person", kwargs={"key": desk.author.key})
    page = desk.visitor().get(f"{where}?next={back}")
    assert "links to put in a paper that were sent to the old address end" in page.text
    return page.submit("Save", {"email": new})


def test_the_old_link_ends_with_a_sentence_and_what_came_by_it_stays(astray):
    old = astray.address()
    correct(astray)
    page = Visitor().get(old)
    assert page.status == 410
    assert "the e-mail address that it was sent to was corrected" in page.text
    assert "Winter" not in page.text
    assert astray.paper.versions.first().files.get().filename == "plan.pdf"
    change = Change.objects.of(astray.paper).filter(verb="link revoked").get()
    assert change.words == "Avery Author, whose address was corrected"


def test_a_new_one_goes_to_the_new_address_by_one_click(astray, sent):
    old = astray.address()
    page = correct(astray)
    assert page.url == reverse("links-anew", kwargs={"key": astray.author.key})
    assert "Winter plan" in page.text and NEW in page.text
    page.submit("Send a new link")
    assert f"Avery Author gets a new link by e-mail, to {NEW}." in page.text
    letter = sent()[-1]
    assert letter.to == [NEW]
    assert astray.address() != old and astray.address() in letter.body
    assert Visitor().get(old).status == 404
    assert "plan.pdf" in Visitor().get(astray.address()).text
    assert "No link waits to be sent" in page.get(page.url).text


def test_one_comes_back_to_where_one_was(astray):
    back = astray.url("meeting-papers")
    page = correct(astray, back=back)
    assert page.submit("Send a new link").url == back


def test_later_it_is_said_beside_the_paper(astray):
    correct(astray)
    page = astray.visitor().get(astray.url("meeting-papers"))
    page.follow("Link ended with the old address: Avery Author")
    assert "address that it was sent to was corrected" in page.text
    page.submit("Send a new link")
    assert astray.link().revoked_at is None and not astray.link().astray


def test_a_letter_that_still_waits_does_not_go_to_either_address(desk, sent):
    desk.asked()
    correct(desk)
    assert not [letter for letter in sent() if "put-in" in letter.body]
    assert Message.objects.get(kind="paper-call").state == Message.State.DROPPED


def test_the_same_for_an_account_in_the_transaction_of_the_correction(desk, sent):
    account = make.user("Sam Signs", email="sam@exmaple.org")
    PaperRole.objects.filter(paper=desk.other).update(person=account.person)
    make.seat(account, desk.board)
    desk.asked()
    old = desk.address(desk.other)
    where = reverse("correct-address", kwargs={"key": account.person.key})
    page = desk.visitor().get(where)
    assert "Links to put in a paper that went to the old address end too." in page.text
    page.submit("Correct the address", {"email": "sam@example.org", "how": "By telephone"})
    assert Visitor().get(old).status == 410
    page.submit("Send a new link")
    assert [letter.to for letter in sent() if desk.address(desk.other) in letter.body] == [
        ["sam@example.org"]
    ]
    assert Visitor().get(desk.address()).status == 200, "the other author's link stands"


@pytest.mark.parametrize("more", [{"email": OLD.upper()}, {"email": OLD, "given_names": "Ave"}])
def test_the_same_address_ends_nothing(astray, more):
    page = astray.visitor().get(reverse("edit-person", kwargs={"key": astray.author.key}))
    page.submit("Save", more)
    assert page.url == reverse("person", kwargs={"key": astray.author.key})
    assert Visitor().get(astray.address()).status == 200


def test_without_an_address_there_is_nothing_to_send_to_yet(astray):
    page = correct(astray, new="")
    assert page.url == reverse("person", kwargs={"key": astray.author.key})
    page.get(reverse("links-anew", kwargs={"key": astray.author.key}))
    assert "has no e-mail address" in page.text
    with pytest.raises(LookupError):
        page.submit("Send a new link")


def test_a_paper_that_was_handed_in_needs_no_new_link(astray):
    type(astray.paper).objects.filter(pk=astray.paper.pk).update(state="submitted")
    page = correct(astray)
    assert page.url == reverse("person", kwargs={"key": astray.author.key})
    assert PaperLink.objects.get().astray
