/** Reading errors of PostgreSQL without knowing the driver's classes. */

function property(error: unknown, name: string): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const value = (error as unknown as Record<string, unknown>)[name];
  return typeof value === "string" ? value : undefined;
}

const SQLSTATE = /^[0-9A-Z]{5}$/;

/** The five-character SQLSTATE ("23505"), or undefined when the error isn't PostgreSQL's. */
export function sqlState(error: unknown): string | undefined {
  const code = property(error, "code");
  return code !== undefined && SQLSTATE.test(code) && property(error, "severity") !== undefined ? code : undefined;
}

/** The constraint or unique index that refused a write. */
export const constraintOf = (error: unknown): string | undefined => property(error, "constraint");

/** A prepared statement whose table was changed meanwhile. */
export const isStalePlan = (error: unknown): boolean =>
  sqlState(error) === "0A000" && property(error, "routine") === "RevalidateCachedQuery";

/** Whether the connection can still be used after this error: PostgreSQL answered, and didn't end the session. */
export function connectionSurvives(error: unknown): boolean {
  const state = sqlState(error);
  if (state === undefined) return false;
  return !state.startsWith("08") && !state.startsWith("57P") && state !== "25P03";
}
