"""Run the ``ningju`` command with ``python -m ningju``."""

import sys

from ningju.jobs.cli import main

sys.exit(main())
