"""Files of tills and customer lists, read into chunks of receipts and customers."""
