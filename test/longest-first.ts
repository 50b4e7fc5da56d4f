/**
 * The order of test files: the longest begin first, so that no worker idles at the end while another goes through a
 * long one. vitest remembers times only on the machine that ran them; a fresh one knows these.
 */
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Ends of paths, longest first; all others follow as vitest orders them. */
const LONGEST = [
  "access/faults.test.ts",
  "src/server/start.test.ts",
  "access/fuzz.test.ts",
  "test/worked-examples.test.ts",
  "src/server/jobs/jobs.test.ts",
  "e2e/modules.test.ts",
  "e2e/list.test.ts",
  "e2e/access.test.ts",
  "e2e/import.test.ts",
  "e2e/customisation.test.ts",
  "e2e/accessibility.test.ts",
  "e2e/form.test.ts",
  "e2e/live.test.ts",
  "e2e/record.test.ts",
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const known = LONGEST.findIndex((end) => moduleId.endsWith(end));
      return known === -1 ? LONGEST.length : known;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}
