/** One world: settled, then walked through by each of its people on every path; then changed, and looked at again. */
import type { OrganisationCache } from "../../src/server/access/load.ts";
import { raiseEpoch } from "../../src/server/access/epoch.ts";
import type { Ctx } from "../../src/server/context.ts";
import { listRecords } from "../../src/server/records/index.ts";
import { Disagreement, ids, same } from "./expect.ts";
import { Oracle } from "./oracle.ts";
import { READ_PATHS, type Scene } from "./read-paths.ts";
import { actAs, settle, settleSharing } from "./settle.ts";
import { Dice, makeWorld, WORLD_MODULES, type World } from "./world.ts";
import { SIDE_PATHS } from "./side-paths.ts";
import { writes } from "./write-paths.ts";

/** What a process keeps between requests, kept between worlds. */
const kept: OrganisationCache = {};

export const PATHS = { ...READ_PATHS, ...SIDE_PATHS, writes };
export type PathName = keyof typeof PATHS | "changed";
const ALL = [...Object.keys(PATHS), "changed"] as readonly PathName[];

/** The number of checks on these paths; throws Disagreement where the program and the oracle differ. */
export async function walkWorld(system: Ctx, seed: number, paths: readonly PathName[] = ALL): Promise<number> {
  const world = makeWorld(seed);
  const oracle = new Oracle(world);
  const dice = new Dice(seed + 1);
  await settle(system, world);
  let checks = 0;
  for (const { id: user } of world.users) {
    const scene: Scene = { ctx: await actAs(system, user, kept), user, oracle, dice, system };
    for (const name of paths) if (name !== "changed") checks += await told(`world ${seed}, user ${user}, path ${name}`, PATHS[name](scene));
  }
  return paths.includes("changed") ? checks + (await told(`world ${seed}, changed`, changed(system, world, oracle))) : checks;
}

async function told<T>(where: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Disagreement) throw new Disagreement(`${where}\n${error.message}`);
    throw new Error(where, { cause: error });
  }
}

/** One rule more never hides anything; without rules and shares only what they gave is gone; both at once. */
async function changed(system: Ctx, world: World, before: Oracle): Promise<number> {
  const [someone, receiver] = world.users;
  if (!someone || !receiver) return 0;
  const rule = {
    module: "contacts",
    from: { type: "user", id: someone.id },
    to: { type: "user", id: receiver.id },
    level: "read",
    related: [],
  } as const;
  const more = new Oracle({ ...world, rules: [...world.rules, rule] });
  const less = new Oracle({ ...world, rules: [], shares: [] });
  let checks = 0;
  for (const oracle of [more, less]) {
    await settleSharing(system, oracle.world);
    await raiseEpoch(system.db);
    for (const { id: user } of world.users) {
      const ctx = await actAs(system, user, kept);
      for (const module of WORLD_MODULES) {
        if (!oracle.rights(user, module, "view")) continue;
        const { data } = await listRecords(ctx, { module, fields: [], limit: 1000 });
        const seen = new Set(data.map((record) => record.id));
        checks += same(ids(data), ids(oracle.visible(user, module)), `${user}: ${module} after the change`);
        const lost = before.visible(user, module).filter((record) => !seen.has(record.id));
        if (oracle === more) same(ids(lost), [], `${user}: ${module} hidden by one rule more`);
      }
    }
  }
  return checks;
}
