"""`python -m site_gen` is `compendium`."""

from site_gen.cli import run

if __name__ == "__main__":
    run()
