/** The HTTP door of customisation: what administrators make of the modules. */
import {
  Array as ArrayOf,
  Boolean as BooleanType,
  Integer,
  Object as ObjectType,
  Optional,
  Record as RecordOf,
  String as StringType,
} from "typebox";
import type { Registry } from "../../model/registry.ts";
import { forgetRoleOptions, listRoleOptions, setRoleOptions } from "../../server/access/settings/role-options.ts";
import type { Ctx } from "../../server/context.ts";
import { AppError } from "../../server/errors.ts";
import type { AppContext } from "../../server/http/app-context.ts";
import { API, okay, route, type Answer, type Route } from "../../server/http/route.ts";
import { InModule } from "../../server/http/routes/records.ts";
import { DataReply, Id, nullable, only, RecordJson, text } from "../../server/http/schemas.ts";
import { describeModule } from "../../server/records/index.ts";
import { readDefinitions } from "../../server/registry-store.ts";
import { changeField, deleteField, fieldPart, needField, needModule, optionCounts, reportDeletion, restoreField } from "./change-field.ts";
import { configurationRoutes } from "./configuration-routes.ts";
import { defineField } from "./define-field.ts";
import { FieldChangeJson, NewFieldJson } from "./field-request.ts";
import { declarationHistory, getLayout, LayoutJson, putLayout, revertLayout } from "./layout.ts";
import { fieldIndexRoutes } from "./field-index.ts";
import { getMenu, MenuJson, putMenu } from "./menu.ts";
import { mergeOption } from "./merge-options.ts";
import { addRelation, changeModule, createModule, ModuleChangeJson, NewModuleJson, RelationJson } from "./modules.ts";
import { change } from "./notes.ts";
import { reportRetype, retypeField } from "./retype.ts";

const MODULES = `${API}/admin/modules`;
const MODULE = `${MODULES}/:module`;
const FIELD = `${MODULE}/fields/:name`;
const InField = only({ module: text(64, 1), name: text(64, 1) });
const DryRun = only({ dry_run: Optional(BooleanType()) });
const ListReply = ObjectType({ data: ArrayOf(RecordJson) });
const RoleOptionsJson = only({
  roles: RecordOf(StringType({ maxLength: 20 }), nullable(ArrayOf(text(200, 1), { minItems: 1, maxItems: 1000 }))),
});
const OneModule = { 200: ObjectType({ data: RecordJson }) };

/** The live declaration after a change. The notification would tell this process too, but maybe after the caller's next request. */
async function live(app: AppContext, ctx: Ctx, registry: Registry, module: string, status = 200): Promise<Answer> {
  await app.registry.reload();
  return {
    status,
    headers: { "X-Registry-Version": String(registry.version) },
    body: { data: describeModule({ ...ctx, registry }, module) },
  };
}

const fieldRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "GET",
    url: `${MODULE}/fields`,
    right: "tool:customisation",
    summary: "The fields of a module, standard and custom",
    params: InModule,
    reply: { 200: ObjectType({ data: ArrayOf(RecordJson) }) },
    handler: async (ctx, { params }) => okay({ data: describeModule(ctx, params.module).fields }),
  }),
  route({
    method: "POST",
    url: `${MODULE}/fields`,
    right: "tool:customisation",
    summary: "Adds a field to a module, at once and everywhere; answers with the module's live declaration",
    params: InModule,
    body: NewFieldJson,
    reply: { 201: ObjectType({ data: RecordJson }) },
    handler: async (ctx, { params: { module }, body }) => {
      needModule(ctx.registry, module);
      let name = "";
      const registry = await change(
        ctx,
        { kind: "field", module, part: (custom) => fieldPart(module, name)(custom) },
        (custom, current) => {
          const added = defineField(ctx, { registry: current, custom }, module, body);
          ({ name } = added.field);
          return { ...custom, fields: [...custom.fields, added] };
        },
        (tx) => forgetRoleOptions(tx, module, name),
      );
      return live(app, ctx, registry, module, 201);
    },
  }),
  route({
    method: "GET",
    url: `${MODULE}/deleted-fields`,
    right: "tool:customisation",
    summary: "Deleted fields that can still come back with their values",
    params: InModule,
    reply: { 200: ObjectType({ data: ArrayOf(RecordJson) }) },
    handler: async (ctx, { params: { module } }) => {
      const { deleted = [] } = await readDefinitions(ctx.db);
      return okay({ data: deleted.filter((one) => one.module === module).map(({ field, at }) => ({ ...field, deleted_at: at })) });
    },
  }),
  route({
    method: "PATCH",
    url: FIELD,
    right: "tool:customisation",
    summary: "Changes a field; with `type` it becomes another type, and a dry run says what its values would become",
    params: InField,
    query: DryRun,
    body: FieldChangeJson,
    reply: OneModule,
    handler: async (ctx, { params, query, body }) => {
      const field = needField(ctx.registry, params.module, params.name);
      const retypes = body.type !== undefined && body.type !== field.type;
      if (query.dry_run) return okay({ data: retypes ? await reportRetype(ctx, params, body) : { values: 0, failing: 0, examples: [] } });
      const { type: _type, ...rest } = body;
      const registry = retypes ? await retypeField(ctx, params, body) : await changeField(ctx, params, rest);
      return live(app, ctx, registry, params.module);
    },
  }),
  route({
    method: "DELETE",
    url: FIELD,
    right: "tool:customisation",
    summary: "Deletes a field; its values can come back for 30 days. A dry run names everything that uses it",
    params: InField,
    query: DryRun,
    reply: OneModule,
    handler: async (ctx, { params, query }) => {
      if (query.dry_run) return okay({ data: await reportDeletion(ctx, params) });
      return live(app, ctx, await deleteField(ctx, params), params.module);
    },
  }),
  route({
    method: "POST",
    url: `${FIELD}/restore`,
    right: "tool:customisation",
    summary: "Brings a deleted field back, with its values",
    params: InField,
    reply: OneModule,
    handler: async (ctx, { params }) => live(app, ctx, await restoreField(ctx, params), params.module),
  }),
  route({
    method: "GET",
    url: `${FIELD}/options`,
    right: "tool:customisation",
    summary: "A choice's options, and how many records have each",
    params: InField,
    reply: { 200: ObjectType({ data: ArrayOf(RecordJson) }) },
    handler: async (ctx, { params }) => {
      const field = needField(ctx.registry, params.module, params.name);
      if (!field.options) throw new AppError("not_found");
      const counts = await optionCounts(ctx.db, field, field.options);
      return okay({ data: field.options.map((option) => ({ ...option, count: counts.get(option.value) ?? 0 })) });
    },
  }),
  route({
    method: "GET",
    url: `${FIELD}/roles`,
    right: "tool:customisation",
    summary: "Which of a choice's values each role may give to records; null: those of the nearest role above, or all",
    params: InField,
    reply: { 200: ListReply },
    handler: async (ctx, { params }) => okay({ data: await listRoleOptions(ctx, needField(ctx.registry, params.module, params.name)) }),
  }),
  route({
    method: "PUT",
    url: `${FIELD}/roles`,
    right: "tool:access",
    summary: "Gives roles their lists of a choice's values, or takes them away (null); roles that aren't named stay as they are",
    params: InField,
    body: RoleOptionsJson,
    changesAccess: true,
    reply: { 200: ListReply },
    handler: async (ctx, { params, body }) =>
      okay({ data: await setRoleOptions(ctx, needField(ctx.registry, params.module, params.name), body.roles) }),
  }),
  route({
    method: "POST",
    url: `${FIELD}/options/merge`,
    right: "tool:customisation",
    summary: "Records with one option get another one, as a job; then the first is retired",
    params: InField,
    body: only({ from: text(200, 1), into: text(200, 1) }),
    reply: { 202: DataReply },
    handler: async (ctx, { params, body }) => ({
      status: 202,
      body: { data: { job: await mergeOption(ctx, { module: params.module, field: params.name, ...body }) } },
    }),
  }),
];

const layoutRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "GET",
    url: `${MODULE}/layout`,
    right: "tool:customisation",
    summary: "A module's layout",
    params: InModule,
    reply: { 200: DataReply },
    handler: async (ctx, { params }) => okay({ data: await getLayout(ctx, params.module) }),
  }),
  route({
    method: "PUT",
    url: `${MODULE}/layout`,
    right: "tool:customisation",
    summary: "Saves a layout as one change; 409 where somebody else saved since it was read",
    params: InModule,
    body: LayoutJson,
    reply: { 200: DataReply },
    handler: async (ctx, { params: { module }, body }) => {
      const registry = await putLayout(ctx, module, body);
      await app.registry.reload();
      return okay({ data: await getLayout({ ...ctx, registry }, module) });
    },
  }),
  route({
    method: "GET",
    url: `${MODULE}/history`,
    right: "tool:customisation",
    summary: "What was changed of a module's declarations, the newest first",
    params: InModule,
    reply: { 200: ObjectType({ data: ArrayOf(RecordJson) }) },
    handler: async (ctx, { params }) => okay({ data: await declarationHistory(ctx, params.module) }),
  }),
  route({
    method: "POST",
    url: `${MODULE}/layout/revert`,
    right: "tool:customisation",
    summary: "Takes one change of the layout back",
    params: InModule,
    body: only({ change: Id, version: Integer({ minimum: 1 }) }),
    reply: { 200: DataReply },
    handler: async (ctx, { params: { module }, body }) => {
      const registry = await revertLayout(ctx, module, { id: body.change, version: body.version });
      await app.registry.reload();
      return okay({ data: await getLayout({ ...ctx, registry }, module) });
    },
  }),
];

const moduleRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "POST",
    url: MODULES,
    right: "tool:customisation",
    summary: "Makes a module: its table, lists, forms, API, search, history, import are there at once",
    body: NewModuleJson,
    reply: { 201: ObjectType({ data: RecordJson }) },
    handler: async (ctx, { body }) => {
      const { registry, name } = await createModule(ctx, body);
      return live(app, ctx, registry, name, 201);
    },
  }),
  route({
    method: "PATCH",
    url: MODULE,
    right: "tool:customisation",
    summary: "Gives a module other names or another picture",
    params: InModule,
    body: ModuleChangeJson,
    reply: OneModule,
    handler: async (ctx, { params: { module }, body }) => live(app, ctx, await changeModule(ctx, module, body), module),
  }),
  route({
    method: "POST",
    url: `${MODULE}/relations`,
    right: "tool:customisation",
    summary: "Relates a module to another one, one to many or many to many",
    params: InModule,
    body: RelationJson,
    reply: { 201: ObjectType({ data: RecordJson }) },
    handler: async (ctx, { params: { module }, body }) => live(app, ctx, await addRelation(ctx, module, body), module, 201),
  }),
  route({
    method: "GET",
    url: `${API}/admin/menu`,
    right: "tool:customisation",
    summary: "The app menu: modules by group, in order",
    reply: { 200: DataReply },
    handler: async (ctx) => okay({ data: await getMenu(ctx, ctx.registry) }),
  }),
  route({
    method: "PUT",
    url: `${API}/admin/menu`,
    right: "tool:customisation",
    summary: "Arranges the app menu; the group `none` hides",
    body: MenuJson,
    reply: { 200: DataReply },
    handler: async (ctx, { body }) => {
      const registry = await putMenu(ctx, body);
      await app.registry.reload();
      return okay({ data: await getMenu(ctx, registry) });
    },
  }),
];

export const customisationRoutes = (app: AppContext): readonly Route[] => [
  ...fieldRoutes(app),
  ...layoutRoutes(app),
  ...moduleRoutes(app),
  ...fieldIndexRoutes(),
  ...configurationRoutes(app),
];
