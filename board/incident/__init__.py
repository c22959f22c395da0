"""The incident panel: the list of incidents in focus, and one incident read and edited in place."""
