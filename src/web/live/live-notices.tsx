/** What of the live side is seen: the banner of a lost connection, and the sign-in that keeps the page. */
import { ConnectionBanner } from "./connection-banner.tsx";
import { SignInAgain } from "./sign-in-again.tsx";

export function LiveNotices() {
  return (
    <>
      <ConnectionBanner />
      <SignInAgain />
    </>
  );
}
