/** How one likes the program. Conventions stand in the user's own record; what only screens care for, beside it. */
import {
  Array as ArrayOf,
  Integer,
  Object as ObjectType,
  Optional,
  Record as RecordOf,
  String as StringType,
  Unknown,
  type Static,
} from "typebox";
import { conventionErrors } from "../../auth/company-conventions.ts";
import type { Ctx } from "../../context.ts";
import { sql } from "../../db/sql.ts";
import { AppError, invalid } from "../../errors.ts";
import { getRecord, updateRecord } from "../../records/index.ts";
import type { AppContext } from "../app-context.ts";
import { API, okay, route, type Route } from "../route.ts";
import { Currency, Language, nullable, oneOf, only, RecordJson, text } from "../schemas.ts";

/** Kept in the user's record, under these names. */
const IN_RECORD = { language: Language, timezone: text(64, 1), currency: Currency, theme: oneOf("light", "dark", "auto") } as const;
const Preferences = only({
  language: Optional(IN_RECORD.language),
  timezone: Optional(IN_RECORD.timezone),
  currency: Optional(IN_RECORD.currency),
  theme: Optional(IN_RECORD.theme),
  density: Optional(nullable(oneOf("compact", "normal"))),
  /** The screens' own, by key: columns of a list, folded blocks. Null removes a key. */
  screens: Optional(RecordOf(StringType({ maxLength: 200 }), Unknown(), { maxProperties: 500 })),
  favourites: Optional(nullable(ArrayOf(text(200), { maxItems: 200 }))),
  start_page: Optional(nullable(text(200))),
  rows: Optional(nullable(Integer({ minimum: 10, maximum: 200 }))),
});
type Wanted = Static<typeof Preferences>;
type Stored = Omit<Wanted, keyof typeof IN_RECORD>;

const MAX_SIZE = 200_000;
const Reply = ObjectType({ data: RecordJson });

/** A person changes their own conventions though the module `users` is the administrators': the program does it for them. */
const onBehalf = (ctx: Ctx, userId: string): Ctx => ({
  ...ctx,
  actor: { kind: "system", name: "preferences" },
  cause: `preferences of ${userId}`,
});

async function readStored(ctx: Ctx, userId: string): Promise<Stored> {
  const { rows } = await ctx.db.query<{ value: Stored }>(sql`SELECT value FROM user_preferences WHERE user_id = ${userId}`);
  return rows[0]?.value ?? {};
}

async function readAll(ctx: Ctx, userId: string): Promise<Wanted> {
  const fields = Object.keys(IN_RECORD);
  const record = await getRecord(onBehalf(ctx, userId), { module: "users", id: userId, fields });
  const own = Object.fromEntries(fields.map((name) => [name, record[name] ?? null]));
  return { ...(own as Wanted), ...(await readStored(ctx, userId)) };
}

async function change(ctx: Ctx, userId: string, wanted: Wanted): Promise<void> {
  const errors = conventionErrors(wanted);
  if (errors.length > 0) throw invalid(errors);
  const entries = Object.entries(wanted);
  const values = Object.fromEntries(entries.filter(([name]) => Object.hasOwn(IN_RECORD, name)));
  const beside = Object.fromEntries(entries.filter(([name]) => !Object.hasOwn(IN_RECORD, name)));
  await ctx.db.tx(async (db) => {
    const inner: Ctx = { ...ctx, db };
    if (Object.keys(values).length > 0) {
      const { version } = await getRecord(onBehalf(inner, userId), { module: "users", id: userId, fields: [] });
      await updateRecord(onBehalf(inner, userId), "users", { id: userId, version, values });
    }
    if (Object.keys(beside).length > 0) await store(inner, userId, beside);
  });
}

async function store(ctx: Ctx, userId: string, wanted: Stored): Promise<void> {
  // Two windows may save at once: the row is locked so that neither loses the other's keys.
  await ctx.db.query(sql`INSERT INTO user_preferences (user_id, value) VALUES (${userId}, '{}') ON CONFLICT DO NOTHING`);
  const { rows } = await ctx.db.query<{ value: Stored }>(sql`SELECT value FROM user_preferences WHERE user_id = ${userId} FOR UPDATE`);
  const before = rows[0]?.value ?? {};
  const screens =
    wanted.screens && Object.fromEntries(Object.entries({ ...before.screens, ...wanted.screens }).filter(([, value]) => value !== null));
  const merged = Object.fromEntries(
    Object.entries({ ...before, ...wanted, ...(screens ? { screens } : {}) }).filter(([, value]) => value !== null),
  );
  const json = JSON.stringify(merged);
  if (json.length > MAX_SIZE) throw new AppError("payload_too_large", { params: { max: MAX_SIZE } });
  await ctx.db.query(sql`UPDATE user_preferences SET value = ${json}::jsonb WHERE user_id = ${userId}`);
}

export const preferenceRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "GET",
    url: `${API}/me/preferences`,
    right: "signed-in",
    summary: "One's own preferences",
    reply: { 200: Reply },
    handler: async (ctx, { caller }) => {
      if (!caller) throw new AppError("unauthenticated");
      return okay({ data: await readAll(ctx, caller.actor.id) });
    },
  }),
  route({
    method: "PATCH",
    url: `${API}/me/preferences`,
    right: "signed-in",
    summary: "Changes the given preferences",
    body: Preferences,
    reply: { 200: Reply },
    handler: async (ctx, { body, caller }) => {
      if (!caller) throw new AppError("unauthenticated");
      await change(ctx, caller.actor.id, body);
      app.callers.forget(caller.actor.id);
      return okay({ data: await readAll(ctx, caller.actor.id) });
    },
  }),
];
