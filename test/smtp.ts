/** A real SMTP server for tests: it keeps what arrives, knows one user, and refuses when it is told to. */
import { SMTPServer } from "smtp-server";

export interface Arrived {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}
export interface Smtp {
  readonly port: number;
  readonly arrived: Arrived[];
  /** The next recipient is refused for now (451). Those of `nobody@…` are refused for good. */
  refuseOnce: boolean;
  close(): Promise<void>;
}
export const SMTP_USER = { user: "crm", password: "sésame" } as const;

/** On a free port of the loopback, without TLS. */
export async function startSmtp(): Promise<Smtp> {
  const arrived: Arrived[] = [];
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      username === SMTP_USER.user && password === SMTP_USER.password
        ? done(null, { user: username })
        : done(new Error("Invalid user name or password")),
    onRcptTo: ({ address }, _session, done) => {
      if (address.startsWith("nobody")) return done(Object.assign(new Error("No such mailbox"), { responseCode: 550 }));
      if (!smtp.refuseOnce) return done();
      smtp.refuseOnce = false;
      return done(Object.assign(new Error("Try again later"), { responseCode: 451 }));
    },
    onData: (stream, { envelope: { mailFrom, rcptTo } }, done) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const from = mailFrom === false ? "" : mailFrom.address;
        arrived.push({ from, to: rcptTo.map(({ address }) => address), raw: Buffer.concat(parts).toString() });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.server.address();
  const smtp: Smtp = {
    port: typeof address === "object" && address ? address.port : 0,
    arrived,
    refuseOnce: false,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
  return smtp;
}
