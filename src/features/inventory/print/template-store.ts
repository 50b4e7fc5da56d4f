/** The forms as they are now: the standard ones, what administrators changed of them, and their own. */
import type { Lang } from "../../../fieldtypes/field-type.ts";
import type { Ctx } from "../../../server/context.ts";
import { sql } from "../../../server/db/sql.ts";
import { standardForms, type StandardForm } from "./forms.ts";
import type { PrintTemplate } from "./print-template.ts";
import { STANDARD_TEMPLATES } from "./standard-templates.ts";

export interface PrintForm {
  readonly name: string;
  readonly modules: readonly string[];
  readonly onlyIn: Lang | undefined;
  readonly template: PrintTemplate;
  readonly layout: StandardForm["layout"];
  /** Comes with the program, and may be reset. */
  readonly standard: boolean;
  /** 0: as it came. */
  readonly version: number;
  readonly changed: boolean;
}
interface Kept {
  readonly form: string;
  readonly version: number;
  readonly module: string | null;
  readonly template: PrintTemplate | null;
}

export async function readForms(ctx: Ctx): Promise<readonly PrintForm[]> {
  const { rows } = await ctx.db.query<Kept>(
    sql`SELECT DISTINCT ON (form) form, version, module, template FROM print_templates ORDER BY form, version DESC`,
  );
  const kept = new Map(rows.map((row) => [row.form, row]));
  const standard = standardForms.map(({ name, modules, onlyIn, layout }): PrintForm => {
    const own = kept.get(name);
    const template = own?.template ?? STANDARD_TEMPLATES[name] ?? { name: { en: name, ru: name }, blocks: [] };
    return {
      name,
      modules,
      onlyIn,
      layout,
      template,
      standard: true,
      version: own?.version ?? 0,
      changed: (own?.template ?? null) !== null,
    };
  });
  const owned = rows.flatMap(({ form, version, module, template }): readonly PrintForm[] =>
    module === null || template === null
      ? []
      : [{ name: form, modules: [module], onlyIn: undefined, layout: undefined, template, standard: false, version, changed: true }],
  );
  return [...standard, ...owned];
}

export const formsOf = (forms: readonly PrintForm[], module: string): readonly PrintForm[] =>
  forms.filter((form) => form.modules.includes(module));

/** By its name; the module's own name means its first form. */
export const formOf = (forms: readonly PrintForm[], module: string, name: string): PrintForm | undefined =>
  formsOf(forms, module).find((form) => form.name === name) ?? (name === module ? formsOf(forms, module)[0] : undefined);

/** Appends a version. `template` null: the standard again, or gone. @returns its number */
export async function writeTemplate(
  ctx: Ctx,
  { form, module, template }: { readonly form: string; readonly module: string | null; readonly template: PrintTemplate | null },
): Promise<number> {
  const actor = ctx.actor.kind === "user" ? ctx.actor.id : null;
  const { rows } = await ctx.db.query<{ version: number }>(
    sql`INSERT INTO print_templates (form, version, module, template, at, actor_id)
        SELECT ${form}, coalesce(max(version), 0) + 1, ${module}, ${template && JSON.stringify(template)}::jsonb, ${ctx.now}, ${actor}::bigint FROM print_templates WHERE form = ${form}
        RETURNING version`,
  );
  return rows[0]?.version ?? 0;
}

/** A name for a form of one's own. */
export async function newFormName(ctx: Ctx): Promise<string> {
  const { rows } = await ctx.db.query<{ n: number }>(
    sql`SELECT count(DISTINCT form)::int + 1 AS n FROM print_templates WHERE module IS NOT NULL`,
  );
  return `own_${rows[0]?.n ?? 1}`;
}

export interface TemplateVersion {
  readonly version: number;
  readonly template: PrintTemplate | null;
  readonly at: string;
  readonly actor: string | null;
}
const MOST_VERSIONS = 100;

/** Newest first. */
export async function templateVersions(ctx: Ctx, form: string): Promise<readonly TemplateVersion[]> {
  const { rows } = await ctx.db.query<TemplateVersion>(
    sql`SELECT t.version, t.template, t.at, r.label AS actor FROM print_templates t LEFT JOIN records r ON r.id = t.actor_id
        WHERE t.form = ${form} ORDER BY t.version DESC LIMIT ${MOST_VERSIONS}`,
  );
  return rows;
}
