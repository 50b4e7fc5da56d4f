/** Tokens by which programs call the API in one's own name; each is shown once. */
import { Alert, Button, CopyButton, Modal, Select, TextInput } from "@mantine/core";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { request } from "../../api/client.ts";
import { useSession } from "../../api/session.ts";
import { formatAgo, formatMoment, useLang, useT } from "../../i18n.tsx";
import { SECURITY_KEY } from "../../sign-in/second-factor-api.ts";
import { Card } from "./card.tsx";
import { useSecurityChange } from "./use-security-change.ts";
import classes from "./security.module.css";

interface Token {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly ("read" | "write")[];
  readonly last_used_at: string | null;
  readonly expires_at: string | null;
}
const tokensQuery = queryOptions({
  queryKey: [...SECURITY_KEY, "tokens"],
  queryFn: async () => (await request<{ readonly data: readonly Token[] }>("/auth/tokens")).data,
});
interface NewToken {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expires_at: string | null;
}
const createToken = async (body: NewToken): Promise<string> =>
  (await request<{ readonly token: string }>("/auth/tokens", { method: "POST", body })).token;

export function TokensCard() {
  const t = useT();
  const lang = useLang();
  const timezone = useSession().user?.timezone ?? "UTC";
  const { data = [] } = useQuery(tokensQuery);
  const [adding, setAdding] = useState(false);
  const remove = useSecurityChange<string>({
    change: (id) => request(`/auth/tokens/${id}`, { method: "DELETE" }),
    message: t("security.token-removed"),
  });
  const about = ({ scopes, last_used_at, expires_at }: Token): string =>
    [
      t(scopes.includes("write") ? "security.token-writes" : "security.token-reads"),
      last_used_at === null ? t("security.token-unused") : t("security.passkey-used", { when: formatAgo(last_used_at, lang, timezone) }),
      expires_at === null ? t("security.token-endless") : t("security.token-until", { when: formatMoment(expires_at, lang, timezone) }),
    ].join(" · ");
  return (
    <Card
      title={t("security.tokens")}
      text={t("security.tokens-text")}
      action={
        <Button variant="default" onClick={() => setAdding(true)}>
          {t("security.token-add")}
        </Button>
      }
    >
      {data.length > 0 && (
        <ul className={classes["list"]}>
          {data.map((token) => (
            <li key={token.id}>
              <span>
                <span className={classes["name"]}>{token.name}</span>
                <span className={classes["note"]}>{about(token)}</span>
              </span>
              <Button
                size="xs"
                variant="subtle"
                color="red"
                aria-label={`${t("action.delete")}: ${token.name}`}
                onClick={() => remove.mutate(token.id)}
              >
                {t("action.delete")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {adding && <TokenDialog onClose={() => setAdding(false)} />}
    </Card>
  );
}

const DAY = 86_400_000;
const LIVES = ["30", "90", "365", "never"] as const;

function TokenDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const [name, setName] = useState("");
  const [scope, setScope] = useState("read");
  const [life, setLife] = useState<string>("90");
  const make = useSecurityChange({
    change: () =>
      createToken({
        name: name.trim(),
        scopes: scope === "write" ? ["read", "write"] : ["read"],
        expires_at: life === "never" ? null : new Date(Date.now() + Number(life) * DAY).toISOString(),
      }),
    message: t("security.token-made"),
  });
  return (
    <Modal opened onClose={onClose} title={t("security.token-add")} centered closeButtonProps={{ "aria-label": t("action.close") }}>
      {make.data === undefined ? (
        <form
          className={classes["form"]}
          onSubmit={(event) => {
            event.preventDefault();
            make.mutate();
          }}
        >
          <TextInput
            data-autofocus
            required
            label={t("security.token-name")}
            placeholder={t("security.token-example")}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <div className={classes["pair"]}>
            <Select
              label={t("security.token-scope")}
              data={[
                { value: "read", label: t("security.token-reads") },
                { value: "write", label: t("security.token-writes") },
              ]}
              value={scope}
              allowDeselect={false}
              onChange={(value) => value !== null && setScope(value)}
            />
            <Select
              label={t("security.token-life")}
              data={LIVES.map((value) => ({
                value,
                label: value === "never" ? t("security.token-endless") : t("security.token-days", { count: Number(value) }),
              }))}
              value={life}
              allowDeselect={false}
              onChange={(value) => value !== null && setLife(value)}
            />
          </div>
          <div className={classes["foot"]}>
            <Button variant="default" onClick={onClose}>
              {t("action.cancel")}
            </Button>
            <Button type="submit" loading={make.isPending} disabled={name.trim() === ""}>
              {t("security.token-make")}
            </Button>
          </div>
        </form>
      ) : (
        <div className={classes["form"]}>
          <Alert variant="light" color="yellow">
            {t("security.token-once")}
          </Alert>
          <div className={classes["copied"]}>
            <TextInput readOnly label={t("security.token")} value={make.data} onFocus={(event) => event.currentTarget.select()} />
            <CopyButton value={make.data}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {t(copied ? "access.user.copied" : "access.user.copy")}
                </Button>
              )}
            </CopyButton>
          </div>
          <div className={classes["foot"]}>
            <Button onClick={onClose}>{t("action.done")}</Button>
          </div>
        </div>
      )}
    </Modal>
  );
}
