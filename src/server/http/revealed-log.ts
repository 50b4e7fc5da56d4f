/**
 * Who was shown which closed personal data, in the audit log: one entry for an answer and module. What somebody has just
 * seen and sees again (the page is opened anew, a list scrolled back) makes no second entry within the hour.
 */
import { audit } from "../audit.ts";
import type { Ctx, Revealed } from "../context.ts";

const HOUR = 3_600_000;
const MOST_REMEMBERED = 50_000;
/** When somebody was shown something, as this process remembers it. */
const told = new Map<string, number>();

export async function logRevealed(ctx: Ctx): Promise<void> {
  for (const { module, fields, ids } of merged(ctx.revealed ?? [])) {
    const anew = ids.filter((id) => isNews(ctx, `${module} ${id} ${fields.join()}`));
    if (ids.length > 0 && anew.length === 0) continue;
    const [only] = anew;
    const target = { type: module, id: anew.length === 1 && only !== undefined ? only : "" };
    await audit(ctx, { action: "personal_seen", target, details: { fields, ...(anew.length > 1 ? { ids: anew } : {}) } });
  }
}

function isNews(ctx: Ctx, what: string): boolean {
  const key = `${ctx.actor.kind === "user" ? ctx.actor.id : ""} ${what}`;
  const now = ctx.now.getTime();
  const before = told.get(key);
  if (before !== undefined && now - before < HOUR) return false;
  if (told.size >= MOST_REMEMBERED) told.clear();
  told.set(key, now);
  return true;
}

/** Records of which the same fields were shown, together. */
function merged(list: readonly Revealed[]): readonly Revealed[] {
  const byFields = new Map<string, Revealed>();
  for (const one of list) {
    const fields = one.fields.toSorted();
    const key = `${one.module} ${fields.join()} ${one.ids.length === 0}`;
    byFields.set(key, { module: one.module, fields, ids: [...new Set([...(byFields.get(key)?.ids ?? []), ...one.ids])] });
  }
  return [...byFields.values()];
}
