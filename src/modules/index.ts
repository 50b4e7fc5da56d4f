import type { ModuleDefinition } from "../model/define.ts";
import { assets } from "./assets/module.ts";
import { calls } from "./calls/module.ts";
import { campaigns } from "./campaigns/module.ts";
import { comments } from "./comments/module.ts";
import { contacts } from "./contacts/module.ts";
import { creditNotes } from "./credit_notes/module.ts";
import { documentFolders } from "./document_folders/module.ts";
import { documents } from "./documents/module.ts";
import { emails } from "./emails/module.ts";
import { events } from "./events/module.ts";
import { faq } from "./faq/module.ts";
import { groups } from "./groups/module.ts";
import { invoices } from "./invoices/module.ts";
import { leads } from "./leads/module.ts";
import { messages } from "./messages/module.ts";
import { offices } from "./offices/module.ts";
import { opportunities } from "./opportunities/module.ts";
import { organizations } from "./organizations/module.ts";
import { payments } from "./payments/module.ts";
import { priceBooks } from "./price_books/module.ts";
import { products } from "./products/module.ts";
import { projectMilestones } from "./project_milestones/module.ts";
import { projectTasks } from "./project_tasks/module.ts";
import { projects } from "./projects/module.ts";
import { purchaseOrders } from "./purchase_orders/module.ts";
import { quotes } from "./quotes/module.ts";
import { salesOrders } from "./sales_orders/module.ts";
import { serviceContracts } from "./service_contracts/module.ts";
import { services } from "./services/module.ts";
import { tasks } from "./tasks/module.ts";
import { tickets } from "./tickets/module.ts";
import { users } from "./users/module.ts";
import { vendors } from "./vendors/module.ts";

/** All standard modules, in menu order. */
export const standardModules: readonly ModuleDefinition[] = [
  leads,
  contacts,
  organizations,
  opportunities,
  quotes,
  campaigns,
  products,
  services,
  priceBooks,
  vendors,
  salesOrders,
  invoices,
  payments,
  creditNotes,
  purchaseOrders,
  tickets,
  serviceContracts,
  assets,
  faq,
  projects,
  projectTasks,
  projectMilestones,
  tasks,
  events,
  calls,
  emails,
  messages,
  documents,
  documentFolders,
  comments,
  users,
  groups,
  offices,
];
