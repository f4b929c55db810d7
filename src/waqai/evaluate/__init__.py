"""Is it right?  Gold files, matching, figures with intervals, lists of errors, agreement of annotators."""

from waqai.evaluate.agreement import Agreement, Alpha, agree, krippendorff_alpha
from waqai.evaluate.errors import CodingError, errors
from waqai.evaluate.figures import Figures, evaluate
from waqai.evaluate.gold import GoldError, GoldMention, GoldReport, from_coded, read_gold
from waqai.evaluate.matching import Matching, match_mentions
from waqai.evaluate.ratios import Figure

__all__ = [
    "Agreement",
    "Alpha",
    "CodingError",
    "Figure",
    "Figures",
    "GoldError",
    "GoldMention",
    "GoldReport",
    "Matching",
    "agree",
    "errors",
    "evaluate",
    "from_coded",
    "krippendorff_alpha",
    "match_mentions",
    "read_gold",
]
