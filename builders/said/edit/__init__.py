"""Changes to the files that people edit: what a program may write there, and in which form."""
