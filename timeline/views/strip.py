"""The strip: a histogram as the coordinates of its drawing, x in percent and y in pixels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape
from itertools import pairwise

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from timeline.dates import MONTHS, DateSpan
from timeline.filters import to_query, to_url
from timeline.index.histogram import Bucket, Histogram, Unit
from timeline.index.question import Filters
from timeline.views.axis import Label, place_labels
from timeline.views.wording import events_count

BASELINE = 98.0  # y of the axis
BRICK = 5.5
STEP = 7.0  # from one brick to the next
FIRST_BRICK = BASELINE - 9.5  # y of the lowest
SIDE = 0.08  # of a column, left free on either side of a brick
MOST_BRICKS = 12  # beyond that a bar is drawn in one piece
FULL = 76.0  # pixels of the tallest bar then
NEAR = 30  # percent that the word for today may take
RIBBON_ROWS = 2
# Sixty of each on a page, so they are not left to the template, which takes ten times as long.
_LINK = '<a href="{}" tabindex="-1"><title>{}</title><rect x="{}"/></a>\n'
_CELLS = '\n<tr><th scope="row"><a href="{}">{}</a></th><td>{}</td></tr>'
PEAK_FROM = 4  # events; a lower tallest bar needs no number


@dataclass(frozen=True, slots=True)
class Piece:
    """A rectangle of a bar; `look` is how its dates are known."""

    look: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bucket: a link that zooms into it, its pieces, and its row of the table."""

    column: int
    title: str
    name: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of the axis from one x to another."""

    start: str
    end: str


@dataclass(frozen=True, slots=True)
class RibbonView:
    """Events known less exactly than a bucket: a hatched line below the axis."""

    x: str
    y: str
    width: str
    title: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A word at a place of the strip; `side` is where it stands: start, middle or end."""

    x: str
    y: str
    text: str
    side: str


@dataclass(frozen=True, slots=True)
class Strip:
    """All that the template draws."""

    unit: str
    is_empty: bool
    rows: tuple[Bar, ...]  # the bars that hold events
    links: SafeString  # the same as drawn: each zooms into its days
    cells: SafeString  # and as rows of the table
    column_count: int
    solid: str  # the path of all bricks known to the day, a column being 1 wide
    pieces: tuple[Piece, ...]  # the other bricks
    axis: tuple[Line, ...]
    breaks: tuple[str, ...]
    ticks: str  # a path, a column being 1 wide
    labels: tuple[Label, ...]
    ribbons: tuple[RibbonView, ...]
    is_range: bool
    today: Mark | None
    peak: Mark | None


def strip(histogram: Histogram, filters: Filters, today: date) -> Strip:
    """Where everything stands; `today` gets a line if the axis reaches it."""
    slots = list(_slots(histogram.buckets))
    column_count = slots[-1] + 1 if slots else 1
    width = 100 / column_count
    tallest = max((bucket.count for bucket in histogram.buckets), default=0)
    placed = list(zip(histogram.buckets, slots, strict=True))
    mark = _today(placed, width, today)
    bars = tuple(_bars(placed, filters))
    blocks = [block for bucket, slot in placed for block in _blocks(bucket, slot, tallest)]
    return Strip(
        unit=_unit_words(histogram.unit),
        is_empty=not placed,
        rows=bars,
        links=_joined(_LINK, [(bar.url, bar.title, str(bar.column)) for bar in bars]),
        cells=_joined(_CELLS, [(bar.url, bar.name, str(bar.count)) for bar in bars]),
        column_count=column_count,
        solid="".join(block.path() for block in blocks if block.look == "exact"),
        pieces=tuple(block.piece(width) for block in blocks if block.look != "exact"),
        axis=tuple(_axis(placed, width)),
        breaks=tuple(_percent((slot - 0.5) * width) for b, slot in placed if b.is_after_gap),
        ticks="".join(f"M{slot} 8v98" for b, slot in placed[1:] if _is_tick(b)),
        labels=place_labels(placed, width),
        ribbons=tuple(_ribbons(histogram, slots, width)),
        is_range=bool(filters.since or filters.until),
        today=mark,
        peak=_peak(placed, width, tallest, mark),
    )


