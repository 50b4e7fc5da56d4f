import type { ModuleRules } from "../../server/records/rules.ts";
import { countedStock } from "../documents-of-sale/stock.ts";

export const rules: ModuleRules = { afterSave: [countedStock] };
