"""The clocks of the world: how far the zone of a time is from UTC."""

from __future__ import annotations

from datetime import date, timedelta

_UTC = {"gmt": "Z", "utc": "Z", "wet": "Z"}
_HOURS = {
    # North America; the two letters (ET) are standard or summer time by the day.
    "ast": "-04", "adt": "-03", "est": "-05", "edt": "-04", "cst": "-06", "cdt": "-05",
    "mst": "-07", "mdt": "-06", "pst": "-08", "pdt": "-07", "akst": "-09", "akdt": "-08",
    "hst": "-10",
    # Europe and Africa. BST is British, not Bangladeshi.
    "bst": "+01", "west": "+01", "cet": "+01", "cest": "+02", "eet": "+02", "eest": "+03",
    "msk": "+03", "wat": "+01", "cat": "+02", "sast": "+02",
    # Asia. IST is Indian, neither Irish nor Israeli.
    "pkt": "+05", "ist": "+05:30", "wib": "+07", "hkt": "+08", "sgt": "+08", "jst": "+09",
    "kst": "+09",
    # Australia and New Zealand.
    "awst": "+08", "acst": "+09:30", "acdt": "+10:30", "aest": "+10", "aedt": "+11",
    "nzst": "+12", "nzdt": "+13",
}  # fmt: skip


def zone_offset(zone: str, day: date | None) -> str:
    """The offset of a zone, in lower case, on a day: `Z`, `+hh:mm` or `-hh:mm`. "gmt+2" and
    "utc -05:30" are read as well."""
    name, rest = zone[:3], "".join(zone[3:].split()).replace("−", "-")
    if rest[:1] in ("+", "-") and rest:
        return written_offset(rest)
    if zone in _UTC:
        return _UTC[zone]
    if len(zone) == 2:
        zone = f"{name[0]}{'d' if day and _summer(day) else 's'}t"
    hours = _HOURS[zone]
    return hours if ":" in hours else f"{hours}:00"


def written_offset(offset: str) -> str:
    """+2, +02, +0200 and +02:00 as +02:00; nothing and no distance as Z."""
    digits = offset[1:].replace(":", "")
    digits = f"{digits:>02}" if len(digits) < 3 else f"{digits:>04}"
    hours, minutes = digits[:2], digits[2:] or "00"
    return "Z" if hours + minutes == "0000" else f"{offset[0]}{hours}:{minutes}"


def _summer(day: date) -> bool:
    """Whether American clocks show summer time: from March to November, as since 2007."""
    march, november = date(day.year, 3, 8), date(day.year, 11, 1)
    starts = march + timedelta(days=(6 - march.weekday()) % 7)
    ends = november + timedelta(days=(6 - november.weekday()) % 7)
    return starts <= day < ends
