"""The pages in front of all others: sign in, sign out, choose a password. They show nothing of the district's rows."""
