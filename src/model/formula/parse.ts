/** From a formula's text to its tree: precedence climbing over a handful of tokens. */
import { FORMULA_LIMITS, FormulaError, type Expression } from "./ast.ts";

interface Token {
  readonly kind: "number" | "text" | "name" | "mark" | "end";
  readonly text: string;
  readonly at: number;
}

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|("(?:[^"\\]|\\.)*")|([A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)?)|(<>|<=|>=|!=|[-+*/&=<>(),]))/y;
const MOST_DIGITS = 18;

/** Operator → how tightly it binds, and the function that it calls. */
const OPERATORS: Readonly<Record<string, { readonly power: number; readonly call: string }>> = {
  or: { power: 1, call: "or" },
  and: { power: 2, call: "and" },
  "=": { power: 3, call: "equal" },
  "<>": { power: 3, call: "different" },
  "!=": { power: 3, call: "different" },
  "<": { power: 3, call: "less" },
  "<=": { power: 3, call: "at_most" },
  ">": { power: 3, call: "greater" },
  ">=": { power: 3, call: "at_least" },
  "&": { power: 4, call: "concat" },
  "+": { power: 5, call: "add" },
  "-": { power: 5, call: "subtract" },
  "*": { power: 6, call: "multiply" },
  "/": { power: 6, call: "divide" },
};
const UNARY_POWER = 7;

function tokens(text: string): readonly Token[] {
  const found: Token[] = [];
  let at = 0;
  const end = text.trimEnd().length;
  while (at < end) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    const start = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
    if (!match) throw new FormulaError("formula_character", start, { found: text.slice(start, start + 1) });
    const [whole, number, string, name, mark] = match;
    if (number !== undefined) found.push({ kind: "number", text: number, at: start });
    else if (string !== undefined) found.push({ kind: "text", text: string.slice(1, -1).replace(/\\(.)/gs, "$1"), at: start });
    else if (name !== undefined) found.push({ kind: "name", text: name, at: start });
    else found.push({ kind: "mark", text: mark ?? "", at: start });
    at += whole.length;
  }
  return [...found, { kind: "end", text: "", at: end }];
}

/** Throws a FormulaError with the place of what is wrong. */
export function parseFormula(text: string): Expression {
  if (text.length > FORMULA_LIMITS.characters) throw new FormulaError("formula_too_long", 0, { max: FORMULA_LIMITS.characters });
  if (text.trim() === "") throw new FormulaError("formula_empty", 0);
  const parser = new Parser(tokens(text));
  return parser.whole();
}

class Parser {
  readonly #tokens: readonly Token[];
  #position = 0;
  #nodes = 0;
  constructor(list: readonly Token[]) {
    this.#tokens = list;
  }
  whole(): Expression {
    const expression = this.#expression(0, 1);
    if (this.#next().kind !== "end") throw this.#unexpected();
    return expression;
  }
  #next(): Token {
    return this.#tokens[this.#position] ?? { kind: "end", text: "", at: 0 };
  }
  #take(): Token {
    const token = this.#next();
    this.#position += 1;
    return token;
  }
  #unexpected(): FormulaError {
    const { kind, text, at } = this.#next();
    return kind === "end" ? new FormulaError("formula_ends", at) : new FormulaError("formula_unexpected", at, { found: text });
  }
  #expect(mark: string): void {
    if (this.#next().kind !== "mark" || this.#next().text !== mark) throw this.#unexpected();
    this.#position += 1;
  }
  #node(expression: Expression): Expression {
    this.#nodes += 1;
    if (this.#nodes > FORMULA_LIMITS.nodes) throw new FormulaError("formula_too_large", expression.at, { max: FORMULA_LIMITS.nodes });
    return expression;
  }
  #expression(power: number, depth: number): Expression {
    if (depth > FORMULA_LIMITS.depth) throw new FormulaError("formula_too_deep", this.#next().at, { max: FORMULA_LIMITS.depth });
    let left = this.#operand(depth);
    for (let chain = depth; ; chain++) {
      const token = this.#next();
      const operator = token.kind === "mark" || token.kind === "name" ? OPERATORS[token.text.toLowerCase()] : undefined;
      if (!operator || operator.power <= power) return left;
      // A long chain is a tree as deep as it is long; whoever walks it must not run out of stack.
      if (chain > FORMULA_LIMITS.nodes) throw new FormulaError("formula_too_large", token.at, { max: FORMULA_LIMITS.nodes });
      this.#position += 1;
      const right = this.#expression(operator.power, depth + 1);
      left = this.#node({ kind: "call", name: operator.call, args: [left, right], at: token.at });
    }
  }
  #operand(depth: number): Expression {
    const token = this.#take();
    const { at } = token;
    if (token.kind === "number") {
      if (token.text.replace(".", "").length > MOST_DIGITS) throw new FormulaError("too_many_digits", at, { max: MOST_DIGITS });
      return this.#node({ kind: "literal", type: "number", value: token.text, at });
    }
    if (token.kind === "text") return this.#node({ kind: "literal", type: "text", value: token.text, at });
    if (token.kind === "mark" && token.text === "(") {
      const inner = this.#expression(0, depth + 1);
      this.#expect(")");
      return inner;
    }
    if (token.kind === "mark" && token.text === "-")
      return this.#node({ kind: "call", name: "negate", args: [this.#expression(UNARY_POWER, depth + 1)], at });
    if (token.kind === "name") return this.#named(token, depth);
    this.#position -= 1;
    throw this.#unexpected();
  }
  #named(token: Token, depth: number): Expression {
    const word = token.text.toLowerCase();
    const { at } = token;
    const isCall = this.#next().kind === "mark" && this.#next().text === "(";
    if (word === "not") return this.#node({ kind: "call", name: "not", args: [this.#expression(UNARY_POWER, depth + 1)], at });
    if (!isCall && (word === "true" || word === "false"))
      return this.#node({ kind: "literal", type: "boolean", value: word === "true", at });
    if (!isCall) return this.#node({ kind: "field", path: token.text, at });
    this.#expect("(");
    const args: Expression[] = [];
    if (this.#next().text !== ")" || this.#next().kind !== "mark")
      for (;;) {
        args.push(this.#expression(0, depth + 1));
        if (this.#next().kind !== "mark" || this.#next().text !== ",") break;
        this.#position += 1;
      }
    this.#expect(")");
    return this.#node({ kind: "call", name: word, args, at });
  }
}
