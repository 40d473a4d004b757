import pytest
from hypothesis import given
from hypothesis import strategies as st

from icsgov.press.personal import Kind, find, is_nhs_number


def kinds(text):
    return [found.kind for found in find(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The patient, NHS number 943 476 5919, waited.", Kind.NHS_NUMBER),
        ("9434765919", Kind.NHS_NUMBER),
        ("943-476-5919.", Kind.NHS_NUMBER),
        ("Write to jo.sample@gmail.com today", Kind.EMAIL),
        ("<p>jo_sample@BTInternet.com</p>", Kind.EMAIL),
        ("Ring 07700 900123.", Kind.PHONE),
        ("Ring +44 (0)7700 900 123", Kind.PHONE),
        ("Jo Sample, DOB 3/4/1956", Kind.BIRTH),
        ("Jo Sample (date of birth: 3 April 1956)", Kind.BIRTH),
        ("Jo was born on 3rd April 1956 in Sampletown", Kind.BIRTH),
        ("OFFICIAL-SENSITIVE", Kind.MARK),
        ("Official – Sensitive: commercial", Kind.MARK),
        ("This report is CONFIDENTIAL until Monday", Kind.MARK),
        ("Page 1\nConfidential\nThe plan", Kind.MARK),
        ("Private and confidential", Kind.MARK),
        ("Not for publication", Kind.MARK),
    ],
)
def test_what_looks_personal_is_found(text, kind):
    assert set(kinds(text)) == {kind}


@pytest.mark.parametrize(
    "text",
    [
        "The helpline is confidential and free.",
        "9434765918",  # its last digit is another
        "Ring the switchboard on 020 7946 0123.",
        "Write to board.papers@example.nhs.uk",
        "The trust was born of a merger on 1 April 2015.",
        "£943,476,5919 and 1.9434765919 and 19434765919",
        "Reference 943-476-5919-2",
        "We are confident in our plans.",
        "With a confidence interval of 95%, taken in confidence by nobody.",
        "The budget is 1,234,567,890 pounds.",
    ],
)
def test_what_is_everybodys_is_left_alone(text):
    assert kinds(text) == []


def test_the_words_are_shown_in_their_place():
    found = next(find("x" * 200 + " Ring Jo on 07700 900123 after six. " + "y" * 200))
    assert found.words == "07700 900123"
    assert found.around.startswith("…")
    assert "Ring Jo on 07700 900123 after six." in found.around


def test_entities_are_read_as_a_reader_reads_them():
    assert kinds("<b>jo</b>@gmail.com") == [Kind.EMAIL]
    assert kinds("<li>943 476</li><li>5919</li>") == [Kind.NHS_NUMBER]
    assert kinds("<p>jo&#64;gmail.com</p>") == [Kind.EMAIL]


@given(st.integers(100_000_000, 999_999_999))
def test_one_last_digit_at_the_most_is_right(nine):
    right = [digit for digit in range(10) if is_nhs_number(f"{nine}{digit}")]
    assert len(right) <= 1
    assert all(kinds(f"{nine}{digit}") == [Kind.NHS_NUMBER] for digit in right)


@given(st.text(max_size=300))
def test_any_text_can_be_read(text):
    for found in find(text):
        assert found.words
