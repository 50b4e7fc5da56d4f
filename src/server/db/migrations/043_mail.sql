-- Mail on its way out. A row is one message; the job that sends it is named `mail.send`.
CREATE TABLE mail_outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- The same in every attempt, so that a mail server that got it twice can tell.
  message_id text NOT NULL,
  -- Shape: server/mail/message.ts.
  message jsonb NOT NULL,
  -- The record of `emails` that shows it in timelines.
  email_id bigint,
  state text COLLATE "C" NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'sent', 'failed')),
  -- Why the last attempt failed: a code, and the mail server's own words.
  failure jsonb,
  attempts int NOT NULL DEFAULT 0,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  sent_at timestamptz(3)
);
CREATE INDEX mail_outbox_email ON mail_outbox (email_id) WHERE email_id IS NOT NULL;
CREATE INDEX mail_outbox_sent ON mail_outbox (sent_at) WHERE sent_at IS NOT NULL;
