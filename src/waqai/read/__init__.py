"""The door: reports from files, folders, archives, addresses and standard input; the rest becomes `InputProblem`.

Formats are listed in `waqai.read.formats.FORMATS`, a module each.
"""

from waqai.read.formats import FORMATS
from waqai.read.options import ReadOptions
from waqai.read.problems import InputProblem
from waqai.read.sources import Item, count_reports, read_inputs, read_items

__all__ = ["FORMATS", "InputProblem", "Item", "ReadOptions", "count_reports", "read_inputs", "read_items"]
