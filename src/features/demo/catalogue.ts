/** Products, services and price books. */
import { productData, serviceData, type ProductData, type ServiceData } from "./catalogue-data.ts";
import { money, percentOf, ref, type Demo } from "./demo-data.ts";
import type { Staff } from "./people.ts";

export interface Product {
  readonly key: string;
  readonly name: string;
  readonly data: ProductData;
  /** In hundredths of the currency. */
  readonly price: number;
}
export interface Service {
  readonly key: string;
  readonly name: string;
  readonly data: ServiceData;
  readonly price: number;
}
export interface Goods {
  readonly products: readonly Product[];
  readonly services: readonly Service[];
}

export function addCatalogue(demo: Demo, staff: Staff, vendors: readonly string[]): Goods {
  const random = demo.random("catalogue");
  const products = productData.map((data): Product => {
    const price = demo.price(data.price);
    const stock = data.category === "software" ? 0 : random.int(0, data.price > 1000 ? 8 : 60);
    const key = demo.add(
      "products",
      {
        name: demo.text(data.name),
        active: data.code !== "MFP-A3C",
        code: data.code,
        category: data.category,
        manufacturer: data.maker,
        manufacturer_part_number: `${data.maker.slice(0, 3).toUpperCase()}-${random.int(10_000, 99_999)}`,
        vendor_id: ref(vendors[data.vendor] ?? ""),
        gl_account: data.category === "software" ? "300_sales_software" : "301_sales_hardware",
        sales_start_date: demo.date(-random.int(400, 900)),
        unit_price: money(price),
        purchase_cost: money(percentOf(price, random.int(62, 80))),
        commission_rate: random.pick([2, 3, 5]),
        taxes: ["vat"],
        unit: data.unit,
        quantity_per_unit: "1",
        ...(data.category === "software"
          ? {}
          : { stock_quantity: String(stock), reorder_level: String(random.int(1, 10)), demand_quantity: String(random.int(0, 12)) }),
        description: demo.text(data.about),
        owner_id: ref(staff.purchasing),
      },
      -random.int(905, 950),
    );
    return { key, name: demo.text(data.name), data, price };
  });
  const services = serviceData.map((data): Service => {
    const price = demo.price(data.price);
    const key = demo.add(
      "services",
      {
        name: demo.text(data.name),
        active: true,
        category: data.category,
        unit: data.unit,
        quantity_per_unit: "1",
        unit_price: money(price),
        purchase_cost: money(percentOf(price, 55)),
        taxes: ["vat"],
        description: demo.text(data.about),
        owner_id: ref(staff.support[0] ?? staff.director),
      },
      -random.int(905, 950),
    );
    return { key, name: demo.text(data.name), data, price };
  });
  bundle(demo, products);
  return { products, services };
}

/** A workplace and a small video system, sold as sets. */
function bundle(demo: Demo, products: readonly Product[]): void {
  const key = (code: string): string => products.find((one) => one.data.code === code)?.key ?? "";
  const sets: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
    "WS-D7": [
      ["MON-24", "1"],
      ["LIC-OFF", "1"],
      ["LIC-AV", "1"],
    ],
    "NVR-16": [
      ["CAM-D4", "8"],
      ["CAM-B8", "4"],
      ["SW-24P", "1"],
    ],
  };
  for (const [whole, parts] of Object.entries(sets))
    for (const [part, quantity] of parts) demo.link("product_bundle", key(whole), key(part), { quantity });
}

/** Three price books: for partners, for steady customers, for the season's sale. */
export function addPriceBooks(demo: Demo, staff: Staff, goods: Goods, currency: string): void {
  const books = [
    {
      name: { en: "Partners", ru: "Для партнёров" },
      about: { en: "Resellers and integrators with an annual agreement.", ru: "Реселлеры и интеграторы с годовым договором." },
      discount: 18,
      active: true,
      only: undefined,
    },
    {
      name: { en: "Steady customers", ru: "Для постоянных клиентов" },
      about: { en: "From the third order in a year on.", ru: "Начиная с третьего заказа за год." },
      discount: 7,
      active: true,
      only: undefined,
    },
    {
      name: { en: "Spring sale of video surveillance", ru: "Весенняя распродажа видеонаблюдения" },
      about: { en: "Cameras and recorders while stock lasts.", ru: "Камеры и регистраторы, пока есть на складе." },
      discount: 12,
      active: false,
      only: "Argus",
    },
  ];
  for (const book of books) {
    const key = demo.add(
      "price_books",
      { name: demo.text(book.name), active: book.active, currency, description: demo.text(book.about), owner_id: ref(staff.marketing) },
      -300,
    );
    for (const product of goods.products)
      if (book.only === undefined || product.data.maker === book.only)
        demo.link("price_book_products", key, product.key, { list_price: money(percentOf(product.price, 100 - book.discount)) });
    if (book.only === undefined)
      for (const service of goods.services)
        demo.link("price_book_services", key, service.key, { list_price: money(percentOf(service.price, 100 - book.discount)) });
  }
}
