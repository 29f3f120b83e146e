"""What a book says of its own accessibility, in the wording of the W3C Accessibility Metadata Display Guide 2."""
