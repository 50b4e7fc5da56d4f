/** Projects that grew from won deals, with their tasks and milestones. */
import type { Label } from "../../fieldtypes/field-type.ts";
import { money, ref, type Demo } from "./demo-data.ts";
import type { Staff } from "./people.ts";
import type { Deal } from "./sales.ts";

export interface Project {
  readonly key: string;
  readonly deal: Deal;
  readonly done: boolean;
  /** Days from today. */
  readonly start: number;
}

/** The plan of an installation: share of the whole time at which each piece begins and ends. */
const PLAN: readonly { name: Label; from: number; to: number; hours: number; type: string }[] = [
  {
    name: { en: "Survey of the site and measurements", ru: "Обследование объекта и замеры" },
    from: 0,
    to: 0.1,
    hours: 8,
    type: "operative",
  },
  {
    name: { en: "Project documentation and specification", ru: "Проектная документация и спецификация" },
    from: 0.08,
    to: 0.25,
    hours: 24,
    type: "administrative",
  },
  { name: { en: "Approval by the customer", ru: "Согласование с заказчиком" }, from: 0.2, to: 0.32, hours: 4, type: "administrative" },
  {
    name: { en: "Order and delivery of equipment", ru: "Заказ и поставка оборудования" },
    from: 0.3,
    to: 0.55,
    hours: 6,
    type: "operative",
  },
  { name: { en: "Laying of cables", ru: "Прокладка кабельных линий" }, from: 0.45, to: 0.7, hours: 40, type: "operative" },
  { name: { en: "Installation and connection", ru: "Монтаж и подключение" }, from: 0.6, to: 0.85, hours: 36, type: "operative" },
  { name: { en: "Set-up and tests", ru: "Настройка и испытания" }, from: 0.8, to: 0.95, hours: 20, type: "operative" },
  {
    name: { en: "Training and handover of documents", ru: "Обучение и передача документации" },
    from: 0.93,
    to: 1,
    hours: 8,
    type: "administrative",
  },
];
const MILESTONES: readonly { name: Label; at: number }[] = [
  { name: { en: "Project approved", ru: "Проект согласован" }, at: 0.32 },
  { name: { en: "Equipment on site", ru: "Оборудование на объекте" }, at: 0.55 },
  { name: { en: "Acceptance signed", ru: "Подписан акт приёмки" }, at: 1 },
];

export function addProjects(demo: Demo, staff: Staff, deals: readonly Deal[], quotes: ReadonlyMap<string, string>, count = 11): Project[] {
  const random = demo.random("projects");
  const suitable = deals.filter((deal) => deal.stage === "won" && deal.theme.project);
  const chosen = suitable.slice(-count);
  return chosen.map((deal) => {
    const start = Math.min(-2, deal.closes + 3);
    const length = random.int(35, 80);
    const passed = -start / length;
    const done = passed >= 1.1;
    const progress = done ? 100 : Math.min(95, Math.max(5, Math.round(passed * 20) * 5));
    const key = demo.add(
      "projects",
      {
        name: deal.name,
        status: done
          ? random.pick(["delivered", "completed"])
          : passed < 0.15
            ? "initiated"
            : random.weighted([
                ["in_progress", 8],
                ["waiting_for_feedback", 1],
                ["on_hold", 1],
              ]),
        customer_id: ref(deal.client.key),
        opportunity_id: ref(deal.key),
        start_date: demo.date(demo.workday(start)),
        target_end_date: demo.date(demo.workday(start + length)),
        ...(done ? { actual_end_date: demo.date(demo.workday(Math.min(-1, start + length + random.int(-3, 6)))) } : {}),
        type: "operative",
        priority: random.weighted([
          ["normal", 6],
          ["high", 3],
          ["low", 1],
        ]),
        progress,
        budget: money(deal.amount),
        owner_id: ref(staff.projects),
      },
      start,
    );
    PLAN.forEach((piece, i) => {
      const from = demo.workday(start + Math.round(length * piece.from));
      const to = demo.workday(start + Math.round(length * piece.to));
      const share = done || to < -2 ? 1 : from >= 0 ? 0 : Math.min(0.9, -from / Math.max(1, to - from));
      demo.add(
        "project_tasks",
        {
          name: demo.text(piece.name),
          project_id: ref(key),
          status: share === 1 ? "completed" : share > 0 ? "in_progress" : "open",
          priority: i === 2 ? "high" : "normal",
          type: piece.type,
          task_number: i + 1,
          start_date: demo.date(from),
          end_date: demo.date(to),
          progress: Math.round(share * 10) * 10,
          ...(share > 0 ? { hours: String(Math.round(piece.hours * share)) } : {}),
          owner_id: ref(i === 0 || i > 3 ? random.pick(staff.support) : staff.projects),
        },
        start,
      );
    });
    for (const milestone of MILESTONES)
      demo.add(
        "project_milestones",
        {
          name: demo.text(milestone.name),
          project_id: ref(key),
          date: demo.date(demo.workday(start + Math.round(length * milestone.at))),
          type: "operative",
          owner_id: ref(staff.projects),
        },
        start,
      );
    const quote = quotes.get(deal.key);
    if (quote !== undefined) demo.link("project_quotes", key, quote);
    return { key, deal, done, start };
  });
}
