"""The record of a standard: its fields, its codes."""
