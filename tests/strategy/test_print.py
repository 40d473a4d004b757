"""PDFs of plans, reports, bulletins: PDF/UA without a fault, nothing told by colour alone."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pdfua import validate

from icsgov.record.build import build
from icsgov.record.proofs import prove
from strategy.demo.load import bring_in, make_bulletin
from strategy.models import Bulletin, Plan
from strategy.ratings import RATINGS
from tests import factories as make
from tests.press.tree import elements
from tests.strategy import plans

pytestmark = pytest.mark.django_db
SCALE = 8  # pixels a point
CORNER = 1.9 * 72 / 25.4  # from the middle of a mark of 4.6 mm to within its corner, in points


@pytest.fixture
def plan() -> Plan:
    """A plan with every rating, a chart, dates that moved and a matrix, on no stated day."""
    made = plans.plan(make.board("ICP"), address="ours", source="Sample")
    priority = plans.part(made, "priority", "Early years", number="1")
    plans.part(made, "lead", "Lee", parent=priority, data={"role": "clinical lead"})
    metric = plans.metric(made, parent=priority, name="Access")
    plans.target(metric)
    for year, printed in ((2018, "27%"), (2019, "31.5%")):
        plans.reading(metric, printed, date(year, 3, 31), period=str(year))
    plans.reading(metric, "30%", date(2019, 3, 31), place="England", comparator=True)
    theme = plans.part(made, "theme", "Trust")
    plans.part(made, "cell", parent=theme, across=priority, text="Words")
    for number, letter in enumerate(RATINGS, 1):
        condition = plans.part(made, "condition", f"Condition {letter}", number=str(number))
        plans.assessment(condition, letter, date(2022, 3, 23))
    delivery = plans.part(made, "delivery", "Statutory")
    moved = plans.part(made, "milestone", "Handover", parent=delivery)
    for month in (6, 10):
        moved.schedules.create(starts=date(2022, 1, 1), due=date(2022, month, 30), at=make.NOW)
    done = plans.part(made, "milestone", "Shadow form", parent=delivery)
    done.schedules.create(due=date(2021, 10, 31), at=make.NOW)
    done.ticks.create(on=date(2021, 10, 29), at=make.NOW)
    return made


def printed(kind: str, subject) -> Path:
    made = build(prove(kind, subject, 1, make.NOW), by=None, now=make.NOW)
    assert made.pack is not None and made.report["findings"] == []
    return made.pack.path


def faults(path: Path) -> list[str]:
    return [finding.message for finding in validate(str(path)).findings]


def words_of(path: Path) -> str:
    """What a screen reader hears of it, in one line."""
    with pypdfium2.PdfDocument(path) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf)


def corners(path: Path) -> dict[str, tuple[bool, ...]]:
    """The outline of the mark around each rating's letter: which of its corners are filled."""
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            text = page.get_textpage()
            said = text.get_text_range()
            if all(rating.words in said for rating in RATINGS.values()):
                image = page.render(scale=SCALE).to_pil().convert("L")
                return {letter: _corners(page, text, image, letter) for letter in RATINGS}
    raise AssertionError("no page holds all ratings")


def _corners(page, text, image, letter: str) -> tuple[bool, ...]:
    """The letter as it stands just before its words."""
    before = rf"{letter}(?=\s*{re.escape(RATINGS[letter].words)})"
    [at] = [found.start() for found in re.finditer(before, text.get_text_range())]
    left, bottom, right, top = text.get_charbox(at)
    x, y = (left + right) / 2, page.get_height() - (bottom + top) / 2
    places = [(x + dx * CORNER, y + dy * CORNER) for dx in (-1, 1) for dy in (-1, 1)]
    return tuple(image.getpixel((int(a * SCALE), int(b * SCALE))) < 245 for a, b in places)


def test_a_plan_is_accessible_and_says_in_words_what_it_marks(plan):
    path = printed("plan", plan.key)
    assert faults(path) == []
    said = words_of(path)
    for rating in RATINGS.values():
        assert re.search(rf"\b{rating.letter} ?{re.escape(rating.words)}", said), rating
    assert "Target not met, by 0.5 points" in said
    assert "Moved from" in said and "30 June 2022" in said and "30 October 2022" in said
    assert "Done 29 October 2021" in said
    assert "Executive lead Not stated" in said and "Clinical lead Lee" in said
    assert "Readings of Access" in said and "Milestones with their dates" in said


def test_the_marks_of_ratings_have_outlines_of_their_own(plan):
    outlines = corners(printed("plan", plan.key))
    assert len(set(outlines.values())) == len(RATINGS), outlines


def test_a_progress_report_is_accessible_and_rates_in_words(plan):
    first, second = plan.parts.filter(sort="condition")[:2]
    update = plans.update(plan, first)
    update.give("A", "Slower than hoped.", {}, make.NOW)
    update.accept(None, make.NOW)
    path = printed("plan-progress", update.round.key)
    assert faults(path) == []
    assert re.search(r"A ?Progress made, minor concerns", words_of(path))
    assert second.name not in words_of(path)


def test_a_bulletin_is_accessible():
    bulletin = plans.bulletin(make.board("ICP"), dates=["May 2019", "March 2019 edition"])
    path = printed("bulletin", bulletin.key)
    assert faults(path) == []
    assert "May 2019, March 2019 edition" in words_of(path)


def test_every_plan_of_the_demonstration_is_accessible_in_print(soak):
    for name, kind in (("SEL", "system"), ("ICP", "partnership"), ("ICB", "board")):
        make.board(name, kind=kind)
    bring_in(None, make.NOW, lambda words: None)
    make_bulletin(None, make.NOW)
    every = Plan.objects.order_by("pk")
    for each in every if soak else every.filter(address="sel-vcse-charter"):
        assert faults(printed("plan", each.key)) == [], each.address
    assert faults(printed("bulletin", Bulletin.objects.get().key)) == []


def test_headings_keep_their_order(plan):
    """No level is left out, so that a reader can walk from heading to heading."""
    with pikepdf.open(printed("plan", plan.key)) as pdf:
        roles = [str(each.S)[1:] for each in elements(pdf.Root.StructTreeRoot)]
    levels = [int(role[1]) for role in roles if re.fullmatch("H[1-6]", role)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
