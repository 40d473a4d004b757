"""Personal packs: for every member and every set of papers withheld from them."""

import itertools

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from icsgov.boards.models import Withheld
from icsgov.record import personal_packs, takedowns
from icsgov.record.models import Blob, PersonalPack, Release, TakeDown
from icsgov.record.presswork import Presswork
from icsgov.record.publications import Hindered
from icsgov.record.publish import withdraw
from icsgov.record.scrubbing import scrub
from icsgov.record.tasks import ask_for_personal, keep_personal
from icsgov.work.jobs import JobFailed, run
from icsgov.work.models import Work
from meetings import deputising, publishing
from meetings.book import library
from tests import factories as make
from tests import packs
from tests.press.tree import check_tree, parts
from tests.record import withheld as marked

pytestmark = pytest.mark.django_db
NAMES = ("Ann", "Bob", "Cat")


@pytest.fixture
def made():
    return marked.marked()


@pytest.fixture
def members(made):
    accounts = {name: make.user(name) for name in NAMES}
    for account in accounts.values():
        make.seat(account, made.meeting.board, part2=True)
    return accounts


def keep_from(made, account, words):
    """Withhold papers from somebody, without asking for packs."""
    for word in words:
        Withheld.objects.create(
            board=made.meeting.board,
            thing=made.papers[word].key,
            person=account.person,
            reason="An interest",
            at=make.NOW,
        )


def publish(made, now=make.NOW):
    publishing.ask(
        made.meeting, made.build, {"members": None}, by=None, now=now, tell_members=False
    )
    return Release.objects.of("agenda", made.meeting.key, 2).first()


def read(account, made, now=make.NOW):
    """What of the part a member may read: releases of every number."""
    rows = Release.objects.visible_to(account, now)
    return list(rows.filter(subject=made.meeting.key, part=2))


def absent_labels(made, words):
    """The numbers that the absent papers have in everybody's pack."""
    keys = {made.papers[word].key for word in words}
    papers = [node for node in made.build.root.of_kind("paper") if node.thing in keys]
    return [[page.pack_page for page in paper.of_kind("page")] for paper in papers]


def check(made, blob, words):
    """The pages that are left are everybody's, sheets stand for the others, nothing else is in."""
    whole, own = marked.pages(made.build.pack), marked.pages(blob)
    sheets = {label: said for label, said in own.items() if label.startswith("sheet")}
    gone = absent_labels(made, words)
    missing = {label for labels in gone for label in labels}
    left = {label: said for label, said in own.items() if label not in sheets}
    assert left == {label: said for label, said in whole.items() if label not in missing}
    assert len(sheets) == len(gone)
    for labels, said in zip(gone, sheets.values(), strict=True):
        first, last = labels[0], labels[-1]
        told = f"Page {first} is" if first == last else f"Pages {first} to {last} are"
        assert f"{told} not in your pack" in said
        assert "Page" not in said.split("not in your pack")[1].split("Every other page")[0]
    check_tags(blob, words)
    held = marked.everything(blob)
    assert [word for word in words if word in held] == []
    assert [word for word in marked.WORDS if word not in words and word not in held] == []


def check_tags(blob, words):
    """What a screen reader meets: a part for the agenda, for each paper, for each sheet."""
    with pikepdf.open(blob.path) as pdf:
        check_tree(pdf)
        heard = [str(part.T) for part in parts(pdf)]
    told = " ".join(heard)
    assert [word for word in marked.WORDS if word in told] == [
        word for word in marked.WORDS if word not in words
    ]
    assert sum("withheld from you" in title for title in heard) == len(words)


def check_search(account, made, words):
    """What their search finds, and each entry that it looks through."""
    reader = type(account).objects.get(pk=account.pk)
    for word in marked.WORDS:
        found = library.search(reader, word, "", 1, make.NOW)
        assert bool(found.total) is (word not in words), word
    said = " ".join(_said(each) for each in read(reader, made))
    assert [word for word in words if word in said] == []


def test_no_byte_of_a_withheld_paper_for_any_member_and_any_set(made, members, soak):
    every = [
        frozenset(chosen)
        for size in range(1, len(marked.WORDS) + 1)
        for chosen in itertools.combinations(marked.WORDS, size)
    ]
    pairs = st.tuples(st.sampled_from(NAMES), st.sampled_from(every))

    @settings(
        max_examples=60 if soak else 6,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=not soak,
    )
    @given(pairs)
    def holds(pair):
        name, words = pair
        Withheld.objects.all().delete()
        keep_from(made, members[name], words)
        personal_packs.settle(made.build, make.NOW)
        [things] = personal_packs.wanted_of(made.build, make.NOW)
        pack = personal_packs.make(made.build, things, make.NOW)
        assert pack.keys == {made.papers[word].key for word in words}
        check(made, pack.pack, words)
        check_search(members[name], made, words)

    publish(made)
    holds()


