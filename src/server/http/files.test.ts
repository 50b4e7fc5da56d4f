/** Uploads and downloads: what comes out is what went in, under no type that a browser would run. */
import { readdirSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { Person, setUpApp, testApp, type Problem, type Reply, type TestApp } from "./test-client.ts";

let app: TestApp;
let admin: Person;
beforeAll(async () => {
  app = await testApp();
  admin = await setUpApp(app);
});

const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
function upload(content: Buffer, name: string, type = "application/octet-stream"): Promise<Reply> {
  const boundary = "----manul";
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`;
  const payload = Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return admin.raw({
    method: "POST",
    url: "/api/v1/files",
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
    payload,
  });
}
const idOf = (reply: Reply): string => reply.json<{ data: { id: string } }>().data.id;

describe("files", () => {
  it("come back byte by byte, as an attachment under their name", async () => {
    const content = Buffer.from("Привет, мир\n");
    const reply = await upload(content, "Отчёт 1.txt");
    expect(reply.statusCode, reply.body).toBe(201);
    expect(reply.json()).toMatchObject({ data: { name: "Отчёт 1.txt", size: content.length, type: "text/plain" } });
    const back = await admin.get(`/files/${idOf(reply)}`);
    expect(back.rawPayload.equals(content)).toBe(true);
    expect(back.headers["content-disposition"]).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''%D0%9E/);
    expect(back.headers["content-security-policy"]).toContain("sandbox");
    expect(back.headers["x-content-type-options"]).toBe("nosniff");
  });

  it.each([
    ["a picture", PNG, "a.png", "text/html", "image/png", "inline"],
    [
      "a page that calls itself a picture",
      Buffer.from("<script>alert(1)</script>"),
      "a.png",
      "image/png",
      "application/octet-stream",
      "attachment",
    ],
    [
      "SVG",
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
      "a.svg",
      "image/svg+xml",
      "application/octet-stream",
      "attachment",
    ],
    ["HTML", Buffer.from("<html>"), "a.html", "text/html", "application/octet-stream", "attachment"],
    [
      "a workbook",
      Buffer.from("504b0304000000000000000000000000", "hex"),
      "a.xlsx",
      "",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "attachment",
    ],
  ])("are told by their bytes: %s", async (_what, content, name, claimed, type, disposition) => {
    const back = await admin.get(`/files/${idOf(await upload(content, name, claimed))}`);
    expect(back.headers["content-type"]).toBe(type);
    expect(back.headers["content-disposition"]).toMatch(new RegExp(`^${disposition};`));
  });

  it("lose whatever in a name leads elsewhere", async () => {
    const reply = await upload(PNG, "../../etc/pass\u202ewd.png");
    expect(reply.json<{ data: { name: string } }>().data.name).toBe("passwd.png");
    expect((await upload(PNG, "..")).json<{ data: { name: string } }>().data.name).toBe("file");
  });

  it("lie under random keys", () => {
    const folder = path.join(app.folder, "files");
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.includes(path.sep));
    expect(names.length).toBeGreaterThan(3);
    for (const name of names) expect(name.replace(path.sep, "")).toMatch(/^[0-9a-f]{40}$/);
  });

  it("are refused when there is none, or too much of it, and leave nothing behind", async () => {
    const empty = await admin.raw({
      method: "POST",
      url: "/api/v1/files",
      headers: { "content-type": "multipart/form-data; boundary=x" },
      payload: "--x--\r\n",
    });
    expect(empty.json<Problem>()).toMatchObject({ status: 400 });
    expect((await admin.post("/files", { a: 1 })).json<Problem>().code).toBe("unsupported_media_type");
    const before = readdirSync(path.join(app.folder, "files"), { recursive: true }).length;
    const huge = await upload(Buffer.alloc(101 * 1024 * 1024), "huge.bin");
    expect(huge.statusCode).toBe(413);
    const left = readdirSync(path.join(app.folder, "files"), { recursive: true, encoding: "utf8" }).filter((name) =>
      name.includes(path.sep),
    );
    expect(left.filter((name) => name.endsWith(".part"))).toEqual([]);
    expect(left.length).toBeLessThanOrEqual(before);
  });

  it("stay closed to strangers", async () => {
    const id = idOf(await upload(PNG, "a.png"));
    expect((await new Person(app.server).get(`/files/${id}`)).statusCode).toBe(401);
    expect((await admin.get(`/files/${BigInt(id) + 2n}`)).statusCode).toBe(404);
  });
});
