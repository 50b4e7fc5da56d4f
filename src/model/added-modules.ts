/**
 * Modules that stand by all others (comments, activities, letters, documents) take in those that are added later, so
 * that a module of an administrator's own has everything that a standard one has. Pure.
 */
import type { LinkDefinition, ModuleDefinition } from "./define.ts";

/** Their names begin so: `cm_…` are administrators' (features/customisation), `x_…` extensions' (server/extension.ts). */
const isAdded = ({ name }: ModuleDefinition): boolean => /^(?:cm|x)_/.test(name);

/** The definitions, with references and links to the added modules among them. */
export function withAdded(definitions: readonly ModuleDefinition[]): readonly ModuleDefinition[] {
  const added = definitions.filter(isAdded);
  return added.length === 0 ? definitions : definitions.map((definition) => opened(definition, added));
}

function opened(definition: ModuleDefinition, added: readonly ModuleDefinition[]): ModuleDefinition {
  const names = added.map(({ name }) => name);
  const blocks = definition.blocks.map((block) => ({
    ...block,
    fields: block.fields.map((field) => (field.targetsAdded ? { ...field, targets: [...(field.targets ?? []), ...names] } : field)),
  }));
  const { linksAdded, links = [], parents } = definition;
  if (!linksAdded) return { ...definition, blocks };
  const more = added.map(({ name, label }): LinkDefinition => ({
    name: `${linksAdded.prefix}_${name}`,
    here: { name, label },
    there: { module: name, ...linksAdded.there },
  }));
  return {
    ...definition,
    blocks,
    links: [...links, ...more],
    ...(parents ? { parents: [...parents, ...more.map(({ name }) => name)] } : {}),
  };
}
