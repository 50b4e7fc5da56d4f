/** A text with the people whom it mentions as names, and its addresses as links. */
import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import { piecesOf } from "../../../model/mentions.ts";
import classes from "./timeline.module.css";

const ADDRESS = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/;

export function MentionText({ text }: { readonly text: string }) {
  return (
    <div className={classes["text"]}>
      {piecesOf(text).map((piece, index) =>
        piece.mention ? (
          <Link
            key={index}
            to="/$module/$id"
            params={{ module: "users", id: piece.mention.userId }}
            className={classes["mention"]}
            preload={false}
          >
            @{piece.mention.name}
          </Link>
        ) : (
          <Fragment key={index}>{withLinks(piece.text)}</Fragment>
        ),
      )}
    </div>
  );
}

const withLinks = (text: string) =>
  text.split(ADDRESS).map((part, index) =>
    index % 2 === 1 ? (
      <a key={index} href={part} target="_blank" rel="noopener noreferrer">
        {part}
      </a>
    ) : (
      part
    ),
  );
