/** The colours that options of choices may name, as dots that are seen on both themes. Words always stand beside them. */
const COLORS: Readonly<Record<string, string>> = {
  gray: "light-dark(#8a8a84, #9a9a94)",
  grey: "light-dark(#8a8a84, #9a9a94)",
  blue: "light-dark(#2f6fd6, #6ea3f5)",
  sky: "light-dark(#0a86b8, #57bfe6)",
  cyan: "light-dark(#0a8ea0, #4cc3d3)",
  teal: "light-dark(#0f8577, #4bb8a9)",
  green: "light-dark(#2e8b45, #63c57c)",
  lime: "light-dark(#6a9410, #a6cf4b)",
  yellow: "light-dark(#c79a00, #e5c04a)",
  amber: "light-dark(#d08700, #efb54d)",
  orange: "light-dark(#d9690f, #f09a55)",
  red: "light-dark(#cf3a32, #f07f78)",
  pink: "light-dark(#cc3f86, #ee85b8)",
  purple: "light-dark(#8a49c9, #bb8bec)",
  violet: "light-dark(#6d51d3, #a592f2)",
  grape: "light-dark(#9c3bb5, #cf86e2)",
  indigo: "light-dark(#4757c9, #909cf0)",
  brown: "light-dark(#8a5a34, #c4986f)",
};
/** The names that a palette offers. */
export const OPTION_COLORS: readonly string[] = Object.keys(COLORS).filter((name) => name !== "grey");
export const optionColor = (name: string | undefined): string =>
  name === undefined
    ? "light-dark(#b4b4ae, #6b6b66)"
    : (COLORS[name] ?? (/^#[0-9a-f]{3,8}$/i.test(name) ? name : "light-dark(#b4b4ae, #6b6b66)"));
