/**
 * Bugs on purpose, to test the tests: each is a place of the program and what might wrongly stand there. The program
 * itself knows nothing of them: vitest puts both readings into the module while loading it, and a switch chooses.
 */
import type { Plugin } from "vite";
import type { PathName } from "./walk.ts";

export interface Fault {
  readonly name: string;
  readonly file: string;
  /** Stands exactly once in the file: an expression, or with `sql` a piece of a statement. */
  readonly find: string;
  readonly instead: string;
  readonly sql?: boolean;
  /** The ways on which it shows: the others needn't be walked. */
  readonly paths: readonly PathName[];
  /** The world in which it was caught last: looked at first. Absent: the first. */
  readonly world?: number;
}

const AS_SYSTEM = `{ ...ctx, actor: { kind: "system", name: "fault" } }`;

export const FAULTS: readonly Fault[] = [
  {
    name: "the predicate is dropped in sums",
    paths: ["aggregates"],
    file: "records/aggregate.ts",
    find: "fromWhere(ctx, { module, select: [], touched: collector.paths, filter, where })",
    instead: `fromWhere(${AS_SYSTEM}, { module, select: [], touched: collector.paths, filter, where })`,
  },
  {
    name: "field rights are skipped in sort",
    paths: ["sort"],
    file: "records/list.ts",
    find: "parseSort(sortText, module, (path) => collector.need(path))",
    instead: `parseSort(sortText, module, (path) => new PathCollector(${AS_SYSTEM}, module).need(path))`,
  },
  {
    name: "a hidden field can be filtered by",
    paths: ["filter"],
    file: "records/plan.ts",
    find: "checkFilter(input, (path) => collector.find(path), valueContext(ctx))",
    instead: `checkFilter(input, (path) => new PathCollector(${AS_SYSTEM}, ctx.registry.modules.get("contacts")).find(path) ?? collector.find(path), valueContext(ctx))`,
  },
  {
    name: "a stale epoch",
    paths: ["changed"],
    file: "access/load.ts",
    find: "cache.organisation?.epoch === epoch",
    instead: "cache.organisation",
  },
  {
    name: "an expired share still counts",
    paths: ["list"],
    world: 9,
    file: "access/load.ts",
    find: "AND (expires_at IS NULL OR expires_at > now())",
    instead: "",
    sql: true,
  },
  {
    name: "a record is shown by its reference's label",
    paths: ["list"],
    file: "records/compile/path.ts",
    find: 'accessOf(ctx).labels(targetModules(ctx, path), "r")',
    instead: "null",
  },
  {
    name: "a record is read through a reference",
    paths: ["throughReferences"],
    file: "records/compile/path.ts",
    find: 'access.predicate(path.target, "view", alias)',
    instead: "null",
  },
  {
    name: "a link is made without the right to the other end",
    paths: ["writes"],
    world: 3,
    file: "records/related.ts",
    find: "demandEditable(ctx, other, ids)",
    instead: "undefined",
  },
  {
    name: "children by a hidden reference are listed",
    paths: ["related"],
    file: "records/related.ts",
    find: 'accessOf(ctx).field(field) !== "hidden"',
    instead: "true",
  },
  {
    name: "who may see a record may change it",
    paths: ["writes"],
    file: "records/write/draft.ts",
    find: '!stored.may[operation.op === "update" ? "edit" : "delete"]',
    instead: "false",
  },
  {
    name: "a write tells what it may not see",
    paths: ["writes"],
    file: "records/write/draft.ts",
    find: "!stored.may.view",
    instead: "false",
  },
  {
    name: "module rights are asked after the write",
    paths: ["writes"],
    file: "records/write/write.ts",
    find: "!needed[operation.op]",
    instead: "false",
  },
  {
    name: "a reference may point to what one may not see",
    paths: ["writes"],
    file: "records/write/checks.ts",
    find: 'access.records([...ctx.registry.modules.values()], "r")',
    instead: "null",
  },
  {
    name: "everybody may export",
    paths: ["exported"],
    world: 2,
    file: "export/run.ts",
    find: "!described.rights.export",
    instead: "false",
  },
  {
    name: "search finds by hidden fields",
    paths: ["search"],
    file: "records/search/visible-match.ts",
    find: "visible.length === searchable.length",
    instead: "true",
  },
  {
    name: "history tells hidden fields",
    paths: ["history"],
    file: "history/history.ts",
    find: 'field && access.field(field) === "hidden"',
    instead: "false",
  },
  {
    name: "the past tells hidden fields",
    paths: ["asOf"],
    file: "history/as-of.ts",
    find: "const select = shownFields(ctx, module)",
    instead: `const select = shownFields(globalThis.__manulFault === "the past tells hidden fields" ? ${AS_SYSTEM} : ctx, module)`,
    sql: false,
  },
  {
    name: "what is masked is sent in full",
    paths: ["list"],
    file: "records/select.ts",
    find: 'mask && !mask.openIds.has(String(row["id"]))',
    instead: "false",
  },
  {
    name: "what is masked can be found by",
    paths: ["filter"],
    file: "access/access.ts",
    find: 'personal(field)?.open === false ? "hidden" : level(field)',
    instead: "level(field)",
  },
  {
    name: "access to one record opens all of them",
    paths: ["list"],
    world: 2,
    file: "access/user-access.ts",
    find: "given.some((grant) => grant.recordId === null)",
    instead: "given.length > 0",
  },
  {
    name: "access that was given until a day never ends",
    paths: ["list"],
    world: 2,
    file: "access/load.ts",
    find: "AND coalesce(expires_at > now(), true)",
    instead: "",
    sql: true,
  },
  {
    name: "history tells what is masked",
    paths: ["history"],
    file: "history/history.ts",
    find: "masksOf(field.type, row.before?.[name], row.after?.[name])",
    instead: "{ before: row.before?.[name] ?? null, after: row.after?.[name] ?? null }",
  },
  {
    name: "a substitute acts on after the colleague is back",
    paths: ["list"],
    world: 2,
    file: "access/load.ts",
    find: "AND starts_at <= now() AND ends_at > now()",
    instead: "",
    sql: true,
  },
  {
    name: "live changes go to everybody",
    paths: ["live"],
    file: "http/may-hear.ts",
    find: 'access.predicate(module, "view", "t") === null',
    instead: "true",
  },
  {
    name: "a file's id is enough",
    paths: ["files"],
    file: "records/files.ts",
    find: 'access.predicate(module, "view", BASE)',
    instead: "null",
  },
  {
    name: "peers are taken for subordinates",
    paths: ["list"],
    file: "access/user-access.ts",
    find: "organisation.usersBelow(roleId) : [])",
    instead: "organisation.usersOfRole(roleId) : [])",
  },
  {
    name: "groups in groups are forgotten",
    paths: ["list"],
    file: "access/organisation.ts",
    find: "collect(member.id, into, seen)",
    instead: "undefined",
  },
  {
    name: "to see the parent is enough to change the child",
    paths: ["get"],
    file: "access/predicate.ts",
    find: 'target.need === "view" ? "view" : "edit"',
    instead: '"view"',
  },
  {
    name: "a role's values are skipped in bulk",
    paths: ["writes"],
    file: "write/draft.ts",
    find: "roleOptionErrors(ctx, module, { before, after, names })",
    instead: "drafts.length > 1 ? [] : roleOptionErrors(ctx, module, { before, after, names })",
  },
  {
    name: "a role has no values of the role above",
    paths: ["describe"],
    file: "access/organisation.ts",
    find: "rolesAbove(roleId)",
    instead: "[roleId]",
  },
  {
    name: "a price is told past the field's right",
    paths: ["price"],
    world: 11,
    file: "inventory/routes.ts",
    find: 'shown.has("unit_price")',
    instead: "true",
  },
  {
    name: "a movement names any document",
    paths: ["stock"],
    file: "inventory/routes.ts",
    find: 'accessOf(ctx).labels([...ctx.registry.modules.values()], "d")',
    instead: "null",
  },
  {
    name: "a notification shows comments that are closed",
    paths: ["notifications"],
    file: "notifications/inbox.ts",
    find: 'listRecords(ctx, { module: "comments", fields: ["content"], filter, sort: "id", limit: 200 })',
    instead: `listRecords(${AS_SYSTEM}, { module: "comments", fields: ["content"], filter, sort: "id", limit: 200 })`,
  },
  {
    name: "a record says that one may change it",
    paths: ["get"],
    file: "records/get.ts",
    find: "!edit && !remove",
    instead: "true",
  },
];

