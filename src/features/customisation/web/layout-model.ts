/** A layout while it is edited: pure moves of fields between blocks, and what is sent when it is saved. */
import type { LayoutBlock, LayoutData } from "./customisation-api.ts";

export type Draft = LayoutData;

/** Ids of the drag library: blocks and fields are told apart by their prefix. */
export const blockId = (name: string): string => `block:${name}`;
export const fieldId = (name: string): string => `field:${name}`;
const nameOf = (id: string): string => id.slice(id.indexOf(":") + 1);

const homeOf = (draft: Draft, id: string): LayoutBlock | undefined =>
  id.startsWith("block:")
    ? draft.blocks.find(({ name }) => name === nameOf(id))
    : draft.blocks.find(({ fields }) => fields.includes(nameOf(id)));

/** A field to the place of another one, or to the end of a block. */
export function moveField(draft: Draft, active: string, over: string): Draft {
  const name = nameOf(active);
  const from = homeOf(draft, active);
  const to = homeOf(draft, over);
  if (!from || !to || active === over) return draft;
  const isBelow = from === to && from.fields.indexOf(name) < to.fields.indexOf(nameOf(over));
  const rest = to.fields.filter((field) => field !== name);
  const at = over.startsWith("block:") ? rest.length : rest.indexOf(nameOf(over)) + (isBelow ? 1 : 0);
  const fields = [...rest.slice(0, at), name, ...rest.slice(at)];
  return {
    ...draft,
    blocks: draft.blocks.map((block) =>
      block.name === to.name
        ? { ...block, fields }
        : block.name === from.name
          ? { ...block, fields: block.fields.filter((field) => field !== name) }
          : block,
    ),
  };
}

export const changeBlock = (draft: Draft, name: string, change: Partial<LayoutBlock>): Draft => ({
  ...draft,
  blocks: draft.blocks.map((block) => (block.name === name ? { ...block, ...change } : block)),
});
export const moveBlock = (draft: Draft, name: string, by: 1 | -1): Draft => {
  const at = draft.blocks.findIndex((block) => block.name === name);
  const blocks = [...draft.blocks];
  const [block] = blocks.splice(at, 1);
  if (block) blocks.splice(Math.max(0, at + by), 0, block);
  return { ...draft, blocks };
};
export function addBlock(draft: Draft, label: LayoutBlock["label"]): Draft {
  const taken = new Set(draft.blocks.map(({ name }) => name));
  let i = draft.blocks.length + 1;
  while (taken.has(`block_${i}`)) i++;
  return { ...draft, blocks: [...draft.blocks, { name: `block_${i}`, label, columns: 2, collapsed: false, fields: [] }] };
}
/** A block goes only when nothing stands in it any more. */
export const removeBlock = (draft: Draft, name: string): Draft => ({
  ...draft,
  blocks: draft.blocks.filter((block) => block.name !== name || block.fields.length > 0),
});
export const toggle = (list: readonly string[], name: string): readonly string[] =>
  list.includes(name) ? list.filter((one) => one !== name) : [...list, name];

export const bodyOf = ({ version, blocks, hidden, quick_create, key_fields, related }: Draft) => ({
  version,
  blocks,
  hidden,
  quick_create,
  key_fields,
  related: related.map(({ name, hidden: isHidden }) => ({ name, hidden: isHidden })),
});
export const isChanged = (a: Draft, b: Draft): boolean => JSON.stringify(bodyOf(a)) !== JSON.stringify(bodyOf(b));
