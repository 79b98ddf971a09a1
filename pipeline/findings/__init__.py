"""What is wrong and how it is judged: diagnostics, outcomes, rules and their pages, settings, exceptions."""
