/** What has been opened, to be closed in the opposite order; each waits for the one before. */
export class Closers {
  readonly #closers: (() => unknown)[] = [];
  #closing: Promise<void> | null = null;

  add(close: () => unknown): void {
    this.#closers.push(close);
  }

  /** Closes everything; may be called twice. What can't be closed does not keep the rest open: its fault comes at the end. */
  close(): Promise<void> {
    return (this.#closing ??= (async () => {
      const faults: unknown[] = [];
      for (const close of this.#closers.reverse()) {
        try {
          await close();
        } catch (error) {
          faults.push(error);
        }
      }
      if (faults.length > 0) throw faults[0];
    })());
  }
}
