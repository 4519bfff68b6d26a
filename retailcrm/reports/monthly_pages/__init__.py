"""The pages of the monthly report, one file a page."""
