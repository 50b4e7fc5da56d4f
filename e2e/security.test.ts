/** Signing in by more than a password, and the settings of it, as people do it: app, passkey, letters, another provider. */
import { describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { CLIENT, identityProvider } from "../test/identity-provider.ts";
import { codeAt } from "../src/server/auth/totp.ts";
import { expectComplaints, visit } from "./browser.ts";
import { button, expectPath, gone, LANGS, see, toast, words } from "./screen.ts";
import { ADMIN, startSite, type Site } from "./server.ts";

const PASSWORD = "correct horse battery";
const STEP = 30_000;
const code = (page: Page, label: string) => page.getByLabel(label, { exact: true });

async function typePassword(page: Page, t: ReturnType<typeof words>, email: string): Promise<void> {
  await page.getByLabel(t("sign-in.email")).fill(email);
  await page.getByRole("textbox", { name: t("sign-in.password") }).fill(email === ADMIN.email ? ADMIN.password : PASSWORD);
  await button(page, t("sign-in.submit")).click();
}
const seedOf = async (page: Page): Promise<string> => (await page.locator("code").textContent())?.replaceAll(" ", "") ?? "";

describe.each(LANGS)("in %s", (lang) => {
  const t = words(lang);
  let site: Site;

  test("a role demands a second factor: who comes is led to an app, and asked for its code ever after", async () => {
    site = await startSite();
    const api = await site.setUp({ lang });
    const { data: profiles } = await api.request<{ data: { id: string }[] }>("GET", "/admin/profiles");
    const role = await api.request<{ data: { id: string } }>("POST", "/admin/roles", {
      name: "Guarded",
      profile_ids: profiles.map(({ id }) => id),
      needs_second_factor: true,
    });
    const person = { email: "ann@example.com", name: "Анна Орлова", password: PASSWORD, role_id: role.data.id, language: lang };
    await api.request("POST", "/admin/users", person);
    const page = await visit(site, "/contacts", { lang });
    expectComplaints(page, /40[013]/);
    await typePassword(page, t, "ann@example.com");
    await expectPath(page, "/second-factor");
    // There is no way round.
    await page.goto(`${site.url}/organizations`);
    await expectPath(page, "/second-factor");
    await see(page.getByRole("img", { name: t("second-factor.qr") }));
    const seed = await seedOf(page);
    await code(page, t("second-factor.code")).fill("000000");
    await button(page, t("second-factor.connect")).click();
    await see(page.locator(".mantine-InputWrapper-error"));
    await code(page, t("second-factor.code")).fill(codeAt(seed, new Date()));
    await button(page, t("second-factor.connect")).click();
    const codes = page.getByRole("list", { name: t("second-factor.codes") }).getByRole("listitem");
    await see(codes);
    expect(await codes.count()).toBe(10);
    const recovery = (await codes.first().textContent()) ?? "";
    await button(page, t("second-factor.go-on")).click();
    await expectPath(page, "/organizations");

    // The rest is the same in every language: tried once.
    if (lang === "en") return;
    const again = await visit(site, "/sign-in", { lang });
    expectComplaints(again, /401/);
    await typePassword(again, t, "ann@example.com");
    await code(again, t("second-factor.code")).fill(codeAt(seed, new Date(Date.now() + STEP)));
    await button(again, t("sign-in.submit")).click();
    await expectPath(again, "/");
    // Without the phone.
    const third = await visit(site, "/sign-in", { lang });
    expectComplaints(third, /401/);
    await typePassword(third, t, "ann@example.com");
    await button(third, t("second-factor.use-recovery")).click();
    await code(third, t("second-factor.recovery-code")).fill(recovery);
    await button(third, t("sign-in.submit")).click();
    await expectPath(third, "/");
    await third.goto(`${site.url}/settings?section=security`);
    await see(third.getByText(t("security.codes-left", { count: 9 })));
  });

  if (lang === "en") return;

  test("a passkey is added in the settings, signs in without a password, and goes", async () => {
    const api = await site.signIn();
    const page = await visit(site, "/settings?section=security", { lang, as: api });
    // Passkeys want a name for a host, not figures.
    const local = site.url.replace("127.0.0.1", "localhost");
    await page.context().addCookies([{ name: "manul_session", value: api.token, url: local }]);
    const session = await page.context().newCDPSession(page);
    await session.send("WebAuthn.enable");
    await session.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.goto(`${local}/settings?section=security`);
    const card = page.getByRole("region", { name: t("security.passkeys"), exact: true });
    await button(card, t("security.passkey-add")).click();
    await see(toast(page, t("security.passkey-added")));
    await see(card.getByText("Chrome · Linux"));
    await page.context().clearCookies();
    await page.goto(`${local}/sign-in`);
    await button(page, t("sign-in.passkey")).click();
    await expectPath(page, "/");
    await page.goto(`${local}/settings?section=security`);
    await button(card, `${t("action.delete")}: Chrome · Linux`).click();
    await gone(card.getByText("Chrome · Linux"));
    // It is known no more: the device still offers it.
    await page.context().clearCookies();
    await page.goto(`${local}/sign-in`);
    expectComplaints(page, /401/);
    await button(page, t("sign-in.passkey")).click();
    await see(page.getByRole("alert"));
    await expectPath(page, "/sign-in");
  });

  test("another provider is set up, offered on the sign-in page, and lets people in", async () => {
    const idp = await identityProvider();
    const api = await site.signIn();
    const page = await visit(site, "/settings?section=sign-in", { lang, as: api });
    await button(page, t("sign-in-settings.add")).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(t("sign-in-settings.label")).fill("Проходная");
    await dialog.getByLabel(t("sign-in-settings.issuer")).fill(idp.issuer);
    await dialog.getByLabel(t("sign-in-settings.client_id")).fill(CLIENT.id);
    await dialog.getByRole("textbox", { name: t("sign-in-settings.client_secret") }).fill(CLIENT.secret);
    await dialog.getByRole("switch", { name: t("sign-in-settings.create_users") }).check();
    await button(dialog, t("action.save")).click();
    await see(toast(page, t("sign-in-settings.answers")));
    idp.allow(await dialog.getByLabel(t("sign-in-settings.redirect_uri")).inputValue());
    await dialog
      .getByRole("button", { name: t("action.close") })
      .last()
      .click();
    idp.become("newcomer", { email: "newcomer@example.com", email_verified: true, name: "Пётр Новиков", locale: "ru" });
    const newcomer = await visit(site, "/organizations", { lang });
    await newcomer.getByRole("link", { name: "Проходная" }).click();
    await expectPath(newcomer, "/organizations");
    await see(button(newcomer, new RegExp(`${t("shell.me", { name: "Пётр Новиков" })}$`)));
    idp.become("stranger", { name: "Nobody" });
    const stranger = await visit(site, "/sign-in", { lang });
    await stranger.getByRole("link", { name: "Проходная" }).click();
    await see(stranger.getByText(t("sign-in.problem.no_account")));
  });

  test("who is invited chooses a password by the link that is handed over", async () => {
    const api = await site.signIn();
    const { data } = await api.request<{ data: { id: string } }>("POST", "/admin/users", { email: "eva@example.com", name: "Ева Лис" });
    expect(data.id).not.toBe("");
    const page = await visit(site, "/settings?section=users", { lang, as: api });
    await button(page, t("access.more-of", { name: "Ева Лис" })).click();
    await page.getByRole("menuitem", { name: t("access.user.invite") }).click();
    const link = await page.getByRole("dialog").getByRole("textbox").inputValue();
    const eva = await visit(site, link.slice(site.url.length), { lang });
    await see(eva.getByRole("heading", { level: 1, name: t("set-password.invitation", { name: "Ева Лис" }) }));
    expectComplaints(eva, /400/);
    await eva.getByRole("textbox", { name: t("security.new-password") }).fill("password123");
    await button(eva, t("set-password.submit")).click();
    await see(eva.locator(".mantine-InputWrapper-error"));
    await eva.getByRole("textbox", { name: t("security.new-password") }).fill("лиса в лесу живёт");
    await button(eva, t("set-password.submit")).click();
    await expectPath(eva, "/");
    const late = await visit(site, link.slice(site.url.length), { lang });
    expectComplaints(late, /410/);
    await see(late.getByText(t("set-password.expired")));
  });
});
