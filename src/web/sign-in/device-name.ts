/** "Chrome · Windows", so that people know their passkeys and sessions again. Empty parts are left out. */
const BROWSERS = [
  ["Edg/", "Edge"],
  ["YaBrowser/", "Yandex Browser"],
  ["OPR/", "Opera"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
] as const;
const SYSTEMS = [
  ["Android", "Android"],
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Windows", "Windows"],
  ["Mac OS X", "macOS"],
  ["CrOS", "ChromeOS"],
  ["Linux", "Linux"],
] as const;

export function deviceName(agent: string = navigator.userAgent): string {
  const found = [BROWSERS, SYSTEMS].map((list) => list.find(([mark]) => agent.includes(mark))?.[1]);
  return found.filter((part) => part !== undefined).join(" · ") || agent.slice(0, 60);
}
