"""Alder & Quince, a tea and kitchen shop that does not exist, and two years of its till."""
