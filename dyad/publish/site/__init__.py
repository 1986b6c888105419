"""The record as a website that needs no server: pages that stand alone, read from a stick as from any host."""
