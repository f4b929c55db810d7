"""The command line: parses arguments, calls the rooms, prints."""


def main() -> None:
    """Run ``waqai`` with the arguments of the process."""
    from waqai.cli.app import app  # noqa: PLC0415  only the program itself needs Typer

    app()
