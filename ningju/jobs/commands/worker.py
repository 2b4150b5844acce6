"""Run the jobs only."""

import argparse
import importlib

from ningju.jobs.django_setup import require_tables, start_django


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def run(options: argparse.Namespace) -> None:
    """Work until stopped."""
    start_django()
    require_tables()
    from procrastinate.contrib.django import app

    for module in ("schedule", "ledgers"):
        importlib.import_module(f"ningju.jobs.{module}")
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(connector) as worker:
        worker.run_worker(concurrency=2, listen_notify=True, install_signal_handlers=True)
