"""Quotations of English news text, and who is attributed with them."""
