"""From bytes to cells: text files and workbooks as people send them. Pure: no database."""