const choose = (name: string): string => `globalThis.__manulFault === ${JSON.stringify(name)}`;

function withFault(code: string, { name, find, instead, sql }: Fault): string {
  const pieces = code.split(find);
  const [head, tail] = pieces;
  // A place that moved is faults.test.ts's to tell: every other test goes on.
  if (pieces.length !== 2 || head === undefined || tail === undefined) return code;
  if (sql) return `${head}\${${choose(name)} ? sql\`\` : sql\`${find}\`}${tail}`;
  // Statements and pieces that are no expression by themselves carry their own switch.
  if (find.startsWith("const ")) return `${head}${instead}${tail}`;
  if (find.endsWith(" : [])")) {
    const [right, wrong] = [find, instead].map((text) => text.slice(0, -" : [])".length));
    return `${head}(${choose(name)} ? ${wrong} : ${right}) : [])${tail}`;
  }
  return `${head}(${choose(name)} ? (${instead}) : (${find}))${tail}`;
}

/** Puts the faults into the modules of the program, switched off. */
export const faultPlugin = (): Plugin => ({
  name: "manul-faults",
  enforce: "pre",
  transform(code, id) {
    const here = FAULTS.filter(({ file }) => id.split("?")[0]?.endsWith(`/${file}`) && id.includes("/src/"));
    return here.length === 0 ? undefined : { code: here.reduce(withFault, code), map: null };
  },
});