def test_each_reads_a_release_of_their_own_and_no_other(made, members):
    keep_from(made, members["Ann"], ["Jackdaw"])
    keep_from(made, members["Bob"], ["Vizard", "Zephyr"])
    personal_packs.settle(made.build, make.NOW)
    whole = publish(made)
    assert read(members["Cat"], made) == [whole]
    for name, words in (("Ann", ["Jackdaw"]), ("Bob", ["Vizard", "Zephyr"])):
        [own] = read(members[name], made)
        assert (own.whole, own.number, own.audience) == (whole, whole.number, "members")
        said = _said(own)
        assert [word for word in words if word in said] == []
        assert [word for word in marked.WORDS if word not in words and word not in said] == []
        check(made, own.files.get(role="pack").blob, words)


def _said(release):
    """All that a release holds: its entries, what its files are called and what is in them."""
    parts = [str(release.changes)]
    for entry in release.entries.all():
        parts += [entry.anchor, entry.title, entry.text, str(entry.data), entry.label]
    for file in release.files.select_related("blob"):
        parts.append(file.filename)
        parts.append(marked.everything(file.blob) if file.blob.kind == "pdf" else "")
    return " ".join(parts)


def test_a_picture_is_not_called_after_a_paper_that_is_absent(made, members):
    keep_from(made, members["Ann"], ["Quagmire", "Zephyr"])
    personal_packs.settle(made.build, make.NOW)
    publish(made)
    [own] = read(members["Ann"], made)
    [picture] = own.files.filter(role="image")
    assert "vizard" in picture.filename


def test_without_their_own_packs_nothing_is_published(made, members):
    keep_from(made, members["Ann"], ["Jackdaw"])
    with pytest.raises(Hindered) as error:
        publish(made)
    assert [each.code for each in error.value.hindrances] == ["own-packs"]
    personal_packs.settle(made.build, make.NOW)
    assert publish(made)


def test_withheld_after_the_release_the_whole_is_gone_at_once_and_all_numbers_follow(made, members):
    first = publish(made)
    made_again = marked.Marked(made.meeting, made.papers, marked.built(made.meeting))
    second = publish(made_again, make.NOW.replace(hour=make.NOW.hour + 1))
    later = make.NOW.replace(hour=make.NOW.hour + 2)
    assert {each.pk for each in read(members["Ann"], made, later)} == {first.pk, second.pk}
    keep_from(made, members["Ann"], ["Vizard"])
    assert read(members["Ann"], made, later) == []
    work = ask_for_personal("agenda", made.meeting.key, 2, by=None, now=later)
    assert run(work)
    assert work.state == Work.State.DONE, work.error
    own = read(members["Ann"], made, later)
    assert {(each.number, each.whole_id) for each in own} == {(1, first.pk), (2, second.pk)}
    assert [each.number for each in own if each.is_live(later)] == [2]
    assert all("Vizard" not in _said(each) for each in own)


def test_given_back_the_whole_is_there_again(made, members):
    keep_from(made, members["Ann"], ["Vizard"])
    personal_packs.settle(made.build, make.NOW)
    whole = publish(made)
    Withheld.objects.get().give_back("It was a mistake", None, make.NOW)
    assert read(members["Ann"], made) == [whole]
    keep_from(made, members["Ann"], ["Vizard"])
    assert [each.whole for each in read(members["Ann"], made)] == [whole]


def test_who_acts_for_somebody_lacks_what_they_lack(made, members):
    keep_from(made, members["Ann"], ["Quagmire"])
    keep_from(made, members["Bob"], ["Zephyr"])
    helper = make.user("Hal")
    make.seat(helper, made.meeting.board, part2=True)
    seat = members["Ann"].person.seats.get()
    seat.assistant = helper.person
    seat.save()
    deputy = make.user("Dee")
    deputising.appoint(made.meeting, members["Bob"].person, deputy.person, None, make.NOW)
    personal_packs.settle(made.build, make.NOW)
    publish(made)
    for reader, word in ((helper, "Quagmire"), (deputy, "Zephyr")):
        [own] = read(reader, made)
        assert word not in _said(own)


