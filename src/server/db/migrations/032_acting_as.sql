-- Administrators may see the program as somebody else, or work in their name: the session stays theirs.
ALTER TABLE sessions
  ADD as_user_id bigint,
  ADD as_mode text COLLATE "C" CHECK (as_mode IN ('view', 'full')),
  ADD CHECK ((as_user_id IS NULL) = (as_mode IS NULL));

-- Who in truth acted, where somebody worked in another's name.
ALTER TABLE operations ADD by_id bigint;
