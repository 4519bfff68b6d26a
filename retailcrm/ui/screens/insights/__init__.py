"""The Insights screen: what years of receipts say, one topic a tab."""
