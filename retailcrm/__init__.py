"""Know a shop's customers from what its till exports."""
