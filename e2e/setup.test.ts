/** The first minutes: the set-up page, signing out and in. */
import { describe, expect, test } from "vitest";
import { visit, expectComplaints } from "./browser.ts";
import { alert, button, count, expectPath, expectText, gone, LANGS, pick, rows, see, toast, words } from "./screen.ts";
import { ADMIN, startSite } from "./server.ts";

describe.each(LANGS)("in %s", (lang) => {
  const t = words(lang);

  test("the set-up page names what is wrong, creates an empty CRM, and isn't offered again", async () => {
    const site = await startSite();
    const page = await visit(site, "/", { lang });
    await expectPath(page, "/setup");
    await see(page.getByRole("heading", { level: 1, name: t("setup.title") }));
    await button(page, t("setup.submit")).click();
    for (const fault of ["company", "name", "email"] as const) await see(page.getByText(t(`setup.fault.${fault}`)));
    await see(page.locator(".mantine-InputWrapper-error", { hasText: t("setup.fault.password", { min: 10 }) }));
    await page.getByLabel(t("setup.company-name")).fill(lang === "ru" ? "Ромашка" : "Daisy Ltd");
    await gone(page.getByText(t("setup.fault.company")));
    await page.getByLabel(t("setup.name")).fill(ADMIN.name);
    await page.getByLabel(t("setup.email")).fill("ada@example");
    await page.getByRole("textbox", { name: t("setup.password") }).fill("short");
    await see(page.getByText(t("setup.fault.email")));
    await page.getByLabel(t("setup.email")).fill(ADMIN.email);
    // What the browser can't know, the server says, in the language of the page.
    expectComplaints(page, /400/);
    await page.getByRole("textbox", { name: t("setup.password") }).fill(ADMIN.email);
    await page.getByText(t("setup.data.empty"), { exact: true }).click();
    await button(page, t("setup.submit")).click();
    const refused = page.locator(".mantine-InputWrapper-error");
    await see(refused);
    expect(await refused.textContent()).toMatch(lang === "ru" ? /[а-я]/ : /^[^а-я]+$/);
    await page.getByRole("textbox", { name: t("setup.password") }).fill(ADMIN.password);
    await button(page, t("setup.submit")).click();
    // A newcomer is told what to do first.
    await see(page.getByRole("region", { name: t("home.steps"), exact: true }));
    await page.locator('nav a[href="/leads"]').click();
    await see(page.getByText(t("list.empty")));
    expect(await page.locator("html").getAttribute("lang")).toBe(lang);
    await page.goto(`${site.url}/setup`);
    await expectPath(page, "/");
    await page.goto(`${site.url}/settings?section=company`);
    const firm = page.getByLabel(t("setup.company-name"));
    expect(await firm.inputValue()).toBe(lang === "ru" ? "Ромашка" : "Daisy Ltd");
    await firm.fill("");
    await button(page, t("action.save")).click();
    await see(refused);
    await firm.fill("Rose");
    await button(page, t("action.save")).click();
    await see(toast(page, t("settings.saved")));
    expect(await page.getByLabel(t("setup.currency")).isDisabled()).toBe(true);
  });

  // The rest is the same in every language: tried once.
  if (lang === "en") return;

  test("with the demonstration company the lists are filled; one signs out and in", async () => {
    const site = await startSite();
    const page = await visit(site, "/setup", { lang });
    await page.getByLabel(t("setup.company-name")).fill("Daisy");
    await page.getByLabel(t("setup.name")).fill(ADMIN.name);
    await page.getByLabel(t("setup.email")).fill(ADMIN.email);
    await page.getByRole("textbox", { name: t("setup.password") }).fill(ADMIN.password);
    // The pointer may be impatient: one company all the same.
    await button(page, t("setup.submit")).dblclick();
    await page.getByRole("region", { name: t("home.leads"), exact: true }).waitFor({ timeout: 60_000 });
    for (const module of ["organizations", "opportunities", "faq"]) {
      await page.locator(`nav a[href="/${module}"]`).click();
      await see(rows(page));
      await expectText(count(page), /^\d+/);
    }
    await button(page, new RegExp(`${t("shell.me", { name: ADMIN.name })}$`)).click();
    await page.getByRole("menuitem", { name: t("shell.sign-out") }).click();
    await expectPath(page, "/sign-in");
    // Where one wanted to go is where one comes to.
    await page.goto(`${site.url}/organizations?sort=name`);
    await expectPath(page, "/sign-in");
    expectComplaints(page, /401/);
    await page.getByLabel(t("sign-in.email")).fill(ADMIN.email);
    await page.getByRole("textbox", { name: t("sign-in.password") }).fill("not the password");
    await button(page, t("sign-in.submit")).click();
    await see(alert(page));
    expect(await alert(page).textContent()).toMatch(lang === "ru" ? /[а-я]/ : /^[^а-я]+$/);
    await page.getByRole("textbox", { name: t("sign-in.password") }).fill(ADMIN.password);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/organizations?sort=name");
    await see(rows(page));
    for (const address of ["/setup", "/sign-in"]) {
      await page.goto(site.url + address);
      await expectPath(page, "/");
      await see(page.getByRole("region", { name: t("home.tasks"), exact: true }));
    }
  });
});

test("language and theme are chosen before anybody signed in", async () => {
  const site = await startSite();
  const page = await visit(site, "/setup", { lang: "en", dark: true });
  await see(page.getByText(words("en")("setup.title")));
  expect(await page.locator("html").getAttribute("data-mantine-color-scheme")).toBe("dark");
  await pick(
    page,
    page.getByRole("combobox", { name: words("en")("setup.language") }).or(page.getByLabel(words("en")("setup.language")).first()),
    "Русский",
  );
  await see(page.getByText(words("ru")("setup.title")));
});