def _joined(pattern: str, rows: Iterable[tuple[str, ...]]) -> SafeString:
    text = "".join([pattern.format(*map(escape, row)) for row in rows])
    return mark_safe(text)  # noqa: S308  (escaped just now)


def _slots(buckets: Sequence[Bucket]) -> Iterator[int]:
    """The column of each bucket; a break of the axis takes a column of its own."""
    slot = -1
    for bucket in buckets:
        slot += 2 if bucket.is_after_gap else 1
        yield slot


def bucket_span(bucket: Bucket) -> tuple[DateSpan, DateSpan]:
    """A bucket as the range that zooms into it, written as short as it can be."""
    first = bucket.earliest
    match bucket.unit:
        case Unit.DAY:
            span = DateSpan.day(first)
        case Unit.MONTH:
            span = DateSpan.month(first.year, first.month)
        case Unit.QUARTER:
            months = DateSpan.month(first.year, first.month)
            return months, DateSpan.month(bucket.latest.year, bucket.latest.month)
        case Unit.YEAR:
            span = DateSpan.year(first.year)
        case _:
            return DateSpan.year(first.year), DateSpan.year(bucket.latest.year)
    return span, span


def bucket_words(bucket: Bucket) -> str:
    """“March 2023”, “1990s”."""
    first = bucket.earliest
    match bucket.unit:
        case Unit.QUARTER:
            return DateSpan.quarter(first.year, (first.month + 2) // 3).wording()
        case Unit.DECADE:
            return DateSpan.decade(first.year).wording()
        case Unit.CENTURY:
            return DateSpan.century(first.year).wording()
        case _:
            return bucket_span(bucket)[0].wording()


def _bars(placed: Sequence[tuple[Bucket, int]], filters: Filters) -> Iterator[Bar]:
    address = to_url(reverse("timeline"), filters.between(None, None))
    address += "&" if "?" in address else "?"  # a range comes last in it
    language = get_language()
    for bucket, slot in placed:
        if bucket.count:
            name, query = _range(bucket.unit, bucket.earliest, bucket.latest, language)
            yield Bar(
                column=slot,
                title=f"{name}: {events_count(bucket.count)}",
                name=name,
                count=bucket.count,
                url=address + query,
            )


@lru_cache(4096)
def _range(unit: Unit, earliest: date, latest: date, _language: str | None) -> tuple[str, str]:
    """A bucket in words, and the query that zooms into it."""
    bucket = Bucket(unit, earliest, latest, 0, 0, 0, is_after_gap=False)
    since, until = bucket_span(bucket)
    return bucket_words(bucket), to_query(Filters().between(since, until))


@dataclass(frozen=True, slots=True)
class _Block:
    look: str
    slot: int
    y: float
    height: float

    def path(self) -> str:
        x, width = self.slot + SIDE, 1 - 2 * SIDE
        return f"M{x:g} {self.y:.4g}h{width:g}v{self.height:.4g}h-{width:g}z"

    def piece(self, width: float) -> Piece:
        return Piece(
            self.look,
            _percent((self.slot + SIDE) * width),
            _pixels(self.y),
            _percent((1 - 2 * SIDE) * width),
            _pixels(self.height),
        )


def _blocks(bucket: Bucket, slot: int, tallest: int) -> Iterator[_Block]:
    """The bricks of a bar; if any bar holds too many, each look in one piece."""
    counts = (
        ("exact", bucket.exact_count),
        ("inexact", bucket.inexact_count),
        ("planned", bucket.planned_count),
    )
    if tallest > MOST_BRICKS:
        pixels = FULL / tallest
        foot = BASELINE - 4
        for look, count in counts:
            if count:
                height = max(count * pixels, 1.5)
                foot -= height
                yield _Block(look, slot, foot, height)
        return
    y = FIRST_BRICK
    for look, count in counts:
        for _brick in range(count):
            yield _Block(look, slot, y, BRICK)
            y -= STEP


def _axis(placed: Sequence[tuple[Bucket, int]], width: float) -> Iterator[Line]:
    start = 0
    for (_bucket, slot), (after, _next_slot) in pairwise(placed):
        if after.is_after_gap:
            yield Line(_percent(start * width), _percent((slot + 1) * width))
            start = slot + 2
    if placed:
        yield Line(_percent(start * width), "100%")


def _is_tick(bucket: Bucket) -> bool:
    """Whether a larger stretch of time begins with this bucket."""
    first = bucket.earliest
    match bucket.unit:
        case Unit.DAY:
            return first.day == 1
        case Unit.MONTH | Unit.QUARTER:
            return first.month == 1
        case _:
            return False


def _ribbons(histogram: Histogram, slots: Sequence[int], width: float) -> Iterator[RibbonView]:
    ends = [-1] * RIBBON_ROWS
    for ribbon in histogram.ribbons:
        first, last = slots[ribbon.first], slots[ribbon.last]
        row = next((n for n, end in enumerate(ends) if end < first), RIBBON_ROWS - 1)
        ends[row] = max(ends[row], last)
        name = _ribbon_words(histogram.buckets[ribbon.first], histogram.buckets[ribbon.last])
        yield RibbonView(
            x=_percent(first * width),
            y=_pixels(BASELINE + 2.5 + row * 5),
            width=_percent((last - first + 1) * width),
            title=f"{name}: {events_count(ribbon.count)}",
            name=name,
            count=ribbon.count,
        )


def _ribbon_words(first: Bucket, last: Bucket) -> str:
    start, end = first.earliest, last.latest
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return _("%(year)s, month not known") % {"year": start.year}
    ends = {"start": bucket_words(first), "end": bucket_words(last)}
    return _("%(start)s to %(end)s, not known more exactly") % ends


def _today(placed: Sequence[tuple[Bucket, int]], width: float, today: date) -> Mark | None:
    for bucket, slot in placed:
        if bucket.earliest <= today <= bucket.latest:
            days = (bucket.latest - bucket.earliest).days + 1
            x = (slot + ((today - bucket.earliest).days + 0.5) / days) * width
            words = _("Today, %(day)s") % {"day": f"{today.day} {MONTHS[today.month - 1]}"}
            return Mark(_percent(x), "11", words, "end" if x > 70 else "start")
    return None


def _peak(
    placed: Sequence[tuple[Bucket, int]], width: float, tallest: int, today: Mark | None
) -> Mark | None:
    if tallest < PEAK_FROM:
        return None
    bucket, slot = next((b, s) for b, s in placed if b.count == tallest)
    x = (slot + 0.5) * width
    if today and abs(x - float(today.x.rstrip("%"))) < NEAR:
        return None  # both words would stand in the same place
    side = "middle"
    if x < 12:
        x, side = slot * width, "start"
    elif x > 88:
        x, side = (slot + 1) * width, "end"
    height = FULL if tallest > MOST_BRICKS else tallest * STEP
    y = BASELINE - 4 - height - 3
    words = _("%(count)s in %(when)s") % {
        "count": f"{tallest:,}",
        "when": _short_words(bucket),
    }
    return Mark(_percent(x), _pixels(y), words, side)


def _short_words(bucket: Bucket) -> str:
    first = bucket.earliest
    match bucket.unit:
        case Unit.DAY:
            return f"{first.day} {MONTHS[first.month - 1]}"
        case Unit.MONTH:
            return MONTHS[first.month - 1]
        case _:
            return bucket_words(bucket)


def _unit_words(unit: Unit) -> str:
    return {
        Unit.DAY: _("Events by day"),
        Unit.MONTH: _("Events by month"),
        Unit.QUARTER: _("Events by quarter"),
        Unit.YEAR: _("Events by year"),
        Unit.DECADE: _("Events by decade"),
        Unit.CENTURY: _("Events by century"),
    }[unit]


def _percent(value: float) -> str:
    return f"{value:.2f}%"


def _pixels(value: float) -> str:
    return f"{value:g}" if value == int(value) else f"{value:.1f}"
