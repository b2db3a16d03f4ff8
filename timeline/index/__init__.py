"""The read side in memory: which events match a question, and what there is to count and draw.

Events stand in the order of their dates, so that a position is a date; a set of events is one bit
for each position.

    position          0  1  2  3  4  5  6  7  …  N-1      earliest day, ascending
    kind=talks        1  0  1  1  0  1  0  1  …           frequent: a row of bits
    actor=nauru       2, 70113, 70120                     rare: a list of positions
    word "accord"     1, 2, 7, 31, …                      the same, of words
    from=2023         0  0  0  0  0  1  1  1  …           two bounds
                      ───────────────────────  and
    what matches      0  0  0  0  0  1  0  1  …

From that one set comes the whole answer:

    total             its bits, counted
    page              its last bits, however deep the page lies
    bars              its bits between two positions; only dates known less exactly than to the day
                      are looked at one by one
    facet             the bits that it shares with each frequent value's row, and a look at each
                      position in a rare value's list; of few events, the values of each

What was read once (`base`) never changes. What changed since stands in a second, small segment
(`fresh`), and is masked out of the base; counts are added, pages are merged by date.

    question     what is asked (`Filters`)
    compiled     how loops are compiled
    sets, days, packing, copied      the loops: over sets, days, packed texts, PostgreSQL's bytes
    postings     the positions of each value, as rows and lists
    texts        words and phrases
    vocabulary   the numbers of values, and the names they go by
    segment      events in order, with all of the above
    matching     a question → a set
    drawing, histogram, headings     a set → bars, and the headings of the list
    index        both segments as one
"""
