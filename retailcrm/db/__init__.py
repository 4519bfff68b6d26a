"""The books on disk: engines, units of work, bulk writing, summaries."""
