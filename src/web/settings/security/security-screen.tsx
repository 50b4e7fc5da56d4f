/** My settings → Security: password, second factor, passkeys, where one is signed in, tokens for programs. */
import { useSession } from "../../api/session.ts";
import { hasPasskeys } from "../../sign-in/second-factor-api.ts";
import { PasskeysCard } from "./passkeys-card.tsx";
import { PasswordCard } from "./password-card.tsx";
import { SecondFactorCard } from "./second-factor-card.tsx";
import { SessionsCard } from "./sessions-card.tsx";
import { TokensCard } from "./tokens-card.tsx";

export function SecurityScreen() {
  const { user } = useSession();
  return (
    <>
      <SecondFactorCard />
      {hasPasskeys() && <PasskeysCard />}
      <PasswordCard />
      <SessionsCard />
      {user?.tools.includes("api") === true && <TokensCard />}
    </>
  );
}
