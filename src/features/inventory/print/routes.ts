/** Paper: which forms a module has, and a record as a PDF. */
import { Array as ArrayOf, Object as ObjectType, Optional, String as StringType } from "typebox";
import { AppError } from "../../../server/errors.ts";
import type { AppContext } from "../../../server/http/app-context.ts";
import { API, okay, route, type Answer, type Route } from "../../../server/http/route.ts";
import { Language, only, text } from "../../../server/http/schemas.ts";
import { printDocument, type Printed } from "./print-document.ts";
import { formsOf, readForms } from "./template-store.ts";

const disposition = (name: string): string =>
  `inline; filename="${name.replaceAll(/[^\x20-\x7e]|["\\%/]/g, "_")}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`;

export const pdfAnswer = ({ pdf, fileName }: Printed): Answer => ({
  raw: pdf,
  headers: {
    "Content-Type": "application/pdf",
    "Content-Length": String(pdf.length),
    "Content-Disposition": disposition(fileName),
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
  },
});

export const printRoutes = ({ files }: AppContext): readonly Route[] => [
  route({
    method: "GET",
    url: `${API}/records/:module/:id/print/:file`,
    right: "signed-in",
    summary: "A document as paper: `{form}.pdf`, in Russian or English",
    params: only({ module: text(64), id: text(64), file: text(80) }),
    query: only({ language: Optional(Language) }),
    handler: async (ctx, { params: { module, id, file }, query: { language } }) => {
      if (!file.endsWith(".pdf")) throw new AppError("not_found", { params: { id: file } });
      return pdfAnswer(await printDocument(ctx, files, { module, id, form: file.slice(0, -4), language }));
    },
  }),
  route({
    method: "GET",
    url: `${API}/sales/forms/:module`,
    right: "signed-in",
    summary: "The print forms of a module",
    params: only({ module: text(64) }),
    reply: {
      200: ObjectType({ data: ArrayOf(ObjectType({ name: StringType(), label: ObjectType({ en: StringType(), ru: StringType() }) })) }),
    },
    handler: async (ctx, { params }) => {
      const forms = formsOf(await readForms(ctx), params.module);
      return okay({ data: forms.map(({ name, template, onlyIn }) => ({ name, label: template.name, only_in: onlyIn ?? null })) });
    },
  }),
];
