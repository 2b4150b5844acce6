"""The commands of ``ningju``, one module each: ``arguments(parser)`` and ``run(options)``."""
