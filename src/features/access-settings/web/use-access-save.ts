/** One way to write a setting of access: what shows it is asked for anew, and the outcome is told. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useT } from "../../../web/i18n.tsx";
import { isProblem } from "../../../web/api/problem.ts";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { ACCESS_KEY } from "./access-api.ts";

interface SaveOptions<Input, Result> {
  readonly save: (input: Input) => Promise<Result>;
  readonly onSaved?: (result: Result) => void;
  /** Said instead of "saved". */
  readonly message?: string;
}
export function useAccessSave<Input = void, Result = unknown>({ save, onSaved, message }: SaveOptions<Input, Result>) {
  const t = useT();
  const client = useQueryClient();
  return useMutation({
    mutationFn: save,
    onSuccess: async (result) => {
      // One's own rights may be others now.
      await Promise.all([
        client.invalidateQueries({ queryKey: ACCESS_KEY }),
        client.invalidateQueries({ queryKey: ["modules"] }),
        client.invalidateQueries({ queryKey: ["session"] }),
      ]);
      showToast({ message: message ?? t("settings.saved") });
      onSaved?.(result);
    },
    onError: (error) => showToast({ message: problemText(error, errorText(error, t)), tone: "bad" }),
  });
}

/** The first thing that is wrong with a field says more than "some fields are wrong". */
const problemText = (error: unknown, usual: string): string => (isProblem(error) ? (error.errors[0]?.message ?? usual) : usual);

export { faultOf } from "../../../web/api/problem.ts";
