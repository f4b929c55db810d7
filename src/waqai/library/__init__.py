"""The library: keeps reports, their revisions and codings; searches them; never loses one."""
