"""The public pages: thin views, and what they prepare for their templates."""
