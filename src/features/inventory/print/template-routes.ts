/** Print forms in the settings: changed, made anew, looked at before they are kept, put back as they were. */
import { Array as ArrayOf, Number as NumberType, Object as ObjectType, Optional, Unknown } from "typebox";
import type { Label } from "../../../fieldtypes/field-type.ts";
import type { DescribedField } from "../../../model/describe.ts";
import { AppError, invalid } from "../../../server/errors.ts";
import type { Ctx } from "../../../server/context.ts";
import type { AppContext } from "../../../server/http/app-context.ts";
import { API, done, okay, route, type Route } from "../../../server/http/route.ts";
import { DataReply, Id, Language, oneOf, only, text } from "../../../server/http/schemas.ts";
import { accessOf } from "../../../server/access/access.ts";
import { describeModule, listRecords } from "../../../server/records/index.ts";
import { PRINTED_MODULES } from "./forms.ts";
import { printForm } from "./print-document.ts";
import { LINE_PLACES, OWN_PLACES } from "./print-scope.ts";
import { pdfAnswer } from "./routes.ts";
import { STANDARD_TEMPLATES } from "./standard-templates.ts";
import { checkedTemplate, TemplateBody } from "./template-schema.ts";
import { newFormName, readForms, templateVersions, writeTemplate, type PrintForm } from "./template-store.ts";

const FORMS = `${API}/admin/print-forms`;

const formJson = ({ name, modules, onlyIn, template, standard, version, changed }: PrintForm) => ({
  name,
  modules,
  only_in: onlyIn ?? null,
  template,
  standard,
  version,
  changed,
});

async function formNamed(ctx: Ctx, name: string): Promise<PrintForm> {
  const form = (await readForms(ctx)).find((each) => each.name === name);
  if (!form) throw new AppError("not_found", { params: { id: name } });
  return form;
}

interface Place {
  readonly place: string;
  readonly label: Label;
  readonly group: "document" | "line" | "own" | "reference";
}
const fieldPlace = (field: Pick<DescribedField, "name" | "label">, group: Place["group"], before = "", of?: Label): Place => ({
  place: `${before}${field.name}`,
  label: of ? { en: `${of.en}: ${field.label.en}`, ru: `${of.ru}: ${field.label.ru}` } : field.label,
  group,
});

/** Every place that a module's forms may have: its fields, those of what it refers to, and of its lines' goods. */
function placesFor(ctx: Ctx, module: string): readonly Place[] {
  const described = describeModule(ctx, module);
  const isOpen = (name: string): boolean => {
    const declared = ctx.registry.modules.get(name);
    return declared !== undefined && accessOf(ctx).module(declared).view;
  };
  const shown = (fields: readonly DescribedField[]) => fields.filter(({ type }) => type !== "lines" && type !== "file" && type !== "image");
  const own = shown(described.fields).map((field) => fieldPlace(field, "document"));
  const referred = described.fields.flatMap((field) => {
    const target = field.type === "reference" ? field.targets?.[0] : field.type === "user" ? "users" : undefined;
    if (target === undefined || !isOpen(target)) return [];
    return shown(describeModule(ctx, target).fields).map((each) => fieldPlace(each, "reference", `${field.name}.`, field.label));
  });
  const goods = ["products", "services"].filter(isOpen).flatMap((name) => {
    const { fields, singular } = describeModule(ctx, name);
    return shown(fields).map((field) => fieldPlace(field, "line", `${name.slice(0, -1)}.`, singular));
  });
  const plain = (place: string, group: Place["group"]): Place => ({ place, label: { en: place, ru: place }, group });
  return [
    ...own,
    ...referred,
    ...OWN_PLACES.map((place) => plain(place, "own")),
    ...LINE_PLACES.map((place) => plain(place, "line")),
    ...goods,
  ];
}

