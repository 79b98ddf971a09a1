"""What is done to PDFs that typst made: links are led to their places, parts are bound, and all is packed."""
