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
