"""What the patron says, types and presses."""
