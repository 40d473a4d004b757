// Fetches only the parts of a PDF that its pages need. `fetched` counts the bytes.

export function transport(pdfjs, url, length) {
  class Ranges extends pdfjs.PDFDataRangeTransport {
    fetched = 0;

    constructor() {
      super(length, null);
      this.stopped = new AbortController();
    }

    requestDataRange(begin, end) {
      this.#fetch(begin, end, 0);
    }

    async #fetch(begin, end, tries) {
      try {
        const answer = await fetch(url, {
          headers: { Range: `bytes=${begin}-${end - 1}` },
          credentials: "same-origin",
          signal: this.stopped.signal,
        });
        if (answer.status !== 206) throw new Error(`pages: ${answer.status}`);
        const bytes = new Uint8Array(await answer.arrayBuffer());
        this.fetched += bytes.length;
        document.documentElement.dataset.fetched = String(this.fetched);
        this.onDataRange(begin, bytes);
      } catch (error) {
        if (this.stopped.signal.aborted) return;
        // Without a connection the page waits; it is drawn as soon as there is one.
        const wait = Math.min(30_000, 1000 * 2 ** tries);
        setTimeout(() => this.#fetch(begin, end, tries + 1), wait);
      }
    }

    abort() {
      this.stopped.abort();
    }
  }
  return new Ranges();
}
