"""Figures as pages show them: a figure becomes a drawing, and one script and one stylesheet answer to the reader."""
