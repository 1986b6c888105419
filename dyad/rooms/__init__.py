"""Rooms: a class's phones answer the questions of the window in front. All of it is in memory, nothing on disk."""
