/** The payment code of ГОСТ Р 56042-2014 (ST00012: UTF-8), which every Russian banking app reads, as a picture. */
import QRCode from "qrcode";
import { unitsOf } from "../../../model/sales/exact.ts";
import type { PrintData } from "./print-data.ts";

/** The fields in the standard's order; undefined where a mandatory one is missing. Lengths are the standard's. */
export function paymentPayload({
  seller,
  number,
  date,
  total,
  currency,
}: Pick<PrintData, "seller" | "number" | "date" | "total" | "currency">): string | undefined {
  if (currency !== "RUB" || !seller.name || !/^\d{20}$/.test(seller.account) || !seller.bank || !/^\d{9}$/.test(seller.bik))
    return undefined;
  const clean = (text: string, most: number): string => text.replaceAll("|", " ").replace(/\s+/g, " ").trim().slice(0, most);
  const fields: [string, string][] = [
    ["Name", clean(seller.name, 160)],
    ["PersonalAcc", seller.account],
    ["BankName", clean(seller.bank, 45)],
    ["BIC", seller.bik],
    // "0" says that the bank has no correspondent account.
    ["CorrespAcc", seller.correspondentAccount || "0"],
    ["Sum", String(unitsOf(total, 2))],
    ["Purpose", clean(`Оплата по счёту № ${number} от ${date.split("-").toReversed().join(".")}`, 210)],
    ["PayeeINN", seller.inn],
    ["KPP", seller.kpp],
  ];
  return ["ST00012", ...fields.filter(([, value]) => value !== "").map(([name, value]) => `${name}=${value}`)].join("|");
}

/** Black modules as one path: sharp at any size. */
export function qrSvg(payload: string): string {
  const { modules } = QRCode.create(payload, { errorCorrectionLevel: "M" });
  const { size } = modules;
  let path = "";
  // Row first: the other way round it is mirrored, which many readers refuse.
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) if (modules.get(y, x)) path += `M${x} ${y}h1v1h-1z`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 ${size + 8} ${size + 8}" width="100" height="100"><path d="${path}" fill="#000"/></svg>`;
}
