/** Everything live, once over the pages behind the sign-in: the stream, the banner, the sign-in that keeps the page. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { ConnectionBanner } from "./connection-banner.tsx";
import { followChanges } from "./live-records.ts";
import { SignInAgain } from "./sign-in-again.tsx";
import { startLive } from "./stream.ts";

export function Live() {
  const client = useQueryClient();
  useEffect(() => {
    startLive();
    return followChanges(client);
  }, [client]);
  return (
    <>
      <ConnectionBanner />
      <SignInAgain />
    </>
  );
}
