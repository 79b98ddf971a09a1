"""What makes tables and paragraphs of a Word document; see ``pipeline.readers.docx``."""
