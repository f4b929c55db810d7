"""Many reports on many cores."""
