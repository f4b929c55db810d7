"""The door: reports from files, folders and standard input; what cannot be read becomes an `InputProblem`.

Formats are listed in `waqai.read.sources.FORMATS`, a module each.
"""

from waqai.read.problems import InputProblem
from waqai.read.sources import FORMATS, Item, count_reports, read_inputs, read_items

__all__ = ["FORMATS", "InputProblem", "Item", "count_reports", "read_inputs", "read_items"]
