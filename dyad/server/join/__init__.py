"""The page of a phone in a room: plain HTML with its style and script in it, and nothing else to fetch."""