export const templateRoutes = ({ files }: AppContext): readonly Route[] => [
  route({
    method: "GET",
    url: FORMS,
    right: "tool:settings",
    summary: "All print forms with their templates",
    reply: { 200: ObjectType({ data: ArrayOf(Unknown()) }) },
    handler: async (ctx) => okay({ data: (await readForms(ctx)).map(formJson) }),
  }),
  route({
    method: "GET",
    url: `${FORMS}/places/:module`,
    right: "tool:settings",
    summary: "The places that templates of a module may have, with their names",
    params: only({ module: oneOf(...PRINTED_MODULES) }),
    reply: { 200: ObjectType({ data: ArrayOf(Unknown()) }) },
    handler: async (ctx, { params }) => okay({ data: placesFor(ctx, params.module) }),
  }),
  route({
    method: "POST",
    url: FORMS,
    right: "tool:settings",
    summary: "A new form of a module",
    body: only({ module: oneOf(...PRINTED_MODULES), template: TemplateBody }),
    reply: { 201: DataReply },
    handler: async (ctx, { body }) => {
      const template = checkedTemplate(body.template);
      const form = await ctx.db.tx(async (db) => {
        const inner = { ...ctx, db };
        const name = await newFormName(inner);
        await writeTemplate(inner, { form: name, module: body.module, template });
        return formNamed(inner, name);
      });
      return { status: 201, body: { data: formJson(form) } };
    },
  }),
  route({
    method: "PUT",
    url: `${FORMS}/:form`,
    right: "tool:settings",
    summary: "Keeps a new version of a form's template; `version` is the one that was seen",
    params: only({ form: text(64) }),
    body: only({ version: NumberType(), template: TemplateBody }),
    reply: { 200: DataReply },
    handler: async (ctx, { params, body }) => {
      const template = checkedTemplate(body.template);
      const form = await ctx.db.tx(async (db) => {
        const inner = { ...ctx, db };
        const before = await formNamed(inner, params.form);
        if (before.version !== body.version) throw new AppError("version_conflict", { extra: { current: formJson(before) } });
        await writeTemplate(inner, { form: before.name, module: before.standard ? null : (before.modules[0] ?? null), template });
        return formNamed(inner, before.name);
      });
      return okay({ data: formJson(form) });
    },
  }),
  route({
    method: "DELETE",
    url: `${FORMS}/:form`,
    right: "tool:settings",
    summary: "Puts a standard form back as it came; removes a form of one's own",
    params: only({ form: text(64) }),
    handler: async (ctx, { params }) => {
      const form = await formNamed(ctx, params.form);
      if (form.changed)
        await writeTemplate(ctx, { form: form.name, module: form.standard ? null : (form.modules[0] ?? null), template: null });
      return done;
    },
  }),
  route({
    method: "GET",
    url: `${FORMS}/:form/versions`,
    right: "tool:settings",
    summary: "What a form's template was before, newest first",
    params: only({ form: text(64) }),
    reply: { 200: ObjectType({ data: ArrayOf(Unknown()) }) },
    handler: async (ctx, { params }) => {
      const versions = await templateVersions(ctx, params.form);
      return okay({ data: versions.map((each) => ({ ...each, template: each.template ?? STANDARD_TEMPLATES[params.form] ?? null })) });
    },
  }),
  route({
    method: "POST",
    url: `${FORMS}/preview`,
    right: "tool:settings",
    summary: "A template as paper before it is kept, on a record of the module (the newest where none is named)",
    reads: true,
    body: only({
      module: oneOf(...PRINTED_MODULES),
      form: Optional(text(64)),
      template: TemplateBody,
      language: Language,
      record_id: Optional(Id),
    }),
    handler: async (ctx, { body }) => {
      const template = checkedTemplate(body.template);
      const forms = await readForms(ctx);
      const form = forms.find(({ name }) => name === body.form) ?? { template, layout: undefined, onlyIn: undefined };
      const newest = body.record_id ?? (await listRecords(ctx, { module: body.module, fields: ["id"], sort: "-id", limit: 1 })).data[0]?.id;
      if (newest === undefined) throw invalid([{ field: "record_id", code: "no_record_to_show" }]);
      return pdfAnswer(await printForm(ctx, files, { module: body.module, id: newest, form, template, language: body.language }));
    },
  }),
];
