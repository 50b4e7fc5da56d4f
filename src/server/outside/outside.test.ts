/** Users' addresses lead outside alone: by name, by figures, by redirects, and whatever a name resolves to. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openOutside, outsideAddress, type Outside } from "./index.ts";
import { isPrivate } from "./private-addresses.ts";

test.each([
  ["127.0.0.1", true],
  ["127.9.9.9", true],
  ["0.0.0.0", true],
  ["10.1.2.3", true],
  ["100.64.0.1", true],
  ["169.254.169.254", true],
  ["172.15.255.255", false],
  ["172.16.0.1", true],
  ["172.31.255.255", true],
  ["172.32.0.1", false],
  ["192.168.0.1", true],
  ["198.19.0.1", true],
  ["224.0.0.1", true],
  ["255.255.255.255", true],
  ["8.8.8.8", false],
  ["::1", true],
  ["::", true],
  ["::ffff:127.0.0.1", true],
  ["::ffff:7f00:1", true],
  ["::ffff:8.8.8.8", false],
  ["64:ff9b::7f00:1", true],
  ["fe80::1", true],
  ["fe80::1%eth0", true],
  ["fd00::1", true],
  ["ff02::1", true],
  ["2002:7f00:1::", true],
  ["2001:db8::1", true],
  ["2606:4700:4700::1111", false],
])("%s is private: %s", (address, expected) => expect(isPrivate(address)).toBe(expected));

describe("the way outside", () => {
  let server: Server;
  let port: number;
  let calls = 0;
  const closed = openOutside({ outsideAllow: [] });
  const open: Outside = openOutside({ outsideAllow: ["127.0.0.0/8"] });
  beforeAll(async () => {
    server = createServer((request, response) => {
      calls += 1;
      if (request.url === "/away") response.writeHead(302, { location: `http://[::1]:${port}/` }).end();
      else if (request.url === "/large") response.end("x".repeat(3 * 1024 * 1024));
      else response.end("here");
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(async () => {
    await Promise.all([open.close(), closed.close()]);
    server.close();
  });

  test.each(["127.0.0.1", "localhost", "0x7f.1", "2130706433", "[::ffff:127.0.0.1]", "[::1]"])("doesn't lead to %s", async (host) => {
    const before = calls;
    await expect(closed.fetch(`http://${host}:${port}/`)).rejects.toMatchObject({ code: "outside_forbidden" });
    expect(calls).toBe(before);
  });
  test("leads to what the operator allows, and not on from there", async () => {
    expect(await (await open.fetch(`http://127.0.0.1:${port}/`)).text()).toBe("here");
    await expect(open.fetch(`http://127.0.0.1:${port}/away`)).rejects.toMatchObject({ code: "outside_forbidden" });
  });
  test("takes no endless answers", async () => {
    await expect(open.fetch(`http://127.0.0.1:${port}/large`).then((reply) => reply.text())).rejects.toThrow();
  });
  test("gives other libraries the checked address itself", async () => {
    expect(await outsideAddress({ outsideAllow: ["127.0.0.0/8"] }, "127.0.0.1")).toBe("127.0.0.1");
    await expect(outsideAddress({ outsideAllow: [] }, "localhost")).rejects.toMatchObject({ code: "outside_forbidden" });
    await expect(outsideAddress({ outsideAllow: [] }, "no-such-host.invalid")).rejects.toMatchObject({ code: "outside_unreachable" });
  });
});
