"""What a librarian should mend in a book, so that it can be read without eyes."""
