"""The actor-relationship panel: who backs, leads, tolerates and fights whom, as of a day."""
