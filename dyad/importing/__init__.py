"""What readers bring becomes one record, read in a process of its own and within limits: no file harms the server."""
