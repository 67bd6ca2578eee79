"""Automatic annotation of plain text."""
