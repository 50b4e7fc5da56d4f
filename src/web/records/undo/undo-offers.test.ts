import { expect, test } from "vitest";
import { actBegins, offerUndo, takeLast } from "./undo-offers.ts";

test("Ctrl+Z takes back the act that is on its way, not the one before it", async () => {
  offerUndo({ message: "first", operations: ["1"] });
  let answer = (): void => {};
  const sent = new Promise<void>((resolve) => (answer = resolve)).then(() => offerUndo({ message: "second", operations: ["2"] }));
  actBegins(sent);
  const taken = takeLast();
  answer();
  expect((await taken)?.message).toBe("second");
  expect((await takeLast())?.message).toBe("first");
  expect(await takeLast()).toBeUndefined();
});

test("an act that fails holds nothing up", async () => {
  offerUndo({ message: "before", operations: ["1"] });
  actBegins(Promise.reject(new Error("refused")));
  expect((await takeLast())?.message).toBe("before");
});
