/** What people are told of; each kind can be switched off by its receiver. Pure: the settings screen lists the same. */
export const KINDS = ["mention", "assigned", "comment", "followed", "reminder", "due", "overdue", "job", "access"] as const;
export type Kind = (typeof KINDS)[number];

/** Whether a kind also comes by e-mail: not, soon after, or in the summary of the morning. */
export const MAIL_CHOICES = ["none", "now", "daily"] as const;
export type MailChoice = (typeof MAIL_CHOICES)[number];
/** What somebody means who has chosen nothing: words from person to person. */
export const MAIL_DEFAULTS: Readonly<Record<Kind, MailChoice>> = {
  mention: "now",
  assigned: "now",
  comment: "none",
  followed: "none",
  reminder: "none",
  due: "none",
  overdue: "daily",
  access: "now",
  job: "none",
};
