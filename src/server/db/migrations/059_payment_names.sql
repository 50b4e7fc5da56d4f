-- Payments are named by their numbers: an amount and a day, joined as they are stored, are no name in any language.
-- The tables of modules are made after the migrations: on a new database there is nothing to rename.
DO $$
BEGIN
  IF to_regclass('payments') IS NOT NULL THEN
    UPDATE payments SET label = number;
    UPDATE records r SET label = p.number FROM payments p WHERE p.id = r.id AND r.module = 'payments';
  END IF;
END
$$;
