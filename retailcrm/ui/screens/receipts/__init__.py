"""The receipts behind a figure."""
