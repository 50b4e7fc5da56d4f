/**
 * Regular expressions that administrators may put on a field. What could run long on a hostile value is refused when
 * it is written: no look-around, no back references, no repetition of what repeats or branches, few open repetitions.
 * Together with a bounded value this keeps a match under a few milliseconds.
 */
export const MOST_PATTERN = 200;
/** Most characters of a value that is matched. */
export const MOST_MATCHED = 500;
const MOST_OPEN = 2;
const MOST_BOUND = 50;

/** The expression over the whole value; undefined: not one that may be used. */
export function safePattern(pattern: string): RegExp | undefined {
  if (pattern.length > MOST_PATTERN || !isTame(pattern)) return undefined;
  try {
    return new RegExp(`^(?:${pattern})$`, "u");
  } catch {
    return undefined;
  }
}

function isTame(pattern: string): boolean {
  // Escapes and classes are single characters to what follows.
  if (/\\[1-9k]|\(\?(?!:)/.test(pattern)) return false;
  const plain = pattern.replace(/\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)/gs, "e").replace(/\[[^\]]*\]/g, "c");
  let open = 0;
  const busy: boolean[] = [];
  for (let at = 0; at < plain.length; at++) {
    const char = plain[at];
    if (char === "(") busy.push(false);
    else if (char === "|" && busy.length > 0) busy[busy.length - 1] = true;
    else if (char === ")") {
      const wasBusy = busy.pop() ?? false;
      const repeats = /^(?:[*+]|\{)/.test(plain.slice(at + 1));
      if (wasBusy && repeats) return false;
      if (wasBusy && busy.length > 0) busy[busy.length - 1] = true;
    } else if (char === "*" || char === "+" || char === "{") {
      const bounds = /^\{(\d+)(,(\d*))?\}/.exec(plain.slice(at));
      const varies = char !== "{" || bounds?.[2] !== undefined;
      if (char !== "{" || (bounds?.[2] !== undefined && (bounds[3] === "" || Number(bounds[3]) > MOST_BOUND))) open += 1;
      if (bounds && Number(bounds[1]) > MOST_MATCHED) return false;
      if (varies && busy.length > 0) busy[busy.length - 1] = true;
    }
  }
  return open <= MOST_OPEN;
}

const compiled = new Map<string, RegExp | undefined>();
/** True where the value looks as the pattern says; a pattern that isn't one asks for nothing. */
export function matchesPattern(pattern: string, value: string): boolean {
  if (!compiled.has(pattern)) {
    if (compiled.size > 2000) compiled.clear();
    compiled.set(pattern, safePattern(pattern));
  }
  return compiled.get(pattern)?.test(value) ?? true;
}
