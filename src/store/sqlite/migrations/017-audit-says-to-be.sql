-- Who did it is known by the token, or by the account on the machine; a name that was given beside it is not.
ALTER TABLE audit ADD COLUMN says_to_be TEXT;
