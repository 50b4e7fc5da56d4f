/** The HTTP door of customisation: what administrators add to the modules. */
import {
  Array as ArrayOf,
  Boolean as BooleanType,
  Integer,
  Number as NumberType,
  Object as ObjectType,
  Optional,
  Unknown,
  Unsafe,
} from "typebox";
import type { Json } from "../../fieldtypes/field-type.ts";
import { DefinitionError, type Registry } from "../../model/registry.ts";
import type { Ctx } from "../../server/context.ts";
import { invalid } from "../../server/errors.ts";
import type { AppContext } from "../../server/http/app-context.ts";
import { API, okay, route, type Route } from "../../server/http/route.ts";
import { InModule } from "../../server/http/routes/records.ts";
import { oneOf, only, RecordJson, text } from "../../server/http/schemas.ts";
import { describeModule } from "../../server/records/index.ts";
import { addField } from "../../server/registry-store.ts";
import { defineField, type FieldRequest } from "./define-field.ts";
import { CUSTOM_TYPES } from "./field-settings.ts";

const FIELDS = `${API}/admin/modules/:module/fields`;
const LabelJson = only({ en: Optional(text(200)), ru: Optional(text(200)) });
const OptionJson = only({ value: Optional(text(200)), label: LabelJson, color: Optional(text(30, 1)) });
const FieldJson = only({
  label: LabelJson,
  type: oneOf(...CUSTOM_TYPES),
  block: Optional(text(64, 1)),
  name: Optional(text(64, 1)),
  mandatory: Optional(BooleanType()),
  unique: Optional(BooleanType()),
  default: Optional(Unsafe<Json>(Unknown())),
  options: Optional(ArrayOf(OptionJson, { maxItems: 1000 })),
  targets: Optional(ArrayOf(text(64, 1), { maxItems: 20, uniqueItems: true })),
  max_length: Optional(Integer({ minimum: 1 })),
  scale: Optional(Integer({ minimum: 0, maximum: 12 })),
  min: Optional(NumberType()),
  max: Optional(NumberType()),
});

/** What only the whole sum of definitions shows (too many fields) is the request's fault too. */
async function add(ctx: Ctx, module: string, request: FieldRequest): Promise<Registry> {
  try {
    return await addField(ctx.db, (current) => defineField(ctx, current, module, request));
  } catch (error) {
    if (error instanceof DefinitionError)
      throw invalid(error.faults.slice(0, 20).map((fault) => ({ field: "", code: "invalid_definition", params: { fault } })));
    throw error;
  }
}

export const customisationRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "GET",
    url: FIELDS,
    right: "tool:customisation",
    summary: "The fields of a module, standard and custom",
    params: InModule,
    reply: { 200: ObjectType({ data: ArrayOf(RecordJson) }) },
    handler: async (ctx, { params }) => okay({ data: describeModule(ctx, params.module).fields }),
  }),
  route({
    method: "POST",
    url: FIELDS,
    right: "tool:customisation",
    summary: "Adds a field to a module, at once and everywhere; answers with the module's live declaration",
    params: InModule,
    body: FieldJson,
    reply: { 201: ObjectType({ data: RecordJson }) },
    handler: async (ctx, { params, body }) => {
      const registry = await add(ctx, params.module, body);
      // The notification would tell this process too, but maybe after the caller's next request.
      await app.registry.reload();
      return {
        status: 201,
        headers: { "X-Registry-Version": String(registry.version) },
        body: { data: describeModule({ ...ctx, registry }, params.module) },
      };
    },
  }),
];
