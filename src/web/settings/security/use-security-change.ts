/** One way to change what one signs in with: what shows it is asked for anew, and the outcome is told. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { isProblem } from "../../api/problem.ts";
import { useT } from "../../i18n.tsx";
import { SECURITY_KEY } from "../../sign-in/second-factor-api.ts";
import { errorText } from "../../ui/error-state.tsx";
import { showToast } from "../../ui/toast.tsx";

interface Change<I, R> {
  readonly change: (input: I) => Promise<R>;
  readonly onDone?: (result: R) => void;
  readonly message?: string;
  /** The form shows what is wrong by itself. */
  readonly quiet?: boolean;
}
export function useSecurityChange<I = void, R = unknown>({ change, onDone, message, quiet = false }: Change<I, R>) {
  const t = useT();
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async (result) => {
      await client.invalidateQueries({ queryKey: SECURITY_KEY });
      showToast({ message: message ?? t("settings.saved") });
      onDone?.(result);
    },
    onError: (error) => {
      if (quiet && isProblem(error) && error.errors.length > 0) return;
      showToast({ message: (isProblem(error) ? error.errors[0]?.message : undefined) ?? errorText(error, t), tone: "bad" });
    },
  });
}
