/** Holds the forms for new records that are open over the page, one over the other. */
import { Suspense, lazy, useCallback, useState } from "react";
import type { ReactNode } from "react";
import type { OpenForm } from "./create-dialog.tsx";
import { useParams } from "@tanstack/react-router";
import { useModules } from "../../api/modules.ts";
import { useActions } from "../../shell/keys/actions.ts";
import { CreateContext, useOpenCreate } from "./create-context.ts";
import type { OpenCreate } from "./create-context.ts";

const CreateDialog = lazy(async () => ({ default: (await import("./create-dialog.tsx")).CreateDialog }));
const BASE_LAYER = 200;

/** `C`: the short form for a record of the module on the screen. */
function QuickCreateKey() {
  const open = useOpenCreate();
  const { module } = useParams({ strict: false });
  const creatable = useModules().find(({ name }) => name === module)?.rights.create === true;
  useActions([{ id: "record.create", run: () => module !== undefined && open({ module }), when: creatable }]);
  return null;
}

export function CreateDialogs({ children }: { readonly children: ReactNode }) {
  const [forms, setForms] = useState<readonly OpenForm[]>([]);
  const open = useCallback<OpenCreate>((request, onCreated) => setForms((before) => [...before, { request, onCreated }]), []);
  const closeLast = (): void => setForms((before) => before.slice(0, -1));
  return (
    <CreateContext value={open}>
      <QuickCreateKey />
      {children}
      <Suspense>
        {forms.map((form, index) => (
          <CreateDialog key={index} form={form} layer={BASE_LAYER + index * 2} onClose={closeLast} />
        ))}
      </Suspense>
    </CreateContext>
  );
}
