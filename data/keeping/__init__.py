"""A whole database kept safe: backups made, listed, thinned and put back, and a database copied into another one."""
