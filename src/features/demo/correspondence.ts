/** What was written: comments, emails, messages, documents. */
import { dealComments, folders, mails, papers, projectComments, texts, ticketComments } from "./activities-data.ts";
import type { Client } from "./companies.ts";
import { ref, type Demo } from "./demo-data.ts";
import type { Staff } from "./people.ts";
import type { Project } from "./projects.ts";
import type { Deal } from "./sales.ts";
import type { Ticket } from "./service.ts";

/** The owner of a comment is its author. */
export function addComments(
  demo: Demo,
  staff: Staff,
  deals: readonly Deal[],
  tickets: readonly Ticket[],
  projects: readonly Project[],
): void {
  const random = demo.random("comments");
  const say = (about: string, words: string, author: string, day: number, parent?: string): string =>
    demo.add(
      "comments",
      {
        content: words,
        related_to_id: ref(about),
        is_private: true,
        ...(parent === undefined ? {} : { parent_id: ref(parent) }),
        owner_id: ref(author),
      },
      Math.min(-1, day),
    );
  for (const deal of random.some(deals, 62)) {
    const first = say(deal.key, demo.text(random.pick(dealComments)), deal.owner, deal.opened + random.int(1, 14));
    if (random.chance(0.25))
      say(
        deal.key,
        demo.text({ en: "Agreed. Keep me informed.", ru: "Согласовано. Держите в курсе." }),
        staff.sales[0] ?? staff.director,
        deal.opened + 15,
        first,
      );
  }
  for (const ticket of random.some(
    tickets.filter((one) => one.day < 0),
    52,
  ))
    say(ticket.key, demo.text(random.pick(ticketComments)), ticket.owner, ticket.day + 1);
  for (const project of projects)
    say(project.key, demo.text(random.pick(projectComments)), staff.projects, Math.max(project.start, -random.int(1, 20)));
}

export function addEmails(demo: Demo, deals: readonly Deal[], count = 60): void {
  const random = demo.random("emails");
  const house = demo.lang === "ru" ? "sales@yasny-office.example" : "sales@clearview.example";
  for (const deal of random.some(deals, count)) {
    const mail = random.pick(mails);
    const fill = (text: string): string =>
      text.replace("{deal}", deal.name).replace("{firm}", deal.client.name).replace("{who}", deal.contact.polite);
    const day = Math.max(deal.opened, demo.workday(Math.min(-1, deal.opened + random.int(0, 12))));
    const key = demo.add(
      "emails",
      {
        subject: fill(demo.text(mail.subject)),
        status: mail.inbound ? "received" : "sent",
        from_email: mail.inbound ? deal.contact.email : house,
        to_emails: mail.inbound ? house : deal.contact.email,
        sent_at: demo.moment(day, random.int(9, 17), random.int(0, 59)),
        related_to_id: ref(deal.key),
        body: fill(demo.text(mail.body))
          .split("|")
          .map((paragraph) => `<p>${paragraph.replaceAll("&", "&amp;")}</p>`)
          .join(""),
        owner_id: ref(deal.owner),
      },
      day,
    );
    demo.link("email_contacts", key, deal.contact.key);
    demo.link("email_users", key, deal.owner);
  }
}

export function addMessages(demo: Demo, deals: readonly Deal[], tickets: readonly Ticket[], count = 36): void {
  const random = demo.random("messages");
  for (let i = 0; i < count; i++) {
    const { text, inbound } = random.pick(texts);
    const deal = random.pick(deals);
    const ticket = random.chance(0.4) ? random.pick(tickets) : undefined;
    const contact = ticket ? ticket.client.contacts.find((one) => one.key === ticket.contact) : deal.contact;
    if (!contact) continue;
    const day = Math.max(ticket?.day ?? deal.opened, demo.workday(-random.int(1, 80)));
    const key = demo.add(
      "messages",
      {
        text: demo.text(text),
        channel: random.weighted(
          demo.lang === "ru"
            ? [
                ["sms", 4],
                ["telegram", 5],
                ["max", 2],
              ]
            : [
                ["sms", 5],
                ["whatsapp", 5],
              ],
        ),
        direction: inbound ? "inbound" : "outbound",
        phone: contact.phone,
        status: inbound
          ? "received"
          : random.weighted([
              ["delivered", 12],
              ["sent", 2],
              ["failed", 1],
            ]),
        sent_at: demo.moment(day, random.int(9, 18), random.int(0, 59)),
        related_to_id: ref(ticket?.key ?? deal.key),
        owner_id: ref(ticket?.owner ?? deal.owner),
      },
      day,
    );
    demo.link("message_contacts", key, contact.key);
  }
}

/** Folders and documents; the documents are links, since the demonstration brings no files along. */
export function addDocuments(
  demo: Demo,
  staff: Staff,
  clients: readonly Client[],
  deals: readonly Deal[],
  projects: readonly Project[],
): void {
  const random = demo.random("papers");
  const keys = folders.map((folder) =>
    demo.add("document_folders", { name: demo.text(folder.name), description: demo.text(folder.about), owner_id: ref(staff.director) }),
  );
  const won = deals.filter((deal) => deal.stage === "won");
  const write = (paper: (typeof papers)[number], firm: string, owner: string): string => {
    const number = demo.records.length;
    return demo.add(
      "documents",
      {
        title: demo.text(paper.title).replace("{firm}", firm),
        folder_id: ref(keys[paper.folder] ?? keys[0] ?? ""),
        active: true,
        kind: "link",
        url: `https://files.${demo.lang === "ru" ? "yasny-office" : "clearview"}.example/docs/${number}`,
        file_version: random.pick(["1.0", "1.1", "2.0"]),
        note: `<p>${demo.text(paper.note)}</p>`,
        owner_id: ref(owner),
      },
      -random.int(5, 300),
    );
  };
  for (const paper of papers.filter((one) => one.folder > 0)) {
    const key = write(paper, "", staff.marketing);
    if (paper.folder === 1) for (const client of random.some(clients, 3)) demo.link("document_organizations", key, client.key);
  }
  for (const deal of random.some(won, 18)) {
    const paper = random.pick(papers.filter((one) => one.folder === 0));
    const key = write(paper, deal.client.name, deal.owner);
    demo.link("document_organizations", key, deal.client.key);
    demo.link("document_opportunities", key, deal.key);
  }
  for (const project of projects.slice(0, 5)) {
    const paper = papers.find((one) => one.folder === 4);
    if (paper) demo.link("document_projects", write(paper, "", staff.projects), project.key);
  }
}
