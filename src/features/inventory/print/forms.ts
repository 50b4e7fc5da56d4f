/** The print forms of the program: which documents each is of, and those that law or custom has fixed, with their layout. */
import type { TDocumentDefinitions } from "pdfmake/interfaces.js";
import type { Lang } from "../../../fieldtypes/field-type.ts";
import type { PrintData } from "./print-data.ts";
import { actOfServices, invoiceForPayment } from "./russian.ts";
import { taxInvoice, universalTransfer } from "./russian-forms.ts";
import { torg12 } from "./torg12.ts";

export interface StandardForm {
  /** In the address: `print/quote.pdf`. What is on it stands in standard-templates.ts. */
  readonly name: string;
  readonly modules: readonly string[];
  /** A form of one country's law speaks its language, whatever is asked for. */
  readonly onlyIn?: Lang;
  /** What the block `standard` of its template stands for. */
  readonly layout?: (data: PrintData) => TDocumentDefinitions;
}
const russian = (name: string, modules: readonly string[], layout: NonNullable<StandardForm["layout"]>): StandardForm => ({
  name,
  modules,
  layout,
  onlyIn: "ru",
});

export const standardForms: readonly StandardForm[] = [
  { name: "quote", modules: ["quotes"] },
  { name: "sales_order", modules: ["sales_orders"] },
  { name: "invoice", modules: ["invoices"] },
  { name: "purchase_order", modules: ["purchase_orders"] },
  { name: "credit_note", modules: ["credit_notes"] },
  { name: "delivery_note", modules: ["sales_orders", "invoices"] },
  russian("schet", ["invoices", "sales_orders"], invoiceForPayment),
  russian("akt", ["invoices", "sales_orders"], actOfServices),
  russian("upd", ["invoices"], universalTransfer),
  russian("schet_faktura", ["invoices"], taxInvoice),
  russian("torg12", ["invoices", "sales_orders"], torg12),
];
/** Modules whose records are printed. */
export const PRINTED_MODULES: readonly string[] = [...new Set(standardForms.flatMap(({ modules }) => modules))];
