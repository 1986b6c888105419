"""What readers bring is parsed in a process of its own, within limits, so that no file can harm the server."""
