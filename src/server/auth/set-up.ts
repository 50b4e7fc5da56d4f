/** The first run: the company, its administrator, and (if wished) the demonstration data; all or nothing, once. */
import type { Lang } from "../../fieldtypes/field-type.ts";
import { namePresets } from "../access/settings/presets.ts";
import type { Ctx } from "../context.ts";
import { sql } from "../db/sql.ts";
import { AppError, invalid } from "../errors.ts";
import { createRecord } from "../records/index.ts";
import { notifyAccess } from "./callers.ts";
import { companyOf, guessCountry, readCompany, writeCompany, type CompanySettings } from "./company.ts";
import { conventionErrors } from "./company-conventions.ts";
import { setPassword } from "./credentials.ts";
import { demandGoodPassword } from "./password-policy.ts";
import { splitName } from "./person-name.ts";

/** Any constant: one set-up at a time on one database. */
const SET_UP_LOCK = 7_105_210_003n;

export interface SetUp {
  readonly company: {
    readonly name: string;
    readonly currency: string;
    readonly language: Lang;
    readonly timezone: string;
    readonly country?: string;
  };
  readonly admin: { readonly name: string; readonly email: string; readonly password: string };
  readonly data: "empty" | "demo";
}

/** Fills the demonstration company; given by the feature. */
export type LoadDemo = (
  ctx: Ctx,
  options: { readonly lang: Lang; readonly today: string; readonly currency: string; readonly me: string },
) => Promise<unknown>;

/** Returns the administrator's id. `base` is a context without an actor: the program itself acts. */
export async function setUp(base: Omit<Ctx, "actor">, wanted: SetUp, loadDemo: () => Promise<LoadDemo>): Promise<string> {
  const { admin } = wanted;
  const { currency, language, timezone } = wanted.company;
  const errors = conventionErrors({ currency, timezone }, "company.");
  if (errors.length > 0) throw invalid(errors);
  await demandGoodPassword(base.db, { password: admin.password, field: "admin.password", email: admin.email });
  const settings: CompanySettings = { ...wanted.company, country: wanted.company.country ?? guessCountry(currency, language) };
  return base.db.tx(
    async (tx) => {
      await tx.query(sql`SELECT pg_advisory_xact_lock(${SET_UP_LOCK})`);
      if (await readCompany(tx)) throw new AppError("already_set_up");
      await writeCompany(tx, settings);
      await namePresets(tx, language);
      const ctx: Ctx = {
        ...base,
        db: tx,
        company: companyOf(settings),
        lang: language,
        source: "system",
        actor: { kind: "system", name: "setup" },
      };
      const id = await createAdmin(ctx, admin, settings);
      if (wanted.data === "demo") {
        const load = await loadDemo();
        await load(
          { ...ctx, source: "demo", actor: { kind: "system", name: "demo" } },
          { lang: language, today: today(ctx.now, timezone), currency, me: id },
        );
      }
      await notifyAccess(tx, "all");
      return id;
    },
    { retry: false },
  );
}

async function createAdmin(ctx: Ctx, admin: SetUp["admin"], { language, timezone, currency }: CompanySettings): Promise<string> {
  const values = { ...splitName(admin.name), email: admin.email, status: "active", is_admin: true, language, timezone, currency };
  const { id } = await createRecord(ctx, "users", values).catch((error: unknown) => {
    throw underAdmin(error);
  });
  await setPassword(ctx.db, { userId: id, email: admin.email, password: admin.password, field: "admin.password" });
  return id;
}

/** The engine names the fields of the record; the client sent them inside `admin`. */
function underAdmin(error: unknown): unknown {
  if (!(error instanceof AppError) || error.errors.length === 0) return error;
  const errors = error.errors.map((each) => ({ ...each, field: `admin.${each.field.endsWith("_name") ? "name" : each.field}` }));
  return new AppError(error.code, { params: error.params, errors, cause: error });
}

/** The day in the zone, YYYY-MM-DD. */
const today = (now: Date, timezone: string): string => new Intl.DateTimeFormat("sv-SE", { timeZone: timezone }).format(now);
