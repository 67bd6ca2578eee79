"""Which day a time of the day belongs to, in texts of Wednesday, May 15, 2024."""

from each_case import each_case
from said.annotators.dates import find_dates
from said.text.reading import Reading


@each_case(
    ("text", "expected"),
    [
        # A day long ago that does not begin its sentence is only mentioned.
        ("He was born on 3 July 1975. The alarm was raised at 8.40am.", "2024-05-15T08:40"),
        ("The mill dates from 3 May 1897. Flames were seen at noon.", "2024-05-15T12:00"),
        ("The ward, opened on 6 May 1962, was cleared at 11pm.", "2024-05-15T23:00"),
        ("The hearing is on 4 October. The alarm was raised at 8.40am.", "2024-05-15T08:40"),
        # A day near by, or one that begins its sentence, is where the text is.
        ("Fire swept the mill on Sunday. Crews arrived at 4pm.", "2024-05-12T16:00"),
        ("On Tuesday the roof caught fire; crews came at 4.15pm.", "2024-05-14T16:15"),
        ("On 22 May 1963 a shot was fired. By 2pm the square was empty.", "1963-05-22T14:00"),
        ("It was on 22 May 1963. By 2pm the square was empty.", "1963-05-22T14:00"),
        ("The crash on 22 May 1963 happened at 12.30pm.", "1963-05-22T12:30"),
        ("On 6 May 1962, at 11pm, the ward was cleared.", "1962-05-06T23:00"),
        ("He was born on 3 July 1975. That night it snowed.", "1975-07-03TNI"),
        (
            "Fire swept the mill on 6 May. Since 2019 it had been empty. That night it snowed.",
            "2024-05-06TNI",
        ),
        # An entry of a log is of the document's day, unless a day stands over it.
        ("The lift was checked on Monday.\n\n16:50 Wind is getting up", "2024-05-15T16:50"),
        ("Monday, 13 May\n\n16:50 Wind is getting up", "2024-05-13T16:50"),
        # Its own day stands before it, however that is written.
        ("Updated 04/21/2016, 8:00pm", "2016-04-21T20:00"),
        ("Published on 21.04.2016 at 8:00pm", "2016-04-21T20:00"),
        ("Posted 2016-04-21, 20:00", "2016-04-21T20:00"),
    ],
)
def test_a_time_takes_the_day_of_its_scene(text: str, expected: str) -> None:
    assert find_dates(Reading(text), "2024-05-15")[-1]["value"] == expected


@each_case(
    ("text", "expected"),
    [
        # What nobody has told since is on the day of the report.
        (
            "The council met on Monday. It has known since May 2019. The motion fell at 11pm.",
            "2024-05-13T23:00",
        ),
        (
            "The council met on Monday. It has known since May 2019. Doors open at 11am.",
            "2024-05-15T11:00",
        ),
        # The ends of a night.
        ("Two shops were robbed between [10 p.m.] and 5 a.m.", "2024-05-14T22:00"),
        ("The bridge will be shut from 9 p.m. to 5 a.m.", "2024-05-16T05:00"),
        ("On Friday, between 11:30 p.m. and 4 a.m., the alarm was off.", "2024-05-11T04:00"),
        ("Crews worked from 8:15 a.m. to 5 p.m.", "2024-05-15T17:00"),
        # What happens as a rule.
        ("The pool is usually shut from November.", "XXXX-11"),
        ("Every year in June the choir sings.", "XXXX-06"),
        ("The gates normally close at 8 p.m.", "XXXX-XX-XXT20:00"),
        ("Anna Holm, as usual, left in March.", "2024-03"),
        # An hour that ends a clause.
        ("On Tuesday the bus was full at nine.", "2024-05-14T09:00"),
        # Answers, and what begins.
        ("Q: And on Friday?\n\nA: I will be asleep.", "2024-05-17"),
        ("Q: And on Friday?\n\nA: I was asleep.", "2024-05-10"),
        ("Drivers pay more from Monday.", "2024-05-20"),
        ("The tape was from Monday.", "2024-05-13"),
    ],
)
def test_what_the_words_around_a_time_show(text: str, expected: str) -> None:
    first = "[" in text
    dates = find_dates(Reading(text.replace("[", "").replace("]", "")), "2024-05-15")
    assert dates[0 if first else -1]["value"] == expected


@each_case(
    ("text", "expected"),
    [
        ("3 May 2019: The council votes. It had met last week.", "2019-W17 d1"),
        ("Tuesday, April 2, 9:40 p.m. A cat was found. It was lost on Monday.", "2024-04-01 d1"),
        ("On 3 May 2019 the council voted. It met last week.", "2024-W19 dct"),
        ("17:35 Operator sorry\n\nTickets sold since Friday are void.", "2024-05-10 d1"),
        (
            "17:35 Operator sorry\n\nIt rained.\n\nTickets sold since Friday are void.",
            "2024-05-10 dct",
        ),
    ],
)
def test_an_entry_of_a_log_counts_from_its_day(text: str, expected: str) -> None:
    last = find_dates(Reading(text), "2024-05-15")[-1]
    assert f"{last['value']} {last['anchor']}" == expected


LONG_AGO = "Fifty years ago, on 3 May 1974, the mine fell in. "


@each_case(
    ("text", "expected"),
    [
        (LONG_AGO + "Rescuers had been warned on Wednesday.", "1974-05-01"),
        (LONG_AGO + "By the evening of the 4th all were out.", "1974-05-04TEV"),
        (LONG_AGO + "\n\nTwo days later the shaft was closed.", "1974-05-05"),
        (LONG_AGO + "\n\nThat October it was filled.", "1974-10"),
        (LONG_AGO + "A film was made in 1999. At noon the sirens had stopped.", "1974-05-03T12:00"),
        ("On 9 March 1924, a century ago, a ferry sank. The next day it was raised.", "1924-03-10"),
        # What the text tells of its own time.
        (LONG_AGO + "A museum opens next Tuesday.", "2024-05-21"),
        (LONG_AGO + "\n\nOn Monday, survivors laid wreaths.", "2024-05-13"),
        (LONG_AGO + "\n\nOn Monday, wreaths were laid. It rained at noon.", "2024-05-13T12:00"),
        (LONG_AGO + "“I wept yesterday,” she said.", "2024-05-14"),
        ("Ten years ago the mine shut. A vigil was held at noon.", "2024-05-15T12:00"),
    ],
)
def test_a_passage_about_a_day_long_ago_follows_its_time(text: str, expected: str) -> None:
    assert find_dates(Reading(text), "2024-05-15")[-1]["value"] == expected
