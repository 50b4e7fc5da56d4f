/** Holds the forms for new records that are open over the page, one over the other. */
import { Suspense, lazy, useCallback, useState } from "react";
import type { ReactNode } from "react";
import type { OpenForm } from "./create-dialog.tsx";
import { CreateContext } from "./create-context.ts";
import type { OpenCreate } from "./create-context.ts";

const CreateDialog = lazy(async () => ({ default: (await import("./create-dialog.tsx")).CreateDialog }));
const BASE_LAYER = 200;

export function CreateDialogs({ children }: { readonly children: ReactNode }) {
  const [forms, setForms] = useState<readonly OpenForm[]>([]);
  const open = useCallback<OpenCreate>((request, onCreated) => setForms((before) => [...before, { request, onCreated }]), []);
  const closeLast = (): void => setForms((before) => before.slice(0, -1));
  return (
    <CreateContext value={open}>
      {children}
      <Suspense>
        {forms.map((form, index) => (
          <CreateDialog key={index} form={form} layer={BASE_LAYER + index * 2} onClose={closeLast} />
        ))}
      </Suspense>
    </CreateContext>
  );
}
