"""The public library object: everything the commands do, from Python."""
