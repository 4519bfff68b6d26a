"""What a loyalty program would bring: history, forecast, models, uplift and comparison."""
