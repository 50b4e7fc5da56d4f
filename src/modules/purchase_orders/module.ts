import { defineModule } from "../../model/define.ts";
import { descriptionBlock } from "../blocks.ts";
import {
  carrier,
  commissionAndDuty,
  documentAddressBlock,
  documentContact,
  dueDate,
  subject,
  termsBlock,
  totalsBlock,
} from "../document-fields.ts";
import { colored } from "../option-sets.ts";

/** Our orders to vendors. */
export const purchaseOrders = defineModule({
  name: "purchase_orders",
  label: { en: "Purchase orders", ru: "Заказы поставщикам" },
  singular: { en: "Purchase order", ru: "Заказ поставщику" },
  icon: "shopping-bag",
  menu: "inventory",
  numberPrefix: "PO",
  nameFields: ["subject"],
  stageField: "status",
  keyFields: ["status", "vendor_id", "total", "due_date"],
  list: { columns: ["number", "subject", "vendor_id", "status", "total", "due_date", "owner_id"], sort: "-modified_at" },
  vtiger: "PurchaseOrder",
  blocks: [
    {
      name: "basic",
      label: { en: "Purchase order details", ru: "Основное" },
      fields: [
        subject(),
        {
          name: "vendor_id",
          type: "reference",
          label: { en: "Vendor", ru: "Поставщик" },
          targets: ["vendors"],
          mandatory: true,
          quickCreate: true,
          vtiger: "vendor_id",
        },
        documentContact(),
        {
          name: "status",
          type: "picklist",
          label: { en: "Status", ru: "Статус" },
          options: [
            colored("created", "Created", "Создан", "gray", { outcome: "open" }),
            colored("approved", "Approved", "Согласован", "blue", { outcome: "open" }),
            colored("delivered", "Delivered", "Доставлен", "teal", { outcome: "open" }),
            colored("received_shipment", "Received shipment", "Принят на склад", "green", { outcome: "won" }),
            colored("cancelled", "Cancelled", "Отменён", "red", { outcome: "lost" }),
          ],
          mandatory: true,
          default: "created",
          quickCreate: true,
          indexed: true,
          vtiger: "postatus",
        },
        dueDate(),
        { name: "requisition_number", type: "text", label: { en: "Requisition number", ru: "Номер заявки" }, vtiger: "requisition_no" },
        { name: "tracking_number", type: "text", label: { en: "Tracking number", ru: "Номер отправления" }, vtiger: "tracking_no" },
        carrier(),
        ...commissionAndDuty(),
      ],
    },
    totalsBlock([
      { name: "paid", type: "money", label: { en: "Paid", ru: "Оплачено" }, vtiger: "paid" },
      { name: "balance", type: "money", label: { en: "Balance", ru: "Остаток к оплате" }, vtiger: "balance" },
    ]),
    documentAddressBlock(),
    termsBlock(),
    descriptionBlock(),
  ],
});
