/** All print forms: which documents each is of, what it is called, how it is laid out. */
import type { TDocumentDefinitions } from "pdfmake/interfaces.js";
import type { Label, Lang } from "../../../fieldtypes/field-type.ts";
import { commercialForm, type CommercialForm } from "./commercial.ts";
import type { PrintData } from "./print-data.ts";
import { actOfServices, invoiceForPayment } from "./russian.ts";
import { taxInvoice, torg12, universalTransfer } from "./russian-forms.ts";

export interface PrintForm {
  /** In the address: `print/quote.pdf`. */
  readonly name: string;
  readonly label: Label;
  readonly modules: readonly string[];
  /** A form of one country's law speaks its language, whatever is asked for. */
  readonly onlyIn?: Lang;
  readonly layout: (data: PrintData) => TDocumentDefinitions;
}

const label = (en: string, ru: string): Label => ({ en, ru });
const CUSTOMER = label("Customer", "Клиент");
const due = { field: "due_date", label: label("Due", "Срок") };

const commercial = (name: string, modules: readonly string[], form: CommercialForm): PrintForm => ({
  name,
  label: form.title,
  modules,
  layout: commercialForm(form),
});
const russian = (name: string, text: Label, modules: readonly string[], layout: PrintForm["layout"]): PrintForm => ({
  name,
  label: text,
  modules,
  layout,
  onlyIn: "ru",
});

export const printForms: readonly PrintForm[] = [
  commercial("quote", ["quotes"], {
    title: label("Quote", "Коммерческое предложение"),
    to: CUSTOMER,
    dates: [{ field: "valid_until", label: label("Valid until", "Действует до") }],
  }),
  commercial("sales_order", ["sales_orders"], { title: label("Order", "Заказ"), to: CUSTOMER, dates: [due] }),
  commercial("invoice", ["invoices"], { title: label("Invoice", "Счёт"), to: CUSTOMER, dates: [due], bank: true }),
  commercial("purchase_order", ["purchase_orders"], {
    title: label("Purchase order", "Заказ поставщику"),
    to: label("Vendor", "Поставщик"),
    dates: [due],
  }),
  commercial("credit_note", ["credit_notes"], { title: label("Credit note", "Корректировка"), to: CUSTOMER }),
  commercial("delivery_note", ["sales_orders", "invoices"], { title: label("Delivery note", "Накладная"), to: CUSTOMER, unpriced: true }),
  russian("schet", label("Invoice for payment (Russia)", "Счёт на оплату"), ["invoices", "sales_orders"], invoiceForPayment),
  russian("akt", label("Act of services (Russia)", "Акт"), ["invoices", "sales_orders"], actOfServices),
  russian("upd", label("Universal transfer document (Russia)", "УПД"), ["invoices"], universalTransfer),
  russian("schet_faktura", label("Tax invoice (Russia)", "Счёт-фактура"), ["invoices"], taxInvoice),
  russian("torg12", label("TORG-12 (Russia)", "ТОРГ-12"), ["invoices", "sales_orders"], torg12),
];

export const formsOf = (module: string): readonly PrintForm[] => printForms.filter((form) => form.modules.includes(module));
/** By its name; the module's own name means its first form. */
export const formOf = (module: string, name: string): PrintForm | undefined =>
  formsOf(module).find((form) => form.name === name) ?? (name === module ? formsOf(module)[0] : undefined);
