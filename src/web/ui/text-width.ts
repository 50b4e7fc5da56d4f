/** How wide a text will be, before it is drawn: for rows of words that must know what fits. */

let context: CanvasRenderingContext2D | null | undefined;

/** Pixels, in the interface's own font. */
export function textWidth(text: string, { size = 13, weight = 400 }: { readonly size?: number; readonly weight?: number } = {}): number {
  context ??= document.createElement("canvas").getContext("2d");
  if (!context) return text.length * size * 0.6;
  context.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  return context.measureText(text).width;
}

/** Of the widths in a row, how many fit into `room` when the rest needs `more` for its own button. */
export function fitting(widths: readonly number[], room: number, more: number): number {
  let used = 0;
  const total = widths.reduce((sum, width) => sum + width, 0);
  if (total <= room) return widths.length;
  return widths.findIndex((width) => (used += width) > room - more);
}
