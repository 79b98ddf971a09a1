"""One model of tables for CSV, SQLite, Excel and OpenDocument: what tables there are, and what stands in their rows."""
