/**
 * News by e-mail. What is still unread some minutes after it came goes out as a letter, or waits for the summary of the
 * morning, as its receiver chose for its kind. The letter is written by a job with the receiver's rights of that moment:
 * what they may not see any more isn't in it, and what they have read meanwhile neither.
 */
import { loadDictionary, translate } from "../../i18n/translate.ts";
import type { Config } from "../../server/config.ts";
import type { Ctx } from "../../server/context.ts";
import { sql } from "../../server/db/sql.ts";
import { defineTask, enqueueFor, type Task } from "../../server/jobs/index.ts";
import { mailReady, sendMail } from "../../server/mail/index.ts";
import type { Watcher } from "../../server/watchers.ts";
import { firstTime, isMorning, localTime } from "./from-clock.ts";
import { notificationsOf } from "./inbox.ts";
import { MAIL_DEFAULTS, type MailChoice } from "./kinds.ts";
import { letterOf } from "./letter.ts";

interface LetterData {
  readonly notifications: readonly string[];
}
const LETTER = { name: "notifications.letter", lane: "light", quiet: true } as const;
/** Whoever is at the screen reads it there. */
const MINUTES_UNREAD = 5;
const DAYS_OF_INTEREST = 7;
const AT_ONCE = 2000;
/** Of one letter; what is more stands in the program. */
const MOST_IN_LETTER = 50;

interface LetterServices {
  readonly config: Config;
}

export const lettersWatcher = ({ config }: LetterServices): Watcher => ({
  name: "letters of news",
  channels: [],
  run: async (ctx) => (await mailReady(ctx, config)) && queueLetters(ctx),
});

/** True: there may be more. */
async function queueLetters(ctx: Ctx): Promise<boolean> {
  const { day, hour } = localTime(ctx);
  const summary = isMorning(hour) && (await firstTime(ctx, [`letters ${day}`])).size > 0;
  const now = await take(ctx, "now");
  const daily = summary ? await take(ctx, "daily") : [];
  const byUser = Map.groupBy([...now, ...daily], ({ user_id: user }) => user);
  for (const [user, rows] of byUser)
    await enqueueFor({ ...ctx, userId: user }, LETTER, { notifications: rows.map(({ id }) => id) } satisfies LetterData);
  return now.length === AT_ONCE;
}

interface Taken {
  readonly id: string;
  readonly user_id: string;
}
/** Takes what is to go out by this choice; two processes at once take different ones. */
async function take(ctx: Ctx, choice: MailChoice): Promise<readonly Taken[]> {
  const { rows } = await ctx.db.query<Taken>(
    sql`UPDATE notifications SET mailed_at = ${ctx.now.toISOString()} WHERE id IN (
          SELECT n.id FROM notifications n LEFT JOIN notification_choices c ON c.user_id = n.user_id AND c.kind = n.kind
          WHERE n.mailed_at IS NULL AND n.read_at IS NULL
            AND n.at BETWEEN ${ctx.now.toISOString()}::timestamptz - make_interval(days => ${DAYS_OF_INTEREST}::int)
              AND ${ctx.now.toISOString()}::timestamptz - make_interval(mins => ${MINUTES_UNREAD}::int)
            AND coalesce(c.email, ${JSON.stringify(MAIL_DEFAULTS)}::jsonb->>n.kind) = ${choice}
          ORDER BY n.id LIMIT ${AT_ONCE} FOR UPDATE OF n SKIP LOCKED)
        RETURNING id, user_id`,
  );
  return rows;
}

export const letterTask = ({ config }: LetterServices): Task<LetterData> =>
  defineTask<LetterData>({
    ...LETTER,
    retries: 3,
    run: (job) =>
      job.step(async (ctx) => {
        if (ctx.actor.kind !== "user" || ctx.actor.email === "") return;
        const unread = (await notificationsOf(ctx, job.data.notifications.slice(0, MOST_IN_LETTER))).filter(({ read }) => !read);
        if (unread.length === 0) return;
        await loadDictionary(ctx.lang);
        const letter = letterOf(unread, {
          t: (key, params) => translate(ctx.lang, key, params),
          lang: ctx.lang,
          timezone: ctx.actor.timezone,
          company: ctx.company.name,
          address: config.publicUrl,
          modules: ctx.registry.modules,
        });
        await sendMail(ctx, { to: [ctx.actor.email], ...letter });
      }),
  });
