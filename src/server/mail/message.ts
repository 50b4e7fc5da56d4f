/** A message as the program sends it. */
export interface MailMessage {
  readonly to: readonly string[];
  readonly cc?: readonly string[];
  readonly bcc?: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** Sanitised by whoever wrote it. */
  readonly html?: string;
  /** Where answers go; without it, to the sender of the settings. */
  readonly reply_to?: { readonly name: string; readonly email: string };
  /** Ids of stored files that the writer may have. */
  readonly attachments?: readonly string[];
}

/** Why a message didn't go. `value.<code>` is its text. */
export const MAIL_FAILURES = [
  "mail_not_set_up",
  "mail_sign_in",
  "mail_unreachable",
  "mail_timeout",
  "mail_security",
  "mail_recipient",
  "mail_refused",
  "mail_attachment",
] as const;
export type MailFailureCode = (typeof MAIL_FAILURES)[number];
export interface MailFailure {
  readonly code: MailFailureCode;
  /** The mail server's or the network's own words. */
  readonly detail: string;
  /** Worth another attempt, later. */
  readonly passing: boolean;
}
