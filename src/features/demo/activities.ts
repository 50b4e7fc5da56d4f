/** Daily work: tasks, events and calls of the past and of the coming days. */
import type { Json } from "../../fieldtypes/field-type.ts";
import { callNotes, innerMeetings, meetings, taskSubjects, ticketTasks } from "./activities-data.ts";
import type { Client } from "./companies.ts";
import { ref, type Demo } from "./demo-data.ts";
import type { Staff } from "./people.ts";
import type { Deal } from "./sales.ts";
import type { Ticket } from "./service.ts";

const isOpen = (deal: Deal): boolean => deal.stage !== "won" && deal.stage !== "lost";

export function addTasks(demo: Demo, deals: readonly Deal[], tickets: readonly Ticket[], count = 120): void {
  const random = demo.random("tasks");
  const open = deals.filter(isOpen);
  const unsolved = tickets.filter((ticket) => ticket.status !== "closed" && ticket.day < 0);
  for (let i = 0; i < count; i++) {
    const past = i < count * 0.5;
    const forTicket = !past && unsolved.length > 0 && random.chance(0.2);
    const ticket = random.pick(forTicket ? unsolved : tickets);
    const deal = random.pick(past || open.length === 0 ? deals : open);
    // Done work lies in the past; of the rest a few tasks are late, some are for today.
    const due = past
      ? Math.max(-150, deal.opened + random.int(1, 20))
      : random.weighted([
          [-random.int(1, 6), 2],
          [0, 3],
          [random.int(1, 3), 4],
          [random.int(4, 21), 6],
        ]);
    const done = past && due < 0;
    const status = done
      ? "completed"
      : random.weighted([
          ["not_started", 8],
          ["in_progress", 3],
          ["waiting", 2],
          ["deferred", 1],
          ["planned", 2],
        ]);
    const contact: Record<string, Json> = { contact_id: ref(forTicket ? ticket.contact : deal.contact.key) };
    demo.add(
      "tasks",
      {
        subject: demo.text(random.pick(forTicket ? ticketTasks : taskSubjects)),
        status,
        due_date: demo.date(demo.workday(due)),
        priority: random.weighted([
          ["medium", 6],
          ["high", 3],
          ["low", 2],
        ]),
        related_to_id: ref(forTicket ? ticket.key : deal.key),
        ...contact,
        ...(random.chance(0.3) ? { reminder_minutes: random.pick([15, 60, 1440]) } : {}),
        owner_id: ref(forTicket ? ticket.owner : deal.owner),
      },
      Math.min(-1, Math.max(forTicket ? ticket.day : deal.opened, due - random.int(1, 9))),
    );
  }
}

export function addEvents(demo: Demo, staff: Staff, deals: readonly Deal[], count = 84): void {
  const random = demo.random("events");
  const open = deals.filter(isOpen);
  for (let i = 0; i < count; i++) {
    const past = i < count * 0.6;
    const deal = random.pick(past || open.length === 0 ? deals : open);
    const meeting = random.pick(meetings);
    const wanted = past ? Math.max(-160, Math.min(-1, deal.opened + random.int(2, 30))) : random.int(0, 16);
    const day = demo.workday(wanted);
    const hour = random.int(9, 16);
    const start = random.pick([0, 30]);
    const key = demo.add(
      "events",
      {
        subject: demo.text(meeting.subject).replace("{firm}", deal.client.name),
        type: demo.text(meeting.place) === demo.text({ en: "Video call", ru: "Видеозвонок" }) ? "call" : "meeting",
        status: past
          ? random.weighted([
              ["held", 9],
              ["not_held", 1],
            ])
          : "planned",
        start_at: demo.moment(day, hour, start),
        end_at: demo.moment(day, hour, start + meeting.minutes),
        all_day: false,
        location: demo.text(meeting.place),
        priority: random.weighted([
          ["medium", 6],
          ["high", 3],
          ["low", 1],
        ]),
        visibility: "public",
        related_to_id: ref(deal.key),
        contact_id: ref(deal.contact.key),
        reminder_minutes: random.pick([15, 30, 60]),
        owner_id: ref(deal.owner),
      },
      Math.max(deal.opened, Math.min(-1, day - random.int(2, 8))),
    );
    for (const other of deal.client.contacts) if (other !== deal.contact && random.chance(0.3)) demo.link("event_contacts", key, other.key);
    if (random.chance(0.25)) demo.link("event_users", key, random.pick(staff.support));
  }
  addInnerMeetings(demo, staff);
}

/** Meetings among colleagues: three weeks back, two ahead. */
function addInnerMeetings(demo: Demo, staff: Staff): void {
  const groups = [staff.sales, staff.support, [staff.projects, ...staff.support]];
  innerMeetings.forEach((meeting, i) => {
    const people = groups[i] ?? staff.sales;
    for (let week = -3; week <= 1; week++) {
      const day = demo.workday(week * 7 + i);
      const key = demo.add(
        "events",
        {
          subject: demo.text(meeting.subject),
          type: "meeting",
          status: day < 0 ? "held" : "planned",
          start_at: demo.moment(day, meeting.hour),
          end_at: demo.moment(day, meeting.hour, meeting.minutes),
          all_day: false,
          location: demo.text({ en: "Large meeting room", ru: "Большая переговорная" }),
          visibility: "public",
          owner_id: ref(people[0] ?? staff.director),
        },
        -30,
      );
      for (const colleague of people.slice(1)) demo.link("event_users", key, colleague);
    }
  });
}

export function addCalls(demo: Demo, staff: Staff, clients: readonly Client[], count = 110): void {
  const random = demo.random("calls");
  for (let i = 0; i < count; i++) {
    const day = demo.workday(-1 - Math.floor(random.next() ** 1.5 * 90));
    const client = random.pick(clients.filter((one) => one.knownBy <= day));
    const contact = random.pick(client.contacts);
    const hour = random.int(9, 17);
    const minute = random.int(0, 59);
    const status = random.weighted([
      ["completed", 75],
      ["no_answer", 15],
      ["busy", 8],
      ["failed", 2],
    ]);
    const seconds = status === "completed" ? random.int(25, 900) : 0;
    const started = demo.moment(day, hour, minute);
    const user = random.chance(0.7) ? client.owner : random.pick(staff.support);
    demo.add(
      "calls",
      {
        direction: random.weighted([
          ["outbound", 6],
          ["inbound", 4],
        ]),
        status,
        phone: contact.phone,
        customer_id: ref(contact.key),
        user_id: ref(user),
        started_at: started,
        ended_at: new Date(Date.parse(started) + (seconds + random.int(5, 25)) * 1000).toISOString(),
        duration_seconds: seconds,
        billed_seconds: seconds,
        external_id: `demo-${String(1000 + i)}`,
        gateway: "pbx-main",
        ...(status === "completed" && random.chance(0.6) ? { notes: demo.text(random.pick(callNotes)) } : {}),
        owner_id: ref(user),
      },
      day,
    );
  }
}
