"""Makes named_days.tsv, the feasts that follow a moon, from the tables of `holidays`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from holidays.calendars.chinese import _ChineseLunisolar
from holidays.calendars.hebrew import _HebrewLunisolar
from holidays.calendars.hindu import _HinduLunisolar
from holidays.calendars.islamic import _IslamicLunar
from holidays.calendars.persian import _Persian

DATA = Path(__file__).parent.parent / "timeline" / "extraction" / "data"
YEARS = range(1925, 2078)


def feasts() -> Iterator[tuple[str, date]]:
    """Yield each feast with its first day."""
    islamic, hebrew = _IslamicLunar(), _HebrewLunisolar()
    chinese, hindu, persian = _ChineseLunisolar(), _HinduLunisolar(), _Persian()
    for year in YEARS:
        for name, days in (
            ("ashura", islamic.ashura_dates(year)),
            ("eid al-adha", islamic.eid_al_adha_dates(year)),
            ("eid al-fitr", islamic.eid_al_fitr_dates(year)),
            ("ramadan", islamic.ramadan_beginning_dates(year)),
        ):
            yield from ((name, day) for day, _ in days)
        for name, found in (
            ("hanukkah", hebrew.hanukkah_date(year)),
            ("passover", hebrew.passover_date(year)),
            ("rosh hashanah", hebrew.rosh_hashanah_date(year)),
            ("yom kippur", hebrew.yom_kippur_date(year)),
            ("lunar new year", chinese.lunar_new_year_date(year)),
            ("diwali", hindu.diwali_india_date(year)),
            ("nowruz", persian.new_year_date(year)),
        ):
            for day in found if isinstance(found, (tuple, set)) else [found]:
                if isinstance(day, date):
                    yield name, day


if __name__ == "__main__":
    lines = sorted({f"{day}\t{name}" for name, day in feasts() if day.year in YEARS})
    (DATA / "named_days.tsv").write_text(
        "\n".join(["first_day\tname", *lines, ""]), encoding="utf-8"
    )
