"""Documents as PDF: the only place that knows reportlab."""
