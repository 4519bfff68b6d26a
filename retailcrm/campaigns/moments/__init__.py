"""Moments: when something is said to a customer by itself, and when it is not."""
