/**
 * People mentioned in a text: `@[Anna Petrova](user:123)`. The one place that reads and writes this form; the browser
 * shows it as a name, the server tells the people by it. A name may hold anything but brackets and line breaks.
 */
export interface Mention {
  /** The name when it was written; the person may be called otherwise by now. */
  readonly name: string;
  readonly userId: string;
}
export type TextPiece = { readonly text: string; readonly mention?: undefined } | { readonly mention: Mention; readonly text?: undefined };

const MENTION = /@\[([^[\]\r\n]{1,200})\]\(user:([1-9]\d{0,18})\)/g;
/** One text calls at most so many people. */
const MOST_MENTIONS = 50;

export const mentionText = ({ name, userId }: Mention): string =>
  `@[${
    name
      .replaceAll(/[[\]\r\n]/g, " ")
      .trim()
      .slice(0, 200) || userId
  }](user:${userId})`;

/** The text in pieces, in order: plain text and mentions. */
export function piecesOf(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(MENTION)) {
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push({ mention: { name: match[1] ?? "", userId: match[2] ?? "" } });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

/** Ids of the users whom the text mentions, each once, in order. */
export const mentionedUsers = (text: string): readonly string[] =>
  [...new Set(piecesOf(text).flatMap((piece) => (piece.mention ? [piece.mention.userId] : [])))].slice(0, MOST_MENTIONS);

/** The text as people read it: names instead of links. */
export const withoutMentions = (text: string): string => text.replaceAll(MENTION, "@$1");
