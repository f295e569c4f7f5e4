"""Every sentence about a state, tier, reason or figure, made from codes and figures. Pure."""
