/** The HTTP door of personal data. */
import { Boolean as BooleanType, Integer, Object as ObjectType, Optional, Record as RecordOf, String as StringType } from "typebox";
import { PRINCIPAL_TYPES } from "../../model/access/vocabulary.ts";
import {
  closePersonal,
  grantPersonal,
  listPersonalGrants,
  personalModules,
  withdrawPersonal,
} from "../../server/access/settings/personal.ts";
import { audit } from "../../server/audit.ts";
import type { AppContext } from "../../server/http/app-context.ts";
import { API, done, okay, route, type Route } from "../../server/http/route.ts";
import { OfRecord } from "../../server/http/routes/records.ts";
import { ById, ListReply } from "../../server/http/routes/admin-roles.ts";
import { DataReply, Id, Moment, nullable, oneOf, only, RecordReply, text } from "../../server/http/schemas.ts";
import { archiveOfPerson } from "./archive.ts";
import { erasePerson } from "./erase.ts";
import { decideRequest, listRequests, ownRequest, REQUEST_STATES, requestAccess, type AccessRequest } from "./requests.ts";

const right = "tool:access";
const PERSONAL = `${API}/admin/personal`;
const OWN = `${API}/records/:module/:id/access-request`;
const Reason = text(1000, 1);

const moduleRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: `${PERSONAL}/modules`,
    right,
    summary: "Modules with personal data, their personal fields, and whether it is closed there",
    reply: { 200: ListReply },
    handler: async (ctx) => okay({ data: await personalModules(ctx) }),
  }),
  route({
    method: "PUT",
    url: `${PERSONAL}/modules`,
    right,
    summary: "Closes (true) or opens (false) the personal data of the given modules",
    body: RecordOf(StringType({ maxLength: 64 }), BooleanType()),
    changesAccess: true,
    reply: { 200: ListReply },
    handler: async (ctx, { body }) => okay({ data: await closePersonal(ctx, body) }),
  }),
];

const grantRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: `${PERSONAL}/grants`,
    right,
    summary: "To whom personal data is opened, until when and why",
    query: only({ record: Optional(Id) }),
    reply: { 200: ListReply },
    handler: async (ctx, { query }) => okay({ data: await listPersonalGrants(ctx, query) }),
  }),
  route({
    method: "POST",
    url: `${PERSONAL}/grants`,
    right,
    summary: "Opens personal data of a module, or of one record, to somebody; again: changes end and reason",
    body: only({
      module: text(64, 1),
      record_id: Optional(nullable(Id)),
      to: only({ type: oneOf(...PRINCIPAL_TYPES), id: Id }),
      expires_at: Optional(nullable(Moment)),
      reason: Optional(text(1000)),
    }),
    idempotent: true,
    changesAccess: true,
    reply: { 201: RecordReply },
    handler: async (ctx, { body }) => ({ status: 201, body: { data: await grantPersonal(ctx, body) } }),
  }),
  route({
    method: "DELETE",
    url: `${PERSONAL}/grants/:id`,
    right,
    summary: "Takes a grant back",
    params: ById,
    changesAccess: true,
    handler: async (ctx, { params }) => {
      await withdrawPersonal(ctx, params.id);
      return done;
    },
  }),
];

/** Who asks is told of their own question alone, not what approvers see of the record. */
const asked = (request: AccessRequest | null) =>
  request && { id: request.id, status: request.status, reason: request.reason, created_at: request.created_at };

const requestRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: OWN,
    right: "signed-in",
    summary: "One's own open request to see the personal data of the record; null: none",
    params: OfRecord,
    reply: { 200: DataReply },
    handler: async (ctx, { params }) => okay({ data: asked(await ownRequest(ctx, params.id)) }),
  }),
  route({
    method: "POST",
    url: OWN,
    right: "signed-in",
    summary: "Asks to see the personal data of a record; who administers access is notified",
    params: OfRecord,
    body: only({ reason: Reason }),
    perMinute: 30,
    reply: { 201: DataReply },
    handler: async (ctx, { params, body }) => ({ status: 201, body: { data: asked(await requestAccess(ctx, params, body.reason)) } }),
  }),
  route({
    method: "GET",
    url: `${PERSONAL}/requests`,
    right,
    summary: "Requests to see personal data, the newest first",
    query: only({ status: Optional(oneOf(...REQUEST_STATES)) }),
    reply: { 200: ListReply },
    handler: async (ctx, { query }) => okay({ data: await listRequests(ctx, query) }),
  }),
  route({
    method: "POST",
    url: `${PERSONAL}/requests/:id/decision`,
    right,
    summary: "Approves a request, until a day, or refuses it; the asker is notified",
    params: ById,
    body: only({
      approve: BooleanType(),
      expires_at: Optional(nullable(Moment)),
      whole_module: Optional(BooleanType()),
      answer: Optional(text(1000)),
    }),
    changesAccess: true,
    reply: { 200: RecordReply },
    handler: async (ctx, { params, body }) => okay({ data: await decideRequest(ctx, params.id, body) }),
  }),
];

const personRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "GET",
    url: `${API}/records/:module/:id/person-archive`,
    right,
    summary: "All that is held of a person, as a ZIP of JSON and files",
    params: OfRecord,
    handler: async (ctx, { params }) => {
      const stream = await archiveOfPerson(ctx, app.files, params);
      await audit(ctx, { action: "person_archived", target: { type: params.module, id: params.id } });
      const name = `${params.module}-${params.id}-${ctx.now.toISOString().slice(0, 10)}.zip`;
      return { raw: stream, headers: { "Content-Type": "application/zip", "Content-Disposition": `attachment; filename="${name}"` } };
    },
  }),
  route({
    method: "POST",
    url: `${API}/records/:module/:id/erase-person`,
    right,
    summary: "Erases a person for good: from their records, the change log, search, and the letters and calls that hold their address",
    params: OfRecord,
    body: only({ reason: Reason }),
    reply: { 200: ObjectType({ data: ObjectType({ records: Integer(), correspondence: Integer() }) }) },
    handler: async (ctx, { params, body }) => okay({ data: await erasePerson(ctx, app.files, params, body.reason) }),
  }),
];

export const personalDataRoutes = (app: AppContext): readonly Route[] => [
  ...moduleRoutes(),
  ...grantRoutes(),
  ...requestRoutes(),
  ...personRoutes(app),
];
