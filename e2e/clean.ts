/** What axe finds against WCAG 2.2 AA on the page, or in a part of it: nothing. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { until } from "./screen.ts";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** `within`: a selector; without it the whole page. */
export async function expectClean(page: Page, within = "html"): Promise<void> {
  await expectNothing(axe(page).withTags(TAGS).include(within));
}

/** The whole page in the light, and again in the dark, where it has other colours. */
export async function expectCleanInBoth(page: Page): Promise<void> {
  const root = page.locator("html");
  for (const scheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await until(() => root.getAttribute("data-mantine-color-scheme")).toBe(scheme);
    await expectNothing(scheme === "light" ? axe(page).withTags(TAGS) : axe(page).withRules(["color-contrast"]));
  }
}

/** There are no frames, whose results would need a second page to come together; and of what is right nobody reads. */
const axe = (page: Page): AxeBuilder => new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode();

async function expectNothing(rules: AxeBuilder): Promise<void> {
  const { url, violations } = await rules.analyze();
  const told = violations.map(({ id, nodes }) => ({
    url,
    rule: id,
    nodes: nodes.slice(0, 5).map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary ?? ""}`),
  }));
  expect.soft(told).toEqual([]);
}