def test_a_secretary_who_assists_a_member_keeps_the_desk(made, members):
    keep_from(made, members["Ann"], ["Quagmire"])
    secretary = make.secretary(made.meeting.board)
    seat = members["Ann"].person.seats.get()
    seat.assistant = secretary.person
    seat.save()
    personal_packs.settle(made.build, make.NOW)
    whole = publish(made)
    assert read(secretary, made) == [whole]


def test_a_later_release_ends_the_personal_ones_and_a_withdrawal_takes_them_back(made, members):
    keep_from(made, members["Ann"], ["Vizard"])
    personal_packs.settle(made.build, make.NOW)
    first = publish(made)
    again = marked.Marked(made.meeting, made.papers, marked.built(made.meeting))
    personal_packs.settle(again.build, make.NOW)
    later = make.NOW.replace(hour=make.NOW.hour + 1)
    second = publish(again, later)
    assert first.personal.get().ended_at == later
    withdraw(second, "Wrong", None, later)
    assert second.personal.get().is_withdrawn
    assert [each.whole for each in read(members["Ann"], made, later)] == [first]


def test_the_clock_asks_for_what_became_necessary_and_not_twice_for_what_failed(made, members):
    publish(made)
    keep_from(made, members["Ann"], ["Vizard"])
    keep_personal(make.NOW)
    assert run(Work.objects.get())
    assert [each.whole is None for each in read(members["Ann"], made)] == [False]
    before = Work.objects.count()
    keep_personal(make.NOW)
    assert Work.objects.count() == before


def test_what_is_printed_otherwise_now_is_refused(made, members, monkeypatch):
    keep_from(made, members["Ann"], ["Vizard"])
    known = Presswork._counts
    monkeypatch.setattr(Presswork, "_counts", lambda *args: [n + 1 for n in known(*args)])
    with pytest.raises(JobFailed, match="Build the pack again"):
        personal_packs.settle(made.build, make.NOW)
    assert not PersonalPack.objects.exists()


def test_words_of_the_secretary_reach_who_has_the_whole_alone(made, members):
    publish(made)
    later = make.NOW.replace(hour=make.NOW.hour + 1)
    keep_from(made, members["Ann"], ["Vizard"])
    changed = made.papers["Vizard"]
    changed.refresh_from_db()
    changed.write(changed.version, None, make.NOW, body="<p>Vizard anew</p>")
    packs.hand_in(changed)
    again = marked.built(made.meeting)
    personal_packs.settle(again, later)
    publishing.ask(
        made.meeting, again, {"members": None}, by=None, now=later, words="Vizard is corrected.",
        tell_members=False,
    )  # fmt: skip
    [whole] = [each for each in read(members["Bob"], made, later) if each.is_live(later)]
    [own] = [each for each in read(members["Ann"], made, later) if each.is_live(later)]
    assert whole.words == "Vizard is corrected."
    assert any("Vizard" in each["words"] for each in whole.changes)
    assert (own.words, "Vizard" in str(own.changes)) == ("", False)


def test_where_nothing_is_withheld_it_costs_one_question(made, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert personal_packs.wanted_of(made.build, make.NOW) == []
    with django_assert_num_queries(1):
        keep_personal(make.NOW)


def test_what_is_taken_down_leaves_personal_packs_too(made, members):
    keep_from(made, members["Ann"], ["Vizard"])
    personal_packs.settle(made.build, make.NOW)
    publish(made)
    [own] = read(members["Ann"], made)
    pack = PersonalPack.objects.get().pack
    assert "Jackdaw" in _said(own)
    paper = made.papers["Jackdaw"]
    wish = TakeDown(board=made.meeting.board, thing=paper.key, part=2, ground="legal order")
    asked = takedowns.ask(wish, make.user(), make.NOW)
    takedowns.confirm(asked, make.user(), make.NOW)
    scrub(asked, make.NOW)
    [left] = read(members["Ann"], made)
    assert "Jackdaw" not in _said(left)
    assert not left.files.filter(role="pack").exists()
    assert not PersonalPack.objects.exists()
    assert not Blob.objects.filter(pk=pack.pk).exists()
    assert not pack.path.exists()


def test_a_whole_release_taken_down_takes_the_personal_ones_with_it(made, members):
    keep_from(made, members["Ann"], ["Vizard"])
    personal_packs.settle(made.build, make.NOW)
    whole = publish(made)
    wish = TakeDown(board=made.meeting.board, release=whole, part=2, ground="legal order")
    takedowns.confirm(takedowns.ask(wish, make.user(), make.NOW), make.user(), make.NOW)
    assert read(members["Ann"], made) == []
    assert all("Zephyr" not in _said(each) for each in Release.objects.filter(whole=whole))
