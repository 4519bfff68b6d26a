"""Words that every layer shares: money, days, outcomes, errors."""
