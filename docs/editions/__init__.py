"""What can be read without a network: the book as EPUB and PDF, and archives."""
