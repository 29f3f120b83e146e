"""What a machine needs: one script for the Debian packages."""
