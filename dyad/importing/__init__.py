"""What readers bring: files become one record, parsed in a process of its own, within limits, so that none harms the server."""
