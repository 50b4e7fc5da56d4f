/** A soft light over rows that somebody else has just changed. */
const COLOR = "color-mix(in srgb, var(--accent) 22%, transparent)";
const MOST = 50;

export function flashRecords(module: string, ids: readonly string[]): void {
  if (ids.length === 0 || window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  // After the new values are drawn.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      for (const id of ids.slice(0, MOST))
        for (const link of document.querySelectorAll(`[role="row"] a[href="/${module}/${id}"]`)) {
          const row = link.closest<HTMLElement>('[role="row"]');
          if (row) flash(row);
        }
    }),
  );
}

function flash(row: HTMLElement): void {
  const index = row.dataset["index"];
  const light = row.animate([{ boxShadow: `inset 0 0 0 100vmax ${COLOR}` }, { boxShadow: "inset 0 0 0 100vmax transparent" }], {
    duration: 1800,
    easing: "ease-out",
  });
  // Scrolled away, the row's elements are lent to another.
  const watcher = new MutationObserver(() => row.dataset["index"] !== index && light.cancel());
  watcher.observe(row, { attributeFilter: ["data-index"] });
  light.addEventListener("finish", () => watcher.disconnect());
  light.addEventListener("cancel", () => watcher.disconnect());
}
