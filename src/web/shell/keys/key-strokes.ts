/**
 * Keys by their place on the keyboard (`event.code`), so that they work in any layout. A stroke is written
 * "Mod+Shift+KeyK" (Mod is Ctrl, on a Mac Cmd); a binding is one stroke, or several after one another: "KeyG KeyL".
 */
export interface KeyPress {
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const MODIFIER = /^(?:Control|Shift|Alt|Meta|OS|CapsLock|Fn)/;

/** The stroke of an event; undefined for a modifier alone. */
export function strokeOf({ code, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): string | undefined {
  if (code === "" || MODIFIER.test(code)) return undefined;
  const place = code === "NumpadEnter" ? "Enter" : code;
  return `${ctrlKey || metaKey ? "Mod+" : ""}${altKey ? "Alt+" : ""}${shiftKey ? "Shift+" : ""}${place}`;
}

export const strokesOf = (binding: string): readonly string[] => binding.split(" ");

/** True where the stroke would write a letter: such keys are off while somebody types. */
export const isPlain = (stroke: string): boolean => !/^(?:Mod|Alt)\+/.test(stroke);

const NAMES: Readonly<Record<string, string>> = {
  Slash: "/",
  Backslash: "\\",
  BracketLeft: "[",
  BracketRight: "]",
  Comma: ",",
  Period: ".",
  Semicolon: ";",
  Quote: "'",
  Minus: "-",
  Equal: "=",
  Backquote: "`",
  Escape: "Esc",
  Enter: "Enter",
  Space: "␣",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  "Shift+Slash": "?",
};

/** The caps to draw for a stroke: ["Ctrl", "K"]. */
export function capsOf(stroke: string, mac: boolean): readonly string[] {
  const whole = NAMES[stroke];
  if (whole !== undefined) return [whole];
  const parts = stroke.split("+");
  return parts.map((part) => {
    if (part === "Mod") return mac ? "⌘" : "Ctrl";
    if (part === "Shift") return mac ? "⇧" : "Shift";
    if (part === "Alt") return mac ? "⌥" : "Alt";
    return NAMES[part] ?? part.replace(/^(?:Key|Digit|Numpad)/, "");
  });
}

export const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent);
/** A binding in one line of text, for tooltips: "Ctrl+K", "G L". */
export const bindingText = (binding: string): string =>
  strokesOf(binding)
    .map((stroke) => capsOf(stroke, isMac()).join(isMac() ? "" : "+"))
    .join(" ");
