"""`python -m site_gen` is `compendium`."""

import sys

from site_gen.cli import main

if __name__ == "__main__":
    sys.exit(main())
