"""What is measured: one file a subject, each case beside its anchor in the same run."""
