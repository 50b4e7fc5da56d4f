/** A PDF as pictures of its pages, drawn by pdf.js: the same in every browser, on telephones too. */
import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from "pdfjs-dist";
// oxlint-disable-next-line import/default -- Vite gives the address of the file
import workerUrl from "pdfjs-dist/build/pdf.worker.min.mjs?url";
import { useEffect, useRef, useState } from "react";
import classes from "./print-forms.module.css";

GlobalWorkerOptions.workerSrc = workerUrl;
const MOST_PAGES = 10;

export function PaperPreview({ pdf, label }: { readonly pdf: ArrayBuffer; readonly label: string }) {
  const [document, setDocument] = useState<PDFDocumentProxy>();
  useEffect(() => {
    // pdf.js takes the bytes over: it gets its own.
    const task = getDocument({ data: new Uint8Array(pdf.slice(0)) });
    let shown = true;
    task.promise.then((loaded) => shown && setDocument(loaded)).catch(() => undefined);
    return () => {
      shown = false;
      void task.destroy();
    };
  }, [pdf]);
  const pages = Math.min(document?.numPages ?? 0, MOST_PAGES);
  return (
    <div className={classes["papers"]} role="img" aria-label={label}>
      {document &&
        Array.from({ length: pages }, (_, i) => <Page key={`${document.fingerprints[0]} ${i}`} document={document} number={i + 1} />)}
    </div>
  );
}

function Page({ document, number }: { readonly document: PDFDocumentProxy; readonly number: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let task: { cancel(): void } | undefined;
    let wanted = true;
    const draw = async (): Promise<void> => {
      const page = await document.getPage(number);
      const target = canvas.current;
      if (!wanted || !target) return;
      const scale = (target.clientWidth / page.getViewport({ scale: 1 }).width) * Math.min(devicePixelRatio, 2);
      const viewport = page.getViewport({ scale: Math.max(scale, 0.5) });
      target.width = viewport.width;
      target.height = viewport.height;
      const render = page.render({ canvas: target, viewport });
      task = render;
      await render.promise;
    };
    // Given up when the next paper comes.
    draw().catch(() => undefined);
    return () => {
      wanted = false;
      task?.cancel();
    };
  }, [document, number]);
  return <canvas ref={canvas} className={classes["paper"]} />;
}
