"""Who is who and where is where: countries, organisations, offices and their holders by date, places.

The tables in ``data/`` are compiled into ``knowledge.bin`` by ``python -m waqai.knowledge.compile``.
"""

from waqai.knowledge.check import check
from waqai.knowledge.lookup import Knowledge
from waqai.knowledge.model import Entry, Holding, Office, Problem, Role
from waqai.knowledge.name_index import Names

__all__ = ["Entry", "Holding", "Knowledge", "Names", "Office", "Problem", "Role", "check"]
