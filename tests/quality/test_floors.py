"""No figure falls below its floor, and the floors belong to today's data (see ratchet.py)."""

from __future__ import annotations

import pytest

from waqai import Coder

from . import ratchet

_RENEW = "run scripts/ratchet, read what it says, and commit tests/quality/floors.json"


def test_figures_of_our_own_reports_reach_their_floors(coder: Coder) -> None:
    below = list(ratchet.fallen(ratchet.read()["own"], ratchet.measure_own(coder)))
    assert not below, "\n".join([*below, f"mend it, or scripts/ratchet --lower FIGURE --reason …; to renew: {_RENEW}"])


@pytest.mark.skipif(not ratchet.SHARED.exists(), reason=f"needs {ratchet.SHARED}, which is absent")
def test_figures_of_development_data_reach_their_floors(coder: Coder) -> None:
    below = list(ratchet.fallen(ratchet.read()["shared"], ratchet.measure_shared(coder)))
    assert not below, "\n".join([*below, f"mend it, or scripts/ratchet --lower FIGURE --reason …; to renew: {_RENEW}"])


def test_floors_were_measured_on_these_data() -> None:
    record = ratchet.read()
    if not record["sealed"]:
        pytest.skip("the floors are not sealed: scripts/ratchet --seal compares the data from then on")
    changed = ratchet.changed(record["hashes"], ratchet.hashes())
    assert not changed, f"changed since the floors were measured: {', '.join(changed)}; {_RENEW}"
