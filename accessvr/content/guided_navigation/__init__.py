"""A book as Readium Guided Navigation documents, so that other players can use what accessvr has found in it."""
