import { AppError } from "../errors.ts";

/** Ids are positive bigints in decimal. */
export const isId = (text: string): boolean => /^[1-9]\d{0,18}$/.test(text) && BigInt(text) <= 9_223_372_036_854_775_807n;

export const notFound = (id: string): AppError => new AppError("not_found", { params: { id: id.slice(0, 40) } });
