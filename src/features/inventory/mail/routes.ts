/** Documents by mail: what the dialog begins with, and the sending. */
import { Array as ArrayOf, Number as NumberType, Object as ObjectType, Optional, Unknown } from "typebox";
import type { AppContext } from "../../../server/http/app-context.ts";
import { API, okay, route, type Route } from "../../../server/http/route.ts";
import { DataReply, Id, Language, oneOf, only, text } from "../../../server/http/schemas.ts";
import { PRINTED_MODULES } from "../print/forms.ts";
import { mailDraft, sendDocument } from "./send-document.ts";

const MAIL = `${API}/records/:module/:id/print/mail`;
const Target = only({ module: oneOf(...PRINTED_MODULES), id: text(64) });

export const mailRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "GET",
    url: MAIL,
    right: "signed-in",
    summary: "What a mail with this document would say, and to whom it may go",
    params: Target,
    query: only({ form: Optional(text(64)), language: Optional(Language) }),
    reply: { 200: ObjectType({ data: Unknown() }) },
    handler: async (ctx, { params, query }) => okay({ data: await mailDraft(ctx, app, { ...params, ...query }) }),
  }),
  route({
    method: "POST",
    url: MAIL,
    right: "signed-in",
    summary: "Sends the document as a PDF, marks it as sent, and answers the record of the mail",
    params: Target,
    idempotent: true,
    body: only({
      version: NumberType(),
      to: ArrayOf(text(254), { maxItems: 100 }),
      cc: Optional(ArrayOf(text(254), { maxItems: 100 })),
      subject: text(500),
      text: text(50_000),
      form: text(64),
      language: Language,
      attachments: Optional(ArrayOf(Id, { maxItems: 20 })),
    }),
    reply: { 201: DataReply },
    handler: async (ctx, { params, body }) => ({ status: 201, body: { data: await sendDocument(ctx, app, params, body) } }),
  }),
];
