/** A lifted card and the arrows: left and right to the next column, up and down to the next lane. */
import type { KeyboardCoordinateGetter } from "@dnd-kit/core";

const AXES: Readonly<Record<string, readonly [axis: "left" | "top", sign: 1 | -1]>> = {
  ArrowLeft: ["left", -1],
  ArrowRight: ["left", 1],
  ArrowUp: ["top", -1],
  ArrowDown: ["top", 1],
};
/** Inside the cell, so that the card lies over it. */
const INSET = 6;

export const moveByArrows: KeyboardCoordinateGetter = (event, { context, currentCoordinates }) => {
  const direction = AXES[event.code];
  if (!direction) return undefined;
  event.preventDefault();
  const [axis, sign] = direction;
  const across = axis === "left" ? "top" : "left";
  const here = (context.over && context.droppableRects.get(context.over.id)) ?? context.collisionRect;
  if (!here) return undefined;
  const ahead = [...context.droppableRects.values()]
    .filter((rect) => (rect[axis] - here[axis]) * sign > 1)
    .toSorted((a, b) => (a[axis] - b[axis]) * sign || Math.abs(a[across] - here[across]) - Math.abs(b[across] - here[across]));
  const nearest = ahead.filter((rect) => ahead[0] && Math.abs(rect[axis] - ahead[0][axis]) < 1);
  const next = nearest.toSorted((a, b) => Math.abs(a[across] - here[across]) - Math.abs(b[across] - here[across]))[0];
  return next ? { x: next.left + INSET, y: next.top + INSET } : currentCoordinates;
};
