"""How much of an input is taken in at most; sizes in bytes after unpacking."""

from __future__ import annotations

#: one page, feed, list of feeds, text file, line of JSON Lines or row of a table
LARGEST_REPORT = 15 * 2**20
#: what is packed may always grow to this size …
FREELY_UNPACKED = 64 * 2**20
#: … and beyond it only to so many times its packed size (news text is packed to a third or a tenth)
HIGHEST_RATIO = 200
#: what must be read from its end (ZIP, Parquet) but comes as a stream is kept aside up to this size
LARGEST_SPOOLED = 4 * 2**30
#: kept in memory up to here
SPOOLED_IN_MEMORY = 8 * 2**20
#: an archive with so many members is refused
TOO_MANY_MEMBERS = 100_000
#: the table of contents of a ZIP archive
LARGEST_CONTENTS = 64 * 2**20
MOST_COLUMNS = 1000
#: elements of one page: finding its article takes a second for some thousands
MOST_ELEMENTS = 50_000
#: attributes of one HTML element: parsing takes time with their square
MOST_ATTRIBUTES = 1000
#: headers of a WARC record or of a tar member (long names, extended headers)
LARGEST_HEADERS = 64 * 2**10
#: a column chunk of a Parquet file, unpacked
LARGEST_CHUNK = 2**30
