/** Paper: which forms a module has, and a record as a PDF. */
import { Array as ArrayOf, Object as ObjectType, Optional, String as StringType } from "typebox";
import { AppError } from "../../../server/errors.ts";
import { API, okay, route, type Route } from "../../../server/http/route.ts";
import { Language, only, text } from "../../../server/http/schemas.ts";
import { formOf, formsOf } from "./forms.ts";
import { readPrintData } from "./print-data.ts";
import { renderPdf } from "./render.ts";

const fileName = (name: string): string =>
  `inline; filename="${name.replaceAll(/[^\x20-\x7e]|["\\%/]/g, "_")}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`;

export const printRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: `${API}/records/:module/:id/print/:file`,
    right: "signed-in",
    summary: "A document as paper: `{form}.pdf`, in Russian or English",
    params: only({ module: text(64), id: text(64), file: text(80) }),
    query: only({ language: Optional(Language) }),
    handler: async (ctx, { params, query }) => {
      const form = params.file.endsWith(".pdf") ? formOf(params.module, params.file.slice(0, -4)) : undefined;
      if (!form) throw new AppError("not_found", { params: { id: params.file } });
      const lang = form.onlyIn ?? query.language ?? ctx.lang;
      const data = await readPrintData({ ...ctx, lang }, params.module, params.id, lang);
      const pdf = await renderPdf(form.layout(data));
      return {
        raw: pdf,
        headers: {
          "Content-Type": "application/pdf",
          "Content-Length": String(pdf.length),
          "Content-Disposition": fileName(`${form.label[lang]} ${data.number}.pdf`),
          "X-Content-Type-Options": "nosniff",
          "Cache-Control": "private, no-store",
        },
      };
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
    handler: async (_ctx, { params }) =>
      okay({ data: formsOf(params.module).map(({ name, label, onlyIn }) => ({ name, label, only_in: onlyIn ?? null })) }),
  }),
];
