"""Dates that follow the time of a story. The document's time, 2009-12-19, is never counted from."""

from typing import Any

from each_case import each_case
from said.annotators.dates import find_dates
from said.text.reading import Reading


def narrated(text: str, convention: str = "said") -> list[dict[str, Any]]:
    return find_dates(Reading(text), "2009-12-19", convention=convention, narrative=True)


@each_case(
    ("text", "expected"),
    [
        # Months, days and seasons without a year.
        ("The war began in 1943. In June the fleet left.", ["1943", "1943-06"]),
        ("It left in June.", ["XXXX-06"]),
        ("In November 1943 it froze. In February it thawed.", ["1943-11", "1944-02"]),
        ("In September 1943 it fell, having held since July.", ["1943-09", "1943-07"]),
        ("In September 1939 it began. In May the boats came.", ["1939-09", "1940-05"]),
        ("In March 1943 they fled. The town had burned in December.", ["1943-03", "1942-12"]),
        ("By late 1943 it was lost. In January it was won.", ["1943", "1944-01"]),
        ("On 20 December 1943 it froze. On 3 January it thawed.", ["1943-12-20", "1944-01-03"]),
        ("On 4 August 1872 she sailed. On the 9th she came back.", ["1872-08-04", "1872-08-09"]),
        ("On 27 August 1872 she sailed. On the 3rd she sank.", ["1872-08-27", "1872-09-03"]),
        ("In 1941 it snowed that winter.", ["1941", "1941-WI"]),
        ("In August 1944 he hid. The following spring he died.", ["1944-08", "1945-SP"]),
        ("In June 1944 he hid. The previous winter was mild.", ["1944-06", "1943-WI"]),
        ("On 3 December 1887 he came. On Saturday he left.", ["1887-12-03", "1887-12-10"]),
        ("In 1887 he came. On Saturday he left.", ["1887", "1887-WXX-6"]),
        ("In July 1936 he left. The previous November he ruled.", ["1936-07", "1935-11"]),
        ("In August 1931 he left. He wrote at Christmas.", ["1931-08", "1931-12-25"]),
        ("In 1066 he landed, and was crowned on Christmas Day.", ["1066", "1066-12-25"]),
        # What is counted is as exact as what it is counted from.
        ("On 3 May 1943 it fell. The next day it rained.", ["1943-05-03", "1943-05-04"]),
        ("In May 1943 it fell. The next day it rained.", ["1943-05", "1943-05-XX"]),
        ("In 1943 it fell. That night it rained.", ["1943", "1943-XX-XXTNI"]),
        ("In May 1943 it fell. Two weeks later it rained.", ["1943-05", "1943-WXX"]),
        ("In May 1943 it fell. Later that month it rained.", ["1943-05", "1943-05"]),
        ("In May 1943 it fell. Six months later it rose.", ["1943-05", "1943-11"]),
        ("On 3 May 1943 it fell. The year before it rose.", ["1943-05-03", "1942"]),
        ("In 490 BC they came. Ten years later they left.", ["BC0490", "BC0480"]),
        ("In August 480 BC they came. In September they left.", ["BC0480-08", "BC0480-09"]),
        ("In 395 BC they came. Peace was made in 390.", ["BC0395", "BC0390"]),
        ("In 395 BC they sold in 390 lots.", ["BC0395"]),
        ("In 1941 it fell. In June of the same year it rose.", ["1941", "1941-06"]),
        ("In 1941 it fell. By 3 May of the following year it stood.", ["1941", "1942-05-03"]),
        ("In 480 BC it fell. It rose in the spring of that year.", ["BC0480", "BC0480-SP"]),
        ("On 5/6 June 1944 it fell.", ["1944-06-05", "1944-06-06"]),
        ("In 1713 bread ran short that winter. On 9 February it fell.",
         ["1713", "1713-WI", "1713-02-09"]),
        # Times of the day.
        ("On 22 June 1941 it began. At 3:15 a.m. guns fired.", ["1941-06-22", "1941-06-22T03:15"]),
        ("On the night of 25 May 1917 it fell. By 2 a.m. all fled.",
         ["1917-05-25TNI", "1917-05-26T02:00"]),
        ("On the night of 12/13 May 1917 it fell.", ["1917-05-12TNI"]),
        ("In 1941 she waited. One night in March a plane fell.", ["1941", "1941-03-XXTNI"]),
        ("On 3 September 480 BC they met. That night it rained. Hours later it thawed.",
         ["BC0480-09-03", "BC0480-09-03TNI", "BC0480-09-03TXX"]),
        ("In the early morning hours of 5 June 1944 it fell.", ["1944-06-05TMO"]),
        ("On 14 April 1912 it struck ice. It sank at 2.20 a.m. the next day.",
         ["1912-04-14", "1912-04-15T02:20"]),
        # Events.
        ("The siege began on 4 May 1712. Two days after the siege he fled.",
         ["1712-05-04", "1712-05-06"]),
        ("The siege began on 4 May 1712. On 1 July it rained. The day after the siege he fled.",
         ["1712-05-04", "1712-07-01", "1712-05-05"]),
        ("He fell on 6 April 1873, and she two days after.", ["1873-04-06", "1873-04-08"]),
        ("He came in 1941, five years after he had left.", ["1941", "P5Y"]),
        ("The notice of 3 April 1712 failed. Two hours before the notice, a boat was burned.",
         ["1712-04-03", "1712-04-03"]),
        ("In 1943 he fled two years after the revolt of 1905.", ["1943", "P2Y", "1905"]),
        ("Orm ruled in 1907. Two years after the revolt of 1905 he fled.",
         ["1907", "1907", "1905"]),
        ("He fled in May 1907. Two days after the revolt of 3 May 1905 he came back.",
         ["1907-05", "P2D", "1905-05-03"]),
        # What is only mentioned does not move the story.
        ("In 1943 he met Orm, who would die in 1950. In June he fell.",
         ["1943", "1950", "1943-06"]),
        ("Early war (1939–40)\n\nIn June the fleet left.", ["1939", "1940", "1939-06"]),
        ("In 1945 it ended.\n\nThe campaign began in 1942. In March Orm fell.",
         ["1945", "1942", "1942-03"]),
        ("In 1943 Holm (1890–1961) led it. In June he fell.", ["1943", "1890", "1961", "1943-06"]),
        ("In 1943 he had left a town founded in 1702. In June it fell.",
         ["1943", "1702", "1943-06"]),
        ("In 1988 it ended. The last came home in 2003, fifteen years later.",
         ["1988", "2003", "2003"]),
        # The author's own time.
        ("In 1943 it fell. To this day it lies in the present-day port.", ["1943", "PRESENT_REF",
         "PRESENT_REF"]),
        ("In 1943, the last year of the war, it fell.", ["1943"]),
        ("In 1943 it fell. Today it is a museum, now free.", ["1943", "PRESENT_REF",
                                                             "PRESENT_REF"]),
    ],
)  # fmt: skip
def test_dates_follow_the_story(text: str, expected: list[str]) -> None:
    assert [one["value"] for one in narrated(text)] == expected


def test_the_anchor_is_the_point_that_is_counted_from() -> None:
    text = "The siege began on 4 May 1712. In July it rained. Two days after the siege he fled."
    siege, july, after = narrated(text)
    assert "anchor" not in siege
    assert (july["anchor"], after["anchor"]) == (siege["id"], siege["id"])


def test_timeml_counts_from_the_story_too() -> None:
    later = narrated("In May 1943 it fell. Days later it rose.", "timeml")[1]
    assert later["value"] == "1943-05-XX"
