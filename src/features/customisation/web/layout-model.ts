/** A layout while it is edited: pure moves of fields between blocks, and what is sent when it is saved. */
import type { LayoutBlock, LayoutData } from "./customisation-api.ts";

export type Draft = LayoutData;

/** Ids of the drag library: blocks and fields are told apart by their prefix. */
export const blockId = (name: string): string => `block:${name}`;
export const placeId = (name: string): string => `place:${name}`;
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
/** A block to the place of another one. */
export function placeBlock(draft: Draft, name: string, over: string): Draft {
  const [from, to] = [name, over].map((one) => draft.blocks.findIndex((block) => block.name === one));
  const block = draft.blocks[from ?? -1];
  if (!block || to === undefined || to < 0) return draft;
  return { ...draft, blocks: draft.blocks.toSpliced(from ?? 0, 1).toSpliced(to, 0, block) };
}
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

/** Names as the server keeps them, so that one's own save comes back as what was sent. */
export function tidy(draft: Draft): Draft {
  const clean = (name: string): string => name.replace(/\s+/g, " ").trim();
  return {
    ...draft,
    blocks: draft.blocks.map((block) => {
      const [en, ru] = [clean(block.label.en), clean(block.label.ru)];
      return { ...block, label: { en: en || ru, ru: ru || en } };
    }),
  };
}
export const bodyOf = ({ version, blocks, hidden, quick_create, key_fields, related }: Draft) => ({
  version,
  blocks,
  hidden,
  quick_create,
  key_fields,
  related: related.map(({ name, hidden: isHidden }) => ({ name, hidden: isHidden })),
});
export const isChanged = (a: Draft, b: Draft): boolean => JSON.stringify(bodyOf(a)) !== JSON.stringify(bodyOf(b));

/** Names that came or went elsewhere come and go here too; what was moved here stays moved. */
const merged = (mine: readonly string[], before: readonly string[], now: readonly string[]): readonly string[] => [
  ...mine.filter((name) => now.includes(name) || !before.includes(name)),
  ...now.filter((name) => !before.includes(name) && !mine.includes(name)),
];

/**
 * The draft on top of what the server has now. Fields that were added meanwhile stand in their blocks, deleted ones are
 * gone, and every unsaved move is kept. Not for another version: then somebody saved a layout, and must not be overwritten.
 */
export function rebase(draft: Draft, before: LayoutData, now: LayoutData): Draft {
  const namesOf = ({ blocks }: LayoutData): readonly string[] => blocks.flatMap(({ fields }) => fields);
  const [known, present] = [new Set(namesOf(before)), new Set(namesOf(now))];
  const blocks = draft.blocks.map((block) => {
    const added = now.blocks.find(({ name }) => name === block.name)?.fields.filter((name) => !known.has(name)) ?? [];
    return { ...block, fields: [...block.fields.filter((name) => present.has(name)), ...added] };
  });
  const placed = new Set(blocks.flatMap(({ fields }) => fields));
  const homeless = [...present].filter((name) => !placed.has(name));
  const [first, ...others] = blocks;
  const relations = now.related.filter(({ name }) => !draft.related.some((one) => one.name === name));
  return {
    version: now.version,
    blocks: first && homeless.length > 0 ? [{ ...first, fields: [...first.fields, ...homeless] }, ...others] : blocks,
    hidden: merged(draft.hidden, before.hidden, now.hidden),
    quick_create: merged(draft.quick_create, before.quick_create, now.quick_create),
    key_fields: merged(draft.key_fields, before.key_fields, now.key_fields),
    related: [...draft.related.filter(({ name }) => now.related.some((one) => one.name === name)), ...relations],
  };
}
