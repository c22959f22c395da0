"""The flashpoint cards, their form, their levels and the assigning of incidents to them."""
