"""The support-need method: which schools need extra support in a month, and why. Pure: codes and figures, no words."""
