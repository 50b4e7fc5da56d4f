/** Print forms and the numbering of documents in the configuration file. */
import { accessOf } from "../../server/access/access.ts";
import type { ConfigurationPart } from "../../server/configuration-part.ts";
import type { Field } from "../../model/define.ts";
import { resolvePath } from "../../model/registry.ts";
import type { Ctx } from "../../server/context.ts";
import { invalid } from "../../server/errors.ts";
import { nullable, oneOf, only, text } from "../../server/http/schemas.ts";
import { readNumbering, writeNumbering } from "../../server/records/index.ts";
import { checkPattern } from "./numbering-routes.ts";
import { PRINTED_MODULES } from "./print/forms.ts";
import { templatePlaces, type PrintTemplate } from "./print/print-template.ts";
import { checkedTemplate, TemplateBody } from "./print/template-schema.ts";
import { readForms, writeTemplate } from "./print/template-store.ts";

const may = (ctx: Ctx): boolean => accessOf(ctx).tool("settings");

/** By the form's name: standard ones that were changed, and one's own with their module. */
export const printFormsPart: ConfigurationPart<"print_forms"> = {
  name: "print_forms",
  may,
  item: only({ module: nullable(oneOf(...PRINTED_MODULES)), template: TemplateBody }),
  read: async (ctx) =>
    Object.fromEntries(
      (await readForms(ctx))
        .filter(({ changed }) => changed)
        .map(({ name, standard, modules, template }) => [name, { module: standard ? null : (modules[0] ?? null), template }]),
    ),
  usesOf: async (ctx, field) =>
    (await readForms(ctx))
      .filter(({ changed, modules, template }) => changed && modules.some((module) => looksAt(ctx, { module, template }, field)))
      .map(({ template }) => template.name),
  write: async (ctx, items) => {
    const known = await readForms(ctx);
    for (const [form, item] of Object.entries(items)) {
      const { module, template } = item as { readonly module: string | null; readonly template: PrintTemplate };
      const isStandard = known.some(({ name, standard }) => standard && name === form);
      if (isStandard !== (module === null))
        throw invalid([{ field: form, code: "does_not_fit", params: { field: form, target: module ?? "" } }]);
      await writeTemplate(ctx, { form, module, template: checkedTemplate(template) });
    }
  },
};

/** Places of the document itself, one reference away, and of its lines' goods (`product.…`, `service.…`). */
function looksAt(ctx: Ctx, { module, template }: { readonly module: string; readonly template: PrintTemplate }, field: Field): boolean {
  const at = (name: string, path: string): boolean => {
    const base = ctx.registry.modules.get(name);
    const found = base && resolvePath(ctx.registry, base, path);
    return found?.field === field || found?.via === field;
  };
  return templatePlaces(template).some((path) => {
    const [head = "", ...rest] = path.split(".");
    return at(module, path) || (GOODS.has(head) && at(`${head}s`, rest.join(".")));
  });
}
const GOODS: ReadonlySet<string> = new Set(["product", "service"]);

/** By module. Where each series stands is the installation's own matter. */
export const numberingPart: ConfigurationPart<"numbering"> = {
  name: "numbering",
  may,
  item: only({ pattern: text(200) }),
  read: readNumbering,
  // Patterns know the number, the day and the firm alone.
  usesOf: () => Promise.resolve([]),
  write: async (ctx, items) => {
    const wanted = items as Readonly<Record<string, { readonly pattern: string }>>;
    for (const [module, { pattern }] of Object.entries(wanted)) checkPattern(ctx, module, pattern);
    await writeNumbering(ctx, { ...(await readNumbering(ctx)), ...wanted });
  },
};
