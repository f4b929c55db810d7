"""Fetching: the one place where Waqai asks the network for something, and only for an address that the user gave.

`Fetcher.fetch` is all of it that other rooms use; what is refused comes back as a `FetchProblem`.
"""

from waqai.read.fetch.fetcher import Fetched, Fetcher, FetchKind, FetchSettings
from waqai.read.fetch.refusals import FetchProblem

__all__ = ["FetchKind", "FetchProblem", "FetchSettings", "Fetched", "Fetcher"]
