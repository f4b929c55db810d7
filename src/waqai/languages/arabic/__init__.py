"""Arabic: text in, grammar out (`waqai.languages.arabic.language.ArabicLanguage`).

Nothing is imported here: whoever folds a word must not wait for the whole grammar.
"""
