"""The commands and their arguments; what they do stands in the modules beside this one, loaded when needed."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from waqai.cli.arguments import Follow, Inputs, Map, Outlet, PrivateAddresses, Published, iso_date, leave, read_options
from waqai.cli.library_app import register
from waqai.export import FORMAT_NAMES

_HELP = (
    "Waqai (وقائع) reads Arabic news reports and writes down the political events in them: who did what to whom, "
    "where, when, according to whom, and whether it is said to have happened – every value with its words."
)
app = typer.Typer(name="waqai", help=_HELP, no_args_is_help=True, pretty_exceptions_enable=False)
lexicon = typer.Typer(
    help="Look into the Arabic lexicon: verbs, nouns and the frames that make them events.", no_args_is_help=True
)
knowledge = typer.Typer(
    help="Look into the knowledge base: countries, organisations, office holders, places.", no_args_is_help=True
)
app.add_typer(lexicon, name="lexicon")
app.add_typer(knowledge, name="knowledge")

Format = Enum("Format", {name: name for name in FORMAT_NAMES}, type=str)  # type: ignore[misc]


def _version(wanted: bool) -> None:
    if wanted:
        from waqai import __version__

        typer.echo(f"waqai {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and leave.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    pass


@app.command()
def code(
    inputs: Inputs,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="OUT", help="Write to this file instead of the terminal."),
    ] = None,
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            "-f",
            help="table: to look at; html: a page to read and check; csv, jsonl: one event mention a line, for "
            "analysis; annotation: one report a line as in gold files. Default: by the ending of OUT, else table.",
            show_default=False,
        ),
    ] = None,
    published: Published = "",
    outlet: Outlet = "",
    columns: Map = None,
    follow: Follow = False,
    private_addresses: PrivateAddresses = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", metavar="N", min=1, help="Processes to share the work.")] = 1,
) -> None:
    """Code reports: read them, find their events, print or save them.

    Plain text: a short first line is taken as the title. JSON Lines: one report a line with the fields id, url,
    outlet, published, language, title, text; only text is required. Tables: one report a row, under a header whose
    names are known (text, title, date …) or given with --map. Pages, feeds, WARC files and archives are recognised by
    their endings, or by what stands in them; the network is asked only for addresses that you give.

    What cannot be read is named on standard error, one line each, and the rest goes on; the exit status is then 1.
    """
    from waqai.cli.run import Request, run

    options = read_options(columns, follow, private_addresses)
    name = form.value if form else None
    request = Request(inputs, output, name, iso_date(published), outlet, jobs, options)
    leave(lambda: run(request))


@app.command()
def explain(
    source: Annotated[
        str,
        typer.Argument(metavar="INPUT", help="A file with a report (or several), or - for standard input."),
    ],
    mention: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Only the Nth event mention of each report."),
    ] = None,
    published: Published = "",
    outlet: Outlet = "",
) -> None:
    """Show why: for each event its sentence, grammar, frame and slots, and the rule behind every value."""
    from waqai.cli.explain import explain_input

    leave(lambda: explain_input(source, mention, iso_date(published), outlet))


@app.command()
def demo(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="OUT", help="Where the page goes.")] = Path(
        "demo/report.html"
    ),
) -> None:
    """Code the example reports that come with Waqai: a table here and a page to open in a browser."""
    from waqai.cli.run import run_demo

    leave(lambda: run_demo(output))


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Annotation file (codebook, section 10).")],
    texts: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="JSON Lines with the texts by id, if GOLD holds none."),
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List what was missed, added and misread.")] = False,
    html: Annotated[
        Path | None,
        typer.Option(
            "--html",
            metavar="OUT",
            help="Write a page with every difference, its sentence, grammar and frame, to filter and read.",
        ),
    ] = None,
) -> None:
    """Measure the coder against reports that people have annotated.

    Figures are those of the codebook's section 11, with 95 % bootstrap intervals over reports.
    """
    from waqai.cli.evaluate import evaluate_files

    leave(lambda: evaluate_files(gold, texts, errors, html))


@app.command()
def agree(
    first: Annotated[Path, typer.Argument(metavar="A.jsonl", help="Annotation file of one annotator.")],
    second: Annotated[Path, typer.Argument(metavar="B.jsonl", help="Annotation file of the other.")],
    texts: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="JSON Lines with the texts by id, if the files hold none."),
    ] = None,
) -> None:
    """Compare two annotations of the same reports.

    Shows F1 of mentions with and without their type, Krippendorff's alpha of type and status over mentions that both
    marked and of the whole coding (absence being a value), and the agreement of the other fields, with 95 % bootstrap
    intervals over reports. Reports are compared by id; the exit status is 1 when one file lacks reports of the other.
    """
    from waqai.cli.agree import agree_files

    leave(lambda: agree_files(first, second, texts))


@lexicon.command("check")
def lexicon_check() -> None:
    """Check every lexicon file and code every frame's examples; exit status 1 if anything is wrong."""
    from waqai.cli.lexicon import check

    leave(check)


@lexicon.command("show")
def lexicon_show(
    word: Annotated[str, typer.Argument(help="An Arabic word as it stands in a text.")],
) -> None:
    """Show how a word is understood: its readings and the frames of its lemmas."""
    from waqai.cli.lexicon import show

    leave(lambda: show(word))


@lexicon.command("conjugate")
def lexicon_conjugate(
    lemma: Annotated[str, typer.Argument(help="A verb: third person masculine singular past (قال).")],
) -> None:
    """Show all forms of a verb of the lexicon."""
    from waqai.cli.lexicon import show_conjugation

    leave(lambda: show_conjugation(lemma))


@knowledge.command("check")
def knowledge_check() -> None:
    """Check every table of the knowledge base; exit status 1 if anything is wrong."""
    from waqai.cli.knowledge import check

    leave(check)


@knowledge.command("show")
def knowledge_show(
    name: Annotated[str, typer.Argument(help="A name in Arabic or Latin letters, or an id (DZA).")],
) -> None:
    """Show what a name stands for, with offices and dates."""
    from waqai.cli.knowledge import show

    leave(lambda: show(name))


register(app)
