"""Files that come by a page: looked through, imported and taken back by a process of their own, with limits."""
