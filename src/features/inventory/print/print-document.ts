/** A document as paper: the one way from a record and a form to the bytes of a PDF. */
import type { Lang } from "../../../fieldtypes/field-type.ts";
import type { Ctx } from "../../../server/context.ts";
import { AppError } from "../../../server/errors.ts";
import type { FileStore } from "../../../server/files/file-store.ts";
import { composePaper } from "./layout-blocks.ts";
import { readPrintData } from "./print-data.ts";
import { scopesFor } from "./print-scope.ts";
import { textsOf, type PrintTemplate } from "./print-template.ts";
import { renderPdf } from "./render.ts";
import { formOf, readForms, type PrintForm } from "./template-store.ts";

export interface PrintRequest {
  readonly module: string;
  readonly id: string;
  readonly form: string;
  readonly language?: Lang | undefined;
}
export interface Printed {
  readonly pdf: Buffer;
  /** "Счёт INV7.pdf" */
  readonly fileName: string;
}

export async function printDocument(ctx: Ctx, files: FileStore, { module, id, form: name, language }: PrintRequest): Promise<Printed> {
  const form = formOf(await readForms(ctx), module, name);
  if (!form) throw new AppError("not_found", { params: { id: name } });
  return printForm(ctx, files, { module, id, form, language });
}

/** `template` in place of the form's own: a preview of what isn't kept yet. */
export async function printForm(
  ctx: Ctx,
  files: FileStore,
  request: Omit<PrintRequest, "form"> & {
    readonly form: Pick<PrintForm, "template" | "layout" | "onlyIn">;
    readonly template?: PrintTemplate;
  },
): Promise<Printed> {
  const { module, id, form, template = form.template } = request;
  const lang = form.onlyIn ?? request.language ?? ctx.lang;
  const inner = { ...ctx, lang };
  const data = await readPrintData(inner, files, { module, id, lang });
  const texts = [
    ...textsOf(template).map(({ label }) => label[lang]),
    ...template.blocks.flatMap(({ when }) => (when ? [`{{${when}}}`] : [])),
  ];
  const scopes = await scopesFor(inner, data, texts);
  const pdf = await renderPdf(composePaper(template, { data, ...scopes, fixed: form.layout }));
  return { pdf, fileName: `${template.name[lang]} ${data.number}.pdf` };
}
