"""The page that files a month, as one visitor sees it."""
