"""
How people show who they are, and how the server knows them again. Rights are asked elsewhere.

Source: decision 0035.
"""
