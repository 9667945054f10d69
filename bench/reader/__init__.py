"""What a page of `scraper serve` costs with many articles."""
