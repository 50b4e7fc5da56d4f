-- What somebody is to sell in a month, in the company's currency; a quarter's quota is the sum of its months.
CREATE TABLE sales_quotas (
  user_id bigint NOT NULL,
  -- The month's first day.
  month date NOT NULL,
  amount numeric NOT NULL CHECK (amount >= 0),
  PRIMARY KEY (user_id, month)
);
