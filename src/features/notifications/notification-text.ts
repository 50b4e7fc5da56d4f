/** What a notification says and where it leads. Pure. */
import type { MessageKey, MessageParams } from "../../i18n/translate.ts";
import type { Notification } from "./notification.ts";

/** Texts by key, in the receiver's language. */
export type Say = (key: MessageKey, params?: MessageParams) => string;

export interface NotificationWords {
  readonly t: Say;
  /** Of the module that it is about. */
  readonly moduleLabel: string;
  /** A field's or related list's name. */
  readonly nameOf: (field: string) => string | undefined;
  readonly formatMoment: (iso: string) => string;
}

const JOBS: Readonly<Record<string, MessageKey>> = {
  import: "notification.job.import",
  duplicates: "notification.job.duplicates",
  "import.undo": "notification.job.import-undo",
  mass: "notification.job.mass",
  "mass.undo": "notification.job.mass-undo",
};
const ACCESS: Readonly<Record<string, MessageKey>> = {
  approved: "notification.access.approved",
  refused: "notification.access.refused",
};
const CHANGES: Readonly<Record<string, MessageKey>> = {
  delete: "notification.deleted",
  restore: "notification.restored",
  link: "notification.linked",
  unlink: "notification.unlinked",
  merge: "notification.merged",
  unmerge: "notification.unmerged",
};
const MOST_FIELDS = 3;
const str = (value: unknown): string => (typeof value === "string" ? value : "");

/** Short words about what happened. */
export function whatHappened({ kind, count, record, data }: Notification, words: NotificationWords): string {
  const { t, nameOf, formatMoment } = words;
  if (kind === "comment") return t("notification.comments", { count });
  if (kind === "reminder") return t("notification.starts", { moment: formatMoment(str(data["start_at"])) });
  if (kind === "job") return t(data["state"] === "failed" ? "notification.job-failed" : "notification.job-done");
  if (kind === "access") return t(ACCESS[str(data["what"])] ?? "notification.access.asked");
  if (kind !== "followed") return t(`notification.${kind}`);
  const change = CHANGES[str(data["change"])];
  if (change) return t(change);
  const names = (Array.isArray(data["fields"]) ? data["fields"] : []).flatMap((name: unknown) => nameOf(str(name)) ?? []);
  if (names.length === 0 || !record) return t("notification.changed");
  const more = names.length - MOST_FIELDS;
  const list = names.slice(0, MOST_FIELDS).join(", ");
  return more > 0 ? t("notification.changed-fields-more", { fields: list, more }) : t("notification.changed-fields", { fields: list });
}

/** Of what: a record's name, or how many of which module. */
export function subjectOf({ kind, record, count, data }: Notification, { t, moduleLabel }: NotificationWords): string {
  if (record) return record.label;
  if (kind === "access") return t("notification.access.subject");
  if (kind === "due") return t("notification.due-count", { count });
  if (kind === "job") {
    const title = t(JOBS[str(data["task"])] ?? "notification.job.other");
    const done = Number(data["done"] ?? 0);
    return [moduleLabel === "" ? title : `${title}: ${moduleLabel}`, ...(done > 0 ? [t("list.count", { count: done })] : [])].join(" · ");
  }
  return `${moduleLabel}: ${t("list.count", { count })}`;
}

/** The absent colleague whose news it is. */
export function insteadOf(data: Notification["data"]): { readonly id: string; readonly name: string } | undefined {
  const given = data["instead_of"] as { readonly id?: unknown; readonly name?: unknown } | null | undefined;
  return given ? { id: str(given.id), name: str(given.name) } : undefined;
}

export type Destination =
  | { readonly to: "/$module/$id"; readonly params: { readonly module: string; readonly id: string } }
  | { readonly to: "/$module"; readonly params: { readonly module: string }; readonly search: Readonly<Record<string, string>> }
  | { readonly to: "/$module/duplicates"; readonly params: { readonly module: string } }
  | { readonly to: "/settings"; readonly search: Readonly<Record<string, string>> }
  | { readonly to: "/imports/$importId"; readonly params: { readonly importId: string } };

/** A record, or the list of what it stands for. */
export function destinationOf({ kind, record, module, data }: Notification): Destination | undefined {
  if (record) return { to: "/$module/$id", params: { module: record.module, id: record.id } };
  if (typeof data["import"] === "string") return { to: "/imports/$importId", params: { importId: data["import"] } };
  if (kind === "access") return { to: "/settings", search: { section: "personal" } };
  if (module === null) return undefined;
  if (data["task"] === "duplicates") return { to: "/$module/duplicates", params: { module } };
  const absent = insteadOf(data);
  const mine = absent ? { field: "owner_id", op: "eq", value: absent.id } : { field: "owner_id", op: "me" };
  const filters: Readonly<Partial<Record<Notification["kind"], unknown>>> = {
    assigned: mine,
    followed: { field: "starred", op: "eq", value: true },
    due: { and: [mine, { field: "due_date", op: "le", value: str(data["day"]) }, { field: "status", op: "ne", value: "completed" }] },
  };
  const filter = filters[kind];
  const search = {
    ...(filter === undefined ? {} : { filter: JSON.stringify(filter) }),
    sort: kind === "due" ? "due_date" : "-modified_at",
  };
  return { to: "/$module", params: { module }, search };
}
