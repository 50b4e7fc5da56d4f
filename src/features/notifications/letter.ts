/** A letter of news: the words of the program's own list, with links where the program's address is known. Pure. */
import type { Lang } from "../../fieldtypes/field-type.ts";
import type { Module } from "../../model/define.ts";
import type { Notification } from "./notification.ts";
import { destinationOf, subjectOf, whatHappened, type Destination, type NotificationWords, type Say } from "./notification-text.ts";

export interface LetterWords {
  readonly t: Say;
  readonly lang: Lang;
  readonly timezone: string;
  readonly company: string;
  /** Of the program, without a slash at the end. Undefined: no links. */
  readonly address: string | undefined;
  readonly modules: ReadonlyMap<string, Module>;
}
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}
interface Line {
  readonly title: string;
  readonly note: string;
  readonly excerpt: string;
  readonly url: string | undefined;
}

export function letterOf(news: readonly Notification[], words: LetterWords): Letter {
  const { t, company, address } = words;
  const lines = news.map((one) => lineOf(one, words));
  const [first] = lines;
  const subject =
    lines.length === 1 && first ? `${first.title} — ${first.note}` : t("notification.letter.subject", { count: lines.length, company });
  const settings = address === undefined ? undefined : `${address}/settings?section=notifications`;
  const foot = t("notification.letter.foot", { company });
  return {
    subject: subject.replaceAll(/\s+/g, " ").slice(0, 200),
    text: [...lines.map(textOf), "--", foot, ...(settings === undefined ? [] : [settings])].join("\n\n"),
    html: `${lines.map(htmlOf).join("")}<p style="color:#666;font-size:12px">${escape(foot)}${
      settings === undefined ? "" : ` <a href="${escape(settings)}">${escape(t("notification.settings"))}</a>`
    }</p>`,
  };
}

function lineOf(one: Notification, { t, lang, timezone, address, modules }: LetterWords): Line {
  const module = modules.get(one.module ?? "");
  const words: NotificationWords = {
    t,
    moduleLabel: module?.label[lang] ?? "",
    nameOf: (name) => module?.fields.get(name)?.label[lang] ?? module?.relations.find((relation) => relation.name === name)?.label[lang],
    formatMoment: (iso) =>
      new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short", timeZone: timezone }).format(new Date(iso)),
  };
  const to = destinationOf(one);
  return {
    title: subjectOf(one, words),
    note: [one.actor?.name, whatHappened(one, words)].filter(Boolean).join(" · "),
    excerpt: one.excerpt ?? "",
    url: address === undefined || !to ? undefined : address + pathOf(to),
  };
}

function pathOf(destination: Destination): string {
  const params: Readonly<Record<string, string>> = "params" in destination ? destination.params : {};
  const path = destination.to.replaceAll(/\$(\w+)/g, (_whole, name: string) => encodeURIComponent(params[name] ?? ""));
  return "search" in destination ? `${path}?${new URLSearchParams(destination.search).toString()}` : path;
}

const textOf = ({ title, note, excerpt, url }: Line): string => [title, note, excerpt, url].filter(Boolean).join("\n");
const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
function htmlOf({ title, note, excerpt, url }: Line): string {
  const name = `<b>${escape(title)}</b>`;
  const quoted = excerpt === "" ? "" : `<br><span style="color:#444">${escape(excerpt)}</span>`;
  return `<p>${url === undefined ? name : `<a href="${escape(url)}">${name}</a>`}<br>${escape(note)}${quoted}</p>`;
}
