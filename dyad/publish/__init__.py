"""What leaves the page: tables as files, references."""
