"""The editors' side of mail to followers: what is about to go, what went, who follows, and the hand on the lever."""
