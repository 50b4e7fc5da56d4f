/** Text with its found parts marked. */
import type { Highlight } from "../../api/search.ts";

export function MarkedText({ text, marks }: Pick<Highlight, "text" | "marks">) {
  const end = marks.at(-1)?.[1] ?? 0;
  return (
    <>
      {marks.map(([from, to], i) => (
        <span key={from}>
          {text.slice(marks[i - 1]?.[1] ?? 0, from)}
          <mark>{text.slice(from, to)}</mark>
        </span>
      ))}
      {text.slice(end)}
    </>
  );
}
