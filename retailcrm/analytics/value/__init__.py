"""What customers will probably still bring, from how often and how lately they came."""
