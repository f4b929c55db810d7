"""From grammar to events: frames, participants, attribution, time, place and status; knows no language."""
