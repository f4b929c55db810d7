"""Arabic: text in, grammar out."""

from waqai.languages.arabic.language import ArabicLanguage

__all__ = ["ArabicLanguage"]
