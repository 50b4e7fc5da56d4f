/** What people are told of; each kind can be switched off by its receiver. Pure: the settings screen lists the same. */
export const KINDS = ["mention", "assigned", "comment", "followed", "reminder", "due", "overdue", "job", "access"] as const;
export type Kind = (typeof KINDS)[number];
