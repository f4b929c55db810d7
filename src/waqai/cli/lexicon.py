"""``waqai lexicon check | show WORD | conjugate LEMMA``."""

from __future__ import annotations

from collections.abc import Iterator

from waqai.cli.console import put, tell, use_utf8, width
from waqai.coder import Coder
from waqai.languages.arabic.conjugation import Tense, Verb, conjugate, participles, verbal_nouns
from waqai.languages.arabic.conjugation_patterns import Voice
from waqai.languages.arabic.lexicon_compile import lexicon_folder
from waqai.languages.arabic.lexicon_files import NounEntry, read_lexicon
from waqai.languages.arabic.orthography import fold
from waqai.languages.arabic.wordforms import Reading
from waqai.languages.frames import Frame
from waqai.lexicon_check import check_lexicon

#: heading -> tense and voice
_COLUMNS: dict[str, tuple[Tense, Voice]] = {
    "past": ("past", "active"),
    "present": ("present", "active"),
    "subjunctive": ("subjunctive", "active"),
    "jussive": ("jussive", "active"),
    "imperative": ("imperative", "active"),
    "passive past": ("past", "passive"),
    "passive present": ("present", "passive"),
}
_PERSONS = (
    ("he", 3, "s", "m"),
    ("she", 3, "s", "f"),
    ("they two m.", 3, "d", "m"),
    ("they two f.", 3, "d", "f"),
    ("they m.", 3, "p", "m"),
    ("they f.", 3, "p", "f"),
    ("you m.", 2, "s", "m"),
    ("you f.", 2, "s", "f"),
    ("you two", 2, "d", ""),
    ("you all m.", 2, "p", "m"),
    ("you all f.", 2, "p", "f"),
    ("I", 1, "s", ""),
    ("we", 1, "p", ""),
)
_LRM = "\u200e"


def check() -> int:
    """Check the lexicon; print what is wrong and the counts; return 1 if anything is wrong."""
    use_utf8()
    result = check_lexicon(lexicon_folder(), Coder(all_mentions=True))
    for problem in result.problems:
        put(f"{problem}\n")
    for failure in result.failures:
        put(f"{_LRM}{failure}\n")
    for count in result.files:
        tests = f", {count.examples} examples, {count.failed} not coded as they say" if count.examples else ""
        put(f"{count.file}: {count.entries} {count.what}{tests}\n")
    examples = sum(count.examples for count in result.files)
    put(f"{len(result.problems)} mistakes in the files; {len(result.failures)} of {examples} examples fail\n")
    return 0 if result.good else 1


def show(word: str) -> int:
    """Print the readings of a word and the frames of its lemmas; return 1 if nothing is known of it."""
    use_utf8()
    language = Coder().language
    found = language.splitter.split(word)
    keys: dict[str, None] = {}
    for number, split in enumerate(found.segmentations, 1):
        parts = [split.conj, split.prep, "ال" if split.definite else "", "س" if split.future else ""]
        before = "+".join(part for part in parts if part)
        clitics = f" ({before}+ … +{split.pronoun})" if before or split.pronoun else ""
        put(f"{number}. {split.lemma or word}{_LRM}  {split.pos}{clitics}{_features(split.reading)}\n")
        keys.update(dict.fromkeys(fold(key) for key in _lemmas(split.lemma, split.reading)))
    frames = [frame for key in keys for frame in language.frames.of(key)]
    for frame in frames:
        put(f"   {frame_line(frame)}\n")
    rows = list(_rows(keys))
    for row in rows:
        put(f"   {row}\n")
    if not frames and not rows:
        tell(f"waqai: {word}: no entry in the lexicon")
        return 1
    return 0


def frame_line(frame: Frame) -> str:
    """Return a frame on one line: id, lemma, what it is, its slots."""
    kind = " ".join(filter(None, (frame.type, frame.mode))) if frame.cls == "event" else frame.cls
    slots = ", ".join(f"{slot} = {role}" for slot, role in {**frame.slots, **frame.noun_slots}.items())
    words = "; ".join(f"{slot}: {' '.join(sorted(found))}" for slot, found in frame.words.items())
    extra = f" · only with {words}" if words else ""
    return f"{frame.id}  {frame.lemma}{_LRM}  {kind} · {slots or 'no slots'}{extra}"


def _lemmas(lemma: str, reading: Reading | None) -> Iterator[str]:
    yield lemma
    if reading is not None and reading.base:
        yield reading.base


def _features(reading: Reading | None) -> str:
    if reading is None:
        return ""
    person = str(reading.person) if reading.person else ""
    names = (reading.tense, reading.voice, person, reading.number, reading.gender, reading.case)
    base = f" of {reading.base}" if reading.base else ""
    kinds = f" [{' '.join((*reading.kinds, reading.sector)).strip()}]" if reading.kinds or reading.sector else ""
    return f" · {' '.join(filter(None, names))}{base}{kinds}"


def _rows(keys: dict[str, None]) -> Iterator[str]:
    lexicon = read_lexicon(lexicon_folder())
    for verb in lexicon.verbs:
        if fold(verb.lemma) in keys:
            yield _verb_line(verb)
    for noun in lexicon.nouns:
        if fold(noun.lemma) in keys:
            yield _noun_line(noun)


def _verb_line(verb: Verb) -> str:
    masdars = " ".join(verb.masdars)
    form = f"form {verb.form} {verb.vowels}".strip()
    return f"verb {verb.lemma}{_LRM}: root {verb.root}{_LRM}, {form} · {masdars}{_LRM} · {verb.gloss}"


def _noun_line(noun: NounEntry) -> str:
    kinds = " ".join((*noun.kinds, noun.sector)).strip()
    return f"noun {noun.lemma}{_LRM}: {' '.join(noun.plurals)}{_LRM} · {noun.gender} · {kinds} · {noun.gloss}"


def show_conjugation(lemma: str) -> int:
    """Print every form of the verbs with this lemma; return 1 if the lexicon has none."""
    use_utf8()
    verbs = [verb for verb in read_lexicon(lexicon_folder()).verbs if fold(verb.lemma) == fold(lemma)]
    if not verbs:
        tell(f"waqai: {lemma}: no verb of the lexicon – give the third person masculine singular past, like قال")
        return 1
    for verb in verbs:
        put(f"{_verb_line(verb)}\n")
        _print_forms(verb)
        nominals = [f"{one.text}{_LRM} ({one.voice} participle)" for one in participles(verb)]
        nominals += [f"{one.text}{_LRM} (verbal noun)" for one in verbal_nouns(verb)]
        put("  ".join(nominals) + "\n")
    return 0


def _print_forms(verb: Verb) -> None:
    from rich import box  # noqa: PLC0415  seldom needed
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table("", *_COLUMNS, box=box.SIMPLE, padding=(0, 1), pad_edge=False)
    forms = conjugate(verb)
    for label, person, number, gender in _PERSONS:
        cells = []
        for tense, voice in _COLUMNS.values():
            wanted = (tense, voice, person, number)
            texts = (
                form.text
                for form in forms
                if (form.tense, form.voice, form.person, form.number) == wanted and form.gender in {gender, ""}
            )
            cells.append(" ".join(f"{text}{_LRM}" for text in dict.fromkeys(texts)))
        table.add_row(label, *cells)
    Console(highlight=False, width=max(width(), 100)).print(table)
