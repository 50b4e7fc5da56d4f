/** A real SMTP server for tests: it keeps what arrives, knows one user, and refuses when it is told to. */
import { SMTPServer } from "smtp-server";
import type { Certificate } from "./certificate.ts";

export interface Arrived {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  /** It came over TLS. */
  readonly secure: boolean;
}
export interface Smtp {
  readonly port: number;
  readonly arrived: Arrived[];
  /** The next recipient is refused for now (451). Those of `nobody@…` are refused for good. */
  refuseOnce: boolean;
  close(): Promise<void>;
}
export const SMTP_USER = { user: "crm", password: "sésame" } as const;

export interface SmtpTls extends Certificate {
  /** `tls`: from the first byte; `starttls`: turned to, and no password is taken before. */
  readonly security: "tls" | "starttls";
}

/** On a free port of the loopback. */
export async function startSmtp(tls?: SmtpTls): Promise<Smtp> {
  const arrived: Arrived[] = [];
  const server = new SMTPServer({
    ...(tls ? { cert: tls.cert, key: tls.key, secure: tls.security === "tls" } : { hideSTARTTLS: true, allowInsecureAuth: true }),
    authOptional: true,
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
    onData: (stream, { envelope: { mailFrom, rcptTo }, secure }, done) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const from = mailFrom === false ? "" : mailFrom.address;
        arrived.push({ from, to: rcptTo.map(({ address }) => address), raw: Buffer.concat(parts).toString(), secure });
        done();
      });
    },
  });
  // A client that hangs up over the certificate is what some tests are about.
  server.on("error", () => undefined);
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
